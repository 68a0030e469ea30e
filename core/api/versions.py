"""Which version of a thing somebody has: ETag on what is read, If-Match on what is changed.

A mark is "<version>-<hash>": the version of the words, and a hash of all that was sent with them. A read is fresh
while the whole mark is; a change only asks whether the words are still those (a rating in between is no conflict).
"""

import hashlib
import json
import re

from rest_framework.request import Request
from rest_framework.utils.encoders import JSONEncoder

from core.api.errors import Missing
from core.api.kinds import Json

MARK = re.compile(r'\s*(?:W/)?"([0-9]{1,9})(?:-[0-9a-f]+)?"\s*')


def mark(said: Json) -> str:
    """The ETag of one thing as it is sent."""
    words = json.dumps(said, cls=JSONEncoder, ensure_ascii=False, sort_keys=True)
    sign = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:20]
    return f'"{said["version"]}-{sign}"' if "version" in said else f'"{sign}"'


def is_fresh(request: Request, etag: str) -> bool:
    """Whether the asker has this already (If-None-Match)."""
    given = request.headers.get("If-None-Match", "")
    return etag in [each.strip().removeprefix("W/") for each in given.split(",")]


def expected(request: Request) -> int:
    """The version a change was made from (If-Match). None said: 428. Not a version: it cannot be the one stored."""
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        raise Missing
    found = MARK.fullmatch(given)
    return int(found[1]) if found else 0
