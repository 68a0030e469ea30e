"""Keeping the plan by hand."""

from django.urls import path

from plans.urls import converters  # noqa: F401 - registers <ref:…>
from plans.views import actions_edit, baselines, contents, copying, dates, evidence, parts, people, plans_edit

PLAN = "plans/<slug:slug>/"
PARTS = f"{PLAN}parts/<slug:kind>/"
ACTION = f"{PLAN}actions/<ref:ref>/"
DATE = f"{ACTION}dates/<int:pk>/"

urlpatterns = [
    path("plans/new/", plans_edit.NewPlan.as_view(), name="new"),
    path(f"{PLAN}edit/", plans_edit.EditPlan.as_view(), name="edit"),
    path(f"{PLAN}copy/", copying.CopyPlan.as_view(), name="copy"),
    path(f"{PLAN}copied/", copying.Copied.as_view(), name="copied"),
    path(f"{PLAN}state/", plans_edit.PlanState.as_view(), name="state"),
    path(f"{PLAN}contents/", contents.Contents.as_view(), name="contents"),
    path(f"{PLAN}order/", contents.Order.as_view(), name="order"),
    path(f"{PARTS}new/", parts.NewPart.as_view(), name="part_new"),
    path(f"{PARTS}<int:pk>/", parts.EditPart.as_view(), name="part_edit"),
    path(f"{PARTS}<int:pk>/archive/", parts.ArchivePart.as_view(), name="part_archive"),
    path(f"{PARTS}<int:pk>/restore/", parts.RestorePart.as_view(), name="part_restore"),
    path(f"{PARTS}<int:pk>/move/", parts.MovePart.as_view(), name="part_move"),
    path(f"{PLAN}actions/new/", actions_edit.NewAction.as_view(), name="action_new"),
    path(f"{ACTION}edit/", actions_edit.EditAction.as_view(), name="action_edit"),
    path(f"{ACTION}archive/", actions_edit.ArchiveAction.as_view(), name="action_archive"),
    path(f"{ACTION}restore/", actions_edit.RestoreAction.as_view(), name="action_restore"),
    path(f"{ACTION}move/", actions_edit.MoveAction.as_view(), name="action_move"),
    path(f"{ACTION}lead/", people.People.as_view(), name="lead"),
    path(f"{ACTION}lead/confirm/", people.ConfirmLead.as_view(), name="lead_confirm"),
    path(f"{DATE}done/", dates.MarkDone.as_view(), name="date_done"),
    path(f"{DATE}undo/", dates.UndoDone.as_view(), name="date_undo"),
    path(f"{DATE}move/", dates.MoveDate.as_view(), name="date_move"),
    path(f"{DATE}set/", dates.SetDate.as_view(), name="date_set"),
    path(f"{ACTION}dates/new/", dates.AddDate.as_view(), name="date_next"),
    path(f"{PLAN}baselines/", baselines.Baselines.as_view(), name="baselines"),
    path(f"{DATE}answer/", dates.AnswerQuery.as_view(), name="date_answer"),
    path(f"{ACTION}evidence/new/", evidence.NewEvidence.as_view(), name="evidence_new"),
    path(f"{ACTION}evidence/<int:pk>/file/", evidence.EvidenceFile.as_view(), name="evidence_file"),
    path(f"{ACTION}evidence/<int:pk>/remove/", evidence.RemoveEvidence.as_view(), name="evidence_remove"),
]
