"""Read one setting each from the environment, with a sentence where it cannot be used."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
    ),
}


def setting(name):
    "Return a setting of the environment, empty when it is not set."
    return os.environ.get(name, "").strip()


def folder(path):
    "Return a folder of the data, made if it was not there."
    path.mkdir(parents=True, exist_ok=True)
    return path


def origin_from(address):
    "Return the parsed web address under which people reach the practice."
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise ImproperlyConfigured(
            f"BROWNBAG_URL is {address!r}; expected scheme and host only, such as https://meds.example.org"
        )
    return parts._replace(path="", query="", fragment="")


def secret_key_from(given, *, keep_in):
    "Return the secret key that was given, or the one made at first start and kept beside the data."
    if given:
        return given
    kept = Path(keep_in) / "secret_key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text().strip()


def database_from(address, *, keep_in):
    "Return the database settings: embedded SQLite unless a postgresql:// address is given."
    if not address:
        address = f"sqlite:///{Path(keep_in) / 'brownbag.sqlite3'}"
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(address.removeprefix("sqlite:///")),
            "OPTIONS": SQLITE_OPTIONS,
        }
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": parts.port or "",
            "CONN_MAX_AGE": 60,
        }
    raise ImproperlyConfigured(
        "BROWNBAG_DATABASE_URL starts with "
        f"{parts.scheme!r}; expected sqlite:///path/to/file or postgresql://user@host/name"
    )
