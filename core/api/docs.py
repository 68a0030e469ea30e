"""The description of the API, for programs and for people. Open to all: it holds no data."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularSwaggerSplitView

from core.api import schema


@login_not_required
@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1 as JSON."""
    return HttpResponse(schema.as_json(), content_type="application/vnd.oai.openapi+json; charset=utf-8")


@login_not_required
@require_safe
def as_yaml(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1 as YAML."""
    return HttpResponse(schema.as_yaml(), content_type="application/vnd.oai.openapi; charset=utf-8")


class Docs(SpectacularSwaggerSplitView):
    """The same as a page to read and try, from our own server alone."""

    url_name = "api_schema"
    template_name = "core/api_docs.html"
    authentication_classes: list[Any] = []
