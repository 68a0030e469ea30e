"""Councils, people and users made for tests. Nothing here is random."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import Agency, Authority, Body, Locality, Membership, Person, Post, Team, User
from accounts.permissions import Role


class AuthorityFactory(DjangoModelFactory[Authority]):
    """Fenshire; give another slug and name for a second council."""

    class Meta:
        model = Authority
        django_get_or_create = ("slug",)

    slug = "fenshire"
    name = "Fenshire County Council"


class UserFactory(DjangoModelFactory[User]):
    """Somebody who can sign in, as yet with no role anywhere."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"user{n}@fenshire.example")
    name = "Priya Nair"
    password = "!"


class MembershipFactory(DjangoModelFactory[Membership]):
    """What a user is to a council."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    authority = factory.SubFactory(AuthorityFactory)
    role = Role.VIEWER


class PersonFactory(DjangoModelFactory[Person]):
    """A name in the plan."""

    class Meta:
        model = Person

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda n: f"Person {n}")


class PostFactory(DjangoModelFactory[Post]):
    """A post, held by somebody or nobody."""

    class Meta:
        model = Post

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda n: f"Post {n}")


class BodyFactory(DjangoModelFactory[Body]):
    """A group that leads or watches."""

    class Meta:
        model = Body

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda n: f"Body {n}")


def user_with(role: str, authority: Any = None, **fields: Any) -> User:
    """A user who is this to the council (Fenshire when none is given)."""
    return MembershipFactory(
        role=role, authority=authority or AuthorityFactory(), user__name=fields.pop("name", "Priya Nair"), **fields
    ).user


class AgencyFactory(DjangoModelFactory[Agency]):
    """An organisation of the partnership."""

    class Meta:
        model = Agency

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda n: f"Agency {n}")


class LocalityFactory(DjangoModelFactory[Locality]):
    """A locality."""

    class Meta:
        model = Locality

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda n: f"Locality {n}")


class TeamFactory(DjangoModelFactory[Team]):
    """A team, in no locality unless one is given."""

    class Meta:
        model = Team

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda n: f"Team {n}")


def marlshire() -> Authority:
    """The other council."""
    return AuthorityFactory(slug="marlshire", name="Marlshire County Council")
