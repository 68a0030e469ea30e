"""What may be asked of the API: only what a view declares."""

from typing import Any

from rest_framework.exceptions import MethodNotAllowed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request


def authority_of(request: Request) -> Any:
    """The council in the address, as the middleware or the key found it."""
    return getattr(request._request, "authority", None)


class Declared(BasePermission):
    """Allows a method only when the view's `permissions` names a permission for it, and the user has it.

    It is asked of what the view says it is about (`permission_object`), else of the council in the address.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        perm = getattr(view, "permissions", {}).get(request.method)
        if not perm:
            raise MethodNotAllowed(str(request.method))
        about = getattr(view, "permission_object", lambda: None)() or authority_of(request)
        return bool(request.user.has_perm(perm, about))
