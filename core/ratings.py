"""The one rating vocabulary: values, letters, words, shapes and order, the same on every page and in every file."""

from dataclasses import dataclass
from enum import StrEnum


class Rag(StrEnum):
    """A rating as it is stored; chosen by a person, never computed."""

    NOT_RATED = "not_rated"
    NOT_STARTED = "not_started"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Rating:
    """How one rating is shown: letter, word and shape as well as colour; `order` counts from the most serious."""

    value: Rag
    letter: str
    word: str
    symbol: str
    css: str
    order: int

    @property
    def text(self) -> str:
        """The rating as plain text, "A At risk", for titles, mail, Word and Excel."""
        return f"{self.letter} {self.word}"


RATINGS: dict[str, Rating] = {
    Rag.RED: Rating(Rag.RED, "R", "Off track", "rag-r", "r", 0),
    Rag.AMBER: Rating(Rag.AMBER, "A", "At risk", "rag-a", "a", 1),
    Rag.GREEN: Rating(Rag.GREEN, "G", "On track", "rag-g", "g", 2),
    Rag.COMPLETE: Rating(Rag.COMPLETE, "B", "Complete", "rag-b", "b", 3),
    Rag.NOT_STARTED: Rating(Rag.NOT_STARTED, "–", "Not started", "rag-n", "n", 4),
    Rag.NOT_RATED: Rating(Rag.NOT_RATED, "–", "Not rated", "rag-u", "n app-rag--unrated", 5),
}

CHOICES: list[tuple[str, str]] = [
    (rag.value, RATINGS[rag].word)
    for rag in (Rag.GREEN, Rag.AMBER, Rag.RED, Rag.COMPLETE, Rag.NOT_STARTED, Rag.NOT_RATED)
]
