"""What a PDF says: its structure tags in reading order, and the words of its pages through the fonts' own maps."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*\n")


@dataclass(frozen=True)
class Tag:
    """One structure element: its kind ("H2"), the words that stand for it, what a head is head of, and those inside."""

    kind: str
    alt: str
    scope: str
    inside: tuple[str, ...]


@dataclass(frozen=True)
class Read:
    """A PDF as a screen reader would find it."""

    title: str
    lang: str
    marked: bool
    metadata: str
    tags: list[Tag]
    bookmarks: list[str]
    fonts: set[str]
    words: str


def read(content: bytes) -> Read:
    """Everything at once, so that nothing outlives the open file."""
    with pikepdf.open(io.BytesIO(content)) as made:
        root = made.Root
        with made.open_outline() as outline:
            bookmarks = [item.title for item in _flat(outline.root)]
        fonts = {str(font.BaseFont) for page in made.pages for font in page.Resources.Font.values()}
        return Read(
            title=str(made.docinfo["/Title"]), lang=str(root.Lang), marked=bool(root.MarkInfo.Marked),
            metadata=root.Metadata.read_bytes().decode(), bookmarks=bookmarks, fonts=fonts,
            tags=[_tag(node) for node in _elements(root.StructTreeRoot.K)],
            words="".join(word for page in made.pages for word in _words(page)),
        )  # fmt: skip


def _tag(node: Any) -> Tag:
    attributes = node.get("/A", [])
    owned = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    scope = next((str(each.Scope) for each in owned if "/Scope" in each), "")
    inside = tuple(str(each.S)[1:] for each in _elements(node.get("/K")))
    return Tag(str(node.S)[1:], str(node.get("/Alt", "")), scope, inside)


def _elements(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _elements(node.K)


def _flat(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _flat(item.children)


def _words(page: Any) -> Iterator[str]:
    maps = {name: _map(font) for name, font in page.Resources.Font.items()}
    current: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            current = maps[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else [operands[0]]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    data = bytes(part)
                    codes = (int.from_bytes(data[place : place + 2]) for place in range(0, len(data), 2))
                    yield "".join(current.get(code, "") for code in codes)


def _map(font: Any) -> dict[int, str]:
    """Which characters each glyph of a font stands for."""
    text = font.ToUnicode.read_bytes().decode("ascii")
    return {int(code, 16): bytes.fromhex(said).decode("utf-16-be") for code, said in PAIR.findall(text)}
