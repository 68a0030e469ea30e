"""Examples of good practice: offer one, see what became of it, and check those that others offered."""

from typing import Any

from django.http import HttpResponse
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.errors import StaleVersion
from governance.anonymity import look
from governance.forms.newsletters import ConfirmForm, EditExampleForm, ExampleForm
from governance.issues import content
from governance.models import Example
from governance.services import examples
from governance.views.newsroom import NewsButton, NewsForm, OfExamples
from plans.views.editing import Head

LEAD = "Tell what went well in the work, so that others can do more of it. Never name a child or a family."


class Examples(OfExamples, TemplateView):
    """The examples one offered; for those who keep the newsletter, all of them."""

    permission = Perm.OFFER_EXAMPLES
    template_name = "governance/newsletters/examples.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.examples if self.keeps else self.examples.filter(offered_by=self.request.user)
        rows = list(found.prefetch_related("issues")[:200])
        order = {Example.State.OFFERED: 0, Example.State.CHECKED: 1, Example.State.DECLINED: 2}
        rows.sort(key=lambda row: order[Example.State(row.state)])
        return super().get_context_data(**kwargs, examples=rows)


class ExampleForms(OfExamples, NewsForm):
    """A form about an example."""

    permission = Perm.OFFER_EXAMPLES

    def home(self) -> str:
        return self.url("examples")

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs(), ("Examples", self.url("examples"))]


class Offer(ExampleForms):
    """Offer an example."""

    form_class = ExampleForm

    def head(self) -> Head:
        return Head("Offer an example of good practice", lead=LEAD)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"authority": self.request.authority}

    def perform(self, form: Any) -> HttpResponse:
        values, by = form.cleaned_data, self.request.user
        examples.offer(authority=self.request.authority, values=values, by=by)
        return self.done("Thank you. Somebody else looks at it before it is told.")


class Edit(ExampleForms):
    """Change an example: one's own, or any for those who keep the newsletter. It is checked again."""

    form_class = EditExampleForm

    def head(self) -> Head:
        return Head("Edit the example", lead="Other words have to be checked again.", caption=self.example.title)

    def get_initial(self) -> dict[str, Any]:
        return EditExampleForm.values_of(self.example)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"authority": self.request.authority}

    def perform(self, form: Any) -> HttpResponse:
        values = dict(form.cleaned_data)
        version = values.pop("version")
        examples.edit(example=self.example, values=values, version=version, by=self.request.user)
        return self.done("Saved the example.", self.url("example", pk=self.example.pk))


class Check(ExampleForms):
    """Read an example and the warnings about its words; somebody else than who offered it may say it can be told."""

    permission = Perm.EDIT_NEWSLETTERS
    form_class = ConfirmForm
    template_name = "governance/newsletters/example.html"

    def head(self) -> Head:
        return Head(self.example.title, caption="An example of good practice")

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.example.version}

    def get_form_kwargs(self) -> dict[str, Any]:
        warnings = look(content.texts_of(self.example))
        return super().get_form_kwargs() | {"warnings": warnings, "submit_label": "Say it can be told"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = self.example.offered_by_id == self.request.user.pk
        told = list(content.texts_of(self.example).items())[1:]
        return super().get_context_data(**kwargs, example=self.example, told=told, own=own)

    def perform(self, form: Any) -> HttpResponse:
        asked = {"version": form.cleaned_data["version"], "confirmed": form.confirmed_keys()}
        try:
            examples.check(example=self.example, **asked, by=self.request.user)
        except StaleVersion:
            here = self.url("example", pk=self.example.pk)
            return self.refused("Somebody changed this example meanwhile. Read it again.", here)
        return self.done(f"Checked “{self.example.title}”. It can be told in an issue.")


class Decline(OfExamples, NewsButton):
    """Leave an example unused."""

    permission = Perm.EDIT_NEWSLETTERS

    def home(self) -> str:
        return self.url("examples")

    def perform(self) -> HttpResponse:
        examples.decline(example=self.example, by=self.request.user)
        return self.done(f"“{self.example.title}” is not used.")
