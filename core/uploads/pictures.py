"""Pictures: a PNG or JPEG from its first byte to its last, with nothing behind it and no size beyond reason."""

import struct

from core.uploads.refusals import Refused

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
MOST_PIXELS = 100_000_000
ALONE = {0x01, *range(0xD0, 0xD9)}
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
START_OF_SCAN = 0xDA
DAMAGED = "The picture is damaged or not whole. Open it, save it again, and choose the new file."
BEHIND = "The picture has other data behind its end, as moving photos have. Save it again as a plain picture."
HUGE = "The picture has more than 100 million points. Make it smaller, and choose the new file."
CALLED = {"png": "PNG", "jpg": "JPEG"}


def check(data: bytes, kind: str) -> None:
    """Refuse what is not the picture it says, is not whole, or carries something behind it."""
    if not data.startswith(PNG if kind == "png" else JPEG):
        raise Refused(f"The name ends in .{kind}, but this is not a {CALLED[kind]} picture. Choose the picture itself.")
    try:
        wide, high = _png(data) if kind == "png" else _jpeg(data)
    except struct.error as fault:
        raise Refused(DAMAGED) from fault
    if not wide or not high:
        raise Refused(DAMAGED)
    if wide * high > MOST_PIXELS:
        raise Refused(HUGE)


def _png(data: bytes) -> tuple[int, int]:
    """Walk the chunks to the last one, which must end the file. Width and height."""
    place, size = len(PNG), (0, 0)
    while True:
        length, name = struct.unpack_from(">I4s", data, place)
        if name == b"IHDR":
            size = struct.unpack_from(">II", data, place + 8)
        place += 12 + length
        if place > len(data):
            raise Refused(DAMAGED)
        if name == b"IEND":
            break
    if place != len(data):
        raise Refused(BEHIND)
    return size


def _jpeg(data: bytes) -> tuple[int, int]:
    """Walk the segments to where the picture starts; it must end with the file. Width and height."""
    place, size = 2, (0, 0)
    while True:
        mark, code = struct.unpack_from(">BB", data, place)
        if mark != 0xFF:
            raise Refused(DAMAGED)
        if code == START_OF_SCAN:
            break
        if code in FRAMES:
            high, wide = struct.unpack_from(">HH", data, place + 5)
            size = (wide, high)
        place += 1 if code == 0xFF else 2 if code in ALONE else 2 + struct.unpack_from(">H", data, place + 2)[0]
    if not data.rstrip(b"\x00").endswith(b"\xff\xd9"):
        raise Refused(BEHIND if b"\xff\xd9" in data[place:] else DAMAGED)
    return size
