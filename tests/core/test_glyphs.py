"""Words made so that every character of them can be printed."""

import pytest

from core.documents import glyphs


def only(covered: str) -> object:
    return lambda character: character in covered


@pytest.mark.parametrize(
    ("words", "said", "replaced"),
    [
        ("Plain words, £5", "Plain words, £5", 0),
        ("a\u200bb\u00adc\ufeff", "abc", 0),
        ("one\r\ntwo\rthree\u2028four\x0bfive", "one\ntwo\nthree\nfour\nfive", 0),
        ("a\tb\x00c\x07", "a b c ", 0),
        ("\uf0b7 point", "• point", 0),
        ("non\u2011breaking", "non-breaking", 0),
        ("ﬁne ①", "fine 1", 0),
        ("e\u0301", "é", 0),
        ("\U0001f600 中", "□ □", 2),
        ("\ud800x", "x", 0),
    ],
)
def test_what_cannot_be_printed_is_said_otherwise_or_counted(words: str, said: str, replaced: int) -> None:
    can = only("abcdefghijklmnopqrstuvwxyzPlainwords, £5-•é1\u00a0")
    assert glyphs.printable(words, can) == (said, replaced)


def test_every_text_of_the_data_is_looked_at() -> None:
    data = {"a": ["中", {"b": "x"}], "n": 5, "none": None}
    assert glyphs.printable(data, only("x")) == ({"a": ["□", {"b": "x"}], "n": 5, "none": None}, 1)
