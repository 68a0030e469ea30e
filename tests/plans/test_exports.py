"""The plan out again: nothing in a file runs, and every word comes back."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from core.exports import csv_lines, guard, unguard, xlsx_cell

LIVE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x",
    "'=1", "''-1", " =1", "\u00a0=1",
]  # fmt: skip


@pytest.mark.parametrize("words", LIVE)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe_and_loses_it_again(words: str) -> None:
    assert guard(words).startswith("'")
    assert unguard(guard(words)) == words


@pytest.mark.parametrize("words", ["Ordinary words", "2.10", "'quoted'", "a=b", "", "5-6 March 2018", "’tis"])
def test_ordinary_words_stay_as_they_are(words: str) -> None:
    assert guard(words) == words == unguard(words)


@given(st.text())
def test_guarding_can_always_be_undone(words: str) -> None:
    assert unguard(guard(words)) == words


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1), min_size=1))
def test_a_csv_file_gives_its_words_back(rows: list[list[str]]) -> None:
    text = "".join(csv_lines(rows)).removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(text, newline="")))
    kept = [row for row in rows if row != [""]]
    assert [[unguard(cell) for cell in row] for row in read if row not in ([], [""])] == kept


def test_numbers_and_dates_stay_what_they_are_in_csv() -> None:
    (line,) = csv_lines([[-5, 1.5, date(2018, 3, 5), None]])
    assert line == "\ufeff-5,1.5,2018-03-05,\r\n"


@pytest.mark.parametrize("words", LIVE)
def test_no_text_becomes_a_formula_in_excel(words: str) -> None:
    (cell,) = _through_excel([words])
    assert cell.data_type == "s"
    assert cell.value.strip() == words.strip()


def test_numbers_and_dates_stay_what_they_are_in_excel() -> None:
    number, day, ref = _through_excel([-5, date(2018, 3, 5), "2.10"])
    assert number.value == -5
    assert day.value.date() == date(2018, 3, 5)
    assert (ref.value, ref.data_type) == ("2.10", "s")


def test_what_no_xml_file_can_hold_is_left_out() -> None:
    (cell,) = _through_excel(["a\x00b\x0bc\ud800d"])
    assert cell.value == "abcd"


def _through_excel(values: list[Any]) -> list[Any]:
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("One")
    sheet.append([xlsx_cell(sheet, value) for value in values])
    book.save(file)
    return list(load_workbook(io.BytesIO(file.getvalue())).active[1])
