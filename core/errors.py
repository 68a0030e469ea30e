"""What a service says when it will not do what was asked. Nothing has changed when one of these is raised."""

from typing import Any


class RuleBroken(Exception):
    """A rule of the house refuses: `message` is the sentence for the person, `field` the form field it belongs to."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class StaleVersion(Exception):
    """Somebody saved first. `theirs` is what is stored now, so that both texts can be shown."""

    def __init__(self, theirs: Any = None) -> None:
        super().__init__("Somebody saved this while you were writing.")
        self.theirs = theirs
