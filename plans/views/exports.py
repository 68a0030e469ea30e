"""The plan as a file to take away: Word, Excel or CSV. Open to whoever may read the plan."""

from collections.abc import Callable
from dataclasses import replace
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views import View

from accounts.permissions import Perm
from core.exports import csv_lines
from core.views import PermissionMixin
from plans import exports
from plans.filters import PlanFilter
from plans.models import Plan
from plans.views.find import find_plan

WRITERS: dict[str, tuple[Callable[[exports.Content, IO[bytes]], None], str]] = {
    "docx": (exports.write_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (exports.write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class Export(PermissionMixin, View):
    """One plan as one file. With the filters of the plan page in the address, only the rows shown there."""

    permission = Perm.VIEW_PLAN

    def get(self, request: Any, slug: str, kind: str) -> HttpResponseBase:
        plan = find_plan(request, slug)
        if kind not in (*WRITERS, "csv"):
            raise Http404("No such kind of file.")
        content = _content(request, plan)
        if kind == "docx" and not content.note:
            content = replace(content, chart=exports.milestones(plan, timezone.localdate()))
        name = f"{plan.slug}.{kind}"
        if kind == "csv":
            lines = csv_lines(exports.csv_rows(content))
            answer: HttpResponseBase = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
            answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
            return answer
        write, content_type = WRITERS[kind]
        file = TemporaryFile()  # noqa: SIM115 -- FileResponse closes it when it has been sent
        write(content, file)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


def _content(request: Any, plan: Plan) -> exports.Content:
    wanted = PlanFilter.read(request.GET)
    if not wanted.narrows:
        return exports.gather(plan)
    on = timezone.localdate()
    rows = wanted.apply(plan.actions.live(), plan=plan, on=on)
    return exports.gather(
        plan, rows, note="This file has only some of the plan's actions, as filtered on the plan page."
    )
