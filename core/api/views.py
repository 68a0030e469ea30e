"""What every view of the API stands on: what it declares is what it does, and what the schema says."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api import asking, versions
from core.api.bodies import Body
from core.api.kinds import Json, Kind
from core.api.shape import Shape


class Api(APIView):
    """One address. By method: which permission it asks (`permissions`), what it takes (`takes`), what it gives.

    `gives` names the shape where it is not `shape`; `statuses` the status where it is not 200. A `listed` address
    gives pages. `repeatable` methods know Idempotency-Key, `versioned` ones ask for If-Match. `filters` is what may
    be asked in the address. `file_kinds` are the media types of an answer that is a file.
    """

    permissions: dict[str, str] = {}
    shape: Shape | None = None
    listed = False
    filters: dict[str, Kind] = {}
    takes: dict[str, Body] = {}
    gives: dict[str, Shape] = {}
    statuses: dict[str, int] = {}
    repeatable: tuple[str, ...] = ()
    versioned: tuple[str, ...] = ()
    file_kinds: tuple[str, ...] = ()

    def known(self) -> dict[str, Kind]:
        """What may stand in the address of a read."""
        return self.filters | asking.PAGING if self.listed else self.filters

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        known = self.known() if request.method in ("GET", "HEAD") else {}
        self.asked = asking.read(request, known) if request.method != "OPTIONS" else {}

    def sent(self) -> dict[str, Any]:
        """What was sent to this method, cleaned."""
        return self.takes[str(self.request.method)].read(self.request)

    def said(self, row: Json, status: int = 200, **headers: str) -> Response:
        """One thing, with the mark of its version; nothing but the mark when the asker has it already."""
        etag = versions.mark(row)
        fresh = self.request.method in ("GET", "HEAD") and versions.is_fresh(self.request, etag)
        if fresh:
            return Response(status=304, headers={"ETag": etag})
        return Response(row, status=status, headers={"ETag": etag, **headers})
