"""Bringing a plan in from a file and taking it out again."""

from django.urls import URLPattern, path

from plans.views import exports, imports, pdf

urlpatterns: list[URLPattern] = [
    path("plans/import/", imports.ImportStart.as_view(), name="import_start"),
    path("plans/imports/<int:pk>/", imports.ImportPage.as_view(), name="import"),
    path("plans/imports/<int:pk>/confirm/", imports.ImportConfirm.as_view(), name="import_confirm"),
    path("plans/imports/<int:pk>/again/", imports.ImportAgain.as_view(), name="import_again"),
    path("plans/<slug:slug>/pdf/", pdf.PdfPage.as_view(), name="pdf"),
    path("plans/<slug:slug>/export.pdf", pdf.PdfFile.as_view(), name="pdf_file"),
    path("plans/<slug:slug>/export.<slug:kind>", exports.Export.as_view(), name="export"),
]
