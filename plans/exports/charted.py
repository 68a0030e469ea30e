"""The chart that stands in documents of a plan."""

from datetime import date

from django.core.cache import caches

from core import charts
from plans import trajectory
from plans.models import Plan


def milestones(plan: Plan, on: date) -> charts.Chart | None:
    """The milestone trajectory of the plan; None while it has no dates that count."""
    told = trajectory.of_plan(plan, on=on)
    return trajectory.chart(told) if told.agreed or told.forecast_now else None


def picture(chart: charts.Chart) -> bytes:
    """The chart as a picture, drawn once and kept like every drawing. Raises NotDrawn."""
    kept, key = caches[charts.KEPT_IN], f"{chart.key}-png"
    made: bytes = kept.get(key) or charts.png(chart)
    kept.set(key, made)
    return made
