"""How a date is written (months long or short, two digits or four, which dash), and how to write another so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plans.wording.saying import whole_months
from plans.wording.vocabulary import MONTH, MONTHS, WEEKDAY, fold

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMERIC = re.compile(r"([0-9]{1,2})(\s?(?P<s>[/.-])\s?)([0-9]{1,2})\s?(?P=s)\s?([0-9]{4}|[0-9]{2})(?![0-9])")
_COMPACT = re.compile(r"(?<![0-9/.])[0-9]{1,2}\s?(?:-|&|to|and)\s?[0-9]{1,2}[/.]")
_ISO = re.compile(r"[0-9]{4}([-/.])[0-9]{1,2}[-/.][0-9]{1,2}")
_BETWEEN = re.compile(r"(?<=[0-9a-zA-Z])(\s*(?:[-–—−‑‒]|\bto\b|\buntil\b|\btill\b)\s*)(?=[0-9a-zA-Z])")


def _ending(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of one date as written: everything needed to write another day the same way."""

    numeric: str | None
    iso: str | None
    zeros: bool
    month: str | None
    weekday: str | None
    ordinal: bool
    year: str | None
    joint: str
    dash: str
    slashed: bool
    bare: bool
    compact: bool

    def month_of(self, number: int) -> str:
        """The month's name, as long and in the same case as the one written."""
        name = MONTHS[number - 1]
        shown = self.month or ""
        bare = shown.rstrip(".")
        if 0 < len(bare) <= 4 and bare.lower() != "may" and bare.lower() not in ("june", "july"):
            name = "Sept" if number == 9 and len(bare) == 4 else name[:3]
            name += "." if shown.endswith(".") and number != 5 else ""
        return name.upper() if len(bare) > 1 and bare.isupper() else name.lower() if bare.islower() else name

    def year_of(self, year: int) -> str:
        """The year with as many digits, and the same apostrophe."""
        if self.year is None or len(self.year.lstrip("'’‘")) == 4 or not 2000 <= year < 2070:
            return str(year)
        return f"{self.year[:-2]}{year % 100:02}"

    def day_of(self, day: date) -> str:
        """The day of the month with its weekday and ending, where the words have them."""
        number = f"{day.day:02}" if self.zeros else str(day.day)
        ending = _ending(day.day) if self.ordinal else ""
        if self.weekday is None:
            return number + ending
        name = _WEEKDAYS[day.weekday()]
        return f"{name if len(self.weekday) > 5 else name[:3]} {number}{ending}"

    def in_figures(self, day: date) -> str:
        """15/03/2018, 31.03.12 or 2018-03-15, as the words have it."""
        if self.iso:
            return f"{day.year:04}{self.iso}{day.month:02}{self.iso}{day.day:02}"
        gap = self.numeric or "/"
        shown = (f"{day.day:02}", f"{day.month:02}") if self.zeros else (str(day.day), str(day.month))
        return gap.join([*shown, self.year_of(day.year)])


def style_of(source: str, around: str = "") -> Style:
    """The style of these words; where they do not show one (a "May", a lone day) that of the words around them."""
    text = fold(source)
    figures, iso = _NUMERIC.search(text), _ISO.search(text)
    month = _shown_month(source, text) or _shown_month(around, fold(around))
    weekday = re.search(WEEKDAY, text)
    dash = _BETWEEN.search(source) or _BETWEEN.search(around)
    return Style(
        numeric=figures[2] if figures and not iso else None,
        iso=iso[1] if iso else None,
        zeros=bool(re.search(r"(?<![0-9])0[0-9]", text) or (figures and int(figures[1]) > 9 < int(figures[4]))),
        month=month,
        weekday=weekday[0] if weekday else None,
        ordinal=bool(re.search(r"[0-9]\s?(?:st|nd|rd|th)(?![a-z])", text)),
        year=_shown_year(source, text, figures),
        joint=_joint(source, text),
        dash=dash[1] if dash else "-",
        slashed="/" in re.sub(r"[0-9]\s?/", "", text),
        bare=not re.search(rf"{MONTH}|[0-9]{{4}}|[/.]", text),
        compact=_COMPACT.search(text) is not None,
    )


def _shown_month(words: str, text: str) -> str | None:
    found = [words[match.start() : match.end()] for match in re.finditer(rf"(?<![a-z]){MONTH}", text)]
    return next((name for name in found if name.lower() not in ("may", "may.")), found[0] if found else None)


def _shown_year(source: str, text: str, figures: re.Match[str] | None) -> str | None:
    if figures:
        return figures[5]
    if match := re.search(r"(?:19|20)[0-9]{2}", text):
        return match[0]
    match = re.search(rf"{MONTH}[\s,/-]*('?[0-9]{{2}})(?![0-9])", text)
    return source[match.start(1) : match.end(1)] if match else None


def _joint(source: str, text: str) -> str:
    """What stands between month and year: a blank, "-", ", "."""
    match = re.search(rf"{MONTH}(\s*,\s*|-|/|\s+)'?[0-9]{{2}}", text)
    return source[match.start(1) : match.end(1)].replace("\n", " ") if match else " "


def say_months_as(style: Style, start: date, end: date) -> Iterator[str]:
    """The months in this style: "June 2018", "Jun/Jul 18", "Sep 17 to Sep 19"."""
    if not whole_months(start, end):
        return
    first, last = style.month_of(start.month), f"{style.month_of(end.month)}{style.joint}{style.year_of(end.year)}"
    apart = (end.year - start.year) * 12 + end.month - start.month
    full = f"{first}{style.joint}{style.year_of(start.year)}"
    if apart == 0:
        yield from ([first] if style.year is None else [])
        yield from (last, f"{first} {end.year}")
        return
    dash = style.dash if style.dash.strip() else " to "
    if start.year == end.year:
        yield from ([f"{first}/{last}"] if apart == 1 and (style.slashed or dash == "-") else [])
        yield f"{first}{dash}{last}"
    yield from (f"{full}{dash}{last}", f"{full} to {last}")
    yield f"{first} {start.year} to {style.month_of(end.month)} {end.year}"


def say_days_as(style: Style, start: date, end: date) -> Iterator[str]:
    """The days in this style, from the shortest that is true to the fullest."""
    if style.numeric or style.iso:
        yield from _figures_as(style, start, end)
    month, joint = style.month_of(end.month), style.joint
    tight = "-" if joint == "-" else " "
    last = f"{style.day_of(end)}{tight}{month}{joint}{style.year_of(end.year)}"
    if style.bare:
        yield style.day_of(end) if start == end else f"{style.day_of(start)}{style.dash}{style.day_of(end)}"
    if start == end:
        yield last
        return
    if (start.year, start.month) == (end.year, end.month):
        yield f"{style.day_of(start)}{style.dash}{last}"
    first = f"{style.day_of(start)}{tight}{style.month_of(start.month)}"
    if start.year == end.year:
        yield f"{first}{style.dash}{last}"
    yield f"{first}{joint}{style.year_of(start.year)}{style.dash}{last}"


def _figures_as(style: Style, start: date, end: date) -> Iterator[str]:
    if start == end:
        yield style.in_figures(start)
        return
    dash = style.dash if re.search(r"[^0-9/.\s-]|\s", style.dash) else " - "
    if style.compact and (start.year, start.month) == (end.year, end.month):
        yield f"{style.in_figures(start)[:2].rstrip('/.-')}-{style.in_figures(end)}"
    yield f"{style.in_figures(start)}{dash}{style.in_figures(end)}"


def say_plainly(start: date, end: date) -> Iterator[str]:
    """Forms that cannot be mistaken, for words whose own form does not fit."""
    if whole_months(start, end):
        first, last = f"{MONTHS[start.month - 1]} {start.year}", f"{MONTHS[end.month - 1]} {end.year}"
        yield last if first == last else f"{first} to {last}"
    first, last = (f"{day.day} {MONTHS[day.month - 1]} {day.year:04}" for day in (start, end))
    yield last if start == end else f"{first} to {last}"
    figures = [f"{day.year:04}-{day.month:02}-{day.day:02}" for day in (start, end)]
    yield figures[0] if start == end else f"{figures[0]} to {figures[1]}"
