"""The application as a web server runs it."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from brownbag.clinical import vocabulary
from brownbag.clinical.knowledge.load import load, use_overlay
from brownbag.exchange.drug_lists import use_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brownbag.practice.settings")
application = get_wsgi_application()
use_loaded(settings.DATA)
if settings.OVERLAY:
    use_overlay(settings.OVERLAY)
# Now, not at the first page; a local change that does not fit keeps the server from starting.
load()
vocabulary.load()
# A million small values that stay: without this a page waits, now and then, while all are looked through for garbage.
gc.freeze()
