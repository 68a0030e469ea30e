"""Packs of a council in `tests.world`: a draft, one that is approved, and one that is published with its readers."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from governance import circulation
from governance.models import Meeting, Pack, PackReader
from governance.services import packs

if TYPE_CHECKING:
    from tests.world import Council


def build(council: "Council") -> None:
    """Three meetings ahead, each with its pack; of the published one, a reader who has a link."""
    from tests.world import Kept

    rows, mark = council.rows, council.mark
    for name in ("draft_pack", "approved_pack", "pack"):
        rows[name] = _pack(council, name)
    for name in ("approved_pack", "pack"):
        _approve(council, name)
    pack, at = rows["pack"], timezone.now()
    data = {**pack.data, "issue": f"Issued by {mark}."}
    files = {"pdf": f"%PDF {mark}".encode(), "docx": f"{mark} words".encode()}
    packs.freeze(pack, data, files, at, council.users["project_officer"])
    reader = PackReader.objects.create(
        authority=council.authority, pack=pack, person=rows.get("quiet", rows["person"]), mailed_at=at,
        link_ends_on=timezone.localdate() + timedelta(60),
    )  # fmt: skip
    rows |= {"pack": Pack.objects.get(pk=pack.pk), "reader": reader, "pack_link": Kept(circulation.token(reader))}


def _pack(council: "Council", name: str) -> Pack:
    owner, officer, now = council.authority, council.users["project_officer"], timezone.now()
    meeting = Meeting.objects.create(
        authority=owner, body=council.rows["body"], plan=council.rows["plan"], title=f"{council.mark} {name}",
        starts_at=now + timedelta(40),
    )  # fmt: skip
    pack = packs.ask_pack(meeting=meeting, by=officer)
    made = council.rows.get("draft_pack")
    if made is not None:  # gathered once a world: there are many worlds
        Pack.objects.filter(pk=pack.pk).update(data=made.data, as_at=now, state=Pack.State.DRAFT, version=2)
        return Pack.objects.get(pk=pack.pk)
    about = {"version": pack.version, "authority": owner, "on": timezone.localdate(), "at": now, "by": officer}
    packs.compile_pack(pack_id=pack.pk, **about)
    return Pack.objects.get(pk=pack.pk)


def _approve(council: "Council", name: str) -> None:
    pack, manager = council.rows[name], council.users["project_manager"]
    packs.approve(pack=pack, version=pack.version, at=timezone.now(), by=manager)
    council.rows[name] = Pack.objects.get(pk=pack.pk)
