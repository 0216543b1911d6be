"""How often one link may be asked for its list; an app that polls is told to wait."""

from django.core.cache import cache

REQUESTS_ALLOWED = 60
WITHIN_SECONDS = 600
POLL_EVERY_SECONDS = 3600


def asked_too_often(link):
    "Count one request for a link, and say whether there were too many lately."
    counted = f"list-link-{link.pk}"
    cache.add(counted, 0, WITHIN_SECONDS)
    try:
        return cache.incr(counted) > REQUESTS_ALLOWED
    except ValueError:
        # The count ended between the two calls; a new one begins with the next request.
        return False
