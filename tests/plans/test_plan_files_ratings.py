"""Ratings as councils write them, read when they can be nothing else; colours only when the officer says so."""

import io

import docx
import pytest

from plans.plan_files import ParsedPlan, read
from plans.plan_files.blocks import Cell
from plans.plan_files.ratings import rating_of_colour, read_rating
from tests.plans.made_files import csv_of, docx_of, saved, shade

OURS = {
    "A At risk. Rooms are booked": ("amber", "Rooms are booked"),
    "A At risk: text": ("amber", "text"),
    "R Off track": ("red", ""),
    "G On track. All well.\nSecond line": ("green", "All well.\nSecond line"),
    "B Complete": ("complete", ""),
    "– Not rated": ("not_rated", ""),
    "– Not started. Waits for spring": ("not_started", "Waits for spring"),
}
THEIRS = {
    "Red": ("red", ""),
    "amber": ("amber", ""),
    "GREEN - all done by May": ("green", "all done by May"),
    "Blue": ("complete", ""),
    "Off-track": ("red", ""),
    "Behind schedule; staff left": ("red", "staff left"),
    "On Target": ("green", ""),
    "Not yet started": ("not_started", ""),
    "G": ("green", ""),
    "A - two left": ("amber", "two left"),
    "R: late": ("red", "late"),
    "(G) On track": ("green", ""),
    "Completed March 2018": ("", "Completed March 2018"),
    "Green paper published": ("", "Green paper published"),
    "A new team began": ("", "A new team began"),
    "Getting there": ("", "Getting there"),
    "3": ("", "3"),
}


@pytest.mark.parametrize("cell", [*OURS, *THEIRS])
def test_a_rating_is_read_from_the_words_it_begins_with(cell: str) -> None:
    read_as = read_rating(cell, letters=True)
    assert (read_as.rag, read_as.rest) == {**OURS, **THEIRS}[cell]


def column(heading: str, *values: str, **choices: bool | None) -> list[tuple[str, str]]:
    rows = [["Ref", "Action", "By when", heading]]
    rows += [[f"1.{number}", f"Do {number}", "May 2019", value] for number, value in enumerate(values, start=1)]
    plan: ParsedPlan = read(csv_of(rows), name="plan.csv", **choices)
    return [(action.rag, action.update) for action in plan.actions]


def test_letters_count_in_a_column_of_letters_whatever_it_is_called() -> None:
    assert column("Status", "R", "A", "") == [("red", ""), ("amber", ""), ("not_rated", "")]


def test_words_of_progress_are_no_ratings() -> None:
    assert column("Status", "Open", "In progress", "A start was made") == [
        ("not_rated", "Open"),
        ("not_rated", "In progress"),
        ("not_rated", "A start was made"),
    ]


def test_numbers_without_a_key_stay_words_until_the_officer_says_what_they_are() -> None:
    assert column("RAG", "1", "3") == [("not_rated", "1"), ("not_rated", "3")]
    assert column("RAG", "1", "3", ratings=True) == [("red", ""), ("green", "")]


def test_a_column_that_is_no_rating_says_the_officer_is_kept_as_words() -> None:
    assert column("RAG", "Red", "G", ratings=False) == [("not_rated", "Red"), ("not_rated", "G")]


@pytest.mark.parametrize(
    ("fill", "rag"),
    [("FF0000", "red"), ("FFC000", "amber"), ("FFFF00", "amber"), ("00B050", "green"), ("92D050", "green"),
     ("0070C0", "complete"), ("FFFFFF", ""), ("D9D9D9", ""), ("000000", ""), ("", ""), ("odd", "")],
)  # fmt: skip
def test_a_fill_stands_for_a_rating(fill: str, rag: str) -> None:
    assert rating_of_colour(Cell(fill=fill)) == rag


def coloured() -> bytes:
    rows = [["Ref", "Action", "By when", "RAG"], ["1.1", "One", "May 2019", ""], ["1.2", "Two", "May 2019", "soon"]]
    made = docx.Document(io.BytesIO(docx_of(rows)))
    shade(made.tables[0], 1, 3, "FF0000")
    shade(made.tables[0], 2, 3, "00B050")
    return saved(made)


def test_colours_are_counted_but_read_only_when_the_officer_says_so() -> None:
    unread = read(coloured(), name="plan.docx")
    assert ([action.rag for action in unread.actions], unread.colours) == (["not_rated", "not_rated"], 2)
    as_ratings = read(coloured(), name="plan.docx", colours=True)
    assert [(action.rag, action.update) for action in as_ratings.actions] == [("red", ""), ("green", "soon")]
