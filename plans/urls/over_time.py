"""The plan over time: what changed, how it was, what comes, and what falls together."""

from django.urls import URLPattern, path

from plans.urls import converters  # noqa: F401 - registers <ref:…>
from plans.views.changes import ChangesPage

PLAN = "plans/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(f"{PLAN}changes/", ChangesPage.as_view(), name="changes"),
]
