#!/usr/bin/env python3
"""A case-management system: posts how an action stands, having read what was said before.

    case_system.py https://tracker.example/api/v1/fenshire KEY REF RATING "Sentence" [SEEN]

Prints the id of the update. Somebody else was faster: prints what they said, and ends with 3. SEEN stands for what
this system read earlier; without it, the action is read now.
"""

import sys
import uuid
from typing import Any

import requests


def post_update(base: str, key: str, ref: str, rag: str, comment: str, seen: str | None) -> int:
    """Read the action, then say how it stands. A network that fails is tried again: the key makes it one update."""
    session = requests.Session()
    session.headers["Authorization"] = f"Api-Key {key}"
    found = session.get(f"{base}/actions/", params={"ref": ref, "archived": "false"}, timeout=30)
    found.raise_for_status()
    (action,) = found.json()["results"]
    latest = action["latest"]["id"] if action["latest"] else None
    body = {"rag": rag, "comment": comment, "seen": int(seen) if seen else latest}
    return said(sent(session, f"{base}/actions/{action['id']}/updates/", body))


def sent(session: requests.Session, address: str, body: dict[str, Any]) -> requests.Response:
    """The same request up to three times, until one is answered."""
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    for _ in range(2):
        try:
            return session.post(address, json=body, headers=headers, timeout=30)
        except requests.ConnectionError:
            continue
    return session.post(address, json=body, headers=headers, timeout=30)


def said(answer: requests.Response) -> int:
    """What became of it, in words and as an exit code."""
    if answer.status_code == 201:
        print(answer.json()["id"])
        return 0
    problem = answer.json()
    if answer.status_code == 412:
        print(f"{problem['theirs']['by']} said {problem['theirs']['rag_text']}: {problem['theirs']['comment']}")
        return 3
    print(problem["detail"], problem.get("errors", {}))
    return 1


if __name__ == "__main__":
    given = [*sys.argv[1:], None][:6]
    raise SystemExit(post_update(*given))
