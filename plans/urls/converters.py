"""What an address may hold where a ref stands."""

from django.urls import register_converter


class RefConverter:
    """An action's ref: 2.10, 1a, A1.2. Nothing else reaches a view."""

    regex = r"[A-Za-z0-9][A-Za-z0-9.\-]{0,19}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RefConverter, "ref")
