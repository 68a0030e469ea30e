"""What nobody looks after, and reminding who could."""

from django.urls import URLPattern, path

from plans.views import neglect

urlpatterns: list[URLPattern] = [
    path("plans/<slug:slug>/neglect/", neglect.NeglectPage.as_view(), name="neglect"),
    path("plans/<slug:slug>/neglect/<int:pk>/remind/", neglect.RemindLead.as_view(), name="remind"),
]
