"""What is true of agendas, of who reports to whom, of who is missing."""

from datetime import date

import pytest

from governance import rules


def test_the_template_is_two_hours() -> None:
    assert sum(minutes for _, _, minutes in rules.TEMPLATE) == rules.FULL
    assert [minutes for _, _, minutes in rules.TEMPLATE] == [20, 20, 20, 20, 20, 15, 5]


@pytest.mark.parametrize(
    ("total", "planned", "said"),
    [
        (120, 120, "The agenda adds up to 120 minutes."),
        (135, 120, "The agenda runs 15 minutes over: 135 of 120 minutes."),
        (121, 120, "The agenda runs 1 minute over: 121 of 120 minutes."),
        (40, 120, "The agenda leaves 80 minutes free: 40 of 120 minutes."),
        (0, 60, "The agenda leaves 60 minutes free: 0 of 60 minutes."),
    ],
)
def test_an_agenda_says_how_it_fits(total: int, planned: int, said: str) -> None:
    assert rules.balance(total, planned) == said


@pytest.mark.parametrize(
    ("total", "count", "of_a_plan", "said"),
    [
        (120, 4, True, ""),
        (120, 3, True, "It has 3 items from the plan, not 4."),
        (120, 1, True, "It has 1 item from the plan, not 4."),
        (120, 0, True, "It has no item from the plan, not 4."),
        (120, 5, True, "It has 5 items from the plan, not 4."),
        (140, 5, True, "The agenda runs 20 minutes over: 140 of 120 minutes. It has 5 items from the plan, not 4."),
        (120, 0, False, ""),
        (5, 0, False, "The agenda leaves 115 minutes free: 5 of 120 minutes."),
    ],
)
def test_what_is_out_of_shape_is_said(total: int, count: int, of_a_plan: bool, said: str) -> None:
    assert rules.out_of_shape(total, 120, count, of_a_plan=of_a_plan) == said


@pytest.mark.parametrize("words", ["", "  ", "None", "none.", "No", "N/A", "no help wanted"])
def test_none_is_no_wish_for_help(words: str) -> None:
    assert not rules.wants_help(words)


def test_anything_else_is_a_wish_for_help() -> None:
    assert rules.wants_help("None of the teams has a trainer: lend us two.")


@pytest.mark.parametrize(
    ("last", "heard"),
    [(None, False), (date(2018, 7, 25), True), (date(2017, 7, 25), True), (date(2017, 7, 24), False)],
)
def test_a_year_is_twelve_months_back(last: date | None, heard: bool) -> None:
    assert rules.heard_this_year(last, on=date(2018, 7, 25)) is heard


@pytest.mark.parametrize(
    ("reports_to", "back"),
    [(None, False), (1, True), (2, True), (3, True), (4, False)],
)
def test_a_circle_of_reporting_is_seen(reports_to: int | None, back: bool) -> None:
    lines = {2: 1, 3: 2, 4: None}
    assert rules.leads_back(1, reports_to, lines) is back


def test_a_circle_among_others_ends_the_search() -> None:
    assert rules.leads_back(1, 2, {2: 3, 3: 2})


def test_the_emptiest_come_first() -> None:
    assert rules.too_few({"North": 1, "City": 0, "South": 2}) == [("City", 0), ("North", 1)]
