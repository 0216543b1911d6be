"""Refuse a request that is larger than any document we read, before its body is read."""

from django.shortcuts import render

LARGEST_UPLOAD = 50 * 1024 * 1024


class UploadLimitMiddleware:
    "Answer a too large upload in a sentence; nothing of it is kept."

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _length(request) > LARGEST_UPLOAD:
            return render(request, "shared_pages/413.html", {"demo_mode": False}, status=413)
        return self.get_response(request)


def _length(request):
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isdecimal() else 0
