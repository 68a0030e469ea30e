"""Pages that join the apps: the start, My work, health."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from accounts.services import authorities
from core.models import Heartbeat, Job, Mail
from core.views import StaffOnlyMixin
from plans import standing, wants
from plans.models import Plan
from sofs_tracker.celery import app

WORKER_SILENT_AFTER = timedelta(minutes=2)


def start(request: Any) -> HttpResponse:
    """After sign-in: to My work of the one council, or to a choice between several."""
    councils = list(request.user.authorities().values())
    if len(councils) == 1:
        return redirect("home", authority=councils[0].slug)
    return render(request, "start.html", {"councils": councils})


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """For the load balancer: 200 while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


class Operations(StaffOnlyMixin, TemplateView):
    """How this installation is: database, broker, worker, and what waits or failed."""

    template_name = "core/operations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        beat = Heartbeat.objects.filter(name="worker").first()
        now = timezone.now()
        open_jobs = Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])
        failed = Job.objects.filter(state=Job.State.FAILED).select_related("authority").order_by("-pk")
        shown = {
            "database": connection.vendor,
            "broker_fault": broker_fault(),
            "beat_at": beat.at if beat else None,
            "worker_alive": bool(beat and beat.at > now - WORKER_SILENT_AFTER),
            "waiting": open_jobs.count(),
            "oldest": open_jobs.order_by("created_at").first(),
            "failed": failed[:20],
            "mails": dict(Mail.objects.order_by().values_list("state").annotate(Count("pk"))),
        }
        return super().get_context_data(**kwargs, **shown)


def broker_fault() -> str:
    """Why the broker cannot be reached; empty when it can. Answers within a few seconds whatever happens."""
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=2)
            broker.default_channel  # noqa: B018 -- opening the channel greets the broker
    except Exception as fault:  # noqa: BLE001 -- whatever a broker can raise is what the page is there to say
        return str(fault)[:200] or type(fault).__name__
    return ""


@require_safe
def home(request: Any) -> HttpResponse:
    """My work: what each part of the product wants of this person today."""
    now = timezone.localtime()
    wanted = wants.of_person(request.authority, request.user, now.date())
    plans = Plan.objects.in_authority(request.authority).visible_to(request.user).filter(state=Plan.State.IN_FORCE)
    context = {
        "greeting": "Good morning" if now.hour < 12 else "Good afternoon" if now.hour < 18 else "Good evening",
        "first_name": str(request.user).split()[0],
        "wanted": wanted,
        "things": sum(each.count for each in wanted),
        "prompts": authorities.prompts_for(request.authority, request.user),
        "plans": standing.of_plans(plans.order_by("-starts_on", "pk"), now.date()),
    }
    return render(request, "home.html", context)
