"""Walks through a plan's tables row by row: headings, header blocks, header rows, actions, page after page."""

import re
from dataclasses import dataclass, field

from plans.plan_files import areas, columns
from plans.plan_files.blocks import Row, Table
from plans.plan_files.parsed import FourColumns, Mapping, ParsedArea, ParsedPriority
from plans.plan_files.refs import looks_like_ref
from plans.wording import read_dates

MOST_SAMPLES = 3


@dataclass
class ActionRow:
    """One action as it stands in the file: its words by role, its place, and what the table said about it."""

    words: dict[str, str]
    row: Row
    table: Table
    mapping: Mapping
    area: ParsedArea | None
    communication: bool
    more: list[Row] = field(default_factory=list)

    @property
    def where(self) -> str:
        """ "table 9, row 4"."""
        return f"{self.table.where}, row {self.row.number}"


@dataclass
class Walk:
    """What the tables have said so far."""

    given: dict[int, dict[str, int]] = field(default_factory=dict)
    heading: str = ""
    sure: bool = False
    priorities: list[ParsedPriority] = field(default_factory=list)
    areas: list[ParsedArea] = field(default_factory=list)
    rows: list[ActionRow] = field(default_factory=list)
    mappings: list[Mapping] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    area: ParsedArea | None = None
    block: FourColumns | None = None
    places: dict[str, int] = field(default_factory=dict)
    mapping: Mapping | None = None
    communication: bool = False
    headed: bool = False

    def take(self, table: Table) -> None:
        """Take in one table."""
        self.block, self.headed = None, False
        goes_on = self._goes_on(table)
        if not goes_on:
            self.mapping = None
        if goes_on and not self.sure:
            self.heading = ""
        if self.heading or (table.name and not areas.is_noise(table.name)):
            self._open_area(table.name or self.heading, table, asked=not table.name)
        for at, row in enumerate(table.rows):
            if not row.blank:
                self._row(table, at, row)
        self.heading, self.sure = "", False

    def _row(self, table: Table, at: int, row: Row) -> None:
        if row.alone and areas.is_noise(row.alone) and not self._is_action(row):
            return
        if areas.is_four_columns(row):
            self._open_block(table, row)
        elif found := self._header(table, row):
            self._open_actions(table, row, found)
        elif self.headed and self.block is not None:  # the block's own row, even when only one of its cells is filled
            areas.fill_four(self.block, row, self.places)
            self.headed = False
        elif self._is_heading(row) and (self.mapping is None or not self._is_action(row)):
            self._open_heading(table, at, row)
        elif self.block is not None:
            areas.fill_four(self.block, row, self.places)
        elif self.mapping is not None:
            self._action(table, row)
        elif len(row.own) == 2 and table.width == 2 and areas.area_heading(row.own[0])[0]:
            code, _ = areas.area_heading(row.own[0])
            self.titles[code] = row.own[1].strip(" :")

    def _header(self, table: Table, row: Row) -> dict[str, int]:
        """The columns, when this row is a header row; what the officer has set goes before what we guess."""
        found = columns.is_header(row)
        given = self.given.get(table.number)
        opened = self.mapping is not None and self.mapping.table == table.number
        if given and row.alone and not opened:
            return {}
        if given and (found or not opened):
            return given if found or self._untold(table) else {}
        if found or self.mapping is not None or self.block is not None:
            return found
        return self._untold(table)

    def _untold(self, table: Table) -> dict[str, int]:
        """The columns of a table without any header row, from what stands in it."""
        if any(columns.is_header(row) or areas.is_four_columns(row) for row in table.rows):
            return {}
        return self.given.get(table.number) or columns.guess_from_values(
            [row for row in table.rows if not row.blank], table.width
        )

    def _open_actions(self, table: Table, row: Row, found: dict[str, int]) -> None:
        self.block = None
        texts = [cell.text for cell in row.cells]
        told = (
            bool(columns.is_header(row))
            or self._heads(table, row, found)
            or (self.given.get(table.number) is not None and not self._is_action_like(row, found))
        )
        headings = texts if told else [""] * table.width
        if self.mapping is not None and self.mapping.columns == found and self.mapping.table == table.number:
            return
        area = headings[found["what"]] if found["what"] < len(headings) else ""
        if areas.area_heading(area)[0]:
            self._open_area(area, table, asked=True)
        self.mapping = Mapping(table.number, table.where, dict(found), headings)
        self.mappings.append(self.mapping)
        if not told:
            self._action(table, row)

    def _heads(self, table: Table, row: Row, found: dict[str, int]) -> bool:
        """A first row in words we do not know: no date where nearly every other row has one."""
        column = found.get("by_when")
        dated = [bool(read_dates(other.text(column))) for other in table.rows if not other.blank]
        return not read_dates(row.text(column)) and len(dated) > 2 and sum(dated) >= len(dated) - 1 - len(dated) // 5

    def _is_action_like(self, row: Row, found: dict[str, int]) -> bool:
        return any(looks_like_ref(text) for text in row.own[:1]) or bool(read_dates(row.text(found.get("by_when"))))

    def _goes_on(self, table: Table) -> bool:
        """Whether the table goes on where the last one stopped: a page break, no header row, the same columns."""
        if self.mapping is None or table.name or table.number in self.given:
            return False
        first = next((row for row in table.rows if not row.blank), None)
        if first is None or columns.is_header(first) or areas.is_four_columns(first) or first.alone:
            return False
        same = abs(table.width - len(self.mapping.headings)) <= 0
        ref = self.mapping.columns.get("ref")
        return same and (ref is None or looks_like_ref(first.text(ref)) or not first.text(ref))

    def _is_heading(self, row: Row) -> bool:
        return bool(row.alone) and len(row.alone) <= 200 and not areas.is_noise(row.alone)

    def _is_action(self, row: Row) -> bool:
        """A row with one filled cell is an action all the same when that cell stands in the column of actions."""
        what = self.mapping.columns.get("what") if self.mapping else None
        text = row.text(what)
        if not text or text != row.alone or areas.area_heading(text)[0]:
            return False
        merged = len(row.cells) > 1 and all(cell.across for cell in row.cells[1:])
        return what != 0 and not merged and len({cell.text for cell in row.cells}) > 1

    def _open_heading(self, table: Table, at: int, row: Row) -> None:
        text = row.alone
        following = next((later for later in table.rows[at + 1 :] if not later.blank), None)
        priority = areas.priority_heading(text)
        if priority and following is not None and areas.is_four_columns(following):
            self._open_priority(*priority)
        elif self.mapping is not None or following is None or not self._title_row(table, at):
            self._open_area(text, table, asked=True)

    def _title_row(self, table: Table, at: int) -> bool:
        """A title above the table rather than an area: the first row, with other headings to come."""
        later = [row for row in table.rows[at + 1 :] if self._is_heading(row)]
        return at == 0 and bool(later) and not areas.area_heading(table.rows[at].alone)[0]

    def _open_priority(self, number: int, title: str) -> None:
        found = next((one for one in self.priorities if one.number == number), None)
        if found is None:
            found = ParsedPriority(title=title, number=number)
            self.priorities.append(found)
        found.title = title or found.title
        self.block = found

    def _open_area(self, heading: str, table: Table, *, asked: bool) -> None:
        """The actions that follow belong to this area, or to the communications activities."""
        self.communication = areas.is_communications(heading)
        if self.communication:
            self.area = None
            return
        one = areas.new_area(heading, table.where)
        known = self._known(one)
        if known is None:
            if asked and self._only_named(table):
                self.areas.pop()
            self.areas.append(one)
        elif asked and known.where == table.where and not self._used(known):
            known.title = one.title
        self.area = known or one

    def _known(self, one: ParsedArea) -> ParsedArea | None:
        """The same area, met before."""
        for old in self.areas:
            if (old.code and old.code == one.code) or old.title.lower() == one.title.lower():
                return old
        return None

    def _only_named(self, table: Table) -> bool:
        """Whether the last area is nothing but the name of this sheet, and a heading in the sheet now says better."""
        last = self.areas[-1] if self.areas and table.name else None
        return last is not None and last.where == table.where and not self._used(last)

    def _used(self, area: ParsedArea) -> bool:
        return any(row.area is area for row in self.rows) or bool(area.change_needed)

    def _open_block(self, table: Table, row: Row) -> None:
        """The header block of a priority or an area; its first heading may be the area's own."""
        self.places, self.headed = areas.four_places(row), True
        heading = areas.heads_itself(row)
        if heading:
            self._open_area(heading, table, asked=True)
            self.block = self.area
        elif self.block is None:
            self.block = self.area
        if self.block is not None:
            self.block.by_words = " ".join(row.text(self.places.get("target")).split())[: areas.LONGEST_BY]

    def _action(self, table: Table, row: Row) -> None:
        mapping = self.mapping
        if mapping is None:
            return
        words = {role: row.text(column) for role, column in mapping.columns.items()}
        if self._continues(row, mapping) and self.rows:
            self._append(self.rows[-1], row)
            return
        if not words.get("what") and not (words.get("ref") and any(words.get(role) for role in columns.DETAILS)):
            return
        self._sample(mapping, row)
        self.rows.append(ActionRow(words, row, table, mapping, self.area, self.communication))

    def _continues(self, row: Row, mapping: Mapping) -> bool:
        """A row that only goes on with the action above: its ref and words are merged into it, or left empty."""
        if (
            not self.rows
            or self.rows[-1].mapping is not mapping
            or self.rows[-1].row.number + len(self.rows[-1].more) + 1 != row.number
        ):
            return False
        what = mapping.columns.get("what", -1)
        cell = row.cells[what] if 0 <= what < len(row.cells) else None
        ref = row.text(mapping.columns.get("ref"))
        if cell is not None and cell.down:
            return True
        return not row.text(what) and not ref and bool(row.own)

    def _append(self, action: ActionRow, row: Row) -> None:
        action.more.append(row)
        for role, column in action.mapping.columns.items():
            cell = row.cells[column] if column < len(row.cells) else None
            if cell is not None and cell.text and not cell.down and role not in ("ref", "area"):
                action.words[role] = "\n".join(filter(None, [action.words.get(role, ""), cell.text]))

    def _sample(self, mapping: Mapping, row: Row) -> None:
        width = len(mapping.headings)
        mapping.rows += 1
        mapping.filled = mapping.filled or [0] * width
        mapping.samples = mapping.samples or [[] for _ in range(width)]
        for column in range(min(width, len(row.cells))):
            text = row.cells[column].text
            mapping.filled[column] += bool(text)
            if text and len(mapping.samples[column]) < MOST_SAMPLES:
                mapping.samples[column].append(re.sub(r"\s+", " ", text)[:80])
