"""Addresses of what came of meetings."""

from django.urls import URLPattern, path, re_path

from governance.views import outcome_forms as keep
from governance.views import outcomes as read

urlpatterns: list[URLPattern] = [
    path("decisions/", read.DecisionLog.as_view(), name="decisions"),
    re_path(r"^decisions/(?P<number>[0-9]{1,9})/$", read.DecisionPage.as_view(), name="decision"),
    path("meeting-actions/", read.ActionLog.as_view(), name="meeting_actions"),
    path("meeting-actions/tasks/new/", keep.GiveTask.as_view(), name="task_new"),
    re_path(r"^meeting-actions/(?P<number>[0-9]{1,9})/$", read.ActionLogPage.as_view(), name="meeting_action"),
    re_path(r"^meeting-actions/(?P<number>[0-9]{1,9})/report/$", keep.ReportAction.as_view(), name="action_report"),
    re_path(
        r"^meeting-actions/(?P<number>[0-9]{1,9})/supersede/$", keep.SupersedeAction.as_view(), name="action_supersede"
    ),
    path("requests/", read.RequestList.as_view(), name="requests"),
    path("requests/new/", keep.RaiseRequest.as_view(), name="request_new"),
    re_path(r"^requests/(?P<number>[0-9]{1,9})/$", read.RequestPage.as_view(), name="request"),
    re_path(r"^requests/(?P<number>[0-9]{1,9})/answer/$", keep.AnswerRequest.as_view(), name="request_answer"),
    re_path(
        r"^requests/(?P<number>[0-9]{1,9})/(?P<act>send|withdraw)/$", keep.RequestAct.as_view(), name="request_act"
    ),
    path("blocks/", read.BlockList.as_view(), name="blocks"),
    path("blocks/new/", keep.OpenBlock.as_view(), name="block_new"),
    re_path(r"^blocks/(?P<pk>[0-9]{1,18})/clear/$", keep.ClearBlock.as_view(), name="block_clear"),
]
