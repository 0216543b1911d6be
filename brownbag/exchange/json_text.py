"""Write JSON with exact numbers: 7.40 stays 7.40."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

_MARK = "\ue000"
_NUMBER = re.compile(f'"{_MARK}(-?[0-9.]+){_MARK}"')


def dumps(value: Any) -> str:
    """Return JSON in which a Decimal stands as the number it is.

    >>> dumps({"value": Decimal("7.40")})
    '{"value": 7.40}'
    """
    text = json.dumps(value, ensure_ascii=False, default=_marked)
    return _NUMBER.sub(r"\1", text)


def _marked(value: Any) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        return f"{_MARK}{value:f}{_MARK}"
    raise TypeError(f"{type(value).__name__} has no place in JSON")
