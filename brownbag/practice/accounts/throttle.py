"""Count failed sign-ins by name and address; a pause, never a lock for good."""

import hashlib

from django.core.cache import cache

FAILURES_ALLOWED = 8
PAUSE_SECONDS = 300


def key(username, request):
    "What is counted together: one name tried from one address."
    address = request.META.get("REMOTE_ADDR", "")
    return "sign-in-" + hashlib.sha256(f"{username.casefold()} {address}".encode()).hexdigest()


def must_wait(tried):
    "Whether there were too many failures within the pause."
    return cache.get(tried, 0) >= FAILURES_ALLOWED


def note_failure(tried):
    "Count one failure; the count ends with the pause."
    cache.add(tried, 0, PAUSE_SECONDS)
    cache.incr(tried)


def forget(tried):
    "Forget the failures after a sign-in that worked."
    cache.delete(tried)
