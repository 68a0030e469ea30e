"""Addresses of meetings, their agendas, and what is given before them."""

from django.urls import URLPattern, path

from governance.views import agendas, meetings, reports

MEETING = "meetings/<int:pk>/"
ITEM = f"{MEETING}items/<int:item>/"

urlpatterns: list[URLPattern] = [
    path("meetings/", meetings.MeetingList.as_view(), name="meetings"),
    path("meetings/new/", meetings.NewMeeting.as_view(), name="meeting_new"),
    path(MEETING, meetings.MeetingPage.as_view(), name="meeting"),
    path(f"{MEETING}edit/", meetings.EditMeeting.as_view(), name="meeting_edit"),
    path(f"{MEETING}cancel/", meetings.CancelMeeting.as_view(), name="meeting_cancel"),
    path(f"{MEETING}publish/", meetings.PublishAgenda.as_view(), name="agenda_publish"),
    path(f"{MEETING}agenda/", agendas.SaveAgenda.as_view(), name="agenda_save"),
    path(f"{MEETING}agenda/accept/", agendas.AcceptProposal.as_view(), name="agenda_accept"),
    path(f"{MEETING}agenda/add/", agendas.AddAction.as_view(), name="agenda_add"),
    path(f"{MEETING}items/new/", agendas.NewItem.as_view(), name="agenda_item_new"),
    path(ITEM, agendas.ItemPage.as_view(), name="agenda_item"),
    path(f"{ITEM}swap/", agendas.SwapItem.as_view(), name="agenda_item_swap"),
    path(f"{ITEM}report/", reports.GiveReport.as_view(), name="report_give"),
    path(f"{MEETING}reports/", reports.Reports.as_view(), name="reports"),
    path(f"{MEETING}reports/ask/", reports.AskForReports.as_view(), name="reports_ask"),
    path(f"{MEETING}reports/chase/", reports.ChaseReports.as_view(), name="reports_chase"),
    path(f"{MEETING}feedback/", reports.GiveFeedback.as_view(), name="feedback_give"),
    path("before/<str:token>/", reports.BeforeByLink.as_view(), name="before_link"),
]
