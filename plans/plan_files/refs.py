"""Refs of actions: 2.10, 1a, A1.2, P1.3, "Action 7"; Excel's 2.1 that follows 2.9; and refs made where none are."""

import re

LONGEST_REF = 20
_REF = re.compile(
    r"(?:(?:action|ref|item|no|number|recommendation|rec)(?:[\s.:#-]+|(?=\d)))?"
    r"([A-Za-z]{0,4}[\s.-]?\d{1,3}(?:[.\-/]\d{1,3}){0,3}\s?(?:\(?[a-z]{1,2}\)?|\(?[ivx]{1,4}\)?)?|[A-Za-z]\.?|[ivx]{1,4})[.):]?",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"((?:[A-Z]{1,3})?\d{1,3}(?:\.\d{1,3}){1,3}[a-z]?|[A-Z]{1,3}\d{1,3}[a-z]?|\d{1,3}[a-z]?(?=[.)]))[.):]?\s+\S"
)


def looks_like_ref(text: str) -> bool:
    """Whether a cell holds a ref and nothing else."""
    return len(text) <= LONGEST_REF and _REF.fullmatch(text.strip()) is not None


def read_ref(text: str) -> str:
    """The ref as the plan will use it: without "Action", a closing dot or bracket; at most 20 characters."""
    words = " ".join(text.split())
    match = _REF.fullmatch(words)
    return (match[1] if match else words).strip()[:LONGEST_REF]


def leading_ref(what: str) -> str:
    """The ref that opens the words of an action ("2.3 Train the trainers"), else nothing."""
    match = _LEADING.match(what)
    return match[1] if match else ""


def mend_number(ref: str, before: str, used: set[str], *, number: bool) -> str:
    """Excel shows 2.10 as 2.1: after 2.9 (or where 2.1 is taken and 2.9 came before) it is 2.10."""
    here, there = re.fullmatch(r"(\d+)\.(\d)", ref), re.fullmatch(r"(\d+)\.(\d+)", before)
    if not here or not there or here[1] != there[1] or not (number or ref in used):
        return ref
    return f"{ref}0" if int(there[2]) + 1 == int(here[2]) * 10 else ref


def unused(ref: str, used: set[str]) -> str:
    """The ref, or with -2, -3 … behind it where it is taken."""
    if ref not in used:
        return ref
    number = 2
    while (other := f"{ref[: LONGEST_REF - 5]}-{number}") in used:
        number += 1
    return other


def made(area_number: int, used: set[str]) -> str:
    """A ref from the area and the position in it."""
    position = 1
    while f"{area_number}.{position}" in used:
        position += 1
    return f"{area_number}.{position}"
