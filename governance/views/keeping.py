"""What the pages of alignment stand on: finding a row, and the way to it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView

from accounts.permissions import Perm
from plans.views.editing import Button, FormPage, Head


def find(model: Any, request: Any, pk: int) -> Any:
    """The row with this number among those this person may read; anything else is not there (404)."""
    mine = model.objects.in_authority(request.authority).visible_to(request.user)
    found = get_object_or_404(mine, pk=pk)
    found.authority = request.authority
    return found


class Kept:
    """A page or button about one row. `model` is of what kind, `one` its page's name, `many` the list's."""

    permission: Any = Perm.EDIT_ALIGNMENT
    model: Any
    one: str
    many: tuple[str, str]
    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def row(self) -> Any:
        """What it is about; None while it is not there yet."""
        return find(self.model, self.request, self.kwargs["pk"]) if "pk" in self.kwargs else None

    def at(self, name: str, **kwargs: Any) -> str:
        """An address of this council's."""
        return reverse(name, kwargs={"authority": self.request.authority.slug, **kwargs})

    def home(self) -> str:
        """Where one goes back to: the row's page, or the list."""
        return self.at(self.one, pk=self.row.pk) if self.row else self.at(self.many[1])

    def crumbs(self) -> list[tuple[str, str]]:
        """The way here."""
        whole = (self.many[0], self.at(self.many[1]))
        return [whole, (str(self.row), self.home())] if self.row else [whole]


class KeptButton(Kept, Button):
    """One thing done to a row by one button."""


class KeptForm(Kept, FormPage):
    """A form about a row. Without a number in the address it makes a new one."""

    title: str
    lead = ""

    def head(self) -> Head:
        return Head(self.title, self.lead, caption=str(self.row) if self.row else "")

    def get_form_kwargs(self) -> dict[str, Any]:
        given = {"authority": self.request.authority, "user": self.request.user, "row": self.row}
        return FormView.get_form_kwargs(self) | given

    def get_initial(self) -> dict[str, Any]:
        values_of = getattr(self.form_class, "values_of", None)
        return values_of(self.row) if values_of and self.row else {}

    def perform(self, form: Any) -> HttpResponse:
        sent = dict(form.cleaned_data)
        version = sent.pop("version", None)
        return self.keep(sent, version)

    def keep(self, sent: dict[str, Any], version: int | None) -> HttpResponse:
        """Call the service with what was sent and answer."""
        raise NotImplementedError
