"""Pages of the API: by cursor, so that late pages cost what the first does."""

from typing import Any

from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

from core.api.asking import MOST

UNKNOWN = {"cursor": ["This page is not known here. Begin again without it."]}


class Pages(CursorPagination):
    """A hundred rows a page unless asked otherwise, oldest first, stable while rows are added."""

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = MOST
    ordering = "pk"

    def decode_cursor(self, request: Request) -> Any:
        """The place a page begins; one that was made up is refused."""
        try:
            cursor: Any = super().decode_cursor(request)
        except NotFound:
            raise ValidationError(UNKNOWN) from None
        if cursor and cursor.position and not cursor.position.isdecimal():
            raise ValidationError(UNKNOWN)
        return cursor
