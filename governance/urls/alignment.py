"""Addresses of alignment: core messages, events, policies and forms, and the position of a plan."""

from django.urls import URLPattern, path, re_path

from governance.views import events, messages, policies
from governance.views.position import PositionPage

PK = r"(?P<pk>[0-9]{1,18})/"
PAPER = r"(?P<paper>[0-9]{1,18})/"

urlpatterns: list[URLPattern] = [
    path("messages/", messages.Messages.as_view(), name="messages"),
    path("messages/new/", messages.NewMessage.as_view(), name="message_new"),
    re_path(rf"^messages/{PK}$", messages.Message.as_view(), name="message"),
    re_path(rf"^messages/{PK}edit/$", messages.EditMessage.as_view(), name="message_edit"),
    re_path(rf"^messages/{PK}withdraw/$", messages.WithdrawMessage.as_view(), name="message_withdraw"),
    re_path(rf"^messages/{PK}use/$", messages.LogUse.as_view(), name="message_use"),
    re_path(rf"^messages/{PK}chase/(?P<agency>[0-9]{{1,18}})/$", messages.ChaseAgency.as_view(), name="message_chase"),
    path("events/", events.Events.as_view(), name="events"),
    path("events/new/", events.NewEvent.as_view(), name="event_new"),
    re_path(rf"^events/{PK}$", events.EventPage.as_view(), name="event"),
    re_path(rf"^events/{PK}edit/$", events.EditEvent.as_view(), name="event_edit"),
    re_path(rf"^events/{PK}cancel/$", events.CancelEvent.as_view(), name="event_cancel"),
    re_path(rf"^events/{PK}papers/new/$", events.NewPaper.as_view(), name="paper_new"),
    re_path(rf"^events/{PK}papers/{PAPER}file/$", events.PaperFile.as_view(), name="paper_file"),
    re_path(rf"^events/{PK}papers/{PAPER}remove/$", events.RemovePaper.as_view(), name="paper_remove"),
    path("policies/", policies.Policies.as_view(), name="policies"),
    path("policies/new/", policies.NewPolicy.as_view(), name="policy_new"),
    path("policies/register.csv", policies.PoliciesFile.as_view(), name="policies_file"),
    re_path(rf"^policies/{PK}$", policies.Policy.as_view(), name="policy"),
    re_path(rf"^policies/{PK}edit/$", policies.EditPolicy.as_view(), name="policy_edit"),
    re_path(
        rf"^policies/{PK}move/(?P<state>in_review|recommended|adopted|published)/$",
        policies.MovePolicy.as_view(),
        name="policy_move",
    ),
    re_path(rf"^policies/{PK}close/$", policies.ClosePolicy.as_view(), name="policy_close"),
    path("plans/<slug:slug>/position/", PositionPage.as_view(), name="position"),
]
