"""What in a text may tell who somebody is: noticed, never changed, and the words of the field left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.anonymity import BIRTH, CASE, NAME_AND_AGE, NHS, look, unconfirmed

NOTICED = [
    ("Ben, 7, said so", NAME_AND_AGE), ("We met Ben (7)", NAME_AND_AGE), ("Ben (aged 7)", NAME_AND_AGE),
    ("Ben aged 7", NAME_AND_AGE), ("Ben, aged 7", NAME_AND_AGE), ("Ben is 7.", NAME_AND_AGE),
    ("Ben turned 16 and left", NAME_AND_AGE), ("a 7-year-old boy, Ben", NAME_AND_AGE), ("7 year old Ben", NAME_AND_AGE),
    ("a 7 year old called Ben", NAME_AND_AGE), ("Mia-Rose, 14", NAME_AND_AGE), ("Zoë, 9", NAME_AND_AGE),
    ("O’Neill, 12 years old", NAME_AND_AGE), ("Ben, 18 months,", NAME_AND_AGE), ("BEN, 7 was there", NAME_AND_AGE),
    ("Ben\n, 7", NAME_AND_AGE),
    ("born 3 March 2012", BIRTH), ("DOB: 03/03/12", BIRTH), ("d.o.b. 3.3.2012", BIRTH),
    ("date of birth was 2012-03-03", BIRTH), ("Ben (03/04/2011)", BIRTH),
    ("NHS 943 476 5919", NHS), ("9434765919", NHS), ("943-476-5919", NHS),
    ("case number 123456", CASE), ("Case no. AB12345", CASE), ("LCS 1234567", CASE), ("client id: 987654", CASE),
]  # fmt: skip
LEFT_ALONE = [
    "On 5 March 2018 we met.", "OD1, 3 of 5 actions", "Signs of Safety, 20 minutes", "Room 7, 10am",
    "In 2018, 28 actions", "March, 15 people came", "Call 01603 222222", "action 2.10", "Priority 1",
    "Team, 7 workers", "12 leads answered", "Phone 0344 800 8020", "1,234,567 pounds", "Monday, 7 May",
    "East locality is 75% done", "It was 7 weeks ago", "Decision D12", "Form (4 pages)", "Norwich (12 people)",
    "2.1 Team plans: Complete, was On track.",
]  # fmt: skip
words = st.text(max_size=300)


@pytest.mark.parametrize(("text", "kind"), NOTICED)
def test_what_may_tell_who_somebody_is_is_noticed(text: str, kind: str) -> None:
    assert [warned.kind for warned in look({"Words": text})] == [kind]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_tells_of_nobody_is_left_alone(text: str) -> None:
    assert look({"Words": text}) == []


@given(words, words, st.sampled_from(["Ben, 7.", "Ben (aged 7)", "DOB 3/3/2012", "NHS number 943 476 5919"]))
def test_it_is_noticed_wherever_it_stands(before: str, after: str, told: str) -> None:
    assert look({"Words": f"{before}\n. {told} .\n{after}"})


@given(st.dictionaries(words, words, max_size=3))
def test_any_text_can_be_looked_at_and_each_warning_is_there_once(texts: dict[str, str]) -> None:
    warned = look(texts)
    assert len(set(warned)) == len(warned)
    assert unconfirmed(texts, {each.key for each in warned}) == []


@given(st.text(alphabet="Ab 1,(-.\n’", max_size=2000))
def test_words_made_to_be_slow_are_not(text: str) -> None:
    look({"Words": text * 10})


def test_other_words_are_another_warning() -> None:
    (first,), (second,) = look({"Words": "Ben, 7."}), look({"Words": "Ben, 8."})
    assert first.key != second.key
    assert unconfirmed({"Words": "Ben, 8."}, {first.key}) == [second]
    assert first.what == "A name with an age"
