"""A council to call the API of."""

import pytest

from tests.api.calling import Caller
from tests.world import Council, build


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


@pytest.fixture
def officer(fen: Council) -> Caller:
    return Caller(fen)
