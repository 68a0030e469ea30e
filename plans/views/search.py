"""Finding an action from anywhere."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.views import PermissionMixin
from plans import search
from plans.views.find import link


class SearchPage(PermissionMixin, TemplateView):
    """What the search box of every page leads to: the action with that ref, else every action with those words."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/search.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        words = search.clean(request.GET.get("q", ""))
        found = search.find(request.authority, request.user, words) if words else []
        exact = [action for action in found if action.ref.lower() == words.lower()]
        if len(exact) == 1 and exact[0].plan.is_tracked:
            exact[0].plan.authority = request.authority
            return HttpResponseRedirect(link("plans:action", exact[0].plan, ref=exact[0].ref))
        shown: list[Any] = found[: search.MOST_FOUND]
        for action in shown:
            action.plan.authority = request.authority
            action.url = link("plans:action", action.plan, ref=action.ref)
        more = len(found) > search.MOST_FOUND
        return self.render_to_response(self.get_context_data(words=words, found=shown, more=more))
