"""Writing dates: added, done, undone, moved, a query answered, one to be confirmed given its day."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Perm
from core.api import versions
from core.api.bodies import NOTHING
from core.api.idempotency import once
from core.api.kinds import Json
from core.api.permissions import authority_of
from core.api.views import Api
from plans.api import bodies, shapes
from plans.api.views.base import READ, OfAction, whole_action, whole_date
from plans.api.views.reading import Dates
from plans.models import ActionDate
from plans.services import dates


class OfDate(Api):
    """One thing that can be done with a date. The answer is the date as it is then."""

    shape, permissions = shapes.DATE, {"POST": Perm.EDIT_PLAN}

    @cached_property
    def row(self) -> ActionDate:
        """The date in the address, if the asker may see it."""
        rows = ActionDate.objects.in_authority(authority_of(self.request)).visible_to(self.request.user)
        found: ActionDate = get_object_or_404(
            rows.select_related("action__plan__authority"), pk=self.kwargs["pk"], removed_at=None
        )
        return found

    def permission_object(self) -> Any:
        """A date that is not there is not there for anybody, before anything is asked."""
        return self.row.action if self.request.method == "POST" else None

    def perform(self, values: Json) -> None:
        """Call the service."""
        raise NotImplementedError

    def post(self, request: Request, **kwargs: Any) -> Response:
        self.perform(self.sent())
        return self.said(whole_date(self.row.pk))

    def theirs(self, row: Any) -> Json:
        """The date as it is stored now."""
        return whole_date(row.pk)


class Done(OfDate):
    """Say that what a date asked for is done, today or on an earlier day."""

    takes = {"POST": bodies.DONE}

    def perform(self, values: Json) -> None:
        on = timezone.localdate()
        dates.mark_done(date_row=self.row, done_on=values["done_on"] or on, on=on, by=self.request.user)


class Undo(OfDate):
    """Take "done" back."""

    takes = {"POST": NOTHING}

    def perform(self, values: Json) -> None:
        dates.undo_done(date_row=self.row, by=self.request.user)


class Move(OfDate):
    """Change a date, with its reason. The by-when words go with it."""

    takes = {"POST": bodies.MOVED}

    def perform(self, values: Json) -> None:
        dates.move_date(date_row=self.row, by=self.request.user, **_whole(values))


class Answer(OfDate):
    """Say which days were meant by words that look impossible. The words stay."""

    takes = {"POST": bodies.ANSWERED}

    def perform(self, values: Json) -> None:
        dates.answer_query(date_row=self.row, by=self.request.user, **_whole(values))


class SetDay(OfDate):
    """Give a day to a date that has none: to be confirmed until now, or the first of one that comes back."""

    takes = {"POST": bodies.SET}

    def perform(self, values: Json) -> None:
        dates.set_date(date_row=self.row, by=self.request.user, **_whole(values))


class ActionDates(Dates, OfAction):
    """The dates of one action. A POST adds one, in its by-when words too, from the version of the action you read."""

    permissions = READ | {"POST": Perm.EDIT_PLAN}
    filters = {name: kind for name, kind in Dates.filters.items() if name in ("kind", "queried")}
    takes, gives, statuses = {"POST": bodies.NEW_DATE}, {"POST": shapes.ACTION}, {"POST": 201}
    repeatable, versioned = ("POST",), ("POST",)

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(action=self.action)

    @once
    def post(self, request: Request, **kwargs: Any) -> Response:
        version, values = versions.expected(request), _whole(self.sent())
        dates.add_date(action=self.action, version=version, by=request.user, **values)
        return self.said(whole_action(self.action.pk), 201)

    def theirs(self, row: Any) -> Json:
        """The action as it is stored now."""
        return whole_action(row.pk)


def _whole(values: Json) -> Json:
    """One day is first and last day at once."""
    return values | {"end": values["end"] or values["start"]}
