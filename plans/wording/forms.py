"""Writes a new date into the by-when words in the form the old one had, and proves it by reading the result again."""

import re
from collections.abc import Iterator
from datetime import date

from plans.wording.parts import Part, Span
from plans.wording.reading import ReadDate, read_with_parts
from plans.wording.style import say_days_as, say_months_as, say_plainly, style_of
from plans.wording.vocabulary import MONTH
from plans.wording.years import NO_YEAR

Read = list[tuple[ReadDate, Part]]
_EXACT = 6
_END = re.compile(r"(?i).*?\b(?:end|close)\b(?:\s+of)?(?:\s+the)?\s*")
_WEEK = re.compile(r"(?i).*?\b(?:w.{0,3}[cbe]\b\.?|week\s+[a-z]+|wk\w*)\s*")


def reword(words: str, index: int, start: date, end: date, *, period: Span | None = None) -> str:
    """The same words with the date at `index` (as `read_dates` counts) moved to `start`…`end`, in the same form.

    Reading the result again gives exactly those days at that index and leaves the other dates as they were, except
    that one without any year may take it from the date beside it. A date that does not fit the form ("March 2018"
    moved to one day) is written in the nearest form that does.
    """
    before = read_with_parts(words, period)
    if not 0 <= index < len(before) or start > end:
        raise ValueError("There is no such date in these words.")
    best, found = 0, words
    for candidate in _candidates(words, before, index, (start, end)):
        score = _score(before, read_with_parts(candidate, period), index, (start, end))
        if score > best:
            best, found = score, candidate
        if best == _EXACT:
            break
    return found if best > 0 else _spelled_out(words, before, index, (start, end))


def _score(before: Read, after: Read, index: int, span: Span) -> int:
    """0 when the words would be read otherwise; _EXACT when nothing but the one date has changed."""
    if len(before) != len(after) or (after[index][0].start, after[index][0].end) != span:
        return 0
    others = [(old, new) for at, ((old, _), (new, _)) in enumerate(zip(before, after, strict=True)) if at != index]
    if any((old.start, old.end) != (new.start, new.end) and old.reason != NO_YEAR for old, new in others):
        return 0
    moved = after[index][0]
    sure = not moved.queried or moved.reason.startswith("earlier than")
    same = all((old.kind, old.label, old.precision) == (new.kind, new.label, new.precision) for old, new in others)
    named = before[index][0].kind in (moved.kind, "tbc") and before[index][0].label == moved.label
    return 1 + 3 * sure + same + named


def _candidates(words: str, before: Read, index: int, span: Span) -> Iterator[str]:
    part = before[index][1]
    start, end, opening = _place(part)
    source = _source(words, before, index)
    for said in _said(source, words, part.inner or part, span):
        yield f"{words[:start]}{opening}{said}{words[end:]}"
    for said in _said(source, words, part.inner or part, span):
        yield f"{words[:start].rstrip()}; {said}; {words[end:].lstrip()}".strip("; ")
        yield f"{words[:start].rstrip()}\n{said}\n{words[end:].lstrip()}".strip()
    yield from _all_in_full(words, before, index, span)


def _place(part: Part) -> tuple[int, int, str]:
    """Where the new date goes, and what goes before it: in place of the old one, or behind a rule that had none."""
    if part.form == "every" and part.inner:
        return part.inner.start, part.inner.end, ""
    if part.form == "every":
        return part.end, part.end, " from "
    return part.start, part.end, ""


def _source(words: str, before: Read, index: int) -> str:
    """The words whose style the new date takes: its own, or for a TBC those of the nearest date beside it."""
    part = before[index][1]
    if part.inner and (part.form == "every" or part.precision != "year"):
        return words[part.inner.start : part.inner.end]
    if part.form not in ("tbc", "every"):
        return words[part.start : part.end]
    near = sorted(before, key=lambda pair: abs(pair[1].start - part.start))
    return next((words[p.start : p.end] for _, p in near if p.form not in ("tbc", "every")), "")


def _said(source: str, words: str, part: Part, span: Span) -> Iterator[str]:
    style = style_of(source, words)
    yield from _same_special_form(source, part, span)
    by_month = part.precision != "day" or part.form == "tbc"
    if by_month and not (part.form == "tbc" and (style.numeric or style.iso)):
        yield from say_months_as(style, *span)
    yield from say_days_as(style, *span)
    if not by_month:
        yield from say_months_as(style, *span)
    yield from say_plainly(*span)


def _same_special_form(source: str, part: Part, span: Span) -> Iterator[str]:
    """Quarters, seasons, years, weeks, ends: the same words with other figures, if they read as the new days."""
    for tried in _special(source, part, span):
        read = read_with_parts(tried, None)
        if len(read) == 1 and (read[0][0].start, read[0][0].end) == span and not read[0][0].queried:
            yield tried


def _special(source: str, part: Part, span: Span) -> Iterator[str]:
    years = [span[0].year - 1, span[0].year, span[1].year]
    if part.form in ("quarter", "season", "financial", "years", "holiday"):
        for year in dict.fromkeys(years):
            dated = _with_year(source, year)
            yield dated
            for number in "1234" if part.form == "quarter" else "":
                yield re.sub(r"(?<![0-9])[1-4](?![0-9])", number, dated, count=1)
            for name in ("Spring", "Summer", "Autumn", "Winter") if part.form == "season" else ():
                yield re.sub(r"(?i)spring|summer|autumn|winter", name, dated, count=1)
    if part.form == "week" and (match := _WEEK.match(source)):
        last = span[1] if re.search(r"(?i)end|w.?e\b", match[0]) else span[0]
        yield from (match[0] + said for said in say_days_as(style_of(source[match.end() :], source), last, last))
    if part.form == "end" and span[0] == span[1] and (match := _END.match(source)):
        first = span[1].replace(day=1)
        months = (match[0] + said for said in say_months_as(style_of(source[match.end() :], source), first, span[1]))
        yield from (_with_year(source, year) for year in dict.fromkeys(years) if not re.search(MONTH, source.lower()))
        yield from months


def _with_year(source: str, year: int) -> str:
    """The first year in the words, and the second of a pair, replaced."""
    pair = re.sub(
        r"(?<![0-9])((?:20)?[0-9]{2})(\s?[/-]\s?)((?:20)?[0-9]{2})(?![0-9])",
        lambda m: f"{str(year)[-len(m[1]) :]}{m[2]}{str(year + 1)[-len(m[3]) :]}",
        source,
        count=1,
    )
    return pair if pair != source else re.sub(r"(?:19|20)[0-9]{2}", str(year), source, count=1)


def _all_in_full(words: str, before: Read, index: int, span: Span) -> Iterator[str]:
    """Every date spelled out where it stands, for lists whose members lean on one another for month and year."""
    for apart in ("", "; "):
        written, at = "", 0
        for number, (read, part) in enumerate(before):
            start, end, opening = _place(part)
            days = span if number == index else (read.start, read.end)
            kept = number != index and (part.form == "tbc" or (part.form == "every" and not part.inner))
            if days[0] is None or days[1] is None or kept:
                continue
            said = next(_full(_source(words, before, number), words, part.inner or part, (days[0], days[1])))
            written += words[at:start] + ("" if opening else apart) + opening + said + apart
            at = end
        yield (written + words[at:]).strip("; ")


def _full(source: str, words: str, part: Part, span: Span) -> Iterator[str]:
    for said in _said(source, words, part, span):
        read = read_with_parts(said, None)
        if len(read) == 1 and (read[0][0].start, read[0][0].end) == span and not read[0][0].queried:
            yield said
    yield from say_plainly(*span)


def _spelled_out(words: str, before: Read, index: int, span: Span) -> str:
    """Last resort: the words before the dates, then one line for each date."""
    lines = []
    for number, (read, _) in enumerate(before):
        days = span if number == index else (read.start, read.end)
        said = list(say_plainly(days[0], days[1]))[-1] if days[0] and days[1] else read.source
        lines.append(f"{said} ({read.label})" if read.label else said)
    return "\n".join(lines)
