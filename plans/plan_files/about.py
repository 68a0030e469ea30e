"""What a file says of the plan as a whole: its title, and its first and last day."""

import re
from collections import Counter
from datetime import date
from pathlib import PurePath

from plans.plan_files.blocks import Paragraph, Source, Table
from plans.wording import read_dates
from plans.wording.vocabulary import Impossible, month_span

LONGEST_TITLE = 200
_YEARS = re.compile(r"\b(20\d\d)\s?(?:/|-|–|to)\s?(\d{1,4})\b")
_RUNS = re.compile(r"\b(?:from|between)\b.{0,80}\b(?:to|and|until)\b", re.IGNORECASE | re.DOTALL)
_CONTENTS = re.compile(r"^(?:contents|page)\b", re.IGNORECASE)


def running_heads(source: Source) -> set[str]:
    """Lines that stand on page after page: no headings of what follows."""
    lines = Counter(block.text for block in source.blocks if isinstance(block, Paragraph) and len(block.text) < 120)
    return {line for line, times in lines.items() if times >= 3}


def title_of(source: Source, name: str) -> str:
    """The plan's title: its first line, else what stands above its first table, else the file's name."""
    for block in source.blocks[:6]:
        if isinstance(block, Paragraph):
            if not _CONTENTS.match(block.text) and not block.bullet:
                return " ".join(block.text.split())[:LONGEST_TITLE]
        elif source.kind in ("xlsx", "csv") and (title := _above(block)):
            return title[:LONGEST_TITLE]
    if source.title.strip():
        return source.title.strip()[:LONGEST_TITLE]
    stem = re.sub(r"[\s_-]+", " ", PurePath(name).stem).strip()
    return (stem[:1].upper() + stem[1:])[:LONGEST_TITLE] or "Plan"


def _sentences(source: Source) -> list[str]:
    """The rows of the first sheet that stand alone in it."""
    first = source.blocks[0] if source.blocks else None
    rows = first.rows[:20] if isinstance(first, Table) and first.name else []
    return [row.alone for row in rows if row.alone]


def _above(table: Table) -> str:
    """A title row: the first row of a sheet, alone in it, naming itself a plan."""
    first = next((row for row in table.rows[:3] if not row.blank), None)
    title = " ".join(first.alone.split()) if first else ""
    named = re.search(r"\b(?:plan|programme|strategy|framework)\b", title, re.IGNORECASE)
    return title if named or all(row.alone or row.blank for row in table.rows) else ""


def period_of(source: Source, title: str, by_words: list[str]) -> tuple[date, date] | None:
    """First and last day: "runs from September 2017 to September 2019", else the years of the title."""
    paragraphs = [block.text for block in source.blocks if isinstance(block, Paragraph)]
    for text in [*paragraphs, *_sentences(source)]:
        if _RUNS.search(text) and re.search(r"\b(?:run|runs|period|plan|programme|covers)\b", text, re.IGNORECASE):
            for read in read_dates(text):
                if read.start and read.end and (read.end - read.start).days > 300 and not read.queried:
                    return read.start, read.end
    for text in [title, source.title, *running_heads(source), *paragraphs[:5]]:
        if years := _years(text):
            return _ending(years, by_words)
    return None


def _years(text: str) -> tuple[date, date] | None:
    match = _YEARS.search(text)
    if match is None:
        return None
    first, last = int(match[1]), match[2]
    final = int(match[1][: 4 - len(last)] + last) if len(last) < 4 else int(last)
    if not first < final <= first + 15:
        return None
    try:
        if final == first + 1 and len(last) < 4:
            return month_span(first, 4, 15)
        return date(first, 1, 1), date(final, 12, 31)
    except (Impossible, ValueError):
        return None


def _ending(years: tuple[date, date], by_words: list[str]) -> tuple[date, date]:
    """The years, ending with "by September 2019" where the header blocks say so."""
    for words in by_words:
        for read in read_dates(words):
            if read.end and years[0] < read.end and read.end.year == years[1].year and not read.queried:
                return years[0], read.end
    return years
