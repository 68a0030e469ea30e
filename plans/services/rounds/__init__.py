"""Update rounds: planned, opened, asked and chased, answered, looked through, closed, locked."""

from plans.services.rounds.answers import accept, accept_all, confirm, give_back, send_back, take
from plans.services.rounds.asking import ask_again, chase
from plans.services.rounds.locking import lock_period
from plans.services.rounds.opening import (
    close_round,
    edit_period,
    open_round,
    plan_period,
    reopen,
    start_round,
    turn_rounds,
)

__all__ = [
    "accept",
    "accept_all",
    "ask_again",
    "chase",
    "close_round",
    "confirm",
    "edit_period",
    "give_back",
    "lock_period",
    "open_round",
    "plan_period",
    "reopen",
    "send_back",
    "start_round",
    "take",
    "turn_rounds",
]
