"""Update rounds: what the officer and the manager see and do."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
