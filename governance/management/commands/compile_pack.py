"""`manage.py compile_pack --meeting ID --out DIR`: the pack of a meeting as pack.json, pack.pdf and pack.docx."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.errors import RuleBroken
from governance import packs
from governance.models import Meeting
from governance.packs import docx_file, pdf


class Command(BaseCommand):
    """Write a pack to a folder as everything stands now. Nothing is kept in the database."""

    help = "Write the pack of a meeting to a folder: pack.json, pack.pdf, pack.docx"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--meeting", type=int, required=True, help="number of the meeting")
        parser.add_argument("--out", type=Path, required=True, help="folder, made when it is not there")

    def handle(self, *args: Any, meeting: int, out: Path, **options: Any) -> None:
        found = Meeting.objects.select_related("body", "plan__authority").filter(pk=meeting).first()
        if found is None:
            raise CommandError(f"There is no meeting {meeting}.")
        now = timezone.now()
        try:
            data = packs.gather(found, timezone.localtime(now).date(), now)
        except RuleBroken as refusal:
            raise CommandError(refusal.message) from None
        out.mkdir(parents=True, exist_ok=True)
        (out / "pack.json").write_bytes(packs.canonical(data))
        (out / "pack.pdf").write_bytes(pdf.write_pdf(data))
        with (out / "pack.docx").open("wb") as file:
            docx_file.write_docx(data, file)
        self.stdout.write(f"{data['title']}: pack.json, pack.pdf and pack.docx are in {out}.")
