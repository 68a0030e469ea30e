"""Files in and out: imports, the plan as a file, evidence files."""

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Perm
from core import uploads
from core.api.idempotency import once
from core.api.kinds import Json, text
from core.api.permissions import authority_of
from core.errors import RuleBroken
from core.exports import csv_lines
from plans import exports
from plans.api import bodies, says, shapes
from plans.api.views.base import READ, OfAction, Rows, plan_called
from plans.forms.imports import LARGEST
from plans.models import Evidence, Plan, PlanImport
from plans.services import evidence, imports

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"csv": "text/csv", "docx": WORD, "xlsx": EXCEL}
WRITERS: dict[str, Callable[[exports.Content, IO[bytes]], None]] = {
    "docx": exports.write_docx,
    "xlsx": exports.write_xlsx,
}


class GivesFile(Rows):
    """An answer that is a file, whatever the asker says it accepts."""

    one = True

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        return super().perform_content_negotiation(request, force=True)


class PlanFile(GivesFile):
    """The plan as a file to take away: Word, Excel or CSV. Read in again it says "no changes"."""

    model, kind = Plan, "csv"

    @property
    def file_kinds(self) -> tuple[str, ...]:  # type: ignore[override]  # by its kind
        """The media type of this kind."""
        return (KINDS[self.kind],)

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]  # a file
        plan = get_object_or_404(self.rows().select_related("authority"), **kwargs)
        content, name = exports.gather(plan), f"{plan.slug}.{self.kind}"
        if self.kind == "csv":
            answer = StreamingHttpResponse(csv_lines(exports.csv_rows(content)), content_type="text/csv; charset=utf-8")
            answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
            return answer
        file = BytesIO()
        WRITERS[self.kind](content, file)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=name, content_type=KINDS[self.kind])


class Documents(Rows):
    """Evidence files: what they are. Their bytes are at documents/<id>/content/."""

    model, shape = Evidence, shapes.DOCUMENT
    filters = {"plan": text("Only of this plan, by its slug.", most=60, path="action__plan__slug")}

    def rows(self) -> QuerySet[Any]:
        files = super().rows().filter(removed_at=None, document__isnull=False).select_related("document")
        sized: QuerySet[Any] = files.annotate(size=Length("document__content")).defer("document__content")
        return sized

    def say(self, rows: list[Any]) -> list[Json]:
        return [says.document(row) for row in rows]


class OneDocument(Documents):
    """One evidence file: what it is."""

    one = True

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.said(says.document(get_object_or_404(self.rows(), document=kwargs["pk"])))


class DocumentContent(GivesFile):
    """The bytes of an evidence file."""

    model, file_kinds = Evidence, ("application/octet-stream",)

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]  # a file
        rows = self.rows().filter(removed_at=None, document__isnull=False).select_related("document")
        paper = get_object_or_404(rows, document=kwargs["pk"]).document
        answer = HttpResponse(bytes(paper.content), content_type=self.file_kinds[0])
        answer.headers["Content-Disposition"] = f'attachment; filename="evidence-{paper.pk}.{paper.kind or "bin"}"'
        return answer


class ActionFiles(OfAction):
    """Put a file beside an action, after a look at what it holds."""

    shape, takes, permissions = shapes.EVIDENCE, {"POST": bodies.FILE}, {"POST": Perm.EDIT_PLAN}
    statuses, repeatable = {"POST": 201}, ("POST",)
    parser_classes = [MultiPartParser]

    @once
    def post(self, request: Request, **kwargs: Any) -> Response:
        values, (name, data) = self.sent(), file_of(request)
        row = evidence.add_file(action=self.action, name=name, data=data, by=request.user, **values)
        return self.said(says.evidence(row), 201)


class OfImports(Rows):
    """Files on their way into a plan."""

    model, shape, related = PlanImport, shapes.IMPORT, ("plan", "job", "document", "authority")
    permissions = dict.fromkeys(READ, Perm.IMPORT_PLAN)

    def rows(self) -> QuerySet[Any]:
        rows = PlanImport.objects.in_authority(authority_of(self.request))
        return rows.select_related(*self.related).defer("document__content")

    def say(self, rows: list[Any]) -> list[Json]:
        return [says.plan_import(row) for row in rows]

    def theirs(self, row: Any) -> Json:
        """The import as it is now."""
        return says.plan_import(self.rows().get(pk=row.pk))


class Imports(OfImports):
    """Files on their way into a plan. A POST gives one to be checked; nothing of the plan is stored until confirmed."""

    permissions = OfImports.permissions | {"POST": Perm.IMPORT_PLAN}
    takes, statuses, repeatable = {"POST": bodies.NEW_IMPORT}, {"POST": 202}, ("POST",)
    parser_classes = [MultiPartParser]

    @once
    def post(self, request: Request, **kwargs: Any) -> Response:
        values, (name, data) = self.sent(), file_of(request)
        plan = plan_called(request, values["plan"]) if values["plan"] else None
        if plan is not None and plan.state == Plan.State.CLOSED:
            raise RuleBroken("This plan is closed. Nothing can be imported into it.", "plan")
        try:
            uploads.check(data, name)
        except uploads.Refused as fault:
            raise RuleBroken(str(fault), "file") from fault
        row = imports.start_import(authority=authority_of(request), plan=plan, name=name, data=data, by=request.user)
        return self.said(says.plan_import(self.rows().get(pk=row.pk)), 202)


class ConfirmImport(OfImports):
    """Confirm what a check showed. The work is done in the background; read the import until it is applied."""

    one = True
    permissions = {"POST": Perm.IMPORT_PLAN}
    takes, statuses = {"POST": bodies.CONFIRMED}, {"POST": 202}
    http_method_names = ["post", "options"]

    def post(self, request: Request, **kwargs: Any) -> Response:
        row, values = get_object_or_404(self.rows(), **kwargs), self.sent()
        imports.ask_confirm(plan_import=row, seen=values["round"], in_force=values["in_force"], by=request.user)
        return self.said(says.plan_import(self.rows().get(pk=row.pk)), 202)


def file_of(request: Request) -> tuple[str, bytes]:
    """The name and bytes of the file that was sent, when it is not too large."""
    sent: Any = request.data
    file = sent["file"]
    if file.size > LARGEST:
        raise RuleBroken("The file is larger than 10 MB.", "file")
    return file.name or "file", file.read()
