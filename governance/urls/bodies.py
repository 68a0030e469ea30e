"""Addresses of bodies: who sits where, terms, seats, standing items, where superleaders are missing."""

from django.urls import URLPattern, path

from governance.views import bodies

BODY = "bodies/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("bodies/", bodies.Bodies.as_view(), name="bodies"),
    path("bodies/coverage/", bodies.Coverage.as_view(), name="coverage"),
    path(BODY, bodies.BodyPage.as_view(), name="body"),
    path(f"{BODY}terms/", bodies.EditTerms.as_view(), name="body_terms"),
    path(f"{BODY}seats/new/", bodies.NewSeat.as_view(), name="seat_new"),
    path(f"{BODY}seats/<int:seat>/", bodies.EditSeat.as_view(), name="seat"),
    path(f"{BODY}seats/<int:seat>/end/", bodies.EndSeat.as_view(), name="seat_end"),
    path(f"{BODY}standing/new/", bodies.NewStanding.as_view(), name="standing_new"),
    path(f"{BODY}standing/<int:item>/end/", bodies.EndStanding.as_view(), name="standing_end"),
]
