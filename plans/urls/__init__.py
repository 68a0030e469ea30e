"""Pages about plans, below a council's address: read and rate, keep by hand, bring in and take out."""

from plans.urls import editing, importing, over_time, reading

app_name = "plans"
urlpatterns = [*importing.urlpatterns, *editing.urlpatterns, *over_time.urlpatterns, *reading.urlpatterns]
