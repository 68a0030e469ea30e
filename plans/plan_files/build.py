"""Makes actions of the rows found: refs, areas, dates, people, ratings; and says what the officer should look at."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from plans.plan_files import areas as area_names
from plans.plan_files import ratings, refs
from plans.plan_files.blocks import Cell
from plans.plan_files.columns import roles_of
from plans.plan_files.leads import read_who
from plans.plan_files.parsed import (
    RAG_NOT_RATED,
    Mapping,
    ParsedAction,
    ParsedArea,
    ParsedCommunication,
    Problem,
)
from plans.plan_files.tables import ActionRow
from plans.wording import read_dates

SHORT_TITLE, LONGEST_TITLE = 120, 300
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n")


@dataclass
class Choices:
    """What the officer has set: whether the rating column is one, whether colours are ratings, the plan's period."""

    ratings: bool | None = None
    colours: bool = False
    period: tuple[date, date] | None = None
    numbers: dict[str, str] = field(default_factory=dict)


@dataclass
class Rated:
    """How the rating column of one table is to be read."""

    column: int | None
    sure: bool
    letters: bool
    numbers: dict[str, str]


def title_of(what: str) -> str:
    """The first sentence of what needs to happen, or a short form of it."""
    lines = [part.strip() for part in _SENTENCE.split(what.strip()) if part.strip()]
    first = re.sub(r"^[•·▪*-]\s*", "", lines[0]) if lines else ""
    first = " ".join(first.split())
    if len(first) <= SHORT_TITLE:
        return first.rstrip(".")[:LONGEST_TITLE]
    for mark in (": ", " (", "; ", " - ", " – "):
        head = first.split(mark)[0]
        if 30 <= len(head) <= SHORT_TITLE:
            return head
    return first[:SHORT_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def short_area(rows: list[ActionRow], found: list[ParsedArea], title: str) -> list[ParsedArea]:
    """The areas in order, each row in one: from the area column, from the heading above it, or one for all."""
    _forget_areas_of_one(rows)
    before: ActionRow | None = None
    for row in rows:
        words = row.words.get("area", "").strip()
        if words and not row.communication:
            row.communication = area_names.is_communications(words)
            row.area = None if row.communication else _area_named(words, found, row)
        elif "area" in row.words and before is not None and before.mapping is row.mapping:
            row.area, row.communication = before.area, before.communication
        before = row
    for row in rows:
        if row.area is None and not row.communication:
            row.area = _area_named(title, found, row)
    used = [area for area in found if any(row.area is area for row in rows) or area.change_needed or area.target_state]
    _give_codes(used, rows)
    return used


def _forget_areas_of_one(rows: list[ActionRow]) -> None:
    """A column of objectives with another one in nearly every row names no areas: it is left out."""
    for mapping in {id(row.mapping): row.mapping for row in rows}.values():
        column = mapping.columns.get("area")
        named = [words for row in rows if row.mapping is mapping and (words := row.words.get("area", ""))]
        sure = (
            column is not None and column < len(mapping.headings) and (0, "area") in roles_of(mapping.headings[column])
        )
        if column is None or sure or len(named) < 4 or len(set(named)) * 10 <= len(named) * 7:
            continue
        del mapping.columns["area"]
        for row in rows:
            if row.mapping is mapping:
                row.words.pop("area", None)


def _area_named(words: str, found: list[ParsedArea], row: ActionRow) -> ParsedArea:
    code, title = area_names.area_heading(words)
    known = next((one for one in found if (code and one.code == code) or one.title.lower() == title.lower()), None)
    if known is None:
        known = ParsedArea(title=title or words[:LONGEST_TITLE], code=code, where=row.where)
        found.append(known)
    return known


def _give_codes(found: list[ParsedArea], rows: list[ActionRow]) -> None:
    """A code for every area: its own, else what the refs in it begin with, else its number."""
    taken = {area.code for area in found if area.code}
    for number, area in enumerate(found, start=1):
        if area.code:
            continue
        stems = {_stem(row.words.get("ref", "")) for row in rows if row.area is area}
        stem = stems.pop() if len(stems) == 1 else ""
        options = [stem, str(number), *(f"{number}-{more}" for more in range(2, 100))]
        area.code = next(option for option in options if option and option not in taken)
        taken.add(area.code)


def _stem(ref: str) -> str:
    match = re.match(r"([A-Za-z]{0,4}\d{0,3})[.\-/]\d|(\d{1,3})[a-z]\b", refs.read_ref(ref))
    return (match[1] or match[2] or "") if match else ""


def actions_of(
    rows: list[ActionRow], found: list[ParsedArea], choices: Choices
) -> tuple[list[ParsedAction], list[ParsedCommunication], list[Problem]]:
    """The actions, the communications activities, and what to look at."""
    rated = {id(one): _rated(one, rows, choices) for one in {id(row.mapping): row.mapping for row in rows}.values()}
    problems: list[Problem] = []
    actions: list[ParsedAction] = []
    communications: list[ParsedCommunication] = []
    given = _given_refs(rows, problems)
    used = set(given)
    for row, ref in zip(rows, given, strict=True):
        number = next((place for place, area in enumerate(found, start=1) if area is row.area), 0)
        one = _action(row, rated[id(row.mapping)], choices)
        one.ref, one.ref_made = ref, not ref
        if isinstance(one, ParsedCommunication):
            communications.append(one)
        else:
            one.area = row.area.code if row.area else ""
            actions.append(one)
        if not ref:
            one.ref = made_communication(used) if row.communication else refs.made(number, used)
            used.add(one.ref)
    return actions, communications, problems


def made_communication(used: set[str]) -> str:
    """C1, C2 … for an activity without a ref."""
    return next(ref for number in range(1, len(used) + 2) if (ref := f"C{number}") not in used)


def _given_refs(rows: list[ActionRow], problems: list[Problem]) -> list[str]:
    """The refs as written, Excel's numbers mended, each only once."""
    used: set[str] = set()
    given: list[str] = []
    leading = _leading(rows)
    before = ""
    for row in rows:
        column = row.mapping.columns.get("ref")
        written = refs.read_ref(row.words.get("ref", "")) or leading.get(id(row), "")
        cell = row.row.cells[column] if column is not None and column < len(row.row.cells) else Cell()
        ref = refs.mend_number(written, before, used, number=cell.number) if written else ""
        if ref and ref in used:
            other = refs.unused(ref, used)
            problems.append(Problem(row.where, f"The ref {ref} stands here a second time. It is read as {other}."))
            ref = other
        used.add(ref)
        before = ref or before
        given.append(ref)
    return given


def _leading(rows: list[ActionRow]) -> dict[int, str]:
    """Refs that open the words of the actions, where no column holds them and most actions have one."""
    found = {id(row): refs.leading_ref(row.words.get("what", "")) for row in rows if "ref" not in row.mapping.columns}
    sure = sum(bool(ref) for ref in found.values()) * 2 > len(found)
    return found if sure else {}


def _rated(mapping: Mapping, rows: list[ActionRow], choices: Choices) -> Rated:
    """How to read the rating column of this table: only what can be nothing else, unless the officer says it is one."""
    column = mapping.columns.get("rag")
    values = [row.words.get("rag", "") for row in rows if row.mapping is mapping]
    heading = mapping.headings[column] if column is not None and column < len(mapping.headings) else ""
    sure = choices.ratings is True or (choices.ratings is None and ratings.unmistakable(values, heading))
    letters = choices.ratings is True or ratings.letters_mean_ratings(values, heading)
    numbers = choices.numbers or (ratings.confirmed_numbers(values) if choices.ratings else {})
    return Rated(column, sure, letters, numbers)


def _action(row: ActionRow, rated: Rated, choices: Choices) -> ParsedAction:
    words = row.words
    what = words.get("what", "") or words.get("ref", "")
    by_when = _by_when(words)
    who = _who(words)
    people = read_who(
        words.get("who", "") or words.get("lead", ""),
        lead_cell=words.get("lead", ""),
        involved_cell=words.get("involved", ""),
    )
    rag, rest = _rating(row, rated, choices)
    update = "\n".join(filter(None, [rest, words.get("update", "")]))
    kind = ParsedCommunication if row.communication else ParsedAction
    return kind(
        ref="",
        area="",
        title=title_of(what),
        what=what,
        by_when=by_when,
        dates=read_dates(by_when, period=choices.period),
        who=who,
        lead=people.lead,
        lead_queried=people.queried,
        involved=people.involved,
        people=people.people,
        monitored_through=words.get("monitored_through", ""),
        rag=rag or RAG_NOT_RATED,
        update=update,
        where=row.where,
    )


def _by_when(words: dict[str, str]) -> str:
    """The by-when words; where a table has a first and a last date, both of them: "01/04/2018 – 31/03/2019"."""
    starts, by_when = words.get("starts", ""), words.get("by_when", "")
    if starts and by_when and starts != by_when:
        single = len(read_dates(starts)) == 1 and len(read_dates(by_when)) == 1
        return f"{starts} – {by_when}" if single else f"{starts}\n{by_when}"
    return by_when or starts


def _who(words: dict[str, str]) -> str:
    """The who words; leads and others on lines of their own where the table has a column for each."""
    return "\n".join(dict.fromkeys(filter(None, (words.get(role, "") for role in ("lead", "who", "involved")))))


def _rating(row: ActionRow, rated: Rated, choices: Choices) -> tuple[str, str]:
    """(rating, the words that are not one)."""
    text = row.words.get("rag", "")
    read = ratings.RatedText("", text)
    if rated.sure and choices.ratings is not False:
        read = ratings.read_rating(text, letters=rated.letters, numbers=rated.numbers)
    if not read.rag and choices.colours and choices.ratings is not False:
        return ratings.rating_of_colour(_rating_cell(row, rated)), read.rest
    return read.rag, read.rest


def _rating_cell(row: ActionRow, rated: Rated) -> Cell:
    return row.row.cells[rated.column] if rated.column is not None and rated.column < len(row.row.cells) else Cell()


def unread_colours(rows: Iterable[ActionRow]) -> int:
    """How many rating cells have a colour that could be a rating and no words that are one."""
    count = 0
    for row in rows:
        column = row.mapping.columns.get("rag")
        cell = row.row.cells[column] if column is not None and column < len(row.row.cells) else Cell()
        has_words = bool(ratings.read_rating(cell.text, letters=True).rag)
        count += bool(ratings.rating_of_colour(cell)) and not has_words
    return count


def left_out(mappings: Iterable[Mapping]) -> list[Problem]:
    """Columns that hold words and go nowhere."""
    problems = []
    for one in mappings:
        for column, filled in enumerate(one.filled):
            heading = one.headings[column].strip() if column < len(one.headings) else ""
            if filled and column not in one.columns.values():
                named = f"“{' '.join(heading.split())}”" if heading else f"number {column + 1}, which has no heading,"
                problems.append(Problem(one.where, f"The column {named} was left out."))
    return problems
