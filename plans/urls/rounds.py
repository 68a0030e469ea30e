"""Update rounds: what the officer and the manager see and do, and what was said for everybody."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from plans.views.rounds import acts, pages


class RoundActWord(StringConverter):
    """What can be done to a whole round by one button."""

    regex = "open|close|reopen|chase|ask|accept"


register_converter(RoundActWord, "round_act")

ROUNDS = "plans/<slug:slug>/rounds/"
ROUND = f"{ROUNDS}<slug:period>/"

urlpatterns: list[URLPattern] = [
    path(ROUNDS, pages.RoundList.as_view(), name="rounds"),
    path(f"{ROUNDS}new/", pages.NewRound.as_view(), name="round_new"),
    path(f"{ROUND}edit/", pages.EditRound.as_view(), name="round_edit"),
    path(f"{ROUND}note/", pages.Note.as_view(), name="round_note"),
    path(f"{ROUND}answers/", pages.Answers.as_view(), name="round_answers"),
    path(f"{ROUND}answers/<int:pk>/accept/", acts.AcceptAnswer.as_view(), name="round_accept"),
    path(f"{ROUND}answers/<int:pk>/send-back/", acts.SendBack.as_view(), name="round_send_back"),
    path(f"{ROUND}lock/", acts.LockRound.as_view(), name="round_lock"),
    path(f"{ROUND}said/", pages.Said.as_view(), name="round_said"),
    path(f"{ROUND}act/<round_act:act>/", acts.RoundAct.as_view(), name="round_act"),
]
