"""A form is carried out once: a double click, a retry or the back button changes nothing more."""

import uuid
from functools import wraps

from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render

from brownbag.practice.shared_pages.models import UsedToken

FIELD = "one_use_token"


def once(view):
    """Carry out a view's POST once for each token of a form.

    The view runs in a transaction together with the token. The same token
    again gets the redirect of the first time. Where the first time led to a
    page with errors, nothing was carried out and the form may be sent again.
    """

    @wraps(view)
    def carried_out_once(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        token = _token_of(request)
        if token is None:
            return render(request, "shared_pages/no_token.html", status=400)
        with transaction.atomic():
            return _carry_out(view, request, token, args, kwargs)

    return carried_out_once


def _token_of(request):
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def _carry_out(view, request, token, args, kwargs):
    used_by = request.user if request.user.is_authenticated else None
    used, is_new = UsedToken.objects.select_for_update().get_or_create(
        token=token, defaults={"used_by": used_by}
    )
    if not is_new:
        same_person = used.used_by_id == (used_by.pk if used_by else None)
        return HttpResponseRedirect(used.led_to if same_person else "/")
    response = view(request, *args, **kwargs)
    if response.status_code not in (302, 303):
        used.delete()
        return response
    used.led_to = response["Location"]
    used.save(update_fields=["led_to"])
    return response
