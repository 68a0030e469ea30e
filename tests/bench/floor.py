"""The floor: the least a Django server can do for the same pages, with sessions, sign-in and messages.

One file, no part of the product. `gunicorn tests.bench.floor`, with DATABASE_URL naming a database of its own.
"""

import csv
import io
import json
import os
from typing import Any

import django
import environ
from django.conf import settings

from tests.bench.floor_templates import TEMPLATES

settings.configure(
    DEBUG=False,
    SECRET_KEY="of the bench only",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    LOGIN_URL="/login/",
    DATABASES={"default": {**environ.Env.db_url_config(os.environ["DATABASE_URL"]), "CONN_MAX_AGE": None}},
    INSTALLED_APPS=[f"django.contrib.{name}" for name in ("contenttypes", "auth", "sessions", "messages")],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                ],
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", TEMPLATES)],
                    )
                ],
            },
        }
    ],
)
django.setup()

# Everything below needs the settings above.
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.views import LoginView  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402

SECTIONS = ["OD1", "OD2", "OD3", "OD4"]
RAGS = ["Blue", "Green", "Amber", "Red", "Not started"]
COLUMNS = ["id", "section", "title", "rag", "owner__name", "next_due"]


class Owner(models.Model):
    name = models.CharField(max_length=80)

    class Meta:
        app_label = "floor"
        db_table = "owner"


class Action(models.Model):
    plan = models.IntegerField()
    section = models.CharField(max_length=3)
    title = models.CharField(max_length=200)
    description = models.TextField()
    owner = models.ForeignKey(Owner, models.DO_NOTHING)
    next_due = models.DateField()
    rag = models.CharField(max_length=12)
    updated = models.DateTimeField()

    class Meta:
        app_label = "floor"
        db_table = "action"
        indexes = [
            models.Index(fields=["plan", "section", "id"], name="action_plan"),
            models.Index(fields=["plan", "id"], name="action_plan_id"),
        ]


class Update(models.Model):
    action = models.ForeignKey(Action, models.DO_NOTHING)
    user = models.ForeignKey(Owner, models.DO_NOTHING)
    rag_old = models.CharField(max_length=12)
    rag_new = models.CharField(max_length=12)
    comment = models.TextField()
    created = models.DateTimeField()

    class Meta:
        app_label = "floor"
        db_table = "upd"
        indexes = [models.Index(fields=["action", "id"], name="upd_action")]


def page(request: HttpRequest, plan: int) -> HttpResponse:
    actions = Action.objects.filter(plan=plan)
    section = request.GET.get("section", "")
    if section:
        actions = actions.filter(section=section)
    rows = actions.select_related("owner").order_by("id")[:50]
    told = {"plan": plan, "section": section, "sections": SECTIONS, "total": actions.count(), "rows": rows}
    return render(request, "list.html", told)


def save(pk: int, rag: str, comment: str) -> None:
    with transaction.atomic():
        action = Action.objects.select_for_update().get(pk=pk)
        now = timezone.now()
        Update.objects.create(action=action, user_id=1, rag_old=action.rag, rag_new=rag, comment=comment, created=now)
        Action.objects.filter(pk=pk).update(rag=rag, updated=now)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method == "POST":
        save(pk, request.POST["rag"], request.POST["comment"])
        return HttpResponseRedirect(f"/a/{pk}/")
    action = Action.objects.select_related("owner").get(pk=pk)
    history = Update.objects.filter(action=action).select_related("user").order_by("-id")[:8]
    return render(request, "detail.html", {"a": action, "history": history, "rags": RAGS})


def search(request: HttpRequest, plan: int) -> HttpResponse:
    actions = Action.objects.filter(plan=plan)
    for word in request.GET["q"].split():
        actions = actions.filter(title__icontains=word)
    return render(request, "search.html", {"total": actions.count(), "rows": actions.order_by("id")[:50]})


def api_list(request: HttpRequest, plan: int) -> JsonResponse:
    actions = Action.objects.filter(plan=plan)
    rows = list(actions.order_by("id").values(*COLUMNS)[:100])
    return JsonResponse({"count": actions.count(), "results": rows})


def api_one(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method == "PATCH":
        body = json.loads(request.body)
        save(pk, body["rag"], body["comment"])
        return HttpResponse(status=204)
    action: dict[str, Any] = dict(Action.objects.filter(pk=pk).values(*COLUMNS)[0])
    history = Update.objects.filter(action_id=pk).order_by("-id")
    action["history"] = list(history.values("rag_old", "rag_new", "comment", "created", "user__name")[:8])
    return JsonResponse(action)


def export_csv(request: HttpRequest, plan: int) -> HttpResponse:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    rows.writerows(Action.objects.filter(plan=plan).order_by("id").values_list(*COLUMNS).iterator(2000))
    return HttpResponse(text.getvalue(), content_type="text/csv")


urlpatterns = [
    path("p/<int:plan>/", login_required(page)),
    path("a/<int:pk>/", login_required(detail)),
    path("p/<int:plan>/search", login_required(search)),
    path("api/p/<int:plan>/", login_required(api_list)),
    path("api/a/<int:pk>/", csrf_exempt(login_required(api_one))),
    path("p/<int:plan>/x.csv", login_required(export_csv)),
    path("healthz", lambda request: HttpResponse("ok")),
    path("login/", LoginView.as_view(template_name="login.html", next_page="/healthz")),
]
application = get_wsgi_application()
