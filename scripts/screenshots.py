#!/usr/bin/env python3
"""Pictures of the main pages of a running demo at 1280 and 320 pixels: scripts/screenshots.py --port 8000

They go to var/screenshots. With --file a plan is also given to the import page, up to its check; nothing is confirmed.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sofs_tracker.demo.people import FENSHIRE, PASSWORD  # noqa: E402 -- found once the project is on the path

FOLDER = ROOT / "var" / "screenshots"
WIDTHS = (1280, 320)
PLAN = "/fenshire/plans/signs-of-safety-across-fenshire/"
PAGES = {
    "": {"sign-in": "/accounts/login/", "sign-in-code": "/accounts/login/code/", "not-found": "/nothing/"},
    "officer": {
        "my-work": "/fenshire/home/",
        "plans": "/fenshire/plans/",
        "plan": PLAN,
        "plan-all": f"{PLAN}?show=all",
        "plan-filtered": f"{PLAN}?rag=red",
        "action": f"{PLAN}actions/2.10/",
        "update": f"{PLAN}actions/2.10/update/",
        "action-edit": f"{PLAN}actions/2.10/edit/",
        "lead": f"{PLAN}actions/2.10/lead/",
        "contents": f"{PLAN}contents/",
        "priority": f"{PLAN}priorities/1/",
        "print": f"{PLAN}print/",
        "search": "/fenshire/search/?q=training",
        "import": "/fenshire/plans/import/",
        "glossary": "/fenshire/glossary/",
    },
    "manager": {
        "people": "/fenshire/people/",
        "invite": "/fenshire/people/invite/",
        "registers": "/fenshire/registers/posts/",
        "settings": "/fenshire/settings/",
        "trail": "/fenshire/audit/",
        "state": f"{PLAN}state/",
    },
    "lead": {"my-work-lead": "/fenshire/home/"},
    "viewer": {"plan-reader": PLAN, "forbidden": "/fenshire/people/"},
}


def sign_in(page: Any, name: str) -> None:
    """As one of the demo's people."""
    page.goto("/accounts/login/")
    page.fill("[name=login]", f"{name}@{FENSHIRE.domain}")
    page.fill("[name=password]", PASSWORD)
    page.click("main form [type=submit]")
    page.wait_for_url("**/home/")


def shoot(page: Any, name: str) -> None:
    """One picture of the whole page at each width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=FOLDER / f"{name}-{width}.png", full_page=True)


def open_row(page: Any) -> None:
    """The row form, as it is when a rating has been refused."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    page.goto(PLAN)
    page.locator(".app-ragbutton").first.click()
    page.locator("tr.app-open form").wait_for()
    shoot(page, "row-open")
    page.keyboard.press("r")
    page.locator("tr.app-open [name=comment]").fill("")
    page.locator("tr.app-open [type=submit]").click()
    page.locator("tr.app-open .govuk-error-summary").wait_for()
    shoot(page, "row-error")


def check_of(page: Any, file: str) -> None:
    """The check page of an import."""
    page.goto("/fenshire/plans/import/")
    page.locator("[name=file]").set_input_files(file)
    page.locator("main form [type=submit]").click()
    page.locator("h1:has-text('Check what was found')").wait_for()
    shoot(page, "import-check")


def take(browser: Any, url: str, file: str) -> None:
    """Every picture."""
    for name, pages in PAGES.items():
        page = browser.new_page(base_url=url, locale="en-GB", timezone_id="Europe/London")
        if name:
            sign_in(page, name)
        for title, address in pages.items():
            page.goto(address)
            shoot(page, title)
        if name == "officer":
            open_row(page)
            if file:
                check_of(page, file)
        page.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--file", default="")
    given = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        program = shutil.which(os.environ.get("CHROMIUM", "chromium"))
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        take(browser, f"http://localhost:{given.port}", given.file)
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
