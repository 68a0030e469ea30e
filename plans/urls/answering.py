"""Answering an update round: signed in, or by the signed link of one's mail."""

from django.urls import URLPattern, path

from plans.views.answering import AnswerByLink, RoundPage

urlpatterns: list[URLPattern] = [
    path("plans/<slug:slug>/rounds/<slug:period>/", RoundPage.as_view(), name="round"),
    path("answer/<str:token>/", AnswerByLink.as_view(), name="answer_link"),
]
