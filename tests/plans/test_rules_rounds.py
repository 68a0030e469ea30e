"""What an answer must have before its period can be locked."""

import pytest

from plans import rules

BOTH = "Say what will bring it back to green, and what help is wanted (“None” is an answer)."
PATH = "Say what will bring it back to green."
HELP = "Say what help is wanted. “None” is an answer."


@pytest.mark.parametrize(
    ("rag", "path", "help_wanted", "sentence"),
    [
        ("red", "", "", BOTH),
        ("red", "  ", "Money.", PATH),
        ("red", "New room.", " ", HELP),
        ("red", "New room.", "None", ""),
        ("amber", "", "", PATH),
        ("amber", "", "Money.", PATH),
        ("amber", "New room.", "", ""),
        ("green", "", "", ""),
        ("complete", "", "", ""),
        ("not_started", "", "", ""),
    ],
)
def test_at_risk_needs_a_path_to_green_and_off_track_a_word_on_help_too(
    rag: str, path: str, help_wanted: str, sentence: str
) -> None:
    assert rules.wanting(rag=rag, path_to_green=path, help_wanted=help_wanted) == sentence
