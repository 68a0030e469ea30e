"""axe-core over a page that is open: WCAG 2.0 to 2.2, A and AA."""

import json
from pathlib import Path
from typing import Any

import axe_playwright_python

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}


def violations(page: Any) -> list[str]:
    """What axe finds, a line for each place: rule, what is wrong, and the element."""
    page.evaluate(SOURCE)
    found = page.evaluate(f"axe.run(document, {json.dumps(OPTIONS)})")
    assert found["passes"] or not found["violations"], "axe looked at nothing"
    return [_line(rule["id"], node) for rule in found["violations"] for node in rule["nodes"]]


def _line(rule: str, node: Any) -> str:
    said = "; ".join(check["message"] for check in node["any"] + node["all"] + node["none"])
    return f"{rule}: {node['html'][:160]} ({said[:200]})"
