"""Addresses of the page in the room, and of the minutes that come of it."""

from django.urls import URLPattern, path, re_path

from accounts.permissions import Perm
from governance.views.minutes import MinutesAct, MinutesPage
from governance.views.room import AttendancePanel, ItemAct, MeetingAct, Panel, Ratify, RoomPage

ROOM = "meetings/<int:pk>/room/"

urlpatterns: list[URLPattern] = [
    path(ROOM, RoomPage.as_view(), name="room"),
    path(f"{ROOM}notes/", Panel.as_view(key="notes", permission=Perm.TAKE_NOTES), name="room_notes"),
    path(f"{ROOM}declarations/", Panel.as_view(key="declarations"), name="room_declarations"),
    path(f"{ROOM}decisions/", Panel.as_view(key="decisions"), name="room_decisions"),
    path(f"{ROOM}actions/", Panel.as_view(key="actions"), name="room_actions"),
    path(f"{ROOM}requests/", Panel.as_view(key="requests"), name="room_requests"),
    path(f"{ROOM}attendance/", AttendancePanel.as_view(), name="room_attendance"),
    path(f"{ROOM}decisions/<int:number>/ratify/", Ratify.as_view(), name="ratify"),
    re_path(
        r"^meetings/(?P<pk>[0-9]{1,18})/room/act/(?P<act>open|next|end)/$", MeetingAct.as_view(), name="meeting_act"
    ),
    re_path(
        r"^meetings/(?P<pk>[0-9]{1,18})/room/items/(?P<item>[0-9]{1,18})/(?P<act>start|heard|unfinished)/$",
        ItemAct.as_view(),
        name="item_act",
    ),
    path("meetings/<int:pk>/minutes/", MinutesPage.as_view(), name="minutes"),
    re_path(
        r"^meetings/(?P<pk>[0-9]{1,18})/minutes/(?P<act>agree|approve)/$", MinutesAct.as_view(), name="minutes_act"
    ),
]
