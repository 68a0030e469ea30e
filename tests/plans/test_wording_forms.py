"""Saying a date, and writing a new one into the by-when words in the form the old one had."""

from datetime import date

import pytest

from plans.wording import describe, read_dates, reword


def day(words: str) -> date:
    return date.fromisoformat(words)


SAME_FORM = [
    ("21-22 Feb 2018 5-6 Mar 2018", 1, "2018-03-12", "2018-03-13", "21-22 Feb 2018 12-13 Mar 2018"),
    ("March 2018", 0, "2018-06-01", "2018-06-30", "June 2018"),
    ("April 18", 0, "2018-12-01", "2018-12-31", "December 18"),
    ("15/03/2018 19/06/2018", 0, "2018-04-16", "2018-04-16", "16/04/2018 19/06/2018"),
    ("31.03.12", 0, "2013-04-01", "2013-04-01", "01.04.13"),
    ("30 May–1 June 2018", 0, "2018-06-30", "2018-07-02", "30 June–2 July 2018"),
    ("June/July 18", 0, "2018-08-01", "2018-09-30", "August/September 18"),
    ("Sep 17 to Sep 19", 0, "2017-09-01", "2020-03-31", "Sep 17 to Mar 20"),
    ("Mar-19", 0, "2019-09-01", "2019-09-30", "Sep-19"),
    ("5-Mar-18", 0, "2018-09-05", "2018-09-05", "5-Sep-18"),
    ("Q3 2018/19", 0, "2019-01-01", "2019-03-31", "Q4 2018/19"),
    ("Autumn term 2018", 0, "2019-01-01", "2019-03-31", "Spring term 2019"),
    ("financial year 2012/13", 0, "2014-04-01", "2015-03-31", "financial year 2014/15"),
    ("end of 2018", 0, "2019-12-31", "2019-12-31", "end of 2019"),
    ("by end of March 2018", 0, "2018-06-30", "2018-06-30", "by end of June 2018"),
    ("w/c 4 June 2018", 0, "2018-06-11", "2018-06-17", "w/c 11 June 2018"),
    ("by Easter 2019", 0, "2020-04-12", "2020-04-12", "by Easter 2020"),
    ("21st - 22nd Feb 2018", 0, "2018-02-28", "2018-03-01", "28th Feb - 1st Mar 2018"),
    ("Monday 5 March 2018", 0, "2018-03-14", "2018-03-14", "Wednesday 14 March 2018"),
    ("15-16/03/2018", 0, "2018-04-05", "2018-04-06", "05-06/04/2018"),
    ("5, 12 and 19 March 2018", 1, "2018-03-13", "2018-03-13", "5, 13 and 19 March 2018"),
    ("Review of forms June/July 18", 0, "2018-09-01", "2018-09-30", "Review of forms September 18"),
    ("21-15 May 2018 25-29 Jun 2018", 0, "2018-05-21", "2018-05-25", "21-25 May 2018 25-29 Jun 2018"),
    ("6 monthly from March 2018", 0, "2018-06-01", "2018-06-30", "6 monthly from June 2018"),
]

OTHER_FORM = [
    ("March 2018", 0, "2018-06-15", "2018-06-15", "15 June 2018"),
    ("by Easter 2019", 0, "2020-04-13", "2020-04-13", "by 13 April 2020"),
    ("5 March 2018", 0, "2018-09-05", "2018-09-07", "5-7 September 2018"),
    ("5, 12 and 19 March 2018", 1, "2018-04-16", "2018-04-16", "5 March 2018, 16 April 2018 and 19 March 2018"),
    ("1 April", 0, "2018-04-03", "2018-04-03", "3 April 2018"),
]

TO_A_DATE = [
    ("15/03/2018 19/06/2018 2019 dates TBC", 2, "2019-03-14", "2019-03-14", "15/03/2018 19/06/2018 14/03/2019"),
    ("Further dates TBC", 0, "2018-09-03", "2018-09-04", "3-4 September 2018"),
    ("Dates TBC Advertised on the website", 0, "2018-09-01", "2018-09-30", "September 2018; Advertised on the website"),
    ("6 monthly", 0, "2018-12-01", "2018-12-31", "6 monthly from December 2018"),
]


@pytest.mark.parametrize(("words", "index", "start", "end", "expected"), SAME_FORM + OTHER_FORM + TO_A_DATE)
def test_a_moved_date_is_written_in_the_form_of_the_old(
    words: str, index: int, start: str, end: str, expected: str
) -> None:
    said = reword(words, index, day(start), day(end))
    assert said == expected
    read = read_dates(said)[index]
    assert (read.start, read.end) == (day(start), day(end))


def test_moving_a_date_leaves_the_others_as_they_were() -> None:
    words = "28-29 Nov 2018 8-9 Jan 2019 11-12 Feb 2018 27-28 Mar 2018"
    said = reword(words, 2, day("2019-02-11"), day("2019-02-12"))
    assert said == "28-29 Nov 2018 8-9 Jan 2019 11-12 Feb 2019 27-28 Mar 2018"
    assert [read.start for read in read_dates(said)] == [
        day("2018-11-28"),
        day("2019-01-08"),
        day("2019-02-11"),
        day("2018-03-27"),
    ]


def test_a_date_that_is_not_there_cannot_be_moved() -> None:
    with pytest.raises(ValueError, match="no such date"):
        reword("March 2018", 1, day("2018-06-01"), day("2018-06-30"))


SAID = [
    ("2018-03-05", "2018-03-05", "day", "5 March 2018"),
    ("2018-02-21", "2018-02-22", "day", "21–22 February 2018"),
    ("2018-05-30", "2018-06-01", "day", "30 May–1 June 2018"),
    ("2018-12-30", "2019-01-02", "day", "30 December 2018–2 January 2019"),
    ("2018-03-01", "2018-03-31", "month", "March 2018"),
    ("2018-06-01", "2018-07-31", "month", "June/July 2018"),
    ("2018-10-01", "2018-12-31", "quarter", "October–December 2018"),
    ("2017-09-01", "2019-09-30", "month", "September 2017 to September 2019"),
    ("2018-09-01", "2018-12-31", "season", "Autumn term 2018"),
    ("2018-12-01", "2019-02-28", "season", "Winter 2018/19"),
    ("2018-01-01", "2018-12-31", "year", "2018"),
    ("2012-04-01", "2013-03-31", "year", "2012/13"),
]


@pytest.mark.parametrize(("start", "end", "precision", "expected"), SAID)
def test_a_date_is_said_as_people_say_it(start: str, end: str, precision: str, expected: str) -> None:
    assert describe(day(start), day(end), precision) == expected
    (read,) = read_dates(expected)
    assert (read.start, read.end) == (day(start), day(end))


def test_no_date_is_said_as_nothing() -> None:
    assert describe(None, None, None) == ""
