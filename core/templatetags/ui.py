"""The components of every page, each behind one tag. The gallery page shows them all together.

Tags that stand in long tables (`rag_tag`, `rag_change`, `flag`) hand out ready-made text: 2,000 rows stay cheap.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from core import charts
from core.charts import Chart
from core.daywords import say_day, say_moment, say_short_day
from core.middleware import seconds_left
from core.ratings import RATINGS, Rag

register = template.Library()

BAR_SHARES = 60
NEWLY_RED = mark_safe('<span class="vh">, newly</span>')
NO_EARLIER = mark_safe('<span class="app-dir app-dir--same">–<span class="vh"> no earlier rating</span></span>')
NEW_RATING = mark_safe('<span class="app-dir app-dir--same">New rating</span>')
NEVER_UPDATED = mark_safe('<p class="app-asat">Never updated</p>')
FLAGS = {
    "overdue": ("overdue", "i-clock"),
    "queried": ("query", "i-query"),
    "nolead": ("query", "i-query"),
    "help": ("board", "i-up"),
    "stale": ("stale", "i-clock"),
    "worse": ("stale", "i-worse"),
    "contradiction": ("query", "i-query"),
}
DIRECTIONS = {"worse": "Worse", "better": "Better", "same": "Same"}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A drawing from the page's sprite; always beside words, so it says nothing itself."""
    return format_html('<svg aria-hidden="true" focusable="false"><use href="#{}"/></svg>', name)


@register.simple_tag
@cache
def rag_tag(rag: str, newly_red: bool = False, size: str = "") -> SafeString:
    """A rating: shape, letter, word, colour. `size` is "wide" in table cells, "big" at the head of a page."""
    rating = RATINGS[rag]
    newly = newly_red and rag == Rag.RED
    return format_html(
        '<span class="app-rag app-rag--{}{}">{}<b>{}</b> <span>{}{}</span></span>',
        rating.css,
        f" app-rag--{size}" if size else "",
        icon("rag-rnew" if newly else rating.symbol),
        rating.letter,
        rating.word,
        NEWLY_RED if newly else "",
    )


@register.simple_tag
@cache
def rag_change(direction: str, was: str = "", inline: bool = False) -> SafeString:
    """Direction of travel in words and an arrow: "Worse, was On track". Same is quiet; no earlier rating is a dash."""
    if not direction:
        return NO_EARLIER
    if direction == "new":
        head = NEW_RATING
    else:
        kind = direction if direction in DIRECTIONS else "same"
        tail = f": was {RATINGS[was].word}" if inline and was and kind != "same" else ""
        arrow = icon(f"i-{kind}")
        head = format_html('<span class="app-dir app-dir--{}">{} {}{}</span>', kind, arrow, DIRECTIONS[kind], tail)
    if inline or not was or direction == "same":
        return head
    return format_html('{}<span class="app-sub">was {}</span>', head, RATINGS[was].word)


@register.simple_tag
def flag(kind: str, text: str) -> SafeString:
    """A fact that is not a rating, outlined, with icon and words: overdue, queried, nolead, help, stale."""
    css, symbol = FLAGS[kind]
    return format_html('<span class="app-flag app-flag--{}">{}{}</span>', css, icon(symbol), text)


@register.simple_tag
def rag_bar(counts: Mapping[str, int]) -> SafeString:
    """How many actions have each rating, worst first, letter and count inside each part. Unrated stand together."""
    parts = _bar_parts(counts)
    most = max((count for *_, count in parts), default=1)
    rows = [
        (
            css,
            f" app-n-{share}" if (share := _share(count, most)) > 1 else "",
            letter,
            count,
            f" {word}" + ("," if number < len(parts) else ""),
        )
        for number, (css, letter, word, count) in enumerate(parts, start=1)
    ]
    inside = format_html_join(
        "",
        '<span class="app-bar__seg app-fill--{}{}"><span aria-hidden="true">{}</span>'
        ' {}<span class="vh">{}</span></span>',
        rows,
    )
    return format_html('<div class="app-bar">{}</div>', inside)


def _bar_parts(counts: Mapping[str, int]) -> list[tuple[str, str, str, int]]:
    rated = [
        (rating.css, rating.letter, rating.word.lower(), counts.get(rating.value, 0))
        for rating in RATINGS.values()
        if rating.letter != "–"
    ]
    unrated = counts.get(Rag.NOT_STARTED, 0) + counts.get(Rag.NOT_RATED, 0)
    return [part for part in (*rated, ("n", "–", "not started or not rated", unrated)) if part[3]]


def _share(count: int, most: int) -> int:
    return max(1, round(count * BAR_SHARES / most)) if most > BAR_SHARES else count


@register.simple_tag
def rag_key() -> SafeString:
    """The key under a set of bars."""
    return format_html(
        '<p class="small soft flush">{}, – not started or not rated.</p>',
        ", ".join(f"{r.letter} {r.word.lower()}" for r in RATINGS.values() if r.letter != "–"),
    )


@register.inclusion_tag("components/progress_bar.html")
def progress_bar(done: int, total: int, label: str = "done", note: str = "", id: str = "progress") -> dict[str, Any]:
    """How far long work has come, in words and as a bar."""
    return {"done": done, "total": total or 1, "label": label, "note": note, "id": id}


@register.simple_tag
def as_at(when: dt.date | dt.datetime | None, stale: str = "", prefix: str = "As at") -> SafeString:
    """When a figure was true. `stale` says what is late: "June's figure is 16 days late"."""
    if when is None:
        return NEVER_UPDATED
    return format_html(
        '<p class="app-asat{}">{} {}{}</p>',
        " app-asat--stale" if stale else "",
        prefix,
        _time(when),
        stale and f". {stale}",
    )


def _time(when: dt.date | dt.datetime) -> SafeString:
    exact = timezone.localtime(when).isoformat("T", "minutes") if isinstance(when, dt.datetime) else when.isoformat()
    return format_html('<time datetime="{}">{}</time>', exact, moment(when))


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """A day as it is always written: "5 March 2018"."""
    if value is None:
        return ""
    return say_day(_local(value))


@register.filter
def short_day(value: dt.date | dt.datetime | None, on: dt.date | None = None) -> str:
    """A day in a narrow column, without its year when that is the year of `on`."""
    if value is None:
        return ""
    return say_short_day(_local(value), on or timezone.localdate())


@register.filter
def moment(value: dt.date | dt.datetime | None) -> str:
    """A day and time, "12 July 2018, 3:15pm"; a plain date has no time to show."""
    if isinstance(value, dt.datetime):
        return say_moment(timezone.localtime(value))
    return "" if value is None else say_day(value)


def _local(value: dt.date | dt.datetime) -> dt.date:
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value


@register.simple_tag(takes_context=True)
def glossary(context: template.Context, term: str) -> SafeString | str:
    """A word explained where it stands: a button with a note, which needs no script. Unknown words stay plain."""
    meaning = (context.get("glossary") or {}).get(term)
    if not meaning:
        return term
    number = int(context.render_context.get("glossary_notes") or 0) + 1
    context.render_context["glossary_notes"] = number
    return format_html(
        '<button type="button" class="app-term" popovertarget="word-{0}">{1}</button>'
        '<span class="app-term__note" id="word-{0}" popover><b>{1}.</b> {2}</span>',
        number, term, meaning,
    )  # fmt: skip


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", url: str = "", link: str = "") -> dict[str, Any]:
    """What an empty place is waiting for; empty is said, never just left blank."""
    return {"title": title, "text": text, "url": url, "link": link}


@register.inclusion_tag("components/note.html")
def note(text: str, bold: str = "", kind: str = "", url: str = "", link: str = "") -> dict[str, Any]:
    """A message in the page. `kind` is "" (teal), "warm" (look here) or "done"."""
    symbol = {"warm": "i-query", "done": "i-tick"}.get(kind, "")
    return {"text": text, "bold": bold, "kind": kind, "symbol": symbol, "url": url, "link": link}


@register.inclusion_tag("components/steps.html")
def steps(*names: str, current: int = 1) -> dict[str, Any]:
    """Where one stands in work of several steps, such as an import."""
    return {"steps": [(number, name) for number, name in enumerate(names, start=1)], "current": current}


@register.inclusion_tag("components/crumbs.html")
def crumbs(*pairs: str) -> dict[str, Any]:
    """The way here: label, address, label, address … and last the label of this page."""
    return {"crumbs": list(zip(pairs[:-1:2], pairs[1:-1:2], strict=True)), "here": pairs[-1]}


@register.inclusion_tag("components/conflict.html")
def conflict(ref: str, theirs: Any, mine: Any, keep_url: str, form_id: str) -> dict[str, Any]:
    """Both texts side by side when somebody saved first. Each has `rag`, `text`; theirs also `by` and `at`."""
    return {"ref": ref, "theirs": theirs, "mine": mine, "keep_url": keep_url, "form_id": form_id}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Sequence[Any]) -> dict[str, Any]:
    """What has happened, newest first. components/timeline.html says what an entry may have."""
    return {"entries": entries}


@register.inclusion_tag("components/chart.html")
def chart(chart: Chart, later: str = "") -> dict[str, Any]:
    """A chart: the sentence that says what it shows, the drawing, and the same numbers as a table.

    A drawing takes half a second the first time. With `later`, the address of a page that shows this chart, that time
    is not spent here: the drawing is fetched from there. When it cannot be made, sentence and table stand alone.
    """
    drawing = charts.ready(chart)
    if drawing is None and not later:
        with suppress(charts.NotDrawn):
            drawing = charts.draw(chart)
    return {"chart": chart, "drawing": drawing, "later": later}


@register.simple_tag(takes_context=True)
def sort_header(context: template.Context, label: str, key: str, sort: str = "", css: str = "") -> SafeString:
    """A column head that sorts by a link and keeps the filters. `sort` is the present order: "ref" or "-ref"."""
    down = sort == f"-{key}"
    state = "descending" if down else "ascending" if sort == key else "none"
    query = context["request"].GET.copy()
    query["sort"] = f"-{key}" if sort == key else key
    query.pop("page", None)
    symbol = {"ascending": "i-asc", "descending": "i-desc", "none": "i-sort"}[state]
    return format_html(
        '<th scope="col" role="columnheader" aria-sort="{}"{}><a href="?{}">{}{}</a></th>',
        state, format_html(' class="{}"', css) if css else "", query.urlencode(), label, icon(symbol),
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def link_with(context: template.Context, **changes: Any) -> str:
    """The present address with some of its query changed; an empty value takes a key away."""
    query = context["request"].GET.copy()
    for key, value in {"page": "", **changes}.items():
        if value in ("", None):
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def session_seconds(context: template.Context) -> int:
    """In how many seconds this sign-in ends, at the earliest; 0 when nobody is signed in."""
    request = context.get("request")
    return seconds_left(request) if request is not None else 0
