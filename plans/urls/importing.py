"""Bringing a plan in from a file and taking it out again."""

from django.urls import URLPattern, path

from plans.views import exports

urlpatterns: list[URLPattern] = [
    path("plans/<slug:slug>/export.<slug:kind>", exports.Export.as_view(), name="export"),
]
