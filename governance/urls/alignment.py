"""Addresses of alignment."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
