"""Pages of the API: by cursor, so that late pages cost what the first does."""

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """A hundred rows a page, oldest first, stable while rows are added."""

    page_size = 100
    ordering = "pk"
