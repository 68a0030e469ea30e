"""One description of a chart, one renderer: the same drawing for pages, PDF, Word and mail, kept until it changes.

Drawing takes half a second in a process of its own (core/drawing.py), so it is done once for each description and
kept in a folder. Lines and points differ by style and shape as well as colour; the numbers always stand beside them.
"""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core import sandbox
from core.errors import RuleBroken

FONT = "Atkinson Hyperlegible Next"
TEAL_900, TEAL_700, TEAL_500, TEAL_50 = "#083a40", "#0b5c63", "#2b8088", "#f0f6f5"
CLAY, INK, INK_SOFT, LINE, LINE_MID, GREY = "#a3421c", "#14262a", "#485b60", "#d5dedf", "#7a8d91", "#5e7075"
"""Our tokens (static/scss/_tokens.scss), for drawings that leave the style sheet behind."""

KEPT_IN = "charts"
"""A folder beside the data (settings.CACHES): reading it costs a page no query."""
SECONDS = 20
ADDRESS_SPACE_MB = 100_000
"""What the drawing engine reserves and never touches; it uses 85 MB of it."""
VERSION = 1
"""Counted up when the same description is to be drawn another way."""


@dataclass(frozen=True)
class Chart:
    """A chart: its title, the sentence that says what it shows, its numbers as a table, and its drawing.

    `spec` is plain Vega-Lite, about 660 wide; `narrow` the same for a phone, 358 wide. Neither says fonts or
    background. The table has the same numbers as the drawing: `columns` are its heads, the first names the rows.
    """

    title: str
    summary: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    spec: dict[str, Any] = field(repr=False)
    narrow: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def key(self) -> str:
        """A mark of all that is drawn and said: another number is another chart."""
        said = json.dumps([VERSION, self.title, self.summary, self.spec, self.narrow], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Drawing:
    """A chart as inline SVG, for a wide and for a narrow page."""

    wide: SafeString
    narrow: SafeString


class NotDrawn(Exception):
    """The drawing could not be made; its sentence and its table still stand."""


def svg(chart: Chart, *, narrow: bool = False) -> SafeString:
    """The chart as SVG with its title and description, without a fixed size. Raises NotDrawn."""
    drawing = ready(chart) or draw(chart)
    return drawing.narrow if narrow else drawing.wide


def png(chart: Chart, *, scale: int = 3) -> bytes:
    """The chart as a picture on white, for Word and mail. Raises NotDrawn."""
    return base64.b64decode(_drawn([_styled(chart.spec, "#ffffff")], png=scale)[0])


def ready(chart: Chart) -> Drawing | None:
    """The drawing when it was made before: one look into a folder, no query."""
    kept = caches[KEPT_IN].get(chart.key)
    return Drawing(*(mark_safe(one) for one in kept)) if kept else None  # noqa: S308 - our own SVG, made below


def draw(chart: Chart) -> Drawing:
    """Make the drawing and keep it. Half a second; raises NotDrawn."""
    specs = [_styled(spec, None) for spec in (chart.spec, chart.narrow or chart.spec)]
    made = [_named(one, chart, size) for one, size in zip(_drawn(specs), "wn", strict=True)]
    caches[KEPT_IN].set(chart.key, made)
    return Drawing(*(mark_safe(one) for one in made))  # noqa: S308 - texts are escaped by the renderer and by `_named`


def _drawn(specs: list[dict[str, Any]], **asked: Any) -> list[str]:
    fonts = settings.BASE_DIR / "static" / "dist" / "fonts-pdf"
    question = {"specs": specs, "fonts": str(fonts) if fonts.is_dir() else "", **asked}
    try:
        made: list[str] = sandbox.run_limited(
            "core.drawing.draw", question, seconds=SECONDS, memory_mb=ADDRESS_SPACE_MB
        )
    except RuleBroken as fault:
        raise NotDrawn from fault
    return made


def _styled(spec: dict[str, Any], background: str | None) -> dict[str, Any]:
    """The description in our type and colours."""
    labels = {"labelFont": FONT, "labelFontSize": 14, "labelColor": INK_SOFT, "titleFont": FONT, "titleColor": INK_SOFT}
    lines = {"gridColor": LINE, "domain": False, "tickColor": LINE_MID, "tickSize": 5, "labelPadding": 4}
    config = {
        "font": FONT, "view": {"stroke": None}, "axis": labels | lines, "text": {"font": FONT, "fontSize": 15},
    }  # fmt: skip
    return {**spec, "config": config, "background": background}


def _named(drawn: str, chart: Chart, size: str) -> str:
    """The drawing with our title and description instead of the renderer's own, and free to fill its place."""
    plain = re.sub(r' (?:role|aria-[a-z]+|class|width|height|version)="[^"]*"', "", _head(drawn))
    body = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", drawn[len(_head(drawn)) :])
    mark = f"chart-{chart.key[:10]}-{size}"
    named = f' role="img" aria-labelledby="{mark}-t" aria-describedby="{mark}-d">'
    words = f'<title id="{mark}-t">{escape(chart.title)}</title><desc id="{mark}-d">{escape(chart.summary)}</desc>'
    return plain[:-1] + named + words + body


def _head(drawn: str) -> str:
    return drawn[: drawn.index(">") + 1]
