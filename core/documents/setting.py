"""Sets the pages of one document, in a process of its own (core.sandbox): typst keeps what it has set until it ends.

Knows nothing of Django, so that the process starts quickly.
"""

import base64
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from core.documents import glyphs

STANDARD: Final = "ua-1"
"""Refuses a document without title or language, with a skipped heading or a picture without words."""
LAST_PROBED = 0x2E7F
"""Beyond it stand the scripts and pictures for which there is no typeface here."""


def set_pages(asked: dict[str, Any]) -> str:
    """The PDF, as text in base 64, of a `template` below `root` with `data`, in the typefaces of the folder `fonts`."""
    root, fonts = Path(asked["root"]), Path(asked["fonts"])
    said, unprinted = glyphs.printable(asked["data"], _can_print(root, fonts))
    made = _compile(root / asked["template"], {**said, "unprinted": unprinted}, root, fonts)
    return base64.b64encode(made).decode("ascii")


def _compile(source: Path, data: dict[str, Any], root: Path, fonts: Path) -> bytes:
    return typst.compile(
        source, root=root, font_paths=[fonts], ignore_system_fonts=True, sys_inputs={"data": json.dumps(data)},
        pdf_standards=[STANDARD], format="pdf",
    )  # fmt: skip


def _can_print(root: Path, fonts: Path) -> Callable[[str], bool]:
    """Says of a character whether all of our typefaces have it, or one of those inside typst."""
    covered = frozenset.intersection(*(glyphs.characters(file.read_bytes()) for file in fonts.glob("*.ttf")))

    @cache
    def shows(character: str) -> bool:
        """Ask typst itself, with a page of nothing else."""
        try:
            _compile(root / "character.typ", {"character": character}, root, fonts)
        except Exception:  # noqa: BLE001 -- typst says no by an error of its own; a true fault shows in the document
            return False
        return True

    return lambda character: ord(character) in covered or (ord(character) <= LAST_PROBED and shows(character))
