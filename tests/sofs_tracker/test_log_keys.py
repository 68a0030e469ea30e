"""Addresses that are their own key do not stand in the logs."""

import pytest

from sofs_tracker.logs import hide_keys


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("GET /fenshire/feeds/Ab3_xYz-0123456789.ics", "GET /fenshire/feeds/….ics"),
        ("POST /fenshire/answer/MTox:1abc:def_-123/", "POST /fenshire/answer/…/"),
        ("GET /fenshire/plans/feeds/12/revoke/", "GET /fenshire/plans/feeds/12/revoke/"),
    ],
)
def test_a_key_in_an_address_is_not_written(line: str, written: str) -> None:
    assert hide_keys(None, "info", {"request": line, "code": 200}) == {"request": written, "code": 200}
