"""The plan over time: what changed, how it was, what comes, and what falls together."""

from django.urls import URLPattern, path

from plans.urls import converters  # noqa: F401 - registers <ref:…>
from plans.views.as_at import ActionAsAt, PlanAsAt
from plans.views.calendar import CalendarPage
from plans.views.changes import ChangesPage
from plans.views.clashes import ClashesPage
from plans.views.feeds import FeedFile, Feeds, RevokeFeed

PLAN = "plans/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(f"{PLAN}changes/", ChangesPage.as_view(), name="changes"),
    path(f"{PLAN}calendar/", CalendarPage.as_view(), name="calendar"),
    path(f"{PLAN}as-at/", PlanAsAt.as_view(), name="as_at"),
    path(f"{PLAN}actions/<ref:ref>/as-at/", ActionAsAt.as_view(), name="action_as_at"),
    path(f"{PLAN}clashes/", ClashesPage.as_view(), name="clashes"),
    path("plans/feeds/", Feeds.as_view(), name="feeds"),
    path("plans/feeds/<int:pk>/revoke/", RevokeFeed.as_view(), name="feed_revoke"),
    path("feeds/<slug:key>.ics", FeedFile.as_view(), name="feed"),
]
