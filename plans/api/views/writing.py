"""Writing actions and what is said of them: the very services the pages call."""

from dataclasses import replace
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Perm
from core.api import versions
from core.api.bodies import NOTHING
from core.api.idempotency import once
from core.api.kinds import Json
from plans.api import bodies, says, shapes
from plans.api.views.base import READ, OfAction, plan_called, whole_action, whole_update
from plans.api.views.reading import ReadActions, ReadEvidence, Updates
from plans.models import Action, Plan, RagUpdate
from plans.services import actions, evidence, updates


class Actions(ReadActions):
    """Actions with their dates, who takes part, and their rating. A POST adds one at the end of its area."""

    permissions = READ | {"POST": Perm.EDIT_PLAN}
    takes, statuses, repeatable = {"POST": bodies.NEW_ACTION}, {"POST": 201}, ("POST",)

    @once
    def post(self, request: Request, **kwargs: Any) -> Response:
        values = self.sent()
        plan, kind = plan_called(request, values.pop("plan")), values.pop("kind")
        words = actions.Words(kind=kind, **_placed(plan, values))
        row = actions.create_action(plan=plan, words=words, by=request.user)
        return self.said(whole_action(row.pk), 201)


class OneAction(ReadActions, OfAction):
    """One action. A PATCH changes its words, from the version you have read."""

    one = True
    permissions = READ | {"PATCH": Perm.EDIT_PLAN}
    takes, versioned = {"PATCH": bodies.CHANGED_ACTION}, ("PATCH",)

    def patch(self, request: Request, **kwargs: Any) -> Response:
        version, action, values = versions.expected(request), self.action, self.sent()
        words = replace(_stored(action), **_placed(action.plan, values))
        actions.edit_action(action=action, words=words, version=version, by=request.user)
        return self.said(whole_action(action.pk))

    def theirs(self, row: Any) -> Json:
        """The action as it is stored now."""
        return whole_action(row.pk)


class Archive(OfAction):
    """Take an action out of the plan's count, with the reason. Nothing of it is deleted."""

    shape, takes, permissions = shapes.ACTION, {"POST": bodies.REASON}, {"POST": Perm.EDIT_PLAN}

    def post(self, request: Request, **kwargs: Any) -> Response:
        actions.archive_action(action=self.action, reason=self.sent()["reason"], by=request.user)
        return self.said(whole_action(self.action.pk))


class Restore(OfAction):
    """Bring an archived action back into the plan."""

    shape, takes, permissions = shapes.ACTION, {"POST": NOTHING}, {"POST": Perm.EDIT_PLAN}

    def post(self, request: Request, **kwargs: Any) -> Response:
        self.sent()
        actions.restore_action(action=self.action, by=request.user)
        return self.said(whole_action(self.action.pk))


class ActionUpdates(Updates, OfAction):
    """The updates of one action. A POST adds one, by the same rules as the page."""

    permissions = READ | {"POST": Perm.UPDATE_RAG}
    filters = {name: kind for name, kind in Updates.filters.items() if name in ("rag", "since")}
    takes, statuses, repeatable = {"POST": bodies.NEW_UPDATE}, {"POST": 201}, ("POST",)

    def rows(self) -> Any:
        return super().rows().filter(action=self.action)

    @once
    def post(self, request: Request, **kwargs: Any) -> Response:
        values = self.sent()
        seen = values.pop("seen")
        row = updates.update_rag(
            action=self.action, said=updates.Said(**values), seen=seen, by=request.user, source=RagUpdate.Source.API
        )
        return self.said(whole_update(row.pk), 201)

    def theirs(self, row: Any) -> Json | None:
        """What was said last."""
        return whole_update(row.pk) if row else None


class ActionEvidence(ReadEvidence, OfAction):
    """The evidence of one action. A POST puts a link beside it."""

    permissions = READ | {"POST": Perm.EDIT_PLAN}
    filters = {}
    takes, statuses, repeatable = {"POST": bodies.LINK}, {"POST": 201}, ("POST",)

    def rows(self) -> Any:
        return super().rows().filter(action=self.action)

    @once
    def post(self, request: Request, **kwargs: Any) -> Response:
        row = evidence.add_evidence(action=self.action, by=request.user, **self.sent())
        return self.said(says.evidence(row), 201)


class RemoveEvidence(ReadEvidence):
    """Take a link or a file away. The record that it was there stays."""

    one, permissions, takes = True, {"POST": Perm.EDIT_PLAN}, {"POST": NOTHING}
    http_method_names = ["post", "options"]

    def post(self, request: Request, **kwargs: Any) -> Response:
        row = get_object_or_404(self.rows().select_related("action__plan"), **kwargs)
        self.sent()
        evidence.remove_evidence(evidence=row, by=request.user)
        return self.said(says.evidence(row))


def _stored(action: Action) -> actions.Words:
    """What the plan says of an action now; a title that is only its first sentence goes on being that."""
    texts = {name: getattr(action, name) for name in ("ref", "what", "by_when", "who", "monitored_through")}
    title = "" if action.title == actions.short_title(action.what) else action.title
    return actions.Words(title=title, area=action.area, priority=action.priority, kind=action.kind, **texts)


def _placed(plan: Plan, values: Json) -> Json:
    """The words as the service takes them: the area by its code, the priority by its number."""
    found, faults = dict(values), {}
    for name, rows, column in (("area", plan.deliveryareas, "code"), ("priority", plan.prioritys, "number")):
        if values.get(name) is None:
            continue
        found[name] = rows.filter(**{column: values[name]}).first()
        if found[name] is None:
            faults[name] = [f"This plan has no {name} {values[name]}."]
    if faults:
        raise ValidationError(faults)
    return found
