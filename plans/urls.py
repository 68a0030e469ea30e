"""Pages about plans, below a council's address."""

app_name = "plans"
urlpatterns: list[object] = []
