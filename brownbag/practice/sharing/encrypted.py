"""Files encrypted as compact JSON Web Encryption: a shared key, AES-256-GCM, compressed before.

https://www.rfc-editor.org/rfc/rfc7516 with `dir` and `A256GCM` of RFC 7518.
"""

import json
import secrets
import zlib
from base64 import urlsafe_b64encode

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TAG_BYTES = 16
RAW_DEFLATE = -15


def encrypted(content, *, key, content_type):
    "Return the bytes encrypted with the key, as five parts joined by full stops."
    header = {"alg": "dir", "enc": "A256GCM", "cty": content_type, "zip": "DEF"}
    protected = _encoded(json.dumps(header, separators=(",", ":")).encode())
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(key).encrypt(nonce, _deflated(content), protected.encode())
    parts = (protected, "", _encoded(nonce), _encoded(sealed[:-TAG_BYTES]), _encoded(sealed[-TAG_BYTES:]))
    return ".".join(parts)


def _deflated(content):
    compressor = zlib.compressobj(wbits=RAW_DEFLATE)
    return compressor.compress(content) + compressor.flush()


def _encoded(content):
    return urlsafe_b64encode(content).decode().rstrip("=")
