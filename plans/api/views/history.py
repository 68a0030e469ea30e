"""Everything that changed since a moment, page by page."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from core.api.kinds import moment, text
from core.api.permissions import authority_of
from core.api.views import Api
from plans import changes
from plans.api import shapes
from plans.api.views.base import READ, plan_called
from plans.changes.feed import place

KINDS = (changes.feed.CHANGE, changes.feed.DATE, changes.feed.RATING)
USUAL = 100


class Changes(Api):
    """Every single change since a moment: ratings, dates, and all else on record, oldest first.

    A change is stamped when it is written and seen when its transaction ends. Who asks night after night begins a
    minute before the last moment and leaves out what it has already, by (kind, id).
    """

    shape, listed, permissions = shapes.CHANGE, True, READ
    filters = {
        "since": moment("Changes at or after this moment.").needed(),
        "plan": text("Only of this plan, by its slug.", most=60, least=1),
    }

    def get(self, request: Request, **kwargs: Any) -> Response:
        if "since" not in self.asked:
            raise ValidationError({"since": ["Say since when, as 2018-03-05T18:00:00Z."]})
        scope = plan_called(request, self.asked["plan"]) if "plan" in self.asked else authority_of(request)
        size = self.asked.get("page_size", USUAL)
        after = read_cursor(self.asked["cursor"]) if "cursor" in self.asked else None
        found = changes.since(scope, self.asked["since"], request.user, after=after, limit=size + 1)
        return Response({"next": self._next(found, size), "previous": None, "results": found[:size]})

    def _next(self, found: list[changes.feed.Change], size: int) -> str | None:
        if len(found) <= size:
            return None
        return replace_query_param(self.request.build_absolute_uri(), "cursor", write_cursor(place(found[size - 1])))


def write_cursor(after: changes.Cursor) -> str:
    """The place of a change as part of an address."""
    at, kind, number = after
    return urlsafe_b64encode(json.dumps([at.isoformat(), kind, number]).encode()).decode().rstrip("=")


def read_cursor(words: str) -> changes.Cursor:
    """The place an address names; one that was made up is refused."""
    try:
        at, kind, number = json.loads(urlsafe_b64decode(words + "=" * (-len(words) % 4)))
        stands = datetime.fromisoformat(at), kind, number
    except (ValueError, TypeError):
        stands = None
    if stands is None or kind not in KINDS or type(number) is not int or not stands[0].tzinfo:
        raise ValidationError({"cursor": ["This page is not known here. Begin again without it."]})
    return stands
