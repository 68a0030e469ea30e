"""What another system may send, value by value: each kind holds its schema and reads what was sent, strictly.

A number in quotes is not a number and a word is not a yes: what the schema forbids is refused, in a sentence.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from django.utils.dateparse import parse_date, parse_datetime

Json = dict[str, Any]
LARGEST = 2**63 - 1
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})")


@dataclass(frozen=True)
class Kind:
    """One value: its schema, how it is read (ValueError with a sentence when it cannot be), and what it stands for.

    `path` is the column a filter compares it with. Without a value `default` is taken, unless it is `required`.
    """

    schema: Json
    read: Callable[[Any], Any]
    about: str = ""
    path: str = ""
    required: bool = False
    default: Any = None

    def needed(self) -> Self:
        """The same, but it has to be sent."""
        return replace(self, required=True)

    def or_null(self) -> Self:
        """The same, or null for nothing."""
        schema = self.schema | {"type": [self.schema["type"], "null"]}
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
        return replace(self, schema=schema, read=lambda sent: None if sent is None else self.read(sent), default=None)

    def from_address(self, words: str) -> Any:
        """Read it from a query string, where everything is words."""
        wanted = self.schema["type"]
        if wanted == "integer" and re.fullmatch(r"[0-9]{1,19}", words):
            return self.read(int(words))
        if wanted == "boolean" and words in ("true", "false"):
            return self.read(words == "true")
        return self.read(words)


def text(about: str = "", *, most: int = 10_000, least: int = 0, default: str | None = "", path: str = "") -> Kind:
    """Words, without null characters and halves of characters."""

    def read(value: Any) -> str:
        words = _string(value)
        if not least <= len(words) <= most:
            raise ValueError(f"Enter at most {most:,} characters." if len(words) > most else "Enter some words.")
        return words

    schema: Json = {"type": "string", "maxLength": most} | ({"minLength": least} if least else {})
    return Kind(schema, read, about, path, default=default)


def one_of(choices: Iterable[str], about: str = "", *, path: str = "", default: Any = None) -> Kind:
    """One word of a list."""
    words = [str(choice) for choice in choices]

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in words:
            raise ValueError(f"Send one of: {', '.join(words)}.")
        return value

    return Kind({"type": "string", "enum": words}, read, about, path, default=default)


def number(about: str = "", *, least: int = 0, most: int = LARGEST, path: str = "") -> Kind:
    """A whole number."""

    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"Send a whole number from {least} to {most}.")
        return value

    return Kind({"type": "integer", "minimum": least, "maximum": most}, read, about, path)


def day(about: str = "", *, path: str = "") -> Kind:
    """A day, as 2018-03-05."""

    def read(value: Any) -> date:
        found: date | None = _parsed(parse_date, value) if isinstance(value, str) and DAY.fullmatch(value) else None
        if found is None:
            raise ValueError("Send a day as 2018-03-05.")
        return found

    return Kind({"type": "string", "format": "date"}, read, about, path)


def moment(about: str = "", *, path: str = "") -> Kind:
    """A moment with its zone, as 2018-03-05T18:00:00Z."""

    def read(value: Any) -> datetime:
        found: datetime | None = (
            _parsed(parse_datetime, value) if isinstance(value, str) and MOMENT.fullmatch(value) else None
        )
        if found is None or not 1900 < found.year < 9999:
            raise ValueError("Send a moment with its zone, as 2018-03-05T18:00:00Z.")
        return found

    return Kind({"type": "string", "format": "date-time"}, read, about, path)


def flag(about: str = "", *, path: str = "", default: Any = None) -> Kind:
    """Yes or no."""

    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError("Send true or false.")
        return value

    return Kind({"type": "boolean"}, read, about, path, default=default)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("Send words.")
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError("Take out the characters that cannot be stored.")
    return value


def _parsed(parse: Callable[[str], Any], words: str) -> Any:
    try:
        return parse(words)
    except ValueError:
        return None
