"""Error pages that say in a sentence what happened and what to do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from brownbag.practice.shared_pages.refusal import Refusal
from brownbag.practice.shared_pages.tenancy import StaleVersion


def bad_request(request, exception=None):
    "The page for something that could not be understood."
    return render(request, "shared_pages/400.html", status=400)


def not_allowed(request, exception=None):
    "The page for someone who may not open it."
    return render(request, "shared_pages/403.html", status=403)


def not_found(request, exception=None):
    "The page for what is not there, or is not this person's to see; the two look the same."
    return render(request, "shared_pages/404.html", status=404)


def failed(request):
    "The page for a fault of ours. It needs nothing that may have failed."
    return HttpResponse(render_to_string("shared_pages/500.html"), status=500)


def form_expired(request, reason=""):
    "The page for a form that was sent without its protection, most often after signing in anew."
    return render(request, "shared_pages/form_expired.html", status=403)


class RefusalMiddleware:
    "Say in a sentence why an action was refused, and show what was typed when someone else was faster."

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refusal):
            return render(request, "shared_pages/refused.html", {"why": str(exception)}, status=409)
        if not isinstance(exception, StaleVersion):
            return None
        typed = [
            (name.replace("_", " "), value)
            for name, value in request.POST.items()
            if value and name not in ("csrfmiddlewaretoken", "one_use_token", "version")
        ]
        return render(request, "shared_pages/409.html", {"typed": typed}, status=409)
