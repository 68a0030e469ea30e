"""A PDF from one of our own typst templates and plain data, tagged as PDF/UA-1 asks. Rendered by the worker alone.

The data goes in beside the template, as JSON, and never into it: what a person wrote stays text whatever it looks like.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from core.documents import glyphs

TEMPLATES = settings.BASE_DIR / "templates" / "typst"
FONTS = settings.BASE_DIR / "static" / "dist" / "fonts-pdf"
STANDARD: Final = "ua-1"
"""Refuses a document without title or language, with a skipped heading or a picture without words."""


LAST_PROBED = 0x2E7F
"""Beyond it stand the scripts and pictures for which there is no typeface here."""


def render(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of `template` (a name below templates/typst) with this data.

    `data["unprinted"]` tells the template how many characters had to be replaced. typst must not run before a fork,
    so no web process calls this (docs/adr/0011-pdf-in-the-worker.md).
    """
    said, unprinted = glyphs.printable(data, _can_print)
    return _compile(TEMPLATES / template, {**said, "unprinted": unprinted})


def _compile(source: Path, data: dict[str, Any]) -> bytes:
    import typst

    made: bytes = typst.compile(
        source, root=TEMPLATES, font_paths=[FONTS], ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)}, pdf_standards=[STANDARD], format="pdf",
    )  # fmt: skip
    return made


@cache
def _covered() -> frozenset[int]:
    """The characters that every one of our typefaces has."""
    files = sorted(FONTS.glob("*.ttf"))
    if not files:
        raise RuntimeError(f"There are no typefaces in {FONTS}. Build them: npm run build")
    return frozenset.intersection(*(glyphs.characters(file.read_bytes()) for file in files))


def _can_print(character: str) -> bool:
    """Whether ours or one of the typefaces inside typst has a shape for it."""
    return ord(character) in _covered() or (ord(character) <= LAST_PROBED and _shows(character))


@cache
def _shows(character: str) -> bool:
    """Ask typst itself, once for each character, with a page of nothing else."""
    try:
        _compile(TEMPLATES / "character.typ", {"character": character})
    except Exception:  # noqa: BLE001 -- typst says no by an error of its own; a true fault shows in the document
        return False
    return True
