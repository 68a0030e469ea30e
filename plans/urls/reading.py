"""Reading the plan and rating its actions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
