"""The page that describes the API works under our own rules for scripts and styles, from our own server alone."""

from typing import Any


def test_the_docs_page_shows_every_operation_and_asks_nobody_else(page: Any, live_server: Any) -> None:
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto("/api/v1/docs/")
    page.locator(".opblock-tag").first.wait_for()
    assert page.locator(".opblock-tag").count() > 10
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []
    assert faults == []
