"""The whole table of pages and their states."""

from tests.browser.looking.states import Page
from tests.browser.looking.table_alignment import ALIGNMENT
from tests.browser.looking.table_answering import ANSWERING
from tests.browser.looking.table_house import ERRORS, HOUSE, PAGELESS
from tests.browser.looking.table_newsletters import NEWSLETTERS
from tests.browser.looking.table_over_time import OVER_TIME
from tests.browser.looking.table_packs import PACKS
from tests.browser.looking.table_plans import PLANS
from tests.browser.looking.table_room import ROOM
from tests.browser.looking.table_rounds import ROUNDS

GROUP: dict[str, Page] = {**ROOM, **ALIGNMENT, **NEWSLETTERS, **PACKS}
STATES: dict[str, Page] = {**HOUSE, **PLANS, **ROUNDS, **ANSWERING, **GROUP, **OVER_TIME, **ERRORS}

__all__ = ["ERRORS", "PAGELESS", "STATES"]
