"""Reading the plan and rating its actions."""

from django.urls import URLPattern, path

from plans.urls import converters  # noqa: F401 - registers <ref:…>
from plans.views.action import ActionPage
from plans.views.plan import ChangeLook, PlanPage
from plans.views.plans import PlanList
from plans.views.printed import PrintPage
from plans.views.priority import PriorityPage
from plans.views.search import SearchPage
from plans.views.trajectory import TrajectoryPage
from plans.views.updates import UpdateRag, WithdrawUpdate

urlpatterns: list[URLPattern] = [
    path("plans/", PlanList.as_view(), name="list"),
    path("plans/<slug:slug>/", PlanPage.as_view(), name="plan"),
    path("plans/<slug:slug>/trajectory/", TrajectoryPage.as_view(), name="trajectory"),
    path("plans/<slug:slug>/print/", PrintPage.as_view(), name="print"),
    path("plans/<slug:slug>/look/", ChangeLook.as_view(), name="look"),
    path("plans/<slug:slug>/priorities/<int:number>/", PriorityPage.as_view(), name="priority"),
    path("plans/<slug:slug>/actions/<ref:ref>/", ActionPage.as_view(), name="action"),
    path("plans/<slug:slug>/actions/<ref:ref>/update/", UpdateRag.as_view(), name="update"),
    path("plans/<slug:slug>/updates/<int:pk>/withdraw/", WithdrawUpdate.as_view(), name="withdraw"),
    path("search/", SearchPage.as_view(), name="search"),
]
