"""Fills the floor's database: `python -m tests.bench.floor_seed`."""

from django.core.management import call_command
from django.db import connection

from tests.bench.floor import Action, Owner, Update
from tests.bench.sizes import PASSWORD, PLANS, UPDATES, USER

ACTIONS = """
INSERT INTO action(plan, section, title, description, owner_id, next_due, rag, updated)
SELECT %(plan)s, (ARRAY['OD1','OD2','OD3','OD4'])[1 + g %% 4],
  'Delivery action ' || g || ': publish the agreed milestone',
  'Deliver the agreed output for action ' || g || ' and report progress to the board each quarter. '
    || repeat('Further detail of scope and evidence. ', 4),
  1 + g %% 12, date '2026-06-01' + (g * 7 %% 700),
  (ARRAY['Blue','Green','Amber','Red','Not started'])[1 + g %% 5], now()
FROM generate_series(1, %(plan)s) g"""
HISTORY = """
INSERT INTO upd(action_id, user_id, rag_old, rag_new, comment, created)
SELECT a.id, 1 + (a.id + k) %% 12, 'Green', 'Amber',
  'Quarter ' || k || ' update: work is progressing against the milestone; '
    || repeat('evidence gathered and reviewed. ', 5), now()
FROM action a, generate_series(1, %(updates)s) k WHERE a.plan = %(plan)s ORDER BY k, a.id"""


def fill() -> None:
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as schema:
        for model in (Owner, Action, Update):
            schema.create_model(model)
    from django.contrib.auth.models import User

    User.objects.create_user(USER, USER, PASSWORD)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO owner(name) SELECT 'Owner Number ' || g FROM generate_series(1, 12) g")
        for plan in PLANS:
            cursor.execute(ACTIONS, {"plan": plan})
            cursor.execute(HISTORY, {"plan": plan, "updates": UPDATES})
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    fill()
