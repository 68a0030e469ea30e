"""The REST API's addresses, below /api/v1/<council>/."""

urlpatterns: list[object] = []
