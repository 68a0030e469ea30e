"""Pages about people and registers, below a council's address."""


app_name = "accounts"
urlpatterns: list[object] = []
