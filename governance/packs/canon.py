"""A pack's data as one text that is the same wherever it is written, its hash, its figures and its editable words."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

FIGURE = {"id", "value", "text"}
"""What a figure has, and nothing else has."""


def canonical(data: Mapping[str, Any]) -> bytes:
    """The data as canonical JSON: keys in order, no spaces, UTF-8. The same data is the same bytes."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(data: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()


def figures(part: Any) -> Iterator[dict[str, Any]]:
    """Every figure of a pack or of a part of it, in its order."""
    if isinstance(part, dict):
        if part.keys() == FIGURE:
            yield part
        for name, value in part.items():
            if name not in ("spec", "narrow"):
                yield from figures(value)
    elif isinstance(part, list):
        for value in part:
            yield from figures(value)


def slots(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The places of a pack where words may be edited, by name."""
    blocks = (block for part in data["sections"] for block in part["blocks"])
    return {block["slot"]: block for block in blocks if block["kind"] == "slot"}


def filled(data: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """The pack with the officer's words in their places; everything else as it was gathered."""
    made = deepcopy(dict(data))
    for name, place in slots(made).items():
        place["text"] = words.get(name, place["text"])
    return made
