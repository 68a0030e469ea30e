"""No council can be called what the product needs as an address."""

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.rules import RESERVED_SLUGS


def first_words(patterns: list[URLPattern | URLResolver], before: str = "") -> set[str]:
    """The first words of all addresses that do not start with a council."""
    found: set[str] = set()
    for pattern in patterns:
        start = before + str(pattern.pattern).lstrip("^")
        if "/" in start.rstrip("$") or not isinstance(pattern, URLResolver):
            found.add(start.split("/")[0])
        else:
            found |= first_words(pattern.url_patterns, start)
    return {word for word in found if word and not word.startswith("<")}


def test_every_first_word_of_an_address_is_reserved() -> None:
    words = first_words(get_resolver().url_patterns)
    assert {"accounts", "healthz", "operations", "outbox", "gallery", "api"} <= words
    assert words - set(RESERVED_SLUGS) == set()
