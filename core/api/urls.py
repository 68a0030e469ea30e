"""Where the API describes itself."""

from django.urls import path

from core.api import docs

urlpatterns = [
    path("schema/", docs.as_json, name="api_schema"),
    path("schema.yaml", docs.as_yaml, name="api_schema_yaml"),
    path("docs/", docs.Docs.as_view(), name="api_docs"),
]
