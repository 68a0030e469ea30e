"""A pack as a tagged PDF, from its JSON alone. Rendered by the worker: typst must not run in a web process."""

from typing import Any

from core import charts
from core.documents import pdf

TEMPLATE = "pack.typ"


def write_pdf(data: dict[str, Any]) -> bytes:
    """The PDF of a pack, a report or a return."""
    return pdf.render(TEMPLATE, {**data, "sections": [_section(part) for part in data["sections"]]})


def _section(part: dict[str, Any]) -> dict[str, Any]:
    return {**part, "blocks": [_block(block) for block in part["blocks"]]}


def _block(block: dict[str, Any]) -> dict[str, Any]:
    if block["kind"] != "chart":
        return block
    try:
        drawn = str(charts.svg(chart_of(block)))
    except charts.NotDrawn:
        drawn = ""
    kept = {name: block[name] for name in ("kind", "title", "columns", "rows", "summary")}
    return {**kept, "svg": drawn}


def chart_of(block: dict[str, Any]) -> charts.Chart:
    """The description of a chart, as the drawing takes it. The same for every rendering."""
    said = block["summary"]["text"]
    return charts.Chart(block["title"], said, block["columns"], [], block["spec"], block["narrow"])
