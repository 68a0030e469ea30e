"""Bringing a plan in from a file and taking it out again."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
