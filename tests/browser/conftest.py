"""What journeys start from: a small council whose people know their passwords."""

import pytest
from django.contrib.auth.hashers import make_password

from accounts.models import User
from plans.services import actions
from tests.browser.hands import PASSWORD
from tests.world import Council, build


@pytest.fixture
def fen(transactional_db: None) -> Council:
    """Fenshire with a plan that has actions 1.1, rated at risk and led by "lead", and 1.7, never rated."""
    council = build("fenshire", "Fen")
    officer = council.users["project_officer"]
    words = actions.Words("1.7", "Supervisors meet", "Supervisors meet", area=council.rows["area"])
    council.rows["second"] = actions.create_action(plan=council.rows["plan"], words=words, by=officer)
    User.objects.filter(email__endswith="@fenshire.example").update(password=make_password(PASSWORD))
    return council
