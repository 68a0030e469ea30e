"""Pages about plans, below a council's address: read and rate, keep by hand, bring in and take out."""

from plans.urls import answering, editing, importing, over_time, reading, reminding, rounds

app_name = "plans"
urlpatterns = [
    *importing.urlpatterns,
    *editing.urlpatterns,
    *rounds.urlpatterns,
    *answering.urlpatterns,
    *over_time.urlpatterns,
    *reminding.urlpatterns,
    *reading.urlpatterns,
]
