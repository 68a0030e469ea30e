"""Who takes part in an action, evidence, and rows of another council in any form."""

import pytest
from django.test import Client

from accounts.models import Person, Post
from plans.models import Evidence
from plans.services import actions
from plans.services.actions import Part
from tests.plans.editing import SENTENCE, client_of, edit_form, fresh, of_action, url
from tests.world import Council, build, every_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


@pytest.fixture
def client(fen: Council) -> Client:
    return client_of(fen, "project_manager")


# Rows of another council -------------------------------------------------------------------------


@pytest.mark.parametrize(("field", "row"), [("area", "area"), ("priority", "priority")])
def test_another_councils_row_is_as_good_as_none(field: str, row: str, fen: Council, client: Client) -> None:
    marl = build("marlshire", "Marl")
    said = []
    for foreign in (marl.rows[row].pk, 10**9, 2**63, "x"):
        data = edit_form(fresh(fen), **{field: foreign})
        answer = client.post(of_action("action_edit", fen), data)
        said.append((answer.status_code, answer.context["form"].errors[field]))
    assert said == [said[0]] * 4
    assert said[0][0] == 400


@pytest.mark.parametrize("kind", ["person", "post", "body"])
def test_nobody_of_another_council_takes_part(kind: str, fen: Council, client: Client) -> None:
    marl = build("marlshire", "Marl")
    seen = actions.parts_seen(actions.parts_of(fresh(fen)))
    said = []
    for foreign in (f"{kind}-{marl.rows[kind].pk}", f"{kind}-999999999", f"{kind}-{2**63}", "x", "\x00"):
        data = {"seen": seen, "words_0": "Police", "who_0": foreign, "part_0": "lead"}
        answer = client.post(of_action("lead", fen), data)
        said.append((answer.status_code, answer.context["form"].errors["who_0"]))
    assert said == [said[0]] * 5


def test_a_statement_stays_within_its_own_plan(fen: Council, client: Client) -> None:
    marl = build("marlshire", "Marl")
    for place in (f"area-{marl.rows['area'].pk}", "area-999999", "priority-", "\x00"):
        data = {**SENTENCE, "place": place}
        answer = client.post(url("part_new", fen, kind="statement"), data)
        assert answer.context["form"].errors["place"] == ["Choose a place from the list"]


def test_there_are_three_kinds_of_parts(fen: Council, client: Client) -> None:
    assert client.get(url("part_new", fen, kind="action")).status_code == 404


# Who takes part ----------------------------------------------------------------------------------


def test_the_lead_and_others_are_chosen_from_the_councils_lists(fen: Council, client: Client) -> None:
    action = fresh(fen)
    data = {
        "seen": actions.parts_seen(actions.parts_of(action)),
        "words_0": "", "who_0": f"body-{fen.rows['body'].pk}", "part_0": "involved",
        "words_1": "Head of Service", "who_1": "new-post", "part_1": "lead",
    }  # fmt: skip
    assert client.post(of_action("lead", fen), data).status_code == 302
    lead, other = actions.parts_of(action)
    assert (lead.part, lead.post) == ("lead", Post.objects.get(name="Head of Service"))
    assert (other.words, other.body) == ("Fen body", fen.rows["body"])


def test_an_emptied_line_takes_somebody_out(fen: Council, client: Client) -> None:
    data = {"seen": actions.parts_seen(actions.parts_of(fresh(fen))), "words_0": "", "who_0": "", "part_0": "lead"}
    client.post(of_action("lead", fen), data)
    assert not fresh(fen).has_lead


@pytest.mark.parametrize(("data", "field"), [
    ({"words_0": "Police"}, "part_0"),
    ({"words_0": "Police", "part_0": "lead", "words_1": "Board", "part_1": "lead"}, "part_1"),
    ({"who_0": "new-post", "part_0": "lead"}, "words_0"),
    ({"words_0": "x" * 301, "part_0": "lead"}, "words_0"),
])  # fmt: skip
def test_a_line_that_is_not_clear_is_asked_about(
    data: dict[str, str], field: str, fen: Council, client: Client
) -> None:
    seen = actions.parts_seen(actions.parts_of(fresh(fen)))
    answer = client.post(of_action("lead", fen), {"seen": seen, **data})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])


def test_two_who_say_who_leads_see_each_other(fen: Council, client: Client) -> None:
    seen = actions.parts_seen(actions.parts_of(fresh(fen)))
    actions.set_lead(action=fresh(fen), part=Part("lead", "Police"), by=fen.user("project_officer"))
    answer = client.post(of_action("lead", fen), {"seen": seen, "words_0": "Health", "part_0": "lead"})
    (said,) = answer.context["conflict"].differences
    assert answer.status_code == 412
    assert ("Police: leads" in said.theirs, said.mine) == (True, "Health: leads")
    assert answer.context["form"]["words_0"].value() == "Health"


def test_a_lead_to_be_confirmed_has_a_button_for_each_of_those_named(fen: Council, client: Client) -> None:
    parts = [Part("lead", "Business unit", queried=True), Part("involved", "Project Officer")]
    actions.set_parts(action=fresh(fen), parts=parts, by=fen.user("project_officer"))
    page = client.get(of_action("lead", fen))
    assert "The plan does not say who of them leads." in page.content.decode()
    seen = page.context["form"]["seen"].value()
    client.post(of_action("lead_confirm", fen), {"seen": seen, "leads": "1"})
    assert [(part.part, part.words, part.queried) for part in actions.parts_of(fresh(fen))] == [
        ("lead", "Project Officer", False), ("involved", "Business unit", False),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [{"leads": "9"}, {"leads": "\x00"}, {}, {"leads": "0", "seen": "old"}])
def test_confirming_nobody_changes_nothing(data: dict[str, str], fen: Council, client: Client) -> None:
    before = every_row()
    assert client.post(of_action("lead_confirm", fen), data).status_code == 302
    assert every_row() == before


def test_closed_lines_of_the_lists_are_not_offered(fen: Council, client: Client) -> None:
    Person.objects.create(authority=fen.authority, name="Long gone", closed_on="2018-01-01")
    assert "Long gone" not in client.get(of_action("lead", fen)).content.decode()


# Evidence ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["javascript:alert(1)", "x", "https://" + "a" * 600, "https://a\x00.example"])
def test_evidence_is_a_web_address(address: str, fen: Council, client: Client) -> None:
    before = Evidence.objects.count()
    answer = client.post(of_action("evidence_new", fen), {"title": "x", "url": address})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["url"])
    assert Evidence.objects.count() == before
