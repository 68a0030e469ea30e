#!/usr/bin/env python3
"""A data warehouse: everything once, then each night what has changed since.

    warehouse.py https://tracker.example/api/v1/fenshire KEY folder

Keeps `actions.json`, `updates.json` and `state.json` in the folder, and prints what it did.
"""

import json
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import requests

A_MINUTE = timedelta(minutes=1)


class Warehouse:
    """What it has stored, and where it reads."""

    def __init__(self, base: str, key: str, folder: Path) -> None:
        self.base, self.folder = base.rstrip("/"), folder
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Api-Key {key}"

    def run(self) -> str:
        state = self.load("state")
        return self.first() if not state else self.nightly(state)

    def first(self) -> str:
        """Everything, page by page. The moment it began is where the first night goes on."""
        began = self.get(f"{self.base}/plans/").headers["Date"]
        actions = {str(row["id"]): row for row in self.pages(f"{self.base}/actions/?page_size=500")}
        updates = {str(row["id"]): row for row in self.pages(f"{self.base}/updates/?page_size=500")}
        self.save(actions=actions, updates=updates)
        self.save(state={"since": parsedate_to_datetime(began).isoformat(), "seen": []})
        return f"first {len(actions)} actions, {len(updates)} updates"

    def nightly(self, state: dict[str, Any]) -> str:
        """What has changed, from a minute before the last time on; what is known already is left out."""
        since = datetime.fromisoformat(state["since"]) - A_MINUTE
        address = requests.Request("GET", f"{self.base}/changes/", params={"since": since.isoformat()}).prepare().url
        seen = {tuple(one) for one in state["seen"]}
        found = list(self.pages(str(address)))
        news = [one for one in found if (one["kind"], one["id"]) not in seen]
        actions, updates = self.load("actions"), self.load("updates")
        for number in {one["action"]["id"] for one in news if one["action"]}:
            actions[str(number)] = self.get(f"{self.base}/actions/{number}/").json()
        for one in (one for one in news if one["kind"] == "rating"):
            updates[str(one["id"])] = self.get(f"{self.base}/updates/{one['id']}/").json()
        self.save(actions=actions, updates=updates)
        last = found[-1]["at"] if found else state["since"]
        self.save(state={"since": last, "seen": [[one["kind"], one["id"]] for one in found]})
        return f"night {len(news)} changes"

    def pages(self, address: str) -> Iterator[dict[str, Any]]:
        while address:
            page = self.get(address).json()
            yield from page["results"]
            address = page["next"]

    def get(self, address: str) -> requests.Response:
        answer = self.session.get(address, timeout=30)
        answer.raise_for_status()
        return answer

    def load(self, name: str) -> dict[str, Any]:
        file = self.folder / f"{name}.json"
        found: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
        return found

    def save(self, **tables: dict[str, Any]) -> None:
        for name, rows in tables.items():
            (self.folder / f"{name}.json").write_text(json.dumps(rows))


if __name__ == "__main__":
    print(Warehouse(sys.argv[1], sys.argv[2], Path(sys.argv[3])).run())
