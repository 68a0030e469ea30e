"""Invented figures for the gallery page. No council, no person and no number here is real."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
SAVED_AT = dt.datetime(2018, 7, 16, 10, 38, tzinfo=LONDON)


def gallery_samples() -> dict[str, Any]:
    """What the components of the gallery are filled with."""
    return {
        "counts": {"red": 2, "amber": 5, "green": 12, "complete": 6, "not_started": 2, "not_rated": 1},
        "many": {"red": 1, "green": 1900, "complete": 99},
        "when": SAVED_AT,
        "stale_on": dt.date(2018, 3, 31),
        "glossary": {"FSCB": "Fenshire Safeguarding Children Board. Watches the three high-level priorities."},
        "theirs": {"by": "Joan Petrie", "at": SAVED_AT, "rag": "red", "text": "Second course cancelled by the venue."},
        "mine": {"rag": "amber", "text": "Second block moved to 17 September; Joan confirms the venue by 27 July."},
        "entries": _entries(),
        "chart": _chart(),
        "swatches": (
            ("teal-950", "Teal 950"), ("teal-900", "Teal 900"), ("teal-700", "Teal 700"), ("teal-500", "Teal 500"),
            ("teal-100", "Teal 100"), ("teal-50", "Teal 50"), ("clay-700", "Clay 700"), ("clay-300", "Clay 300"),
            ("clay-50", "Clay 50"),
        ),
    }  # fmt: skip


def _chart() -> dict[str, Any]:
    """A chart's title, sentence, numbers and Vega-Lite description."""
    rows = [("January 2018", 4, 3), ("February 2018", 9, 7), ("March 2018", 12, 8)]
    names = {"agreed": ("#5e7075", [5, 4]), "complete": ("#083a40", [1, 0])}
    values = [{"month": row[0][:3], "n": row[at], "line": name} for row in rows for at, name in enumerate(names, 1)]
    scales = ({"range": [look[at] for look in names.values()]} for at in (0, 1))
    colour, dash = ({"field": "line", "type": "nominal", "scale": scale, "legend": None} for scale in scales)
    month = {"field": "month", "type": "ordinal", "sort": None, "title": None, "axis": {"labelAngle": 0}}
    count = {"field": "n", "type": "quantitative", "title": None, "axis": {"tickCount": 4}}
    line = {"mark": {"type": "line", "strokeWidth": 3}, "encoding": {"strokeDash": dash}}
    last = {"mark": {"type": "text", "align": "left", "dx": 8}, "transform": [{"filter": "datum.month == 'Mar'"}]}
    named = {**last, "encoding": {"text": {"field": "line"}}}
    encoding = {"x": month, "y": count, "color": colour}
    field: dict[str, Any] = {"data": {"values": values}, "encoding": encoding, "layer": [line, named], "height": 180}
    return {
        "title": "Things agreed and complete by month", "columns": ("Month", "Agreed", "Complete"), "rows": rows,
        "summary": "Eight of the twelve things agreed by March are complete.",
        "spec": {**field, "width": 560}, "narrow": {**field, "width": 250},
    }  # fmt: skip


def _entries() -> list[dict[str, Any]]:
    return [
        {
            "title": "Rating changed", "by": "Priya Nair", "at": dt.datetime(2018, 7, 12, 15, 15, tzinfo=LONDON),
            "before": "amber", "after": "green", "text": "Venue for September confirmed.",
            "soft": "Dates suggested Off track.",
        },
        {
            "title": "Two dates queried", "by": "Import check", "at": dt.date(2018, 7, 5), "quiet": True,
            "text": "“11-12 Feb 2018” follows January 2019. Kept as written until somebody answers.",
        },
        {"title": "First rating", "by": "Priya Nair", "at": dt.date(2018, 5, 2), "after": "not_started"},
    ]  # fmt: skip
