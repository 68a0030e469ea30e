"""The plan and all that is said about it."""

from plans.models.action import Action, Evidence, Participation
from plans.models.baselines import Baseline, BaselineDate
from plans.models.dates import ActionDate, DateRevision
from plans.models.feeds import CalendarFeed
from plans.models.imports import PlanImport
from plans.models.plan import DeliveryArea, Plan, PlanPart, PlanQuerySet, Priority, Statement
from plans.models.rounds import Answer, Ask, ReportingPeriod
from plans.models.updates import RagUpdate
from plans.models.visibility import ActionPartQuerySet, PartQuerySet, leads, visible_plans

__all__ = [
    "Action",
    "ActionDate",
    "ActionPartQuerySet",
    "Answer",
    "Ask",
    "Baseline",
    "BaselineDate",
    "CalendarFeed",
    "DateRevision",
    "DeliveryArea",
    "Evidence",
    "PartQuerySet",
    "Participation",
    "Plan",
    "PlanImport",
    "PlanPart",
    "PlanQuerySet",
    "Priority",
    "RagUpdate",
    "ReportingPeriod",
    "Statement",
    "leads",
    "visible_plans",
]
