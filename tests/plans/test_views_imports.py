"""The import pages and the files to take away, as a browser without script sees them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core import jobs
from core.models import Document, Job
from core.ratings import Rag
from plans.models import Plan, PlanImport
from plans.services import plans
from tests.plans.test_imports import FILE
from tests.world import Council, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


def client_of(council: Council, role: str = "project_officer") -> Client:
    client = Client()
    client.force_login(council.user(role), backend="accounts.backends.PasswordBackend")
    return client


@pytest.fixture
def client(fen: Council) -> Client:
    return client_of(fen)


def url(name: str, council: Council, **kwargs: Any) -> str:
    return reverse(f"plans:{name}", kwargs={"authority": council.authority.slug, **kwargs})


def send(client: Client, council: Council, data: bytes = FILE, name: str = "plan.csv", **fields: str) -> Any:
    form = {"file": SimpleUploadedFile(name, data), **fields}
    return client.post(url("import_start", council), form)


def started(client: Client, council: Council, **fields: str) -> PlanImport:
    answer = send(client, council, **fields)
    assert answer.status_code == 302, answer.content.decode()
    return PlanImport.objects.latest("pk")


def work(row: PlanImport) -> PlanImport:
    row.refresh_from_db()
    assert row.job is not None
    jobs.run(row.job.pk)
    row.refresh_from_db()
    return row


def page(client: Client, council: Council, row: PlanImport) -> str:
    answer = client.get(url("import", council, pk=row.pk))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_file_is_chosen_checked_and_confirmed(client: Client, fen: Council) -> None:
    row = started(client, fen)
    assert "Reading plan.csv" in page(client, fen, row)
    work(row)
    assert "3 actions in two areas" in page(client, fen, row)
    answer = client.post(url("import", fen, pk=row.pk), {"round": "1"})
    assert answer.headers["Location"] == url("import_confirm", fen, pk=row.pk)
    assert "Import this plan" in client.get(answer.headers["Location"]).content.decode()
    client.post(answer.headers["Location"], {"round": "1"})
    assert "Saving the plan" in page(client, fen, row)
    work(row)
    assert row.plan is not None
    assert f"plans/{row.plan.slug}/" in page(client, fen, row)


def test_pasted_text_is_read_like_a_file(client: Client, fen: Council) -> None:
    table = FILE.decode().replace(",", "\t")
    answer = client.post(url("import_start", fen), {"text": table})
    assert answer.status_code == 302
    assert work(PlanImport.objects.latest("pk")).parsed["counts"]["actions"] == 3


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "Choose a plan document, or paste its table"),
        ({"file": SimpleUploadedFile("empty.csv", b"")}, "The file is empty. Choose another"),
    ],
)
def test_without_a_file_the_page_says_what_to_do(client: Client, fen: Council, form: Any, sentence: str) -> None:
    answer = client.post(url("import_start", fen), form)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_a_hostile_file_is_refused_before_it_is_stored(client: Client, fen: Council) -> None:
    before = Document.objects.count()
    answer = send(client, fen, b"MZ\x90\x00" + b"\x00" * 100, "plan.docx")
    assert answer.status_code == 400
    assert Document.objects.count() == before


def test_a_file_over_ten_megabytes_is_refused(client: Client, fen: Council) -> None:
    answer = send(client, fen, b"a," * (6 * 1024 * 1024), "plan.csv")
    assert answer.status_code == 400
    assert "10 MB" in answer.content.decode()


def test_an_answer_is_kept_when_one_leaves_and_comes_back(client: Client, fen: Council) -> None:
    row = work(started(client, fen))
    client.post(url("import", fen, pk=row.pk), {"round": "1", "q-1.2-0": "typed", "q-1.2-0-days": "21-25 May 2030"})
    assert "21/05/2030 to 25/05/2030" in page(client, fen, row)
    client.post(url("import_confirm", fen, pk=row.pk), {"round": "1"})
    assert work(row).plan.actions.get(ref="1.2").queried == 0


def test_an_answer_that_is_no_date_is_asked_again_and_kept(client: Client, fen: Council) -> None:
    row = work(started(client, fen))
    answer = client.post(url("import", fen, pk=row.pk), {"round": "1", "q-1.2-0": "typed", "q-1.2-0-days": "soon"})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Enter the days for 1.2 like 21-25 May 2018" in text
    assert 'value="soon"' in text
    assert "<title>Error:" in text


def test_columns_can_be_corrected_and_the_file_is_read_again(client: Client, fen: Council) -> None:
    row = work(started(client, fen))
    columns = row.parsed["mapping"][0]["columns"]
    form = {"round": "1", f"m-0-{columns['monitored_through']}": "update", f"m-0-{columns['rag']}": ""}
    answer = client.post(url("import", fen, pk=row.pk), form)
    assert answer.headers["Location"] == url("import", fen, pk=row.pk)
    work(row)
    assert row.parsed["mapping"][0]["columns"]["update"] == columns["monitored_through"]
    assert row.parsed["actions"][0]["update"] == "Survey"
    assert {action["rag"] for action in row.parsed["actions"]} == {Rag.NOT_RATED}


def test_the_same_file_again_has_nothing_to_confirm(client: Client, fen: Council) -> None:
    row = work(started(client, fen))
    client.post(url("import_confirm", fen, pk=row.pk), {"round": "1"})
    plan = work(row).plan
    again = work(started(client, fen, plan=plan.slug))
    text = page(client, fen, again)
    assert "This file says what the plan says already" in text
    assert client.get(url("import_confirm", fen, pk=again.pk)).status_code == 302


def test_a_refused_file_says_why_and_how_to_go_on(client: Client, fen: Council) -> None:
    answer = send(client, fen, b"Dear all, there is no table here.", "letter.txt")
    assert answer.status_code == 302
    row = work(PlanImport.objects.latest("pk"))
    text = page(client, fen, row)
    assert row.refusal in text.replace("&#x27;", "'").replace("&quot;", '"')
    assert "Choose another file" in text


def test_work_that_stopped_says_so_and_can_be_done_again(client: Client, fen: Council) -> None:
    row = started(client, fen)
    Job.objects.filter(pk=row.job_id).update(state=Job.State.FAILED, failure="The work stopped three times.")
    assert "The work stopped three times." in page(client, fen, row)
    client.post(url("import_again", fen, pk=row.pk))
    assert work(row).state == PlanImport.State.CHECKED


def test_what_another_tab_read_again_is_not_confirmed_from_here(client: Client, fen: Council) -> None:
    row = work(started(client, fen))
    client.post(url("import", fen, pk=row.pk), {"round": "1", "again": "yes"})
    client.post(url("import_confirm", fen, pk=row.pk), {"round": "1"})
    assert work(row).state == PlanImport.State.CHECKED
    assert not Plan.objects.filter(slug="plan").exists()


@pytest.mark.parametrize("name", ["import", "import_confirm"])
def test_another_councils_import_is_not_there(fen: Council, name: str) -> None:
    row = started(client_of(fen), fen)
    marl = build("marlshire", "Marl")
    for method in ("get", "post"):
        for address in (url(name, marl, pk=row.pk), url(name, fen, pk=row.pk)):
            assert getattr(client_of(marl), method)(address).status_code == 404


def test_a_viewer_cannot_import(fen: Council) -> None:
    assert send(client_of(fen, "viewer"), fen).status_code == 403


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
def test_every_kind_of_file_holds_the_plan(fen: Council, kind: str) -> None:
    answer = client_of(fen, "viewer").get(url("export", fen, slug=fen.rows["plan"].slug, kind=kind))
    assert answer.status_code == 200
    assert f'filename="{fen.rows["plan"].slug}.{kind}"' in answer.headers["Content-Disposition"]
    assert len(b"".join(answer.streaming_content)) > 100


def test_a_draft_is_no_file_for_a_viewer(fen: Council) -> None:
    address = url("export", fen, slug=fen.rows["draft"].slug, kind="csv")
    assert client_of(fen, "viewer").get(address).status_code == 404


def test_the_filters_of_the_page_hold_for_the_file(fen: Council) -> None:
    address = url("export", fen, slug=fen.rows["plan"].slug, kind="csv")
    client = client_of(fen, "viewer")
    assert b"1.1" in b"".join(client.get(f"{address}?rag=amber").streaming_content)
    assert b"1.1" not in b"".join(client.get(f"{address}?rag=red").streaming_content)


def test_an_unknown_kind_of_file_is_not_there(fen: Council) -> None:
    assert client_of(fen).get(url("export", fen, slug=fen.rows["plan"].slug, kind="pages")).status_code == 404


def test_an_empty_plan_makes_a_file_too(fen: Council) -> None:
    plan = plans.create_plan(authority=fen.authority, values={"title": "Empty"}, by=fen.user("project_officer"))
    for kind in ("docx", "xlsx", "csv"):
        answer = client_of(fen).get(url("export", fen, slug=plan.slug, kind=kind))
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content)


def test_a_long_list_shows_its_beginning_and_all_of_it_on_demand(client: Client, fen: Council) -> None:
    rows = "".join(f"3.{number},OD3: More,Thing {number},,,,\n" for number in range(1, 30))
    answer = send(client, fen, FILE + rows.encode())
    assert answer.status_code == 302
    row = work(PlanImport.objects.latest("pk"))
    assert "Thing 29" not in page(client, fen, row)
    assert "Thing 29" in client.get(url("import", fen, pk=row.pk) + "?every=1").content.decode()
