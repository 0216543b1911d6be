"""The secret link under which a prescriber opens one request, and its reply code.

Both are worked out from the server's secret key and the request, so that the
pharmacist can be shown them again while the database holds only a digest. A
new link number makes a new link and ends the one before.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from django.conf import settings

WRONG_CODES_ALLOWED = 5


def link_token(request_id, link_number):
    "The 256-bit token of a request's link, safe in a web address."
    return urlsafe_b64encode(_mac("link", request_id, link_number)).decode().rstrip("=")


def reply_code(request_id, link_number):
    "The six digits that open the page behind the link; they travel apart from it."
    return f"{int.from_bytes(_mac('code', request_id, link_number)[:8]) % 1_000_000:06d}"


def digest_of(token):
    "What the database keeps of a token."
    return hashlib.sha256(token.encode()).hexdigest()


def is_reply_code(typed, request_id, link_number):
    "Whether the typed digits are the request's reply code; spaces and dashes do not matter."
    digits = "".join(character for character in typed if character.isdigit())
    return hmac.compare_digest(digits, reply_code(request_id, link_number))


def _mac(purpose, request_id, link_number):
    message = f"prescriber {purpose} {request_id} {link_number}"
    return hmac.digest(settings.SECRET_KEY.encode(), message.encode(), "sha256")
