"""Pages about people and registers, below a council's address."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accounts.views import council, people, registers, trail


class PersonActWord(StringConverter):
    """What can be done about a person."""

    regex = "suspend|restore|remind"


class LineActWord(StringConverter):
    """What can be done about a line of a register."""

    regex = "close|reopen"


register_converter(PersonActWord, "person_act")
register_converter(LineActWord, "line_act")

app_name = "accounts"
urlpatterns = [
    path("people/", people.People.as_view(), name="people"),
    path("people/invite/", people.Invite.as_view(), name="invite"),
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
]
