"""What may be asked of the API: only what a view declares."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class Declared(BasePermission):
    """Allows a method only when the view's `permissions` names a permission for it, and the user has it."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return self._asks(request, view, getattr(request._request, "authority", None))

    def has_object_permission(self, request: Request, view: Any, obj: Any) -> bool:
        return self._asks(request, view, obj)

    def _asks(self, request: Request, view: Any, obj: Any) -> bool:
        perm = getattr(view, "permissions", {}).get(request.method)
        return bool(perm and request.user.is_authenticated and request.user.has_perm(perm, obj))
