"""The whole table of pages and their states."""

from tests.browser.looking.states import Page
from tests.browser.looking.table_answering import ANSWERING
from tests.browser.looking.table_house import ERRORS, HOUSE, PAGELESS
from tests.browser.looking.table_over_time import OVER_TIME
from tests.browser.looking.table_plans import PLANS
from tests.browser.looking.table_rounds import ROUNDS

STATES: dict[str, Page] = {**HOUSE, **PLANS, **ROUNDS, **ANSWERING, **OVER_TIME, **ERRORS}

__all__ = ["ERRORS", "PAGELESS", "STATES"]
