"""A session ends after twelve hours, or earlier when nobody used it for a while."""

import time

from django.conf import settings
from django.contrib.auth import logout

STARTED, USED = "started_at", "used_at"
# Writing the time of use at most once a minute keeps reading a page from writing to the database.
NOTED_EVERY_SECONDS = 60


class SessionLimitsMiddleware:
    "Sign out whoever was idle too long or is signed in too long."

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            self._limit(request, now=int(time.time()))
        return self.get_response(request)

    def _limit(self, request, *, now):
        session = request.session
        started, used = session.get(STARTED, now), session.get(USED, now)
        if now - used > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif STARTED not in session or now - used >= NOTED_EVERY_SECONDS:
            session[STARTED], session[USED] = started, now
