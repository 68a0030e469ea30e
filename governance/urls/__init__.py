"""Pages of the Steering Group, below a council's address."""

from governance.urls import alignment, bodies, meetings, newsletters, outcomes, packs, room

app_name = "governance"
urlpatterns = [
    *bodies.urlpatterns,
    *meetings.urlpatterns,
    *room.urlpatterns,
    *outcomes.urlpatterns,
    *packs.urlpatterns,
    *newsletters.urlpatterns,
    *alignment.urlpatterns,
]
