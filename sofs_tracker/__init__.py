"""The composition root: settings, routes, the Celery app and what joins the apps on one page."""

from sofs_tracker.celery import app as celery_app

__all__ = ["celery_app"]
