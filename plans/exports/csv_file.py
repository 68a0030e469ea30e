"""The plan's actions as one flat table, one action a row."""

from collections.abc import Iterator

from plans.exports.content import HEADINGS, Content, cells_of
from plans.models import Action

HEAD = ("Ref", "Delivery area", *HEADINGS[1:])
COMMUNICATIONS = "Communications activities"


def csv_rows(content: Content) -> Iterator[list[str]]:
    """The heading and then every row, read from the database as they are sent."""
    yield list(HEAD)
    for action in content.actions.iterator(500):
        ref, *cells = cells_of(action)
        yield [ref, _area(action), *cells]


def _area(action: Action) -> str:
    return f"{action.area.code}: {action.area.title}" if action.area else COMMUNICATIONS
