"""The lines of a round as they are answered: one for each action, with every value ready to be shown.

Templates only print what stands here: a line costs no query, no form and no widget.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from core.ratings import CHOICES, RATINGS, Rag
from core.templatetags.ui import icon, rag_tag
from plans import rules
from plans.models import Answer
from plans.rounds import Row
from plans.rows import plural

FIELDS = ("rag", "comment", "path_to_green", "help_wanted", "next_date")
OFFERED = [value for value, _ in CHOICES if value != Rag.NOT_RATED]
KEYS = {Rag.GREEN: "G", Rag.AMBER: "A", Rag.RED: "R", Rag.COMPLETE: "B", Rag.NOT_STARTED: "N"}
LAST_WORDS = 160
TROUBLED = tuple(str(rag) for rag in rules.NEEDS_A_SENTENCE)


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of one row that was sent: saved, or what was typed with its errors, or what somebody else said."""

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    theirs: Mapping[str, Any] | None = None
    saved: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One action of the list: what it is, how it stood, and what is said or typed of it now."""

    pk: int
    css: str
    ref: str
    title: str
    url: str
    when: str
    last: str
    question: str
    person: str
    choices: SafeString
    shown: SafeString
    typed: Mapping[str, str]
    seen: int | str
    hint: str
    state: str
    todo: bool
    changed: bool
    open: bool
    errors: Mapping[str, str]
    theirs: Mapping[str, Any] | None

    @property
    def first_error(self) -> tuple[str, str]:
        """The field an error summary leads to (the first of the ratings), and its sentence."""
        name, sentence = next(iter(self.errors.items()), ("", ""))
        return OFFERED[0] if name == "rag" else name, sentence


def lines(
    rows: Iterable[Row], *, base: str = "", frozen: bool = False, sent: Mapping[int, Sent] | None = None
) -> list[Line]:
    """The rows as lines, those with a question first. `base` is the plan's address; none, no links into the plan."""
    made = [_line(row, base, frozen, (sent or {}).get(row.pk)) for row in rows]
    return sorted(made, key=lambda line: not (line.question and line.todo))


def standing(row: Row) -> dict[str, str]:
    """What the fields hold while nobody has touched them: what was said in this round, or how it stands."""
    if row.update_id:
        said = {"rag": row.update_rag, "comment": row.comment, "path_to_green": row.path_to_green}
        return said | {"help_wanted": row.help_wanted, "next_date": ""}
    path = row.last_path if row.rag in TROUBLED else ""
    rag = "" if row.rag == Rag.NOT_RATED else row.rag
    return {"rag": rag, "comment": "", "path_to_green": path, "help_wanted": "", "next_date": ""}


def is_touched(row: Row, typed: Mapping[str, str]) -> bool:
    """Whether somebody changed a field. Spaces and line ends do not count: a single line cannot hold them."""
    stands = standing(row)
    return any(typed[name].split() != stands[name].split() for name in typed)


def _line(row: Row, base: str, frozen: bool, sent: Sent | None) -> Line:
    typed = standing(row) | (dict(sent.typed) if sent else dict(row.draft))
    frozen = frozen or row.state == Answer.State.ACCEPTED
    failed = bool(sent and (sent.errors or sent.theirs))
    changed = failed or (bool(row.draft) and sent is None)
    saved = not failed and not changed and (row.done or bool(sent and sent.saved))
    state = _state(row, saved=saved, frozen=frozen, sent=sent)
    return Line(
        pk=row.pk,
        css="err" if failed else "saved" if saved or frozen else "",
        ref=row.ref,
        title=row.title,
        url=f"{base}actions/{quote(row.ref)}/" if base else "",
        when=_when(row),
        last="" if row.update_id else _shorten(row.last_comment),
        question=row.question if row.state == Answer.State.SENT_BACK else "",
        person=row.person,
        choices=mark_safe("") if frozen else _choices(typed["rag"], row.rag, row.pk),
        shown=rag_tag(row.update_rag or row.rag) if frozen else mark_safe(""),
        typed=typed,
        seen=row.seen or "",
        hint="Still true? Leave empty" if typed["rag"] and not _asks(row.rag, typed["rag"]) else "",
        state=state,
        todo=not frozen and not saved,
        changed=changed,
        open=bool(failed or (changed and typed["rag"] in TROUBLED)),
        errors=sent.errors if sent else {},
        theirs=sent.theirs if sent else None,
    )


def _state(row: Row, *, saved: bool, frozen: bool, sent: Sent | None) -> str:
    """The word at the end of the line, where its button stood."""
    if row.state == Answer.State.ACCEPTED:
        return "Accepted"
    if saved:
        return "Saved" if row.done else "Saved for the next round"
    return "" if not frozen or row.update_id else "No answer"


def _when(row: Row) -> str:
    """ "31 March 2018, third of three. Was at risk"."""
    day = f"{row.day}, {row.day_sub}" if row.day_sub else row.day
    late = f", {plural(row.overdue, 'day')} overdue" if row.overdue else ""
    was = "Never rated" if row.before == Rag.NOT_RATED else f"Was {RATINGS[row.before].word.lower()}"
    return f"{day}{late}. {was}"


def _shorten(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LAST_WORDS else f"{line[: LAST_WORDS - 1].rstrip()}…"


def _choices(chosen: str, before: str, pk: int) -> SafeString:
    """The row of ratings to choose from. Only a number is put in, so it stays safe."""
    return mark_safe(_pattern(chosen, before).replace("000", str(pk)))  # noqa: S308 -- a number


def _asks(before: str, rag: str) -> bool:
    """Whether a rating needs a sentence."""
    return bool(rules.missing_reason(before=before, rag=rag, comment="", date_moved=False))


@cache
def _pattern(chosen: str, before: str) -> str:
    """`data-asks` marks ratings that need a sentence, `data-more` those for which a path to green is wanted."""
    made = []
    for value in OFFERED:
        rating, marks = RATINGS[Rag(value)], ""
        marks += " checked" if value == chosen else ""
        marks += " data-asks" if _asks(before, value) else ""
        marks += " data-more" if value in TROUBLED else ""
        safe = mark_safe(marks)  # noqa: S308 -- the words above and no others
        made.append((value, value, KEYS[Rag(value)], safe, icon(rating.symbol), rating.letter, rating.word))
    inside = format_html_join(
        "",
        '<label><input type="radio" name="a000-rag" value="{}" id="a000-{}" data-key="{}"{}>'
        '<span class="app-choice__b">{}<b>{}</b> <span class="app-choice__word">{}</span></span></label>',
        made,
    )
    return str(format_html('<div class="app-choice">{}</div>', inside))
