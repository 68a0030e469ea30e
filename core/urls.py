"""Pages that belong to no council."""

from django.urls import path

from core import views

urlpatterns = [
    path("accessibility/", views.OpenPage.as_view(template_name="core/accessibility.html"), name="accessibility"),
    path("privacy/", views.OpenPage.as_view(template_name="core/privacy.html"), name="privacy"),
    path("outbox/", views.Outbox.as_view(), name="outbox"),
    path("gallery/", views.Gallery.as_view(), name="gallery"),
]
