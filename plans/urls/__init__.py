"""Pages about plans, below a council's address: read and rate, keep by hand, bring in and take out."""

from plans.urls import editing, importing, reading

app_name = "plans"
urlpatterns = [*importing.urlpatterns, *editing.urlpatterns, *reading.urlpatterns]
