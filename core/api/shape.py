"""What the API answers, declared once: a shape makes the plain dict that is sent and the schema that describes it.

Plain dicts, because a list of a hundred rows costs a fifth of what general serializers would.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from core.api.kinds import Json

SHAPES: dict[str, "Shape"] = {}
"""Every shape by its name, for the components of the schema."""

WORDS: Json = {"type": "string"}
NUMBER: Json = {"type": "integer"}
YES_NO: Json = {"type": "boolean"}
DAY: Json = {"type": "string", "format": "date"}
MOMENT: Json = {"type": "string", "format": "date-time"}


@dataclass(frozen=True)
class Shape:
    """One kind of thing in answers. `names` are columns of `model` under their own name; `more` are further members.

    All members are always there, but for `optional`; there are no others.
    """

    name: str
    about: str
    model: type[models.Model] | None = None
    names: tuple[str, ...] = ()
    more: dict[str, Json] = field(default_factory=dict)
    optional: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        SHAPES[self.name] = self

    @property
    def ref(self) -> Json:
        """Where the schema describes it."""
        return {"$ref": f"#/components/schemas/{self.name}"}

    def of(self, row: Any, **more: Any) -> Json:
        """The row as it is sent."""
        said: Json = {name: getattr(row, name) for name in self.names}
        said.update(more)
        return said

    def schema(self) -> Json:
        """Its JSON schema."""
        members = {name: _column(self.model, name) for name in self.names} | self.more
        return {
            "type": "object",
            "description": self.about,
            "properties": members,
            "required": [name for name in members if name not in self.optional],
            "additionalProperties": False,
        }

    def page(self) -> Json:
        """The schema of a page of these."""
        link = {"type": ["string", "null"], "format": "uri"}
        members = {"next": link, "previous": link, "results": many(self)}
        return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}


def many(shape: Shape) -> Json:
    """A list of these."""
    return {"type": "array", "items": shape.ref}


def maybe(schema: Json | Shape) -> Json:
    """This, or null."""
    if isinstance(schema, Shape):
        return {"anyOf": [schema.ref, {"type": "null"}]}
    return schema | {"type": [schema["type"], "null"]}


def word_of(choices: list[tuple[str, str]], *, blank: bool = False) -> Json:
    """One of a model's words, described by what each means; with `blank` also no word at all."""
    said = "; ".join(f"{value}: {label}" for value, label in choices)
    return {"type": "string", "enum": [value for value, _ in choices] + [""] * blank, "description": said}


def _column(model: type[models.Model] | None, name: str) -> Json:
    if model is None:
        raise ValueError(f"{name} is a column of no model")
    column: Any = model._meta.get_field(name)
    schema = _typed(column)
    if column.help_text:
        schema = {"description": column.help_text} | schema
    return maybe(schema) if column.null else schema


def _typed(column: Any) -> Json:
    if column.choices:
        return word_of(list(column.choices), blank=column.blank)
    kinds: list[tuple[Any, Json]] = [
        (models.BooleanField, YES_NO),
        (models.DateTimeField, MOMENT),
        (models.DateField, DAY),
        (models.IntegerField | models.ForeignKey, NUMBER),
        (models.CharField | models.TextField, WORDS),
    ]
    return next(dict(schema) for kind, schema in kinds if isinstance(column, kind))
