"""The guard at the door: a file that is not what it says, or far too large, is refused before anybody opens it."""

from core.errors import RuleBroken

LARGEST = 10 * 1024 * 1024
NOT_PLANS = (b"MZ", b"\x7fELF", b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"{\\rtf", b"\xd0\xcf\x11\xe0")


def check(data: bytes, name: str) -> None:
    """Refuses a file with a sentence that names what is wrong with it."""
    if not data.strip():
        raise RuleBroken("The file is empty. Choose another")
    if len(data) > LARGEST:
        raise RuleBroken("The file is larger than 10 MB. Take pictures out of it, or paste the table")
    if data.startswith(NOT_PLANS):
        raise RuleBroken("This is not a Word, Excel, CSV or text file. Save the plan as one of these")
    if name.lower().endswith((".docx", ".xlsx")) and not data.startswith(b"PK"):
        raise RuleBroken("This file is not what its name says. Open it in Word or Excel and save it again")
