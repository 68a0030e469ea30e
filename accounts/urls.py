"""Pages about people and registers, below a council's address."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accounts.views import council, hooks, inviting, keys, mail, people, registers, reminders, trail


class PersonActWord(StringConverter):
    """What can be done about a person."""

    regex = "suspend|restore|remind|second-step"


class LineActWord(StringConverter):
    """What can be done about a line of a register."""

    regex = "close|reopen"


class KeyPrefix(StringConverter):
    """The part of a key that may be seen."""

    regex = "[A-Za-z0-9]{8}"


class HookActWord(StringConverter):
    """What can be done about a webhook."""

    regex = "stop|start|secret"


register_converter(KeyPrefix, "prefix")
register_converter(HookActWord, "hook_act")
register_converter(PersonActWord, "person_act")
register_converter(LineActWord, "line_act")

app_name = "accounts"
urlpatterns = [
    path("people/", people.People.as_view(), name="people"),
    path("people/invite/", people.Invite.as_view(), name="invite"),
    path("people/invite/many/", inviting.InviteMany.as_view(), name="invite_many"),
    path("people/<int:pk>/", people.OnePerson.as_view(), name="person"),
    path("people/<int:pk>/<person_act:act>/", people.PersonAct.as_view(), name="person_act"),
    path("registers/<slug:kind>/", registers.Lines.as_view(), name="registers"),
    path("registers/<slug:kind>/add/", registers.Line.as_view(), name="register_add"),
    path("registers/<slug:kind>/<int:pk>/", registers.Line.as_view(), name="register_edit"),
    path("registers/<slug:kind>/<int:pk>/<line_act:act>/", registers.LineAct.as_view(), name="register_act"),
    path("settings/", council.Settings.as_view(), name="settings"),
    path("glossary/", council.Glossary.as_view(), name="glossary"),
    path("glossary/add/", council.Term.as_view(), name="term_add"),
    path("glossary/<int:pk>/", council.Term.as_view(), name="term"),
    path("glossary/<int:pk>/remove/", council.RemoveTerm.as_view(), name="term_remove"),
    path("audit/", trail.Trail.as_view(), name="audit"),
    path("mail/", mail.MailList.as_view(), name="mail"),
    path("mail/<int:pk>/again/", mail.MailAgain.as_view(), name="mail_again"),
    path("reminders/", reminders.MyReminders.as_view(), name="reminders"),
    path("keys/", keys.Keys.as_view(), name="keys"),
    path("keys/new/", keys.NewKey.as_view(), name="key_new"),
    path("keys/<prefix:prefix>/rotate/", keys.RotateKey.as_view(), name="key_rotate"),
    path("keys/<prefix:prefix>/revoke/", keys.RevokeKey.as_view(), name="key_revoke"),
    path("hooks/new/", hooks.NewHook.as_view(), name="hook_new"),
    path("hooks/<int:pk>/", hooks.OneHook.as_view(), name="hook"),
    path("hooks/<int:pk>/edit/", hooks.EditHook.as_view(), name="hook_edit"),
    path("hooks/<int:pk>/<hook_act:act>/", hooks.HookAct.as_view(), name="hook_act"),
    path("hooks/<int:pk>/deliveries/<int:delivery>/again/", hooks.SendAgain.as_view(), name="delivery_again"),
]
