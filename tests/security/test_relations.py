"""Every field that names another row refuses another council's row, in the words for one that does not exist."""

from typing import Any

import pytest

from tests.security.harness import address, full_form, signed_in
from tests.security.matrix import COUNCIL
from tests.world import Council, build, every_row

pytestmark = pytest.mark.django_db
NOWHERE = 987_654_321
RELATIONS = [
    ("plans:action_new", "area", "area", "{}"),
    ("plans:action_edit", "area", "area", "{}"),
    ("plans:action_edit", "priority", "priority", "{}"),
    ("plans:lead", "who_0", "person", "person-{}"),
    ("plans:lead", "who_0", "post", "post-{}"),
    ("plans:lead", "who_0", "body", "body-{}"),
    ("plans:update", "said_by", "person", "{}"),
    ("plans:import_start", "plan", "plan", "{}"),
    ("accounts:register_edit", "holder", "person", "{}"),
    ("accounts:invite", "locality", "locality", "{}"),
    ("accounts:invite", "team", "team", "{}"),
    ("accounts:invite", "agency", "agency", "{}"),
    ("accounts:person", "locality", "locality", "{}"),
    ("accounts:person", "team", "team", "{}"),
]


@pytest.mark.parametrize(("name", "field", "row", "shape"), RELATIONS)
def test_another_councils_row_is_refused_like_one_that_does_not_exist(
    name: str, field: str, row: str, shape: str
) -> None:
    fen, marl = build("fenshire", "Fen"), build("marlshire", "Marl")
    foreign = marl.rows[row].slug if row == "plan" else marl.rows[row].pk
    before = every_row()
    theirs = _refusal(fen, name, {field: shape.format(foreign)})
    missing = _refusal(fen, name, {field: shape.format(NOWHERE)})
    assert every_row() == before
    assert field in theirs
    assert _without_ids(theirs, foreign) == _without_ids(missing, NOWHERE)


@pytest.mark.parametrize(("name", "field", "row", "shape"), RELATIONS)
def test_the_field_is_there_to_be_refused(name: str, field: str, row: str, shape: str) -> None:
    fen = build("fenshire", "Fen")
    url = address(name, COUNCIL[name], fen, fen)
    form = signed_in(fen.user("administrator")).get(url).context["form"]
    assert field in {bound.html_name for bound in form}, row + shape


def _refusal(council: Council, name: str, changes: dict[str, Any]) -> dict[str, Any]:
    route = COUNCIL[name]
    data = full_form(name, route, council) | changes
    answer = signed_in(council.user("administrator")).post(address(name, route, council, council), data)
    assert answer.status_code == 400
    return dict(answer.context["form"].errors)


def _without_ids(errors: dict[str, Any], given: object) -> str:
    return str(errors).replace(str(given), "…")
