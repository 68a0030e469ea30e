"""Evidence on the page: a link or a file, handed out only to readers of the plan and only while it is there."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.permissions import Role
from core.errors import RuleBroken
from core.models import AuditEvent, Document
from plans.models import Action, Evidence, Plan
from plans.services import evidence
from tests.core.test_papers import PDF
from tests.factories.accounts import AuthorityFactory, user_with
from tests.factories.plans import ActionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def action() -> Action:
    return ActionFactory()


def url_of(action: Action, rest: str) -> str:
    return f"/fenshire/plans/{action.plan.slug}/actions/{action.ref}/evidence/{rest}"


def signed_in(role: str, authority: Any = None) -> Client:
    client = Client()
    client.force_login(user_with(role, authority), backend="accounts.backends.PasswordBackend")
    return client


def send(action: Action, **fields: Any) -> Any:
    return signed_in(Role.PROJECT_OFFICER).post(url_of(action, "new/"), fields)


def a_file(name: str = "Report.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/html")


def kept(action: Action) -> Evidence:
    by = user_with(Role.PROJECT_OFFICER)
    return evidence.add_file(action=action, name="Report é.pdf", data=PDF, title="Report", shows="", by=by)


def test_a_file_is_kept_on_record(action: Action) -> None:
    assert send(action, file=a_file(), title="", shows="Nine of ten").status_code == 302
    row = Evidence.objects.select_related("document").get()
    assert (row.title, row.url, bytes(row.document.content)) == ("Report.pdf", "", PDF)
    assert AuditEvent.objects.get(verb="added evidence").after["sha256"] == row.document.sha256


def test_a_link_still_goes_with_its_name(action: Action) -> None:
    assert send(action, url="https://a.example", title="Page", shows="").status_code == 302
    assert Evidence.objects.get().document is None


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Enter an address, or choose a file"),
        ({"url": "https://a.example"}, "Enter what the link is called"),
        ({"url": "https://a.example", "title": "x", "file": "both"}, "one after the other"),
        ({"file": "web page"}, "This is a web page"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(fields: dict[str, Any], says: str, action: Action) -> None:
    files = {"both": a_file(), "web page": a_file("a.html", b"<!doctype html><p>x")}
    answer = send(action, **{name: files.get(value, value) for name, value in fields.items()})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not Document.objects.exists()


def test_a_reader_is_handed_the_file_to_keep_never_to_show(action: Action) -> None:
    answer = signed_in(Role.VIEWER).get(url_of(action, f"{kept(action).pk}/file/"))
    assert answer.content == PDF
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "no-store" in answer["Cache-Control"]


def test_the_page_names_the_file_its_kind_and_its_size(action: Action) -> None:
    row = kept(action)
    page = signed_in(Role.VIEWER).get(f"/fenshire/plans/{action.plan.slug}/actions/{action.ref}/").content.decode()
    assert url_of(action, f"{row.pk}/file/") in page
    assert f"PDF, {len(PDF)}\xa0bytes" in page


def test_what_was_removed_is_handed_out_to_nobody_and_its_row_stays(action: Action) -> None:
    row = kept(action)
    evidence.remove_evidence(evidence=row, by=user_with(Role.PROJECT_OFFICER))
    assert signed_in(Role.PROJECT_OFFICER).get(url_of(action, f"{row.pk}/file/")).status_code == 404
    assert Evidence.objects.get().removed_at


def test_a_link_has_no_file(action: Action) -> None:
    send(action, url="https://a.example", title="Page", shows="")
    assert signed_in(Role.VIEWER).get(url_of(action, f"{Evidence.objects.get().pk}/file/")).status_code == 404


def test_it_is_handed_out_under_its_own_action_and_council_alone(action: Action) -> None:
    row, other = kept(action), ActionFactory(plan=action.plan)
    assert signed_in(Role.PROJECT_OFFICER).get(url_of(other, f"{row.pk}/file/")).status_code == 404
    stranger = signed_in(Role.PROJECT_OFFICER, AuthorityFactory(slug="marlshire", name="Marlshire"))
    assert stranger.get(url_of(action, f"{row.pk}/file/")).status_code == 404


def test_a_reader_gets_nothing_of_a_draft(action: Action) -> None:
    row = kept(action)
    Plan.objects.update(state=Plan.State.DRAFT)
    assert signed_in(Role.VIEWER).get(url_of(action, f"{row.pk}/file/")).status_code == 404


def test_a_hostile_file_changes_nothing(action: Action) -> None:
    data, by = PDF.replace(b"/Catalog", b"/Catalog/S/JavaScript"), user_with(Role.PROJECT_OFFICER)
    with pytest.raises(RuleBroken, match="script") as refusal:
        evidence.add_file(action=action, title="x", name="a.pdf", data=data, shows="", by=by)
    assert refusal.value.field == "file"
    assert not Document.objects.exists()
