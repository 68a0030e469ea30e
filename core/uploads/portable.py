"""PDF files: whole, alone, readable, and without anything that runs or hides another file."""

import re
import zlib
from collections.abc import Iterator

from core.uploads.refusals import Refused

START, END = b"%PDF-", b"%%EOF"
BEHIND = b" \t\r\n\x00"
MOST_INFLATED = 40 * 1024 * 1024
MOST_DICTIONARY = 4096
MOST_PACKED = 10_000
CHUNK = 64 * 1024
STREAM = re.compile(rb"stream\r?\n")
DAMAGED = "The PDF is damaged or not whole. Open it, save or print it as PDF again, and choose the new file."
BEHIND_END = "The PDF has other data behind its end. Open it, save or print it as PDF again, and choose the new file."
LOCKED = "The PDF is protected. Take the protection off, or print it as PDF again, and choose the new file."
UNUSUAL = "The PDF is packed in an unusual way. Open it, print it as PDF again, and choose the new file."
RUNS = "The PDF holds something that runs ({}). Print it as PDF again, which leaves that out, and choose the new file."
HOLDS = "The PDF holds another file inside it. Print it as PDF again, or choose that file itself."


def _name(word: str) -> bytes:
    """A PDF name as a pattern: each of its letters may be written as # and two figures."""
    letters = "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in word)
    return f"/{letters}(?![A-Za-z0-9])".encode()


PACKED, LOCK, FLATE = re.compile(_name("ObjStm")), re.compile(_name("Encrypt")), re.compile(_name("FlateDecode"))
FILTERS = re.compile(rb"/[A-Za-z0-9]+(?:Decode|Crypt)|/Predictor")
HARMFUL = {
    re.compile(_name("JavaScript")): RUNS.format("a script"),
    re.compile(_name("Launch")): RUNS.format("a command"),
    re.compile(_name("RichMedia")): RUNS.format("a film or game"),
    re.compile(_name("EmbeddedFiles") + b"|" + _name("EmbeddedFile")): HOLDS,
}


def check(data: bytes) -> None:
    """Refuse a PDF that is not whole or alone, is locked, or holds what may do harm."""
    if not data.startswith(START):
        raise Refused("The name ends in .pdf, but this is not a PDF. Choose the PDF itself.")
    end = data.rfind(END)
    if end < 0:
        raise Refused(DAMAGED)
    if data[end + len(END) :].strip(BEHIND):
        raise Refused(BEHIND_END)
    if LOCK.search(data):
        raise Refused(LOCKED)
    _refuse_harm(data)
    for objects in _packed_objects(data):
        _refuse_harm(objects)


def _refuse_harm(data: bytes) -> None:
    for pattern, sentence in HARMFUL.items():
        if pattern.search(data):
            raise Refused(sentence)


def _packed_objects(data: bytes) -> Iterator[bytes]:
    """The objects that are kept compressed, unpacked, as far as is sensible; each byte is looked at once."""
    left, place = MOST_INFLATED, 0
    for _ in range(MOST_PACKED):
        found = PACKED.search(data, place)
        if found is None:
            return
        place = found.end()
        start = STREAM.search(data, place, place + MOST_DICTIONARY)
        if start is None:
            continue
        before = max(found.start() - MOST_DICTIONARY, 0)
        head = data[max(data.rfind(b"obj", before, found.start()), before) : start.start()]
        _refuse_filters(head)
        if FLATE.search(head):  # what is not packed was looked at as it stands
            objects, place = _inflated(data, start.end(), left)
            left -= len(objects)
            yield objects
    raise Refused(UNUSUAL)


def _refuse_filters(head: bytes) -> None:
    """Only the one way of packing that every program uses, so that what is packed can be looked at."""
    used = [name for name in FILTERS.findall(head) if name != b"/FlateDecode"]
    if used or len(FLATE.findall(head)) > 1 or (b"/Filter" in head and not FLATE.search(head)):
        raise Refused(UNUSUAL)


def _inflated(data: bytes, start: int, most: int) -> tuple[bytes, int]:
    """What is packed from `start` on, and where it ends."""
    unpacker = zlib.decompressobj()
    parts, size, place = [], 0, start
    try:
        while not unpacker.eof and size <= most and place < len(data):
            chunk = data[place : place + CHUNK]
            parts.append(unpacker.decompress(chunk, most + 1 - size))
            place, size = place + len(chunk), size + len(parts[-1])
    except zlib.error as fault:
        raise Refused(DAMAGED) from fault
    if size > most:
        raise Refused("The PDF unpacks to more than 40 MB. Make it smaller, or give a link to where it is kept.")
    if not unpacker.eof:
        raise Refused(DAMAGED)
    return b"".join(parts), place - len(unpacker.unused_data)
