"""An issue as a mail: HTML by way of MJML, and plain text. Each reader’s own link comes in with their row of mail."""

from dataclasses import dataclass
from typing import Any

import mrml
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from core.errors import RuleBroken
from governance.issues import content
from governance.models import Newsletter

OWN_LINK = "reader-own-link"
"""Stands in the kept mail where each reader's own words of the link come in."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The mail of an issue, the same for all readers but for their link."""

    subject: str
    html: str
    text: str

    def to(self, link: str, *, plain: bool) -> dict[str, str]:
        """The mail for one reader: their own link in it, without the HTML when they chose plain text."""
        return {
            "subject": self.subject,
            "text": self.text.replace(own_url(OWN_LINK), own_url(link)),
            "html": "" if plain else self.html.replace(own_url(OWN_LINK), own_url(link)),
        }


def of(newsletter: Newsletter) -> Letter:
    """The mail of an issue as it would be sent now; of a sent one, as it was."""
    issue = content.of(newsletter)
    subject = f"{issue.title} (newsletter {issue.number}, {issue.council})"
    if newsletter.state == Newsletter.State.SENT:
        return Letter(subject, newsletter.html, newsletter.text)
    said = {"issue": issue, "subject": subject, "own_url": own_url(OWN_LINK), "page_url": page_url(newsletter)}
    said["contact"] = newsletter.authority.contact_email
    return Letter(subject, _html(said), render_to_string("governance/newsletters/letter.txt", said))


def own_url(link: str, *, stop: bool = False) -> str:
    """The whole address at which one reader chooses or leaves."""
    return _whole(reverse("newsletter_stop" if stop else "newsletter_link", kwargs={"token": link}))


def page_url(newsletter: Newsletter) -> str:
    """The whole address of the issue's page, for those who can sign in."""
    where = {"authority": newsletter.authority.slug, "number": newsletter.number}
    return _whole(reverse("governance:newsletter", kwargs=where))


def _html(said: dict[str, Any]) -> str:
    """Words are escaped by the template, as everywhere; MJML makes of it what mail programs can read."""
    try:
        return str(mrml.to_html(render_to_string("governance/newsletters/letter.mjml", said)).content)
    except OSError as fault:
        raise RuleBroken("The words of this issue could not be set as a mail. Look for odd characters.") from fault


def _whole(path: str) -> str:
    return f"{settings.BASE_URL.rstrip('/')}{path}"
