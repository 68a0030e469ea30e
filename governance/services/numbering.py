"""Numbers that stay for good: decisions D1, D2, …, actions A1, A2, …, requests to the Board B1, B2, …"""

from typing import Any

from django.db.models import Max

from accounts.models import Authority


def next_number(model: type[Any], authority: Authority) -> int:
    """The next number of this council. Within a transaction; whoever asks at the same moment waits their turn.

    The lock on the council leaves foreign keys to it alone, so nobody else's work is held up.
    """
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    last = model.objects.in_authority(authority).aggregate(last=Max("number"))["last"] or 0
    return int(last) + 1
