"""The Celery app. The Job row is the truth; a message is only a hint that a row is waiting."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sofs_tracker.settings")

app = Celery("sofs_tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
