"""What a file is by its first bytes, whatever it is called."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"

STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"MZ\x90\x00", "a program"),
    (b"\x7fELF", "a program"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (OLE, "an older Office file, or one protected by a password"),
    (ZIP, "a zip file"),
)
MARKUP: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<?xml", "an XML file"),
    (b"<svg", "a picture (SVG)"),
)


def name_of(data: bytes) -> str:
    """The name of a kind of file that holds no plan, as in “This is a PDF”. Empty when it may be text."""
    if data.startswith(ZIP) and b"vnd.oasis.opendocument" in data[:120]:
        return "an OpenDocument file"
    for start, name in STARTS:
        if data.startswith(start):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a picture (WebP)"
    if data[4:12] in {b"ftypheic", b"ftypmif1", b"ftypavif"}:
        return "a picture (HEIC)"
    return _markup(data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower())


def _markup(head: bytes) -> str:
    return next((name for start, name in MARKUP if head.startswith(start)), "")
