"""What was read from a plan file: plain data, nothing stored, the words as written beside what was understood."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from plans.wording import ReadDate

RAG_NOT_RATED = "not_rated"


class CannotRead(Exception):
    """The file cannot be read as a plan. The message is a sentence for the officer who chose it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass
class Focus:
    """One line of the "Signs of Safety focus" column; `tag`: leadership, practice, learning, alignment or measures."""

    tag: str
    text: str


@dataclass
class FourColumns:
    """The header block that every priority and delivery area carries; `by_words` heads the second column."""

    title: str
    change_needed: str = ""
    by_words: str = ""
    target_state: list[str] = field(default_factory=list)
    focus: list[Focus] = field(default_factory=list)
    success: list[str] = field(default_factory=list)


@dataclass
class ParsedPriority(FourColumns):
    """A high-level priority of Part A."""

    number: int = 0


@dataclass
class ParsedArea(FourColumns):
    """A delivery area of Part B; `code` as the plan calls it, OD1."""

    code: str = ""
    where: str = ""


@dataclass
class Participant:
    """Who has what part in an action: lead, involved or delivers."""

    words: str
    part: str


@dataclass
class ParsedAction:
    """One row of an action table. `ref_made` when the file gave no ref and one was made from area and position."""

    ref: str
    area: str
    title: str
    what: str
    by_when: str = ""
    dates: list[ReadDate] = field(default_factory=list)
    who: str = ""
    lead: str = ""
    lead_queried: bool = False
    involved: list[str] = field(default_factory=list)
    people: list[Participant] = field(default_factory=list)
    monitored_through: str = ""
    rag: str = RAG_NOT_RATED
    update: str = ""
    where: str = ""
    ref_made: bool = False

    def as_json(self) -> dict[str, Any]:
        """The action as import reports and pages show it."""
        return {**asdict(self), "dates": [one.as_json() for one in self.dates]}


@dataclass
class ParsedCommunication(ParsedAction):
    """A communications activity: counted apart from the areas' actions; `what` holds its text."""

    def as_json(self) -> dict[str, Any]:
        """The activity with its text, and what else a table gave."""
        return {"text": self.what, **super().as_json()}


@dataclass
class ParsedStatement:
    """One sentence the plan stands on; `kind` says which list, `attribution` who signed it."""

    kind: str
    text: str
    attribution: str = ""


@dataclass
class Problem:
    """Something the officer should look at, and where it stands in the file."""

    where: str
    says: str


@dataclass
class Mapping:
    """How the columns of one table were matched: role → column number, with headings and samples to check it by."""

    table: int
    where: str
    columns: dict[str, int]
    headings: list[str]
    samples: list[list[str]] = field(default_factory=list)
    filled: list[int] = field(default_factory=list)
    rows: int = 0


@dataclass
class ParsedPlan:
    """Everything read from one file. `colours` counts filled rating cells that were not read as ratings."""

    name: str
    kind: str
    title: str = ""
    period: tuple[date, date] | None = None
    credit: str = ""
    mapping: list[Mapping] = field(default_factory=list)
    priorities: list[ParsedPriority] = field(default_factory=list)
    areas: list[ParsedArea] = field(default_factory=list)
    actions: list[ParsedAction] = field(default_factory=list)
    communications: list[ParsedCommunication] = field(default_factory=list)
    statements: list[ParsedStatement] = field(default_factory=list)
    focus: list[Focus] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    colours: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many of each were found; queries are dates to answer, leads_to_confirm who-cells that name no lead."""
        rows = [*self.actions, *self.communications]
        return {
            "priorities": len(self.priorities),
            "areas": len(self.areas),
            "actions": len(self.actions),
            "communications": len(self.communications),
            "statements": len(self.statements),
            "measures": len(self.measures),
            "queries": sum(one.queried for row in rows for one in row.dates),
            "leads_to_confirm": sum(row.lead_queried for row in rows),
        }

    def as_json(self) -> dict[str, Any]:
        """The report of an import, without what it would change (that is for whoever knows what is stored)."""
        return {
            "source": {"name": self.name, "kind": self.kind},
            "title": self.title,
            "period": [day.isoformat() for day in self.period] if self.period else None,
            "credit": self.credit,
            "counts": self.counts,
            "mapping": [asdict(one) for one in self.mapping],
            "priorities": [asdict(one) for one in self.priorities],
            "areas": [asdict(one) for one in self.areas],
            "actions": [one.as_json() for one in self.actions],
            "communications": [one.as_json() for one in self.communications],
            "statements": [asdict(one) for one in self.statements],
            "focus": [asdict(one) for one in self.focus],
            "measures": list(self.measures),
            "problems": [asdict(one) for one in self.problems],
            "colours": self.colours,
        }
