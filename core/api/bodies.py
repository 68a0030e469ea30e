"""What a write takes, declared once: the schema that says it, and the reading that holds to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from core.api.kinds import Json, Kind

FILE = "file"


@dataclass(frozen=True)
class Body:
    """The members one write takes. Any other name is refused, so that nobody thinks they changed what they cannot.

    `partial`: what is left out stays as it is. `file`: it comes as multipart with one file.
    """

    name: str
    members: dict[str, Kind]
    partial: bool = False
    file: bool = False

    def schema(self) -> Json:
        """Its JSON schema."""
        members = {name: kind.schema | _about(kind) for name, kind in self.members.items()}
        needed = [name for name, kind in self.members.items() if kind.required and not self.partial]
        if self.file:
            members[FILE] = {"type": "string", "format": "binary", "description": "The file itself."}
            needed.append(FILE)
        schema: Json = {"type": "object", "properties": members, "additionalProperties": False}
        return schema | ({"required": needed} if needed else {})

    def read(self, request: Request) -> dict[str, Any]:
        """The members that were sent, cleaned; all faults at once, by name."""
        sent = request.data
        if not isinstance(sent, Mapping):
            raise ValidationError({"non_field_errors": ["Send one JSON object."]})
        given = {name: sent[name] for name in sent if not (self.file and name == FILE)}
        faults: dict[str, list[str]] = {
            name: ["There is nothing of this name to send."] for name in given if name not in self.members
        }
        values: dict[str, Any] = {}
        for name, kind in self.members.items():
            self._read_one(name, kind, given, values, faults)
        if self.file and not hasattr(sent.get(FILE), "read"):
            faults[FILE] = ["Send a file."]
        if faults:
            raise ValidationError(faults)
        return values

    def _read_one(
        self, name: str, kind: Kind, given: dict[str, Any], values: dict[str, Any], faults: dict[str, list[str]]
    ) -> None:
        if name not in given:
            if kind.required and not self.partial:
                faults[name] = ["Send this too."]
            elif not self.partial:
                values[name] = kind.default
            return
        try:
            values[name] = kind.from_address(given[name]) if self.file else kind.read(given[name])
        except ValueError as fault:
            faults[name] = [str(fault)]


NOTHING = Body("Nothing", {})
"""A write that needs no words: an empty object, or no body at all."""


def _about(kind: Kind) -> Json:
    return {"description": kind.about} if kind.about else {}
