"""The reader of "by when": every form the plan contract names, read exactly, and many that other councils use."""

from datetime import date

import pytest

from plans.wording import ReadDate, read_dates

PERIOD = (date(2017, 9, 1), date(2019, 9, 30))


def day(words: str) -> date:
    return date.fromisoformat(words)


def short(read: ReadDate) -> str:
    """kind start…end precision "label", in one line."""
    days = f"{read.start}…{read.end}" if read.start else "no days"
    return " ".join(filter(None, [read.kind, days, read.precision, f'"{read.label}"' if read.label else ""]))


def all_short(words: str, *, period: tuple[date, date] | None = None) -> list[str]:
    return [short(read) for read in read_dates(words, period=period)]


CONTRACT = {
    "15/03/2018 19/06/2018 10/10/2018 12/12/2018 2019 dates TBC": [
        "event 2018-03-15…2018-03-15 day",
        "event 2018-06-19…2018-06-19 day",
        "event 2018-10-10…2018-10-10 day",
        "event 2018-12-12…2018-12-12 day",
        "tbc 2019-01-01…2019-12-31 year",
    ],
    "21-22 Feb 2018 5-6 Mar 2018": ["event 2018-02-21…2018-02-22 day", "event 2018-03-05…2018-03-06 day"],
    "30 May–1 June 2018": ["event 2018-05-30…2018-06-01 day"],
    "March 2018": ["due 2018-03-01…2018-03-31 month"],
    "April 18": ["due 2018-04-01…2018-04-30 month"],
    "September 19": ["due 2019-09-01…2019-09-30 month"],
    "June/July 18": ["due 2018-06-01…2018-07-31 month"],
    "January/February 2018": ["due 2018-01-01…2018-02-28 month"],
    "Sep 17 to Sep 19": ["due 2017-09-01…2019-09-30 month"],
    "Project go live March 2018 Review of SofS forms June/July 18": [
        'event 2018-03-01…2018-03-31 month "Project go live"',
        'review 2018-06-01…2018-07-31 month "Review of SofS forms"',
    ],
    "Initiate March 2018": ['due 2018-03-01…2018-03-31 month "Initiate"'],
    "Review March 2018": ['review 2018-03-01…2018-03-31 month "Review"'],
    "Each team to have a development plan in place by March 2018": [
        'due 2018-03-01…2018-03-31 month "Each team to have a development plan in place"'
    ],
    "Dates TBC Advertised on the website": ["tbc no days"],
    "As set out in team plans": [],
    "ongoing": [],
    "asap": [],
    "Q3 2018/19": ["due 2018-10-01…2018-12-31 quarter"],
    "financial year 2012/13": ["due 2012-04-01…2013-03-31 year"],
    "Autumn term 2018": ["due 2018-09-01…2018-12-31 season"],
    "end of 2018": ["due 2018-12-31…2018-12-31 day"],
    "by Easter 2019": ["due 2019-04-21…2019-04-21 day"],
    "w/c 4 June 2018": ["event 2018-06-04…2018-06-10 day"],
    "31.03.12": ["due 2012-03-31…2012-03-31 day"],
    "Mar-19": ["due 2019-03-01…2019-03-31 month"],
}


@pytest.mark.parametrize("words", CONTRACT)
def test_every_form_of_the_contract_is_read_as_it_says(words: str) -> None:
    assert all_short(words) == CONTRACT[words]
    assert not any(read.queried for read in read_dates(words))


RULES = {
    "6 monthly": {"months": 6},
    "six-monthly": {"months": 6},
    "quarterly": {"months": 3},
    "annually": {"months": 12},
    "Annual": {"months": 12},
    "fortnightly": {"weeks": 2},
    "monthly": {"months": 1},
    "every 6 weeks": {"weeks": 6},
    "every other month": {"months": 2},
    "twice a year": {"months": 6},
    "3 times a year": {"months": 4},
    "once a month": {"months": 1},
    "half-yearly": {"months": 6},
    "each term": {"months": 4},
    "Each quarter": {"months": 3},
    "every two years": {"months": 24},
    "biannually": {"months": 6},
    "per annum": {"months": 12},
}


@pytest.mark.parametrize("words", RULES)
def test_what_comes_back_has_its_rule_and_no_date(words: str) -> None:
    (read,) = read_dates(words)
    assert (read.kind, read.every, read.start, read.queried) == ("recurring", RULES[words], None, False)


@pytest.mark.parametrize(
    "words",
    ["6 monthly from March 2018", "6 monthly, first March 2018", "March 2018 then 6 monthly", "March 2018, 6 monthly"],
)
def test_a_date_beside_a_rule_is_the_first(words: str) -> None:
    (read,) = read_dates(words)
    assert (read.every, read.start, read.end) == ({"months": 6}, day("2018-03-01"), day("2018-03-31"))


def test_the_end_of_a_rule_is_a_date_of_its_own() -> None:
    assert all_short("Monthly until March 2019") == ["recurring no days", 'due 2019-03-01…2019-03-31 month "until"']


def test_a_range_that_ends_before_it_starts_is_queried_and_not_mended() -> None:
    (read,) = read_dates("21-15 May 2018")
    assert (read.kind, read.start, read.end, read.precision) == ("event", None, None, None)
    assert (read.queried, read.reason) == (True, "ends before it starts")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("31/04/2018", "April has 30 days"),
        ("31 April 2018", "April has 30 days"),
        ("29 February 2019", "February 2019 has 28 days"),
        ("32/01/2018", "there is no day 32"),
        ("15/13/2018", "there is no month 13"),
        ("03/15/2018", "there is no month 15; 15 March 2018 meant?"),
        ("1 April", "no year is given"),
        ("Q1", "no year is given"),
        ("Tuesday 5 March 2018", "5 March 2018 is a Monday"),
        ("15/03/2108", "is 2108 the year?"),
    ],
)
def test_what_cannot_be_is_queried_with_its_reason(words: str, reason: str) -> None:
    (read,) = read_dates(words)
    assert (read.queried, read.reason) == (True, reason)


def test_in_a_list_that_goes_up_each_date_before_the_latest_is_queried() -> None:
    reads = read_dates("15-16 Oct 2018 28-29 Nov 2018 8-9 Jan 2019 11-12 Feb 2018 27-28 Mar 2018")
    assert [read.queried for read in reads] == [False, False, False, True, True]
    assert {read.reason for read in reads[3:]} == {"earlier than 8-9 January 2019; 2019 meant?"}
    assert (reads[3].start, reads[4].end) == (day("2018-02-11"), day("2018-03-28"))


def test_a_list_that_goes_down_is_not_queried() -> None:
    assert not any(read.queried for read in read_dates("12/12/2018, 10/10/2018, 19/06/2018"))


VARIANTS = {
    "21st March 2018": ["due 2018-03-21…2018-03-21 day"],
    "21st - 22nd Feb 2018": ["event 2018-02-21…2018-02-22 day"],
    "21 and 22 February 2018": ["event 2018-02-21…2018-02-21 day", "event 2018-02-22…2018-02-22 day"],
    "5, 12 and 19 March 2018": [
        "event 2018-03-05…2018-03-05 day",
        "event 2018-03-12…2018-03-12 day",
        "event 2018-03-19…2018-03-19 day",
    ],
    "5-6 & 12-13 March 2018": ["event 2018-03-05…2018-03-06 day", "event 2018-03-12…2018-03-13 day"],
    "from 5 to 9 March 2018": ["event 2018-03-05…2018-03-09 day"],
    "5 March 2018 until 30 April 2018": ["due 2018-03-05…2018-04-30 day"],
    "between 5 March and 9 March 2018": ["event 2018-03-05…2018-03-09 day"],
    "March 5, 2018": ["due 2018-03-05…2018-03-05 day"],
    "Mon 5th & Tues 6th March 2018": ["event 2018-03-05…2018-03-05 day", "event 2018-03-06…2018-03-06 day"],
    "by the end of March 2018": ["due 2018-03-31…2018-03-31 day"],
    "mid June 2018": ["due 2018-06-01…2018-06-30 month"],
    "Spring 2019": ["due 2019-03-01…2019-05-31 season"],
    "Winter 2018/19": ["due 2018-12-01…2019-02-28 season"],
    "Summer term 2018/19": ["due 2019-04-01…2019-07-31 season"],
    "H1 2019/20": ["due 2019-04-01…2019-09-30 month"],
    "2018/19 Q3": ["due 2018-10-01…2018-12-31 quarter"],
    "Q1-Q2 2018/19": ["due 2018-04-01…2018-09-30 quarter"],
    "first quarter of 2018/19": ["due 2018-04-01…2018-06-30 quarter"],
    "Christmas 2018": ["due 2018-12-25…2018-12-25 day"],
    "Jan - Mar 2019": ["due 2019-01-01…2019-03-31 month"],
    "Nov to Feb 2019": ["due 2018-11-01…2019-02-28 month"],
    "28 Dec - 3 Jan 2019": ["event 2018-12-28…2019-01-03 day"],
    "2018-03-15": ["due 2018-03-15…2018-03-15 day"],
    "2018-03-15 00:00:00": ["due 2018-03-15…2018-03-15 day"],
    "05-Mar-18": ["due 2018-03-05…2018-03-05 day"],
    "15/03/2018 - 16/03/2018": ["event 2018-03-15…2018-03-16 day"],
    "15-16/03/2018": ["event 2018-03-15…2018-03-16 day"],
    "03/2018": ["due 2018-03-01…2018-03-31 month"],
    "10am Monday 5 March 2018": ["due 2018-03-05…2018-03-05 day"],
    "week ending 8 June 2018": ["event 2018-06-04…2018-06-08 day"],
    "January and July 2018": ["due 2018-01-01…2018-01-31 month", "due 2018-07-01…2018-07-31 month"],
    "5 Mar 18 - 10 Apr 18": ["due 2018-03-05…2018-04-10 day"],
    "5 Mar 16 Apr 2018": ["event 2018-03-05…2018-03-05 day", "event 2018-04-16…2018-04-16 day"],
    "5 Mar, 18-19 Apr 18": ["event 2018-03-05…2018-03-05 day", "event 2018-04-18…2018-04-19 day"],
    "2018/19": ["due 2018-04-01…2019-03-31 year"],
    "by 2020": ["due 2020-01-01…2020-12-31 year"],
    "2017-20": ["due 2017-01-01…2020-12-31 year"],
    "academic year 2018/19": ["due 2018-09-01…2019-08-31 year"],
    "year end 2018/19": ["due 2019-03-31…2019-03-31 day"],
    "Sept '18": ["due 2018-09-01…2018-09-30 month"],
    "31st of March, 2018": ["due 2018-03-31…2018-03-31 day"],
    "March 2018 (TBC)": ["tbc 2018-03-01…2018-03-31 month"],
    "date to be agreed": ["tbc no days"],
    "5 March 2018, venue TBC": ['due 2018-03-05…2018-03-05 day "venue TBC"'],
    "March 2018 - launch event": ['event 2018-03-01…2018-03-31 month "launch event"'],
    "March 2018: draft; June 2018: final": [
        'due 2018-03-01…2018-03-31 month "draft"',
        'due 2018-06-01…2018-06-30 month "final"',
    ],
    "Draft March 2018\nFinal June 2018": [
        'due 2018-03-01…2018-03-31 month "Draft"',
        'due 2018-06-01…2018-06-30 month "Final"',
    ],
    "Phase 2 March 2018": ['due 2018-03-01…2018-03-31 month "Phase 2"'],
    "Steering group meetings 15/03/2018, 09/05/2018": [
        'event 2018-03-15…2018-03-15 day "Steering group meetings"',
        'event 2018-05-09…2018-05-09 day "Steering group meetings"',
    ],
    "Complete": [],
    "within 6 months": [],
    "month end": [],
    "staff may need more time": [],
    "open 24/7": [],
}


@pytest.mark.parametrize("words", VARIANTS)
def test_other_ways_to_write_a_date_are_read_without_a_query(words: str) -> None:
    assert all_short(words) == VARIANTS[words]
    assert not any(read.queried for read in read_dates(words))


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("early 2019", "2019-01-01"),
        ("late 2019", "2019-10-01"),
        ("H1 2019", "2019-01-01"),
        ("Q1 2018", "2018-01-01"),
        ("Winter 2018", "2018-12-01"),
        ("FY 2018", "2018-04-01"),
        ("2018-2019", "2018-04-01"),
        ("2025 children", "2025-01-01"),
    ],
)
def test_a_guess_is_read_and_queried(words: str, start: str) -> None:
    (read,) = read_dates(words)
    assert (read.start, read.queried) == (day(start), True)


def test_a_missing_year_comes_from_the_dates_beside_it() -> None:
    assert all_short("15/03/2018, 19 June") == ["event 2018-03-15…2018-03-15 day", "event 2018-06-19…2018-06-19 day"]
    assert not any(read.queried for read in read_dates("5 March, 12 March 2018"))


def test_a_missing_year_that_only_the_period_can_give_is_queried_when_two_would_do() -> None:
    (read,) = read_dates("1 April", period=PERIOD)
    assert (read.start, read.reason) == (day("2018-04-01"), "no year is given; 2018 meant?")
    (sure,) = read_dates("1 April", period=(day("2018-04-01"), day("2019-03-31")))
    assert (sure.start, sure.queried) == (day("2018-04-01"), False)


def test_two_digits_that_cannot_be_a_year_of_the_plan_are_a_day() -> None:
    (read,) = read_dates("March 31", period=PERIOD)
    assert (read.start, read.precision, read.queried) == (day("2018-03-31"), "day", True)


def test_the_json_has_exactly_the_keys_of_the_contract() -> None:
    assert read_dates("21-22 Feb 2018")[0].as_json() == {
        "kind": "event",
        "start": "2018-02-21",
        "end": "2018-02-22",
        "precision": "day",
        "label": "",
        "every": None,
        "queried": False,
        "reason": "",
    }


def test_the_span_gives_back_the_words_a_date_was_read_from() -> None:
    words = "Go live:  21–22 Feb 2018,\nreview Ｍarch 2019"
    assert [words[slice(*read.span)] for read in read_dates(words)] == ["21–22 Feb 2018", "Ｍarch 2019"]
    assert [read.source for read in read_dates(words)] == ["21–22 Feb 2018", "Ｍarch 2019"]
