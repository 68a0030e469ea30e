"""Tags of a pack's page: a cell with its rating, figure and words, and a chart from its frozen description."""

from typing import Any

from django import template
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from core import charts
from core.ratings import RATINGS
from core.templatetags.ui import rag_tag
from governance.packs.pdf import chart_of

register = template.Library()


@register.simple_tag
def pack_cell(cell: dict[str, Any]) -> SafeString:
    """A cell as the page shows it. What somebody wrote stays text."""
    made = [rag_tag(cell["rag"]["value"])] if "rag" in cell else []
    if "figure" in cell:
        made.append(pack_figure(cell["figure"]))
    if cell.get("text"):
        made.append(format_html("<b>{}</b>" if cell.get("bold") else "{}", cell["text"]))
    if cell.get("sub"):
        made.append(format_html('<span class="app-sub">{}</span>', cell["sub"]))
    return mark_safe("".join(made))  # noqa: S308 - each part is escaped above


@register.simple_tag
def pack_figure(figure: dict[str, Any]) -> SafeString:
    """A figure where it stands, under its own name, so that a link leads to it."""
    said = '<data id="f-{}" value="{}">{}</data>'
    return format_html(said, figure["id"].replace(".", "-"), figure["value"], figure["text"])


@register.simple_tag
def pack_bar(rows: list[dict[str, Any]], name: str) -> SafeString:
    """The ratings as a bar without words: they stand in the table beneath."""
    parts = [(row["rag"]["value"], row[name]["value"]) for row in rows if row[name] and row[name]["value"]]
    most = max((count for _, count in parts), default=1)
    made = "".join(_part(rag, count, most) for rag, count in parts)
    return mark_safe(f'<div class="app-bar" aria-hidden="true">{made}</div>')  # noqa: S308 - classes and numbers only


def _part(rag: str, count: int, most: int) -> str:
    share = max(1, round(count * 40 / most)) if most > 40 else count
    wide = f" app-n-{share}" if share > 1 else ""
    look = RATINGS[rag]
    css, word = look.symbol.removeprefix("rag-"), look.word.lower()
    return f'<span class="app-bar__seg app-fill--{css}{wide}"><span class="vh">{word}</span></span>'


@register.inclusion_tag("governance/packs/_chart.html")
def pack_chart(block: dict[str, Any]) -> dict[str, Any]:
    """A chart with its sentence and its numbers, drawn from the pack's own description."""
    chart = chart_of(block)
    drawing = charts.ready(chart)
    if drawing is None:
        try:
            drawing = charts.draw(chart)
        except charts.NotDrawn:
            drawing = None
    return {"block": block, "drawing": drawing}


@register.simple_tag
def pack_head(block: dict[str, Any], place: int) -> str:
    """The head of a column, for a row that stands as a card."""
    return str(block["heads"][place])


@register.filter
def pack_words(words: str) -> SafeString:
    """An officer's words as paragraphs, escaped."""
    return mark_safe(linebreaks(words, autoescape=True))  # noqa: S308 - escaped by Django
