"""The council's registers, its settings and setting it up."""

from datetime import date

import pytest

from accounts.models import Authority, Body, Person, User
from accounts.permissions import Role
from accounts.rules import RESERVED_SLUGS
from accounts.services import authorities, registers
from accounts.services.registers import REGISTERS
from core.errors import RuleBroken
from core.models import AuditEvent, GlossaryTerm
from tests.factories.accounts import AuthorityFactory, BodyFactory, PersonFactory, marlshire, user_with

pytestmark = pytest.mark.django_db
TODAY = date(2018, 7, 16)


@pytest.fixture
def officer() -> User:
    return user_with(Role.PROJECT_OFFICER)


@pytest.mark.parametrize("kind", REGISTERS)
def test_a_line_is_added_renamed_closed_and_reopened(officer: User, kind: str) -> None:
    register, by = REGISTERS[kind], officer
    row = registers.create(register=register, authority=AuthorityFactory(), values={"name": "North"}, by=by)
    registers.change(register=register, row=row, values={"name": "North-east"}, by=by)
    registers.close(register=register, row=row, on=TODAY, by=by)
    assert register.model._default_manager.get(name="North-east").closed_on == TODAY
    registers.reopen(register=register, row=row, by=by)
    one = register.one
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == [f"added the {one}", f"changed the {one}", f"closed the {one}", f"reopened the {one}"]


def test_a_name_stands_once_in_a_register_whatever_its_capitals(officer: User) -> None:
    BodyFactory(name="Steering Group")
    other = BodyFactory(name="Board")
    register = REGISTERS["bodies"]
    with pytest.raises(RuleBroken, match="already a body called “steering group”"):
        registers.create(register=register, authority=AuthorityFactory(), values={"name": "steering group"}, by=officer)
    with pytest.raises(RuleBroken, match="already a body"):
        registers.change(register=register, row=other, values={"name": "STEERING GROUP"}, by=officer)
    assert Body.objects.get(pk=other.pk).name == "Board"


def test_another_council_may_use_the_same_name(officer: User) -> None:
    BodyFactory(name="Steering Group", authority=marlshire())
    registers.create(
        register=REGISTERS["bodies"], authority=AuthorityFactory(), values={"name": "Steering Group"}, by=officer
    )


def test_a_person_of_another_council_is_no_contact(officer: User) -> None:
    stranger = PersonFactory(authority=marlshire())
    values = {"name": "Board", "contact": stranger}
    with pytest.raises(RuleBroken, match="Choose from the list"):
        registers.create(register=REGISTERS["bodies"], authority=AuthorityFactory(), values=values, by=officer)


def test_who_can_sign_in_is_suspended_before_being_closed(officer: User) -> None:
    line = PersonFactory(name="Priya Nair", user=officer)
    with pytest.raises(RuleBroken, match="Priya Nair can still sign in"):
        registers.close(register=REGISTERS["people"], row=line, on=TODAY, by=officer)
    assert Person.objects.get(pk=line.pk).closed_on is None


def test_setting_up_a_council_gives_it_a_glossary() -> None:
    authority = authorities.create(slug="fenshire", name="Fenshire County Council", by=User.objects.system())
    assert GlossaryTerm.objects.in_authority(authority).count() > 30
    assert set(AuditEvent.objects.values_list("verb", flat=True)) == {"set up", "started the glossary of"}


@pytest.mark.parametrize("slug", [*RESERVED_SLUGS, "", "F", "Fenshire", "fen shire", "1fen", "a" * 41, "fen_shire"])
def test_an_address_the_product_needs_or_that_reads_badly_is_refused(slug: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        authorities.create(slug=slug, name="Fenshire", by=User.objects.system())
    assert refusal.value.field == "slug"
    assert not Authority.objects.exists()


def test_two_councils_do_not_share_an_address() -> None:
    AuthorityFactory()
    with pytest.raises(RuleBroken, match="already"):
        authorities.create(slug="fenshire", name="Another", by=User.objects.system())


def test_settings_are_the_councils_own_names(officer: User) -> None:
    authority = AuthorityFactory()
    names = {"board_name": "Safeguarding Partnership", "steering_group_name": "Delivery Group"}
    authorities.change_settings(authority=authority, contact_email="plan@fenshire.example", by=officer, **names)
    assert Authority.objects.get().board_name == "Safeguarding Partnership"
    assert AuditEvent.objects.get().before["steering_group_name"] == "Steering Group"
