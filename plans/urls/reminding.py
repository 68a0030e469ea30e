"""What nobody looks after, reminding who could, and what they say by the link of such a mail."""

from django.urls import URLPattern, path

from plans.views import neglect, saying

urlpatterns: list[URLPattern] = [
    path("plans/<slug:slug>/neglect/", neglect.NeglectPage.as_view(), name="neglect"),
    path("plans/<slug:slug>/neglect/<int:pk>/remind/", neglect.RemindLead.as_view(), name="remind"),
    path("say/<str:token>/", saying.SayByLink.as_view(), name="say"),
]
