"""The plan as a PDF: asked for, waited for, taken away. Whoever may read the plan may do all three."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.models import Job
from core.views import PermissionMixin
from plans.services import printing
from plans.views.find import find_plan, link, plan_url

WAITING = (Job.State.WAITING, Job.State.RUNNING)


class PdfPage(PermissionMixin, TemplateView):
    """Where the PDF of a plan is asked for, and how far it is."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/pdf.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        plan = find_plan(request, kwargs["slug"])
        job = printing.job_of(plan, timezone.localdate())
        waits = job is not None and job.state in WAITING
        if request.htmx and not waits:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        made = printing.newest_pdf(plan)
        fresh = made is not None and job is not None and job.state == Job.State.DONE
        said = {"plan": plan, "plan_url": plan_url(plan), "job": job, "waits": waits, "made": made, "fresh": fresh}
        return self.render_to_response(self.get_context_data(**kwargs, **said))

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        plan = find_plan(request, kwargs["slug"])
        printing.ask_pdf(plan=plan, on=timezone.localdate(), by=request.user)
        return HttpResponseRedirect(link("plans:pdf", plan))


class PdfFile(PermissionMixin, View):
    """The newest PDF of a plan, to keep. Asked again here whether this person may read the plan."""

    permission = Perm.VIEW_PLAN

    def get(self, request: Any, slug: str) -> HttpResponse:
        plan = find_plan(request, slug)
        made = printing.newest_pdf(plan)
        if made is None:
            raise Http404("Nobody has asked for a PDF of this plan yet.")
        answer = HttpResponse(bytes(made.content), content_type="application/pdf")
        answer.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
        return answer
