"""Open a SMART Health Link as an app of another maker would, from the specification alone.

https://docs.smarthealthit.org/smart-health-links/spec. Nothing of the application is used here.
"""

import json
import zlib
from base64 import urlsafe_b64decode
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


@dataclass(frozen=True)
class Payload:
    "What stands in a link."

    url: str
    key: str
    flag: str
    label: str
    exp: int


def payload_of(address):
    "What a scanned code says."
    viewer, _, rest = address.rpartition("shlink:/")
    assert viewer == "" or viewer.endswith("#")
    said = json.loads(_bytes(rest))
    assert said.keys() == {"url", "key", "flag", "label", "exp"}
    payload = Payload(**said)
    assert len(payload.url) <= 128
    assert len(payload.key) == 43
    assert len(payload.label) <= 80
    assert list(payload.flag) == sorted(payload.flag)
    return payload


def opened(sealed, payload):
    "The header and the content of an encrypted file."
    protected, encrypted_key, nonce, text, tag = sealed.split(".")
    header = json.loads(_bytes(protected))
    assert (header["alg"], header["enc"], encrypted_key) == ("dir", "A256GCM", "")
    plain = AESGCM(_bytes(payload.key)).decrypt(_bytes(nonce), _bytes(text) + _bytes(tag), protected.encode())
    if header.get("zip") == "DEF":
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        plain = inflate.decompress(plain) + inflate.flush()
    return header, plain


def _bytes(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
