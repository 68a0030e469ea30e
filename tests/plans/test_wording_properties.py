"""What holds for every by-when text whatever: no input raises, no word is lost, a moved date reads back exactly."""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from plans.wording import describe, read_dates, reword

PERIODS = st.none() | st.tuples(st.dates(), st.dates())
DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2040, 12, 31))
DATES = """15/03/2018|19/06/18|31.03.12|2018-03-15|21-22 Feb 2018|5 & 6 March 2018|30 May–1 June 2018|March 2018
|April 18|June/July 18|Sep 17 to Sep 19|Q3 2018/19|Autumn term 2018|end of 2018|Easter 2019|w/c 4 June 2018|Mar-19
|21-15 May 2018|31/04/2018|6 monthly|quarterly|2019 dates TBC|TBC|1 April|2018/19|winter|May|5, 12 and 19 March 2018
|Jan, Apr, Jul 2018"""
OTHERS = (
    "Review|Go live|by|and|,|;|-|–|to|/|(|)|end of|every|5|18|2018|99|0|x|Group|Draft:|first|from|until|early|\n|\t"
)
PIECES = st.sampled_from([*DATES.replace("\n", "").split("|"), *OTHERS.split("|")])
ITEMS = st.tuples(
    st.sampled_from(["", "", "", "Review ", "Go live by ", "Draft: "]),
    st.sampled_from(DATES.replace("\n", "").split("|")),
    st.sampled_from(["", "", "", " launch", " (draft)"]),
).map("".join)
LISTS = st.tuples(st.lists(ITEMS, min_size=1, max_size=5), st.sampled_from([" ", ", ", "; ", "\n", " and "])).map(
    lambda both: both[1].join(both[0])
)
TEXTS = st.lists(PIECES, min_size=1, max_size=8).map(" ".join)


@given(st.text() | TEXTS | st.text(alphabet="0123456789/-. ToMmarchyapd'’–\n"), PERIODS)
@example("ſep 18 ２０１８ ١٥/٠٣/٢٠١٨ İ 31/12/9999 00/00/0000 1/1/1", None)
@example("\x00\ud800 March 2018\ud800", None)
@example("every 0 months, 99 times a year, 0/0/00, Q4 9999/00", (date.min, date.max))
@settings(max_examples=300, deadline=None)
def test_no_words_whatever_raise_and_every_date_points_at_its_words(
    words: str, period: tuple[date, date] | None
) -> None:
    reached = 0
    for read in read_dates(words, period=period):
        start, end = read.span
        assert reached <= start < end <= len(words)
        assert read.source == words[start:end]
        assert (read.start is None) == (read.end is None)
        assert read.start is None or read.end is None or read.start <= read.end
        assert not read.queried or read.reason
        reached = end


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_label_is_made_of_the_words_and_nothing_else(words: str) -> None:
    for read in read_dates(words):
        assert read.label.rstrip("…") in " ".join(words.split())


@given(LISTS, DAYS, st.integers(0, 40), st.booleans(), st.integers(0, 7))
@settings(max_examples=300, deadline=None)
def test_a_moved_date_reads_back_exactly_and_leaves_the_others(
    words: str, start: date, length: int, months: bool, index: int
) -> None:
    before = read_dates(words)
    if not before:
        return
    index %= len(before)
    end = start + timedelta(days=length)
    if months:
        start, end = start.replace(day=1), (end.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    after = read_dates(reword(words, index, start, end))
    assert (after[index].start, after[index].end) == (start, end)
    assert len(after) == len(before)
    others = [(old, new) for at, (old, new) in enumerate(zip(before, after, strict=True)) if at != index]
    assert all((old.start, old.end) == (new.start, new.end) for old, new in others if old.reason != "no year is given")


@given(DAYS, st.integers(0, 400), st.sampled_from(["day", "month", "quarter", "season", "year", None]))
def test_what_is_said_of_a_date_reads_as_the_date(start: date, length: int, precision: str | None) -> None:
    end = start + timedelta(days=length)
    (read,) = read_dates(describe(start, end, precision))
    assert (read.start, read.end, read.queried) == (start, end, False)
