"""Addresses of the plans API, below /api/v1/<council>/."""

from django.urls import path

from plans.api import views

urlpatterns = [
    path("plans/", views.Plans.as_view(), name="plans"),
    path("plans/<slug:slug>/", views.Plans.as_view(one=True), name="plan"),
    path("areas/", views.Areas.as_view(), name="areas"),
    path("actions/", views.Actions.as_view(), name="actions"),
    path("actions/<int:pk>/", views.Actions.as_view(one=True), name="action"),
    path("actions/<int:pk>/updates/", views.ActionUpdates.as_view(), name="action_updates"),
    path("updates/", views.Updates.as_view(), name="updates"),
]
