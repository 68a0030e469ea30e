"""Every address of the house. Closed by default: the few open ones say so in their view."""

from django.urls import include, path

from sofs_tracker import views

urlpatterns = [
    path("", views.start, name="start"),
    path("healthz", views.healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
    path("", include("core.urls")),
    path("api/v1/<slug:authority>/", include("sofs_tracker.api")),
    path("<slug:authority>/home/", views.home, name="home"),
    path("<slug:authority>/", include("accounts.urls")),
    path("<slug:authority>/", include("plans.urls")),
]
