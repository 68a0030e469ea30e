"""Finding actions by their words. PostgreSQL has a trigram index for it; SQLite looks through the rows."""

from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from plans import rules
from plans.models import Action

LONGEST = 200
MOST_WORDS = 8
MOST_FOUND = 50


def clean(words: str) -> str:
    """What somebody typed into a search box, made fit for a query: one line, not endless, no hidden characters."""
    kept = "".join(character for character in words[: LONGEST * 5] if character != "\x00")
    return " ".join(kept.encode("utf-8", "ignore").decode().split())[:LONGEST]


def words_of(action: Action) -> str:
    """All that an action can be found by: what the plan says of it, and who takes part."""
    said = [getattr(action, name) for name in rules.SEARCHED]
    who = action.participations.order_by("position", "pk").values_list("words", flat=True)
    return rules.search_words([*said, *who])


def matching(actions: QuerySet[Action], words: str) -> QuerySet[Action]:
    """The actions that hold every one of these words, anywhere in what the plan says of them."""
    for word in clean(words).lower().split()[:MOST_WORDS]:
        actions = actions.filter(search_words__contains=word)
    return actions


def find(authority: Any, user: Any, words: str) -> list[Action]:
    """Live actions of the plans this user may read: an exact ref first, plans in force before others."""
    ref = clean(words).lower()
    rank = Case(When(ref__iexact=ref, then=Value(0)), default=Value(1), output_field=IntegerField())
    force = Case(When(plan__state="in_force", then=Value(0)), default=Value(1), output_field=IntegerField())
    mine = Action.objects.in_authority(authority).visible_to(user).live()
    found = matching(mine, words).select_related("plan", "area")
    return list(found.order_by(rank, force, "-plan_id", "area__position", "position", "pk")[: MOST_FOUND + 1])
