"""Reading: lists, one thing, filters, pages, and what has not changed since."""

from typing import Any

import pytest
from django.test import Client

from plans.models import RagUpdate
from tests.api.calling import BASE, Caller
from tests.world import Council, build

pytestmark = pytest.mark.django_db
LISTS = (
    "plans", "statements", "priorities", "areas", "actions", "dates", "participations", "updates", "evidence",
    "documents", "periods", "baselines", "imports",
)  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_and_each_thing_in_it_are_as_the_schema_says(name: str, officer: Caller) -> None:
    found = officer.get(f"{name}/").json()
    assert found["results"] or name in ("documents", "periods", "baselines")
    for one in found["results"]:
        assert officer.get(f"{name}/{one['slug' if name == 'plans' else 'id']}/").json() == one


@pytest.mark.parametrize("name", LISTS)
def test_pages_by_cursor_give_every_row_once(name: str, officer: Caller) -> None:
    whole = [one["id"] for one in officer.get(f"{name}/").json()["results"]]
    found, address = [], f"{name}/?page_size=1"
    while address:
        page = officer.get(address).json()
        found += [one["id"] for one in page["results"]]
        address = page["next"]
    assert found == whole


def test_rows_added_while_paging_move_nothing(fen: Council, officer: Caller) -> None:
    first = officer.get("updates/?page_size=1").json()
    second = officer.get(first["next"]).json()["results"]
    officer.post(f"actions/{fen.rows['action'].pk}/updates/", {"rag": "green", "seen": fen.rows["update"].pk})
    assert "cursor=" in first["next"]
    assert officer.get(first["next"]).json()["results"] == second


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_filter_is_refused_by_name(name: str, officer: Caller) -> None:
    answer = officer.get(f"{name}/?colour=red")
    assert answer.status_code == 400
    assert answer.json()["errors"] == {"colour": ["There is nothing of this name to ask for here."]}


@pytest.mark.parametrize(
    "query",
    [
        "rag=red&rag=green", "rag=purple", "page_size=0", "page_size=501", "page_size=ten", "cursor=cD1hYmM%3D",
        "cursor=%00", "has_lead=yes", "due_before=2018-02-30", "updated_since=2018-03-05", "plan=a%00b",
    ],
)  # fmt: skip
def test_a_value_that_makes_no_sense_is_refused(query: str, officer: Caller) -> None:
    assert officer.get(f"actions/?{query}").status_code == 400


def test_filters_narrow(fen: Council, officer: Caller) -> None:
    def refs(query: str) -> list[str]:
        return [one["ref"] for one in officer.get(f"actions/?{query}").json()["results"]]

    assert refs("rag=amber") == ["1.1"]
    assert refs("archived=true") == ["1.2"]
    assert "1.2" not in refs("archived=false")
    assert refs("plan=no-such-plan") == []
    assert "1.1" in refs(f"updated_since={fen.rows['update'].at.isoformat().replace('+00:00', 'Z')}")
    assert refs("updated_since=2100-01-01T00:00:00Z") == []


def test_what_has_not_changed_is_not_sent_again(fen: Council, officer: Caller) -> None:
    path = f"actions/{fen.rows['action'].pk}/"
    first = officer.get(path)
    assert officer.get(path, If_None_Match=first["ETag"]).status_code == 304
    officer.post(f"{path}updates/", {"rag": "green", "seen": fen.rows["update"].pk})
    assert officer.get(path, If_None_Match=first["ETag"]).status_code == 200


def test_head_and_options_are_answered(fen: Council) -> None:
    client = Client()
    client.force_login(fen.user("viewer"), backend="accounts.backends.PasswordBackend")
    assert client.head(f"{BASE}actions/").status_code == 200
    assert client.options(f"{BASE}actions/").status_code == 200


def test_another_councils_rows_are_not_there(fen: Council, officer: Caller) -> None:
    other = build("marlshire", "Marl")
    for name, row in (("actions", "action"), ("dates", "date"), ("updates", "update"), ("imports", "import")):
        assert officer.get(f"{name}/{other.rows[row].pk}/").status_code == 404
    assert officer.get("/api/v1/marlshire/plans/").status_code == 404


@pytest.mark.parametrize(
    "name", ["plans", "statements", "areas", "actions", "dates", "participations", "updates", "evidence"]
)
def test_a_list_takes_six_queries_at_most(
    name: str, fen: Council, officer: Caller, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        officer.get(f"{name}/")


@pytest.mark.parametrize("name", ["action", "date", "update", "statement"])
def test_one_thing_takes_six_queries_at_most(
    name: str, fen: Council, officer: Caller, django_assert_max_num_queries: Any
) -> None:
    plural = {"action": "actions", "date": "dates", "update": "updates", "statement": "statements"}[name]
    with django_assert_max_num_queries(6):
        officer.get(f"{plural}/{fen.rows[name].pk}/")


@pytest.mark.parametrize("kind", ["csv", "docx", "xlsx"])
def test_the_plan_comes_as_a_file(kind: str, fen: Council, officer: Caller) -> None:
    answer = officer.get(f"plans/{fen.rows['plan'].slug}/export/{kind}/", Accept="application/pdf")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{kind}"')
    assert len(answer.getvalue()) > 100
    answer.close()


def test_every_change_since_a_moment_comes_once(officer: Caller) -> None:
    whole = officer.get("changes/?since=2000-01-01T00:00:00Z").json()["results"]
    found, address = [], "changes/?since=2000-01-01T00:00:00Z&page_size=2"
    while address:
        page = officer.get(address).json()
        found += page["results"]
        address = page["next"]
    assert found == whole
    assert {one["kind"] for one in whole} == {"rating", "change"}
    assert RagUpdate.objects.count() == sum(one["kind"] == "rating" for one in whole)


@pytest.mark.parametrize("query", ["", "since=yesterday", "since=2000-01-01T00:00:00Z&cursor=bm8"])
def test_changes_since_nothing_that_makes_sense_are_refused(query: str, officer: Caller) -> None:
    assert officer.get(f"changes/?{query}").status_code == 400
