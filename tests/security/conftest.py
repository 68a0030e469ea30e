"""What the tests of who may do what share."""

from collections.abc import Iterator

import pytest

from tests.security import harness


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    """What is stored before a test's requests is looked at in each test."""
    harness.stored_before.cache_clear()
    yield
    harness.stored_before.cache_clear()
