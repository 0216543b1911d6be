"""The secrets of a link to the newest list, and the SMART Health Link made of them.

https://docs.smarthealthit.org/smart-health-links/spec. The token of the address
(256 bits), the key of the files and the passcode are worked out from the
server's secret key and a random seed, so that they can be shown and printed
again while the database holds none of them.
"""

import hashlib
import hmac
import io
import json
import secrets
from base64 import urlsafe_b64encode

import segno
from django.conf import settings
from django.urls import reverse

WRONG_CODES_ALLOWED = 10
# Long-term use, with content that changes; a passcode is needed.
FLAGS = "LP"
LABEL = "Medication list"
PLAIN = {"border": 4, "svgclass": None, "lineclass": None}


def new_seed():
    "A seed that no other link has, before or after a back-up is put back."
    return secrets.token_hex(16)


def token_of(seed):
    "The token in the link's address."
    return _encoded(_mac("token", seed))


def key_of(seed):
    "The 32 bytes that the files behind the link are encrypted with."
    return _mac("key", seed)


def passcode_of(seed):
    "The six digits that open the link; they travel apart from it."
    return f"{int.from_bytes(_mac('passcode', seed)[:8]) % 1_000_000:06d}"


def digest_of(token):
    "What the database keeps of a token."
    return hashlib.sha256(token.encode()).hexdigest()


def is_passcode(typed, seed):
    "Whether the typed digits are the passcode; spaces and dashes do not matter."
    digits = "".join(character for character in typed if character in "0123456789")
    return hmac.compare_digest(digits, passcode_of(seed))


def page_address(seed):
    "The address of the page for someone without an app."
    return settings.ORIGIN.geturl() + reverse("shared_list", args=[token_of(seed)])


def health_link(link):
    "The link as an app reads it, after the address of the page for whoever has no app."
    return f"{page_address(link.link_seed)}#shlink:/{_encoded(_payload(link))}"


def qr_code(link):
    "The link as a QR code of error correction level M, in SVG."
    drawn = io.BytesIO()
    _code(link).save(drawn, kind="svg", xmldecl=False, nl=False, **PLAIN)
    return drawn.getvalue().decode()


def qr_image(link):
    "The QR code as the address of an image."
    return _code(link).svg_data_uri(**PLAIN)


def _code(link):
    return segno.make(health_link(link), error="m", boost_error=False, micro=False)


def _payload(link):
    said = {
        "url": settings.ORIGIN.geturl() + reverse("shared_manifest", args=[token_of(link.link_seed)]),
        "key": _encoded(key_of(link.link_seed)),
        "exp": int(link.expires_at.timestamp()),
        "flag": FLAGS,
        "label": LABEL,
    }
    return json.dumps(said, separators=(",", ":")).encode()


def _encoded(content):
    return urlsafe_b64encode(content).decode().rstrip("=")


def _mac(purpose, seed):
    return hmac.digest(settings.SECRET_KEY.encode(), f"list link {purpose} {seed}".encode(), "sha256")
