"""Migrations can run while the previous version still serves people."""

import pytest
from django_migration_linter import MigrationLinter

APPS = ["accounts", "core", "plans"]
# Made before the first release, when no installation had rows or an older version to break.
BEFORE_THE_FIRST_RELEASE = [
    "0001_initial",
    "0002_one_person_for_each_user",
    "0003_mail_hooks_and_keys",
    "0003_reminders_and_service_keys",
    "0003_rounds_baselines_feeds",
    "0004_changes_and_feeds",
    "0004_prompts",
]


@pytest.mark.django_db
def test_no_migration_breaks_the_version_before_it(postgres: None) -> None:
    linter = MigrationLinter(include_apps=APPS, ignore_name=BEFORE_THE_FIRST_RELEASE, no_cache=True)
    linter.lint_all_migrations()
    assert linter.nb_total >= len(APPS)
    assert linter.nb_erroneous == 0
