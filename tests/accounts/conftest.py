"""What every test about accounts has at hand."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from tests.accounts.signing import PASSWORD
from tests.factories.accounts import user_with


@pytest.fixture(autouse=True)
def cheap_hashes(settings: Any) -> None:
    """The same hash with less work, so that hundreds of tries take seconds."""
    settings.PASSWORD_HASHERS = ["tests.accounts.hashers.CheapArgon2"]


@pytest.fixture
def priya(db: None) -> User:
    """A project officer of Fenshire with a password; there is an administrator too."""
    user_with(Role.ADMINISTRATOR)
    user = user_with(Role.PROJECT_OFFICER)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def admin(client: Client, db: None) -> User:
    """Fenshire's administrator, signed in with `client`."""
    user = user_with(Role.ADMINISTRATOR)
    client.force_login(user)
    return user
