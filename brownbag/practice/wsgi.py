"""The application as a web server runs it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brownbag.practice.settings")
application = get_wsgi_application()
