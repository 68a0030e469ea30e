"""`manage.py permissions_doc`: writes docs/permissions.md from the matrix in accounts/permissions.py."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.permissions import MATRIX, MEANINGS, OWN_ACTION, Role

PAGE = settings.BASE_DIR / "docs" / "permissions.md"
HEAD = """# Who may do what

Made by `manage.py permissions_doc` from `accounts/permissions.py`; a test checks that it is up to date.
Each line names the one permission that pages, API, commands and templates ask for. A person may have several roles in
a council and can then do what any of them may. Another council's rows are there for nobody: the answer is "not found".
"""
FOOT = f"""
\\* The lead of an action may do this with that action whatever their role: {", ".join(sorted(OWN_ACTION))}.

Staff (`is_staff`) run the installation. They see `/operations/` and `/gallery/`, and councils that gave them a role.
"""


class Command(BaseCommand):
    """Write the page that shows the permission matrix to people."""

    help = "Write docs/permissions.md"

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(page())
        self.stdout.write(f"Wrote {PAGE.relative_to(settings.BASE_DIR)}")


def page() -> str:
    """The matrix as a table: a line for each permission, a column for each role."""
    heads = ["What", "Permission", *(role.label for role in Role)]
    lines = [heads, ["---"] * 2 + [":-:"] * len(Role)]
    for perm, roles in MATRIX.items():
        own = "\\*" if perm in OWN_ACTION else ""
        marks = ["yes" if role in roles else "–" for role in Role]
        lines.append([MEANINGS[perm] + own, f"`{perm}`", *marks])
    return HEAD + "\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n" + FOOT
