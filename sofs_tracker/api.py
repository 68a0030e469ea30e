"""The REST API's addresses, below /api/v1/<council>/."""

from plans.api.urls import urlpatterns as plans

app_name = "api"
urlpatterns = [*plans]
