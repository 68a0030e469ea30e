"""Addresses of room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
