"""The trajectory as a chart: the agreed plan dashed, the forecast thin, what is done thick, each named at its line."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from core import charts
from core.daywords import MONTHS
from plans.trajectory.months import Trajectory, following, say_month

STEPS = (1, 2, 3, 6, 12, 24, 60)
SHORT = (*tuple(name[:3] for name in MONTHS[:8]), "Sept", "Oct", "Nov", "Dec")
LINES = {
    "plan": {"color": charts.GREY, "strokeWidth": 2, "strokeDash": [5, 4]},
    "forecast": {"color": charts.TEAL_500, "strokeWidth": 2.5},
    "done": {"color": charts.TEAL_900, "strokeWidth": 4},
}
APART = 17
"""How far apart, at least, two words at the same edge stand."""


@dataclass(frozen=True)
class Size:
    """One of the two sizes a chart comes in: outer width and height, and how many months can be named below it."""

    width: int
    height: int
    right: int
    names: int
    left: int = 38
    top: int = 26
    bottom: int = 34

    @property
    def inner(self) -> tuple[int, int]:
        """Width and height of the field the lines stand in."""
        return self.width - self.left - self.right, self.height - self.top - self.bottom


WIDE = Size(660, 236, right=122, names=8)
NARROW = Size(358, 260, right=16, names=4)


def chart(told: Trajectory, *, title: str = "Milestones by month") -> charts.Chart:
    """The trajectory as one chart with its sentence and its numbers. `title` says whose milestones they are."""
    columns = ("Month", *(["Agreed plan"] if told.baseline else []), "Forecast", "Complete")
    rows = []
    for at, month in enumerate(told.months):
        done = told.done[at]
        agreed = [told.baseline[at]] if told.baseline else []
        rows.append((say_month(month), *agreed, told.forecast[at], "–" if done is None else done))
    return charts.Chart(title, told.sentence, columns, rows, _spec(told, WIDE), _spec(told, NARROW))


def _spec(told: Trajectory, size: Size) -> dict[str, Any]:
    """Plain Vega-Lite. Days are numbers from the first of the first month, so that no clock has a say in it."""
    width, height = size.inner
    x = {"field": "x", "type": "quantitative", "scale": {"domain": [0, _length(told)], "nice": False, "zero": False}}
    y = {"field": "y", "type": "quantitative", "scale": {"domain": [0, _top(told)], "nice": False}}
    layers = [
        _line(
            _points(told, name),
            LINES[name],
            {"x": {**x, "axis": _months_axis(told, size)}, "y": {**y, "axis": _counts_axis(told)}},
        )
        for name in ("plan", "forecast", "done")
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "autosize": {"type": "none"}, "width": width, "height": height,
        "padding": {"left": size.left, "right": size.right, "top": size.top, "bottom": size.bottom},
        "layer": [*_today(told, x), *layers, *_words(told, size, x, y)],
    }  # fmt: skip


def _line(points: list[dict[str, Any]], look: dict[str, Any], encoding: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": points},
        "mark": {"type": "line", "interpolate": "step-after", **look},
        "encoding": encoding,
    }


def _days(told: Trajectory, day: date) -> int:
    return (day - told.months[0]).days if told.months else 0


def _length(told: Trajectory) -> int:
    return _days(told, following(told.months[-1])) if told.months else 1


def _shows_today(told: Trajectory) -> bool:
    return bool(told.months) and told.months[0] <= told.today < following(told.months[-1])


def _points(told: Trajectory, name: str) -> list[dict[str, Any]]:
    """Where a line stands: from nothing on the first day, a step at the end of each month, and today's own."""
    counts: Sequence[int | None] = {"plan": told.baseline, "forecast": told.forecast, "done": told.done}[name]
    ends = [(_days(told, following(month)), count) for month, count in zip(told.months, counts, strict=False)]
    now = _days(told, told.today + timedelta(days=1))
    if not told.months or not counts:
        return []
    if name == "plan":
        points = [(0, 0), *ends]
    elif name == "done":
        points = [(0, 0), *((x, count) for x, count in ends if x <= now and count is not None)]
        points += [(now, told.done_now)] if _shows_today(told) else []
    else:
        points = [(now, told.forecast_now)] if _shows_today(told) else [] if now > 0 else [(0, 0)]
        points += [(x, count) for x, count in ends if x > now]
    return [{"x": x, "y": y} for x, y in points]


def _top(told: Trajectory) -> int:
    """The end of the upright axis: the smallest round number above all counts."""
    most = max((told.total, told.agreed, told.done_now, 1))
    return -(-most // _tick(most)) * _tick(most)


def _tick(most: int) -> int:
    return next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if most / step <= 4), 5000)


def _counts_axis(told: Trajectory) -> dict[str, Any]:
    top = _top(told)
    ticks = list(range(0, top + 1, _tick(max(told.total, told.agreed, told.done_now, 1))))
    return {"values": ticks, "title": None, "ticks": False, "labelPadding": 8, "format": "d"}


def _months_axis(told: Trajectory, size: Size) -> dict[str, Any]:
    """Some of the months by name, January and the first with its year."""
    step = next((step for step in STEPS if len(told.months) / step <= size.names), 120)
    named = [
        month for at, month in enumerate(told.months)
        if (month.year * 12 + month.month - 1) % step == 0 or (step > len(told.months) and at == 0)
    ]  # fmt: skip
    words = {str(_days(told, month)): _name(month, first=at == 0, years=step >= 12) for at, month in enumerate(named)}
    return {
        "values": [int(x) for x in words], "labelExpr": f"{json.dumps(words)}[datum.value]", "title": None,
        "grid": False, "labelOverlap": "greedy", "labelFlush": True,
    }  # fmt: skip


def _name(month: date, *, first: bool, years: bool) -> str:
    if years:
        return str(month.year)
    return f"{SHORT[month.month - 1]} {month.year}" if first or month.month == 1 else SHORT[month.month - 1]


def _today(told: Trajectory, x: dict[str, Any]) -> list[dict[str, Any]]:
    """Today's line, with its day at the head."""
    if not _shows_today(told):
        return []
    now = _days(told, told.today + timedelta(days=1))
    at, share = [{"x": now, "words": _say_today(told)}], now / _length(told)
    align = "left" if share < 0.12 else "right" if share > 0.88 else "center"
    words = {"type": "text", "align": align, "y": -17, "color": charts.CLAY, "fontWeight": 600, "fontSize": 14}
    encoding = {"x": x, "text": {"field": "words", "type": "nominal"}}
    rule = {"type": "rule", "color": charts.CLAY, "strokeWidth": 1.5, "y": -8, "y2": "height"}
    return [
        {"data": {"values": at}, "mark": rule, "encoding": {"x": x}},
        {"data": {"values": at}, "mark": words, "encoding": encoding},
    ]


def _say_today(told: Trajectory) -> str:
    return f"Today, {told.today.day} {MONTHS[told.today.month - 1]}"


def _words(told: Trajectory, size: Size, x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """The name of each line beside it, and a ring where the work stands."""
    made = [_label(words, at, look, x, y) for words, at, look in _labels(told, size)]
    if _shows_today(told):
        here = [{"x": _days(told, told.today + timedelta(days=1)), "y": told.done_now}]
        ring = {"type": "point", "filled": True, "fill": charts.TEAL_900, "stroke": "#ffffff", "strokeWidth": 2}
        made.append(
            {"data": {"values": here}, "mark": {**ring, "size": 110, "opacity": 1}, "encoding": {"x": x, "y": y}}
        )
    return made


def _label(
    words: str, at: tuple[int, int], look: dict[str, Any], x: dict[str, Any], y: dict[str, Any]
) -> dict[str, Any]:
    value = [{"x": at[0], "y": at[1], "words": words}]
    mark = {"type": "text", "fontWeight": 600, "baseline": "middle", **look}
    return {"data": {"values": value}, "mark": mark, "encoding": {"x": x, "y": y, "text": {"field": "words"}}}


def _labels(told: Trajectory, size: Size) -> list[tuple[str, tuple[int, int], dict[str, Any]]]:
    """What is written where. On a narrow chart the names stand above the ends of their lines, within the field."""
    if not told.months:
        return []
    wide, end = size.right > 60, _length(told)
    place = {"align": "left", "dx": 8} if wide else {"align": "right", "dx": -2}
    plan, forecast = {**place, "color": charts.INK_SOFT}, {**place, "color": charts.TEAL_700}
    pixels = size.inner[1] / _top(told)
    gap = (told.agreed - told.total) * pixels
    names = [(f"Forecast: {told.total}", (end, told.total), forecast)]
    if told.baseline and told.agreed == told.total and wide:
        names = [("Plan and", (end, told.total), {**plan, "dy": -APART / 2})]
        names.append((f"forecast: {told.total}", (end, told.total), {**forecast, "dy": APART / 2}))
    elif told.baseline and not wide:
        names = [(f"Forecast: {told.total}", (end, told.total), {**forecast, "dy": 2 * APART})]
        names.append((f"Agreed: {told.agreed}", (end, told.total), {**plan, "dy": 3 * APART}))
    elif told.baseline:
        shift = max(0.0, APART - abs(gap)) / 2 * (1 if gap >= 0 else -1)
        names = [(f"Forecast: {told.total}", (end, told.total), {**forecast, "dy": shift})]
        names.append((f"Agreed: {told.agreed}", (end, told.agreed), {**plan, "dy": -shift}))
    return [*names, *_done_label(told, wide)]


def _done_label(told: Trajectory, wide: bool) -> list[tuple[str, tuple[int, int], dict[str, Any]]]:
    if not _shows_today(told):
        return []
    now = _days(told, told.today + timedelta(days=1))
    left = now / _length(told) > 0.6
    look = {
        "align": "right" if left else "left",
        "dx": -12 if left else 11,
        "dy": 19,
        "color": charts.INK,
        "fontWeight": 700,
    }
    of_due = wide and told.due and told.due_done == told.done_now
    words = f"Complete: {told.done_now}{f' of {told.due} due' if of_due else ''}"
    if told.done_now <= _top(told) * 0.12:
        look["dy"] = -16
    return [(words, (now, told.done_now), look)]
