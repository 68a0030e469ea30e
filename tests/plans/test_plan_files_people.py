"""Who leads and which ref: what a cell says, and what we only suppose."""

import pytest

from plans.plan_files.areas import area_heading
from plans.plan_files.leads import read_who
from plans.plan_files.refs import looks_like_ref, mend_number, read_ref

WHO = {
    "Project Officer": ("Project Officer", False, []),
    "FSP office and Project Officer": ("FSP office", True, ["Project Officer"]),
    "Policy officers, senior leaders and superleaders": ("Policy officers", True, ["senior leaders", "superleaders"]),
    "Lead: Head of Area\nSupport: Project Officer": ("Head of Area", False, ["Project Officer"]),
    "Jo Day (lead), Sam Low": ("Jo Day", False, ["Sam Low"]),
    "Led by the Data Manager, with team leads": ("Data Manager", False, ["team leads"]),
    "Practice Leaders, supported by their superleader": ("Practice Leaders", False, ["their superleader"]),
    "Superleaders working with practice leads": ("Superleaders", False, ["practice leads"]),
    "Head of Policy and Practice": ("Head of Policy and Practice", False, []),
    "Quality/ data report lead": ("Quality/ data report lead", False, []),
    "": ("", False, []),
}


@pytest.mark.parametrize("cell", WHO)
def test_the_first_named_leads_and_is_queried_when_others_might(cell: str) -> None:
    who = read_who(cell)
    assert (who.lead, who.queried, who.involved) == WHO[cell]


def test_who_delivers_is_not_who_leads() -> None:
    who = read_who("Heads of Area to take part\nTrainers to deliver")
    assert [(one.words, one.part) for one in who.people] == [("Heads of Area", "lead"), ("Trainers", "delivers")]


def test_a_column_of_its_own_for_the_lead_goes_first() -> None:
    who = read_who("", lead_cell="Ada Marsh", involved_cell="Police, Health")
    assert (who.lead, who.queried, who.involved) == ("Ada Marsh", False, ["Police", "Health"])


REFS = {
    "2.10": "2.10", "1a": "1a", "A1.2": "A1.2", "P1.3": "P1.3", "Action 7": "7", "3.": "3", "4)": "4",
    "1.2(b)": "1.2(b)",
}  # fmt: skip


@pytest.mark.parametrize(("cell", "ref"), REFS.items())
def test_a_ref_is_read_without_what_stands_around_it(cell: str, ref: str) -> None:
    assert looks_like_ref(cell)
    assert read_ref(cell) == ref


@pytest.mark.parametrize("cell", ["Actions", "What", "March 2018", "Do 3 things", "", "A long cell with words"])
def test_words_are_no_ref(cell: str) -> None:
    assert not looks_like_ref(cell)


def test_the_number_after_2_9_is_2_10() -> None:
    assert mend_number("2.1", "2.9", {"2.1", "2.9"}, number=True) == "2.10"
    assert mend_number("2.2", "2.19", {"2.19"}, number=True) == "2.20"
    assert mend_number("2.1", "1.9", {"1.9"}, number=True) == "2.1"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("ODI: Leading for learning", ("OD1", "Leading for learning")),
        ("OD 3: Systems:", ("OD3", "Systems")),
        ("Theme 2 – Practice", ("Theme 2", "Practice")),
        ("Workstream B: Homes", ("Workstream B", "Homes")),
        ("2. Learning", ("2", "Learning")),
        ("Learning", ("", "Learning")),
        ("Priority families", ("", "Priority families")),
    ],
)
def test_an_area_has_the_code_its_heading_gives(heading: str, expected: tuple[str, str]) -> None:
    assert area_heading(heading) == expected
