"""The plan over time: what changed, how it was, what comes, and what falls together."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
