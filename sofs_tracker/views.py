"""Pages that join the apps: the start, My work, health."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from core.models import Heartbeat, Job


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


def home(request: Any) -> HttpResponse:
    """My work: what the product wants of this person today."""
    return render(request, "home.html", {})
