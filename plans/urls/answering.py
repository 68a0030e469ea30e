"""Update rounds: what a lead answers, signed in or by the link in a mail."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
