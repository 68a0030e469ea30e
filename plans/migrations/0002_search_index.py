"""PostgreSQL finds words inside an action's text by a trigram index. SQLite, for a first look, reads the rows."""

from typing import Any

from django.db import migrations


def make_index(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(
            "CREATE INDEX IF NOT EXISTS action_search_words ON plans_action"
            " USING gin (search_words gin_trgm_ops) WITH (fastupdate = off)"
        )


def drop_index(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS action_search_words")


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [migrations.RunPython(make_index, drop_index, elidable=False)]
