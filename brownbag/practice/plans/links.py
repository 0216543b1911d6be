"""The secret link under which a prescriber opens one request, and its reply code.

Both are worked out from the server's secret key and a random seed, so that the
pharmacist can be shown them again and no link can fit another request after a
back-up is put back. A new seed makes a new link and ends the one before.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

from django.conf import settings

WRONG_CODES_ALLOWED = 5


def new_seed():
    "A seed that no other link has, before or after a back-up is put back."
    return secrets.token_hex(16)


def link_token(seed):
    "The 256-bit token of a request's link, safe in a web address."
    return urlsafe_b64encode(_mac("link", seed)).decode().rstrip("=")


def reply_code(seed):
    "The six digits that open the page behind the link; they travel apart from it."
    return f"{int.from_bytes(_mac('code', seed)[:8]) % 1_000_000:06d}"


def digest_of(token):
    "What the database keeps of a token."
    return hashlib.sha256(token.encode()).hexdigest()


def is_reply_code(typed, seed):
    "Whether the typed digits are the request's reply code; spaces and dashes do not matter."
    digits = "".join(character for character in typed if character.isdigit())
    return hmac.compare_digest(digits, reply_code(seed))


def _mac(purpose, seed):
    message = f"prescriber {purpose} {seed}"
    return hmac.digest(settings.SECRET_KEY.encode(), message.encode(), "sha256")
