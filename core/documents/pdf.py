"""A PDF from one of our own typst templates and plain data, tagged as PDF/UA-1 asks. Rendered by the worker alone.

The data goes in beside the template, as JSON, and never into it: what a person wrote stays text whatever it looks like.
"""

import base64
from typing import Any

from django.conf import settings

from core import sandbox
from core.errors import RuleBroken

TEMPLATES = settings.BASE_DIR / "templates" / "typst"
FONTS = settings.BASE_DIR / "static" / "dist" / "fonts-pdf"
SECONDS = 120
ADDRESS_SPACE_MB = 100_000
"""What the engine reserves and never touches; a plan of 2,000 actions uses 400 MB, one of 30 uses 80."""


class NotSet(Exception):
    """The pages could not be set."""


def render(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of `template` (a name below templates/typst) with this data, set in a process of its own.

    `data["unprinted"]` tells the template how many characters had to be replaced. Takes seconds for a long document:
    for the worker, never for a page (docs/adr/0011-pdf-in-the-worker.md).
    """
    if not any(FONTS.glob("*.ttf")):
        raise NotSet(f"There are no typefaces in {FONTS}. Build them: npm run build")
    asked = {"template": template, "data": data, "root": str(TEMPLATES), "fonts": str(FONTS)}
    try:
        made = sandbox.run_limited(
            "core.documents.setting.set_pages", asked, seconds=SECONDS, memory_mb=ADDRESS_SPACE_MB
        )
    except RuleBroken as fault:
        raise NotSet("The pages could not be set; the log says where.") from fault
    return base64.b64decode(made)
