"""The application as a web server runs it."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from brownbag.clinical.knowledge.load import load, use_overlay
from brownbag.exchange.drug_lists import use_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brownbag.practice.settings")
application = get_wsgi_application()
use_loaded(settings.DATA)
if settings.OVERLAY:
    use_overlay(settings.OVERLAY)
    load()  # a local change that does not fit keeps the server from starting
