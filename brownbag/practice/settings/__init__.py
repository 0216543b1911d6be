"""Settings, read from the environment once at start-up."""

from pathlib import Path

from brownbag.practice.settings.environment import (
    database_from,
    folder,
    origin_from,
    secret_key_from,
    setting,
)

BASE = Path(__file__).resolve().parents[3]
DATA = Path(setting("BROWNBAG_DATA") or BASE / "var")
OVERLAY = Path(setting("BROWNBAG_OVERLAY")) if setting("BROWNBAG_OVERLAY") else None
DEMO = setting("BROWNBAG_DEMO") == "yes"
ORIGIN = origin_from(setting("BROWNBAG_URL") or "http://127.0.0.1:8000")

SECRET_KEY = secret_key_from(setting("BROWNBAG_SECRET_KEY"), keep_in=DATA)
DEBUG = False
ALLOWED_HOSTS = list(dict.fromkeys([ORIGIN.hostname, "127.0.0.1", "localhost"]))
CSRF_TRUSTED_ORIGINS = [ORIGIN.geturl()]
IS_HTTPS = ORIGIN.scheme == "https"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "brownbag.practice.accounts",
    "brownbag.practice.shared_pages",
    "brownbag.practice.people",
    "brownbag.practice.medication_list",
    "brownbag.practice.reviews",
    "brownbag.practice.plans",
    "brownbag.practice.follow_up",
    "brownbag.practice.sharing",
    "brownbag.practice.documents",
    "brownbag.practice.papers",
    "brownbag.practice.prescriber_pages",
    "brownbag.practice.patient_pages",
    "brownbag.practice.workspace",
    "brownbag.practice.demo",
    "brownbag.practice.audit.apps.AuditConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "brownbag.practice.shared_pages.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "brownbag.practice.shared_pages.uploads.UploadLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "brownbag.practice.shared_pages.sessions.SessionLimitsMiddleware",
    "brownbag.practice.audit.actor.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "brownbag.practice.shared_pages.policy.PolicyMiddleware",
    "brownbag.practice.shared_pages.errors.RefusalMiddleware",
]

ROOT_URLCONF = "brownbag.practice.urls"
WSGI_APPLICATION = "brownbag.practice.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "brownbag.practice.shared_pages.context.frame",
                "brownbag.practice.workspace.context.navigation",
            ],
        },
    }
]

DATABASES = {"default": database_from(setting("BROWNBAG_DATABASE_URL"), keep_in=DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Staff"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "sign_in"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = 60 * 60 if DEMO else 15 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
# With "no-referrer" browsers send forms with the origin "null", which the form protection refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "brownbag.practice.shared_pages.errors.form_expired"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = folder(DATA / "static")
WHITENOISE_USE_FINDERS = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Only what happened and where, never what a form or an address held.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "brownbag.practice.shared_pages.logs.NothingPersonal"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["errors"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["errors"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["errors"], "level": "ERROR", "propagate": False},
    },
}
