"""What the frame of every page shows: who is signed in and how much is waiting."""

from django.conf import settings


def frame(request):
    "Words for the frame of a page."
    return {"demo_mode": settings.DEMO}
