"""What an issue says, in its order: the same for the page, the mail and the plain text."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from core.exports import xml_words
from governance.models import Example, Newsletter

TEXTS = {
    "title": "Title", "progress": "Progress in brief", "achievements": "Achievements",
    "to_work_on": "Things to work on", "tool_title": "Title of the research or tool",
    "tool_words": "About the research or tool",
}  # fmt: skip
TOLD = {
    "title": "Title of the example", "what_went_well": "What went well", "what_helped": "What helped",
    "difference": "What difference it made", "more_of": "More of what",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch under a heading of its own: paragraphs, then points, then perhaps a link."""

    heading: str
    paragraphs: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the issue and what it is divided into."""

    heading: str
    parts: list[Part]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """All an issue says."""

    number: int
    title: str
    council: str
    sections: list[Section]

    def as_json(self) -> dict[str, Any]:
        """To be kept with what was sent."""
        return asdict(self)


def of(newsletter: Newsletter) -> Issue:
    """What this issue says: a sent one what it said then, whatever became of its example since."""
    kept = newsletter.facts.get("issue")
    if newsletter.state == Newsletter.State.SENT and kept:
        return _again(kept)
    sections = [_progress(newsletter), _example(newsletter.example), _tool(newsletter)]
    council = xml_words(newsletter.authority.name)
    there = [section for section in sections if section]
    return Issue(newsletter.number, xml_words(newsletter.title), council, there)


def texts(newsletter: Newsletter) -> dict[str, str]:
    """All typed words of an issue by the name of their field, for the check before sign-off."""
    own = {label: getattr(newsletter, name) for name, label in TEXTS.items()}
    return own | (texts_of(newsletter.example) if newsletter.example else {})


def texts_of(example: Example) -> dict[str, str]:
    """All typed words of an example by the name of their field."""
    return {label: getattr(example, name) for name, label in TOLD.items()}


def _progress(newsletter: Newsletter) -> Section | None:
    parts = [
        Part("", paragraphs=_lines(newsletter.progress)),
        Part("Achievements", points=_lines(newsletter.achievements)),
        Part("Things to work on", points=_lines(newsletter.to_work_on)),
    ]
    there = [part for part in parts if part.paragraphs or part.points]
    return Section("Progress in brief", there) if there else None


def _example(example: Example | None) -> Section | None:
    if example is None:
        return None
    questions = [(TOLD[name], getattr(example, name)) for name in list(TOLD)[1:]]
    parts = [Part(label, paragraphs=_lines(text)) for label, text in questions if text.strip()]
    by = f". Introduced by {xml_words(example.introduced_by.name)}" if example.introduced_by else ""
    return Section("An example of good practice", parts, lead=f"{xml_words(example.title)}{by}")


def _tool(newsletter: Newsletter) -> Section | None:
    words = _lines(newsletter.tool_words)
    title = xml_words(newsletter.tool_title)
    if not (words or title):
        return None
    return Section("A piece of research or a tool", [Part(title, paragraphs=words, url=newsletter.tool_url)])


def _lines(text: str) -> list[str]:
    """The lines with words in them."""
    return [line.strip() for line in xml_words(text).splitlines() if line.strip()]


def _again(kept: Mapping[str, Any]) -> Issue:
    return Issue(kept["number"], kept["title"], kept["council"], list(_sections(kept["sections"])))


def _sections(kept: Iterable[Mapping[str, Any]]) -> Iterable[Section]:
    for section in kept:
        yield Section(section["heading"], [Part(**part) for part in section["parts"]], section["lead"])
