"""Writing dates: done, undone, moved, a query answered, TBC given a day."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Perm
from core.api.bodies import NOTHING
from core.api.kinds import Json
from core.api.permissions import authority_of
from core.api.views import Api
from plans.api import bodies, shapes
from plans.api.views.base import whole_date
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


def _whole(values: Json) -> Json:
    """One day is first and last day at once."""
    return values | {"end": values["end"] or values["start"]}
