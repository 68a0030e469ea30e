"""Keeping the plan by hand."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
