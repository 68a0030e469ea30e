"""Who sits where: terms, seats, lines of reporting, and where superleaders are missing."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from core.errors import RuleBroken, StaleVersion
from core.models import AuditEvent
from governance import coverage, reporting
from governance.models import Seat
from governance.reporting import Node, tree
from governance.services import bodies
from tests.factories.accounts import (
    AgencyFactory,
    AuthorityFactory,
    BodyFactory,
    LocalityFactory,
    MembershipFactory,
    PersonFactory,
    marlshire,
    user_with,
)  # fmt: skip
from tests.factories.governance import SeatFactory, TermsFactory


@pytest.fixture
def officer(db: None) -> User:
    return user_with("project_officer")


def seat(body: Any, officer: User, **values: Any) -> Seat:
    return bodies.add_seat(body=body, values={"person": PersonFactory(), "role": "member"} | values, by=officer)


def test_terms_are_kept_with_a_version_and_in_the_audit(officer: User) -> None:
    body, agency = BodyFactory(), AgencyFactory(name="Police")
    values = {"purpose": "It decides", "quorum": 5, "must_attend": [agency]}
    terms = bodies.set_terms(body=body, values=values, version=0, by=officer)
    assert (terms.version, list(terms.must_attend.all())) == (1, [agency])
    with pytest.raises(StaleVersion):
        bodies.set_terms(body=body, values=values, version=0, by=officer)
    bodies.set_terms(body=body, values=values | {"must_attend": []}, version=1, by=officer)
    assert AuditEvent.objects.filter(verb="changed who must attend").count() == 2


def test_nobody_reports_to_themselves_in_a_circle(officer: User) -> None:
    group, team = BodyFactory(), BodyFactory()
    bodies.set_terms(body=team, values={"reports_to": group}, version=0, by=officer)
    with pytest.raises(RuleBroken) as refusal:
        bodies.set_terms(body=group, values={"reports_to": team}, version=0, by=officer)
    assert refusal.value.field == "reports_to"


def test_a_sphere_has_one_body(officer: User) -> None:
    TermsFactory(sphere="board")
    with pytest.raises(RuleBroken, match="has this sphere already"):
        bodies.set_terms(body=BodyFactory(), values={"sphere": "board"}, version=0, by=officer)


def test_a_body_has_one_chair(officer: User) -> None:
    body = BodyFactory()
    first = seat(body, officer, role="chair")
    with pytest.raises(RuleBroken, match="is the chair"):
        seat(body, officer, role="chair")
    second = seat(body, officer)
    with pytest.raises(RuleBroken, match="is the chair"):
        bodies.change_seat(seat=second, values={"role": "chair"}, by=officer)
    bodies.end_seat(seat=first, to_on=date(2018, 7, 1), by=officer)
    bodies.change_seat(seat=second, values={"role": "chair"}, by=officer)


def test_nobody_sits_twice_but_may_come_back(officer: User) -> None:
    body, person = BodyFactory(), PersonFactory()
    first = seat(body, officer, person=person)
    with pytest.raises(RuleBroken, match="has a seat here already"):
        seat(body, officer, person=person)
    bodies.end_seat(seat=first, to_on=date(2018, 7, 1), by=officer)
    seat(body, officer, person=person)
    with pytest.raises(RuleBroken, match="has ended"):
        bodies.change_seat(seat=first, values={"role": "adviser"}, by=officer)


def test_a_seat_ends_after_it_began(officer: User) -> None:
    row = seat(BodyFactory(), officer, from_on=date(2018, 7, 2))
    with pytest.raises(RuleBroken, match="2 July 2018"):
        bodies.end_seat(seat=row, to_on=date(2018, 7, 1), by=officer)


def test_somebody_sits_for_their_own_agency_unless_another_is_named(officer: User) -> None:
    police = AgencyFactory(name="Police")
    assert seat(BodyFactory(), officer, person=PersonFactory(agency=police)).agency == police


def test_rows_of_another_council_are_refused(officer: User) -> None:
    body, away = BodyFactory(), marlshire()
    with pytest.raises(RuleBroken):
        seat(body, officer, person=PersonFactory(authority=away))
    with pytest.raises(RuleBroken):
        seat(body, officer, agency=AgencyFactory(authority=away))
    with pytest.raises(RuleBroken):
        bodies.set_terms(body=body, values={"reports_to": BodyFactory(authority=away)}, version=0, by=officer)


def test_the_tree_hangs_each_below_the_one_it_reports_to() -> None:
    nodes = [Node(1, "Board", "Safeguarding Board"), Node(2, "Group", "Steering Group"), Node(3, "Choir", "")]
    tops, others = tree(nodes, {2: 1})
    assert ([node.name for node in tops], [node.name for node in tops[0].below]) == (["Board"], ["Group"])
    assert [node.name for node in others] == ["Choir"]


def test_spheres_without_a_body_are_named(officer: User) -> None:
    TermsFactory(sphere="board")
    found = reporting.of_council(AuthorityFactory())
    assert found.missing[0] == "Steering Group"
    assert len(found.missing) == 4


def superleader(name: str, place: Any = None, agency: Any = None) -> None:
    member = MembershipFactory(role="superleader", locality=place, user__name=name)
    PersonFactory(name=name, user=member.user, agency=agency)


def test_gaps_are_said_the_emptiest_first(officer: User) -> None:
    north, _ = LocalityFactory(name="North"), LocalityFactory(name="City")
    police, health = AgencyFactory(name="Police"), AgencyFactory(name="Health")
    board = TermsFactory(sphere="board").body
    for agency in (police, health):
        SeatFactory(body=board, agency=agency)
    superleader("Ann", north, police)
    superleader("Bea", None, police)
    found = coverage.of_council(AuthorityFactory())
    assert found.gaps == ["City has no superleader.", "North has one superleader.", "Health has no superleader."]
    assert (found.elsewhere, found.agencies[1].people) == (["Bea"], ("Ann", "Bea"))


def test_the_pages_show_it_and_take_as_many_queries_for_few_as_for_many(
    client: Client, officer: User, django_assert_max_num_queries: Any
) -> None:
    client.force_login(officer)
    body = TermsFactory(sphere="steering").body
    old = SeatFactory(body=body, person__name="Old Member")
    bodies.end_seat(seat=old, to_on=date(2018, 7, 1), by=officer)
    for url in ("/fenshire/bodies/", f"/fenshire/bodies/{body.pk}/", "/fenshire/bodies/coverage/"):
        with django_assert_max_num_queries(30) as few:
            client.get(url)
        for _ in range(3):
            SeatFactory(body=body)
            TermsFactory()
            superleader(f"Lead {Seat.objects.count()}", LocalityFactory())
        with django_assert_max_num_queries(len(few)):
            page = client.get(url).content.decode()
        assert ("Old Member" in page) is (url == f"/fenshire/bodies/{body.pk}/")


def test_seats_and_terms_are_kept_through_the_pages(client: Client, officer: User) -> None:
    client.force_login(officer)
    body, person = BodyFactory(), PersonFactory(name="Ann Field")
    home = f"/fenshire/bodies/{body.pk}/"
    client.post(f"{home}terms/", {"purpose": "It decides", "quorum": 3, "version": 0, "sphere": "steering"})
    client.post(f"{home}seats/new/", {"person": person.pk, "role": "chair"})
    row = Seat.objects.get()
    client.post(f"{home}seats/{row.pk}/", {"role": "member"})
    client.post(f"{home}standing/new/", {"words": "Progress, each time"})
    page = client.get(home).content.decode()
    assert "Ann Field" in page
    assert "no chair" in page
    assert "Progress, each time" in page
    client.post(f"{home}seats/{row.pk}/end/", {"to_on": "1 July 2018"})
    row.refresh_from_db()
    assert row.to_on == date(2018, 7, 1)
    assert client.post(f"{home}terms/", {"quorum": 9, "version": 0}).status_code == 412
