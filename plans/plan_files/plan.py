"""Puts a plan together from a file taken apart: paragraphs and tables in order, then what they mean as a whole."""

from datetime import date
from typing import Any

from plans.plan_files import about, build, ratings
from plans.plan_files.areas import area_heading, is_communications, is_four_columns, is_noise, priority_heading
from plans.plan_files.blocks import Paragraph, Source, Table
from plans.plan_files.columns import is_header
from plans.plan_files.headings import ROLES
from plans.plan_files.parsed import CannotRead, ParsedCommunication, ParsedPlan, Problem
from plans.plan_files.statements import Activity, Statements
from plans.plan_files.tables import Walk
from plans.wording import read_dates

LONGEST_HEADING = 120


def understand(
    source: Source,
    *,
    name: str,
    mapping: list[dict[str, Any]] | None = None,
    ratings_are: bool | None = None,
    colours: bool = False,
    period: tuple[date, date] | None = None,
) -> ParsedPlan:
    """The plan a file holds. `mapping` is the officer's, by table; without it the columns are guessed."""
    walk, said = Walk(given=_given(mapping)), Statements()
    _walk(source, walk, said)
    plan = ParsedPlan(name=name, kind=source.kind, title=about.title_of(source, name), credit="\n".join(said.credit))
    plan.period = period or about.period_of(
        source, plan.title, [one.by_words for one in [*walk.priorities, *walk.areas]]
    )
    choices = build.Choices(ratings_are, colours, plan.period, ratings.number_key(_texts(source)))
    plan.areas = build.short_area(walk.rows, walk.areas, plan.title)
    for area in plan.areas:
        area.title = walk.titles.get(area.code, area.title) if area.title == area.code else area.title
    plan.actions, plan.communications, plan.problems = build.actions_of(walk.rows, plan.areas, choices)
    plan.communications += _activities(said.activities, plan)
    plan.priorities, plan.mapping = walk.priorities, walk.mappings
    plan.statements, plan.focus, plan.measures = said.items, said.focus, said.measures
    plan.colours = 0 if colours else build.unread_colours(walk.rows)
    plan.problems += build.left_out(walk.mappings) + _unread_ratings(plan)
    if not plan.actions and not plan.communications:
        raise CannotRead(_nothing_found(source))
    return plan


def _given(mapping: list[dict[str, Any]] | None) -> dict[int, dict[str, int]]:
    """The officer's columns by table; roles and numbers that mean nothing are left out."""
    given: dict[int, dict[str, int]] = {}
    for one in mapping or []:
        table, columns = one.get("table"), one.get("columns")
        if isinstance(table, int) and isinstance(columns, dict):
            known = {role: columns[role] for role in ROLES if isinstance(columns.get(role), int) and columns[role] >= 0}
            if "what" in known:
                given[table] = known
    return given


def _walk(source: Source, walk: Walk, said: Statements) -> None:
    heads = about.running_heads(source)
    for block in source.blocks:
        if isinstance(block, Table):
            if _is_figures(block):
                continue
            if said.section == "measures" and not _holds_actions(block):
                for row in block.rows:
                    said.take_measures(row)
            elif _is_a_list(block):
                for row in block.rows:
                    said.take_line(row.alone)
            else:
                walk.take(block)
            continue
        if block.text in heads:
            continue
        said.take(block)
        if _is_heading(block):
            walk.heading, walk.sure = block.text, bool(block.level or area_heading(block.text)[0])
        elif not block.bullet:
            walk.heading = ""


def _is_figures(table: Table) -> bool:
    """Counts by month, as our own Word file has them under its chart: no part of the plan."""
    head, *rows = [row.own for row in table.rows if not row.blank] or [[]]
    counts = [cell for row in rows for cell in row[1:]]
    return head[:1] == ["Month"] and bool(counts) and all(cell.isdecimal() or cell == "–" for cell in counts)


def _holds_actions(table: Table) -> bool:
    return any(is_header(row) or is_four_columns(row) for row in table.rows)


def _is_a_list(table: Table) -> bool:
    """A sheet of one column: the plan's sentences under their headings."""
    rows = [row for row in table.rows if not row.blank]
    return bool(table.name) and len(rows) > 1 and all(row.alone for row in rows) and not _holds_actions(table)


def _is_heading(paragraph: Paragraph) -> bool:
    """Whether a paragraph could head the table that follows it."""
    text = paragraph.text.strip()
    if paragraph.bullet or len(text) > LONGEST_HEADING or text.endswith((".", ",", ";")) or is_noise(text):
        return False
    if priority_heading(text):
        return False
    coded = bool(area_heading(text)[0]) or is_communications(text)
    return coded or paragraph.level > 0 or paragraph.bold or len(text) <= 80


def _texts(source: Source) -> list[str]:
    texts = [block.text for block in source.blocks if isinstance(block, Paragraph)]
    tables = [block for block in source.blocks if isinstance(block, Table)]
    return texts + [cell.text for table in tables for row in table.rows[:6] for cell in row.cells if cell.text]


def _activities(found: list[Activity], plan: ParsedPlan) -> list[ParsedCommunication]:
    """Communications activities written as a list: the line that says when is their by-when."""
    made = []
    used = {one.ref for one in [*plan.actions, *plan.communications]}
    for activity in found:
        text, by_when = _when(activity.text)
        ref = build.made_communication(used)
        used.add(ref)
        dates = read_dates(by_when, period=plan.period)
        one = ParsedCommunication(
            ref, "", build.title_of(text), text, by_when, dates, where="communications", ref_made=True
        )
        made.append(one)
    return made


def _when(text: str) -> tuple[str, str]:
    """(words, by when): a line of its own that holds a date, else the date words within."""
    first, *lines = text.split("\n")
    for place, line in enumerate(lines):
        if read_dates(line) and not line.startswith("•"):
            return "\n".join([first, *lines[:place], *lines[place + 1 :]]), line
    return text, "; ".join(read.source for read in read_dates(first) if not read.queried)


def _unread_ratings(plan: ParsedPlan) -> list[Problem]:
    problems = []
    numbers = {one.update for one in plan.actions if one.update in {"0", "1", "2", "3", "4", "5"}}
    if len(numbers) > 1:
        problems.append(
            Problem(
                "ratings", "The ratings are numbers, and the plan does not say what they mean. They are kept as text."
            )
        )
    if plan.colours:
        problems.append(
            Problem(
                "ratings",
                f"{plan.colours} rating cells have a colour and no words. Colours are read only when you say so.",
            )
        )
    return problems


def _nothing_found(source: Source) -> str:
    if not any(isinstance(block, Table) for block in source.blocks):
        return "No table of actions was found. A plan needs a table with a column for what needs to happen."
    return (
        "None of the tables looks like a table of actions. It needs a column for what needs to happen, "
        "and one for by when, who or how it is monitored."
    )
