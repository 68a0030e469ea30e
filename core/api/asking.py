"""What may be asked of a list in its address. A name nobody knows, or one given twice, is refused in a sentence."""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from core.api import kinds
from core.api.kinds import Kind

MOST = 500
PAGING = {
    "cursor": kinds.text("Where the page begins, as `next` and `previous` say. Do not make one up.", most=500),
    "page_size": kinds.number(f"Rows in a page: 100 when nothing is said, {MOST} at most.", least=1, most=MOST),
}


def read(request: Request, known: dict[str, Kind]) -> dict[str, Any]:
    """What was asked, cleaned, by name. What was not asked is left out."""
    query = request.query_params
    faults = {name: ["There is nothing of this name to ask for here."] for name in query if name not in known}
    faults |= {name: ["Ask for one value."] for name in query if len(query.getlist(name)) > 1 and name in known}
    asked: dict[str, Any] = {}
    for name, kind in known.items():
        if name not in query or name in faults:
            continue
        try:
            asked[name] = kind.from_address(query[name])
        except ValueError as fault:
            faults[name] = [str(fault)]
    if faults:
        raise ValidationError(faults)
    return asked
