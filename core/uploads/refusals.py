"""The refusal of a file, always a sentence for the person who chose it."""

from core.errors import RuleBroken


class Refused(RuleBroken):
    """The file is not taken. The message says what is wrong with it and what to do about it."""


DAMAGED = "The file is damaged and cannot be opened. Open it in Word or Excel, save it again, and choose the new file."
