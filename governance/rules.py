"""What is simply true of meetings and those who sit in them. Pure; every function is told the day."""

from collections.abc import Mapping, Sequence
from datetime import date

FULL = 120
"""How many minutes a Steering Group has."""

FROM_THE_PLAN = 4
"""How many items of the plan it hears each time."""

EACH = 20
"""How many minutes an item of the plan has."""

TEMPLATE = (
    ("report", "Project report", 20),
    *((("delivery", "", EACH),) * FROM_THE_PLAN),
    ("measures", "Impact measures and leaders’ feedback", 15),
    ("other", "Any other business", 5),
)
"""The two hours of a Steering Group, (kind, title, minutes): 20 + 4 × 20 + 15 + 5."""

NO_HELP = ("", "none", "no", "nothing", "n/a", "not needed", "no help", "no help wanted", "none needed", "none wanted")
YEAR = 365


def minutes(number: int) -> str:
    """A length in words: "1 minute", "20 minutes"."""
    return f"{number} minute{'' if number == 1 else 's'}"


def balance(total: int, planned: int) -> str:
    """How an agenda fits its meeting, in a sentence: it adds up, runs over, or leaves time."""
    if total == planned:
        return f"The agenda adds up to {minutes(planned)}."
    over = total - planned
    if over > 0:
        return f"The agenda runs {minutes(over)} over: {total} of {minutes(planned)}."
    return f"The agenda leaves {minutes(-over)} free: {total} of {minutes(planned)}."


def out_of_shape(total: int, planned: int, from_the_plan: int, *, of_a_plan: bool) -> str:
    """Why publishing this agenda asks for a reason, in a sentence or two; empty when it does not.

    A meeting about a plan hears four of its items. A meeting of another kind only has to add up.
    """
    said = [] if total == planned else [balance(total, planned)]
    if of_a_plan and from_the_plan != FROM_THE_PLAN:
        count = "no item" if not from_the_plan else f"{from_the_plan} item{'' if from_the_plan == 1 else 's'}"
        said.append(f"It has {count} from the plan, not {FROM_THE_PLAN}.")
    return " ".join(said)


def wants_help(words: str) -> bool:
    """Whether what was said about help asks for some. “None” is an answer too."""
    return words.strip().rstrip(".").lower() not in NO_HELP


def heard_this_year(last: date | None, *, on: date) -> bool:
    """Whether it was heard within the last twelve months."""
    return last is not None and (on - last).days <= YEAR


def leads_back(body: int, reports_to: int | None, lines: Mapping[int, int | None]) -> bool:
    """Whether a body reporting to `reports_to` would, through others, report to itself. `lines` is who does now."""
    seen = {body}
    while reports_to is not None:
        if reports_to in seen:
            return True
        seen.add(reports_to)
        reports_to = lines.get(reports_to)
    return False


def too_few(counts: Mapping[str, int], least: int = 2) -> Sequence[tuple[str, int]]:
    """Those with fewer superleaders than there should be, the emptiest first, each with how many there are."""
    return sorted(((name, count) for name, count in counts.items() if count < least), key=lambda pair: pair[1])
