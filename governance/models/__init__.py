"""Meetings and what comes of them: packs, decisions, newsletters, alignment."""

from governance.models.alignment import CoreMessage, Event, MessageUse, Paper, PolicyReview
from governance.models.bodies import BodyTerms, CouncilQuerySet, Seat, StandingItem
from governance.models.meetings import AgendaItem, Attendance, ItemReport, LeaderFeedback, Meeting, Minute
from governance.models.newsletters import Example, Newsletter, Subscriber
from governance.models.outcomes import ActionReport, Block, BoardRequest, Decision, MeetingAction
from governance.models.packs import Pack, PackReader

__all__ = [
    "ActionReport",
    "AgendaItem",
    "Attendance",
    "Block",
    "BoardRequest",
    "BodyTerms",
    "CoreMessage",
    "CouncilQuerySet",
    "Decision",
    "Event",
    "Example",
    "ItemReport",
    "LeaderFeedback",
    "Meeting",
    "MeetingAction",
    "MessageUse",
    "Minute",
    "Newsletter",
    "Pack",
    "PackReader",
    "Paper",
    "PolicyReview",
    "Seat",
    "StandingItem",
    "Subscriber",
]
