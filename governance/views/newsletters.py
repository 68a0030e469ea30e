"""Reading the newsletter: the archive, one issue with its three faces, and getting it by mail oneself."""

from typing import Any

from csp.decorators import csp, csp_update
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView, View

from accounts.permissions import Perm
from governance.forms.newsletters import ChoiceForm
from governance.issues import content, letter
from governance.models import Newsletter
from governance.services import sending_newsletters, subscribers
from governance.views.newsroom import NewsButton, Newsroom

FACES = {"": "Page", "mail": "E-mail", "text": "Plain text"}
INSIDE = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "frame-ancestors": ["'self'"]}
"""A mail styles itself within its lines, and is given nothing else: no script, no picture, no form."""


class Newsletters(Newsroom, TemplateView):
    """The archive of sent issues; for those who keep them, the drafts too."""

    template_name = "governance/newsletters/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        issues = list(self.issues.defer("facts", "html", "text"))
        own = subscribers.find(self.request.authority, self.request.user.email)
        gets = own if own is not None and own.left_at is None else None
        form = ChoiceForm(initial={"form": gets.form if gets else ""})
        said = {"own": gets, "form": form, "mine_url": self.url("newsletter_mine")}
        drafts = [issue for issue in issues if issue.state != Newsletter.State.SENT]
        sent = [issue for issue in issues if issue.state == Newsletter.State.SENT]
        return super().get_context_data(**kwargs, **said, drafts=drafts, sent=sent)


class Mine(NewsButton):
    """Get the newsletter at the address one signs in with, in the form one chooses, or leave."""

    def perform(self) -> HttpResponse:
        form = ChoiceForm(self.request.POST)
        if not form.is_valid():
            return self.refused("Choose how you want the newsletter.")
        chosen = form.cleaned_data["form"]
        subscribers.choose_own(authority=self.request.authority, form=chosen, by=self.request.user)
        words = f"You get the newsletter at {self.request.user.email}." if chosen else "You do not get the newsletter."
        return self.done(words)


@method_decorator(csp_update({"frame-src": ["'self'"]}), name="dispatch")
class OneNewsletter(Newsroom, TemplateView):
    """One issue as a page, as the mail and as plain text."""

    template_name = "governance/newsletters/issue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        face = self.request.GET.get("as", "")
        face = face if face in FACES else ""
        said: dict[str, Any] = {"issue": content.of(self.issue), "row": self.issue, "face": face, "faces": FACES}
        if face == "text":
            said["text"] = self._words(letter.of(self.issue).text)
        if self.sees_drafts:
            said["may"] = self._may()
        if self.issue.state == Newsletter.State.SENT and self.keeps:
            said["went"] = sending_newsletters.how_it_went(self.issue)
        return super().get_context_data(**kwargs, **said)

    def _words(self, text: str) -> str:
        return text.replace(letter.own_url(letter.OWN_LINK), "(each reader’s own link)")

    def _may(self) -> dict[str, bool]:
        """What can be done with it now by this person."""
        state, user = self.issue.state, self.request.user
        keeps = self.keeps
        signs = user.has_perm(Perm.SIGN_OFF_NEWSLETTERS, self.request.authority)
        draft = state == Newsletter.State.DRAFT
        return {
            "edit": keeps and draft,
            "sign_off": signs and draft and self.issue.edited_by_id != user.pk,
            "send": keeps and state == Newsletter.State.SIGNED_OFF,
            "take_back": keeps and state == Newsletter.State.SIGNED_OFF,
        }


@method_decorator([csp(INSIDE), xframe_options_sameorigin], name="dispatch")
class LetterFrame(Newsroom, View):
    """The mail itself, to be looked at within the page. Its link to leave is nobody's, so it leads to the archive."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: Any, number: int) -> HttpResponse:
        archive = request.build_absolute_uri(self.url("newsletters"))
        html = letter.of(self.issue).html.replace(letter.own_url(letter.OWN_LINK), archive)
        return HttpResponse(html.replace("<a href=", '<a target="_top" href='))
