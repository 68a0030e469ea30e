"""One row of a printed plan of the demo."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One row of the printed plan. `lead` is the name of a person, post or body, or empty while nobody leads."""

    ref: str
    title: str
    what: str
    by_when: str
    who: str
    monitored: str
    lead: str = ""
    involved: tuple[str, ...] = ()
