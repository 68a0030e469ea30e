"""How the columns of a file were matched, and what the officer changed about it."""

from typing import Any

GOES_TO = (
    ("ref", "Ref"), ("area", "Delivery area"), ("what", "What needs to happen"), ("by_when", "Dates"),
    ("starts", "Start date"), ("who", "Lead and others"), ("lead", "Lead"), ("involved", "Others involved"),
    ("monitored_through", "Monitored through"), ("rag", "Rating and update"), ("update", "Update"), ("", "Leave out"),
)  # fmt: skip
SHOWN_COLUMNS = 40
RATINGS_ARE: tuple[tuple[str, bool | None], ...] = (("sure", None), ("yes", True), ("no", False))
WORDS = {
    "sure": "Take what can only be a rating; keep other words as the update",
    "yes": "Everything in the column is a rating: letters and numbers too",
    "no": "None of it is a rating: keep all of it as words",
}


def shown(parsed: dict[str, Any], choices: dict[str, Any]) -> list[dict[str, Any]]:
    """One line for each column of the tables of actions; tables that look alike share their lines."""
    lines = []
    for number, tables in enumerate(_alike(parsed)):
        for column in range(min(_width(tables[0]), SHOWN_COLUMNS)):
            chosen = next((name for name, at in tables[0]["columns"].items() if at == column), "")
            if chosen not in dict(GOES_TO):
                continue
            lines.append(
                {
                    "name": f"m-{number}-{column}", "chosen": chosen, "options": GOES_TO,
                    "heading": _heading(tables, column),
                    "sample": _sample(tables, column),
                }
            )  # fmt: skip
    return lines


def read(parsed: dict[str, Any], choices: dict[str, Any], given: Any) -> dict[str, Any]:
    """The mapping, ratings and colours as chosen on the page; a part the page did not show stays as it was."""
    kept: dict[str, Any] = {name: choices.get(name) for name in ("mapping", "ratings", "colours") if name in choices}
    groups = _alike(parsed)
    chosen = [_columns(number, tables, given) for number, tables in enumerate(groups)]
    if any(now != tables[0]["columns"] for now, tables in zip(chosen, groups, strict=True)):
        kept["mapping"] = [
            {"table": table["table"], "columns": now}
            for now, tables in zip(chosen, groups, strict=True)
            for table in tables
        ]
    if "ratings" in given:
        kept["ratings"] = dict(RATINGS_ARE).get(given["ratings"])
    if _has_colours(parsed, choices):
        kept["colours"] = given.get("colours") == "yes"
    return kept


def ratings(parsed: dict[str, Any], choices: dict[str, Any]) -> dict[str, Any]:
    """How the rating column is read: what can only be a rating, all of it, or none; and whether colours count."""
    columns = [table["columns"] for table in parsed.get("mapping", [])]
    chosen = next((key for key, value in RATINGS_ARE if value is choices.get("ratings")), "sure")
    return {
        "there": any("rag" in each for each in columns),
        "options": [(key, WORDS[key]) for key, _ in RATINGS_ARE],
        "chosen": chosen,
        "colours": parsed.get("colours", 0),
        "asks_colours": _has_colours(parsed, choices),
        "by_colour": bool(choices.get("colours")),
    }


def _has_colours(parsed: dict[str, Any], choices: dict[str, Any]) -> bool:
    return bool(parsed.get("colours") or choices.get("colours"))


def _columns(number: int, tables: list[dict[str, Any]], given: Any) -> dict[str, int]:
    """Which column each part of an action is in, as posted; what the page did not ask about stays."""
    columns = {name: at for name, at in tables[0]["columns"].items() if name not in dict(GOES_TO)}
    for column in range(min(_width(tables[0]), SHOWN_COLUMNS)):
        before = next((name for name, at in tables[0]["columns"].items() if at == column), "")
        name = given.get(f"m-{number}-{column}", before)
        if name in dict(GOES_TO) and name:
            columns.setdefault(name, column)
    return columns


def _alike(parsed: dict[str, Any]) -> list[list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for table in parsed.get("mapping", []):
        groups.setdefault(repr((_width(table), sorted(table["columns"].items()))), []).append(table)
    return list(groups.values())


def _width(table: dict[str, Any]) -> int:
    places: list[int] = [at + 1 for at in table["columns"].values() if at is not None]
    return max([len(table.get("headings", [])), *places])


def _heading(tables: list[dict[str, Any]], column: int) -> str:
    words = (table.get("headings", [])[column : column + 1] for table in tables)
    said = dict.fromkeys(" ".join(text.split()) for found in words for text in found if text.strip())
    return " / ".join(said)[:120] or (
        "(first column, no heading)" if column == 0 else f"(column {column + 1}, no heading)"
    )


def _sample(tables: list[dict[str, Any]], column: int) -> str:
    """What is in a column: its first words, and how many of its rows are filled."""
    filled = sum(sum(table.get("filled", [])[column : column + 1]) for table in tables)
    rows = sum(table.get("rows", 0) for table in tables)
    if not filled:
        return "Empty in every row"
    short = [text for table in tables for found in table.get("samples", [])[column : column + 1] for text in found][:3]
    first = ", ".join(short) if all(len(text) <= 12 for text in short) else ""
    return f"{first + ': ' if first else ''}{filled} of {rows} filled"
