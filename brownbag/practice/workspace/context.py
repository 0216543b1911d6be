"""How much is waiting, for the navigation of every page."""

from django.utils.functional import SimpleLazyObject

from brownbag.practice.plans.queries import replies_to_act_on


def navigation(request):
    "The count of replies to act on; asked for only where a page shows it."
    return {"replies_waiting": SimpleLazyObject(lambda: replies_to_act_on(request.user).count())}
