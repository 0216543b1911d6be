"""Settings, read from the environment once at start-up."""

from pathlib import Path

BASE = Path(__file__).resolve().parents[3]
SECRET_KEY = "not-for-real-use"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE / "var" / "brownbag.sqlite3"}}
USE_TZ = True
