"""National Drug Codes as bottles, claims and barcodes write them, brought to the eleven digits of one form."""

from __future__ import annotations

import re

# Labeler, product and package: how many digits each part has in the ten-digit forms of the FDA.
TEN_DIGIT_FORMS = ((4, 4, 2), (5, 3, 2), (5, 4, 1))
ELEVEN = (5, 4, 2)
UPC_DRUG = "3"


def ndc_candidates(text: str) -> tuple[str, ...]:
    """Return every eleven-digit code that a written NDC can mean; none where it is no NDC.

    With hyphens the form is plain. Ten digits without hyphens can be any of three forms.

    >>> ndc_candidates("0093-7214-01"), ndc_candidates("00093721401")
    (('00093721401',), ('00093721401',))
    >>> ndc_candidates("0093721401")
    ('00093721401', '00937021401', '00937214001')
    >>> ndc_candidates("12345"), ndc_candidates("555-1234")
    ((), ())
    """
    bare = re.sub(r"^(?:ndc|n)\s*[:#]?\s*", "", text.strip().lower())
    if re.fullmatch(r"\d{4,5}-\d{3,4}-\d{1,2}", bare):
        parts = tuple(bare.split("-"))
        sizes = tuple(len(part) for part in parts)
        return (_padded(parts),) if sizes in (*TEN_DIGIT_FORMS, ELEVEN) else ()
    if re.fullmatch(r"\d{11}", bare):
        return (bare,)
    return _of_ten_digits(bare) if re.fullmatch(r"\d{10}", bare) else ()


def ndcs_of_barcode(digits: str) -> tuple[str, ...]:
    """Return the codes that a bottle's barcode can mean: UPC-A with a drug prefix, EAN-13 or GTIN-14 of one.

    >>> ndcs_of_barcode("300937214014")
    ('00093721401', '00937021401', '00937214001')
    >>> ndcs_of_barcode("300937214010"), ndcs_of_barcode("036000291452")
    ((), ())
    """
    bare = re.sub(r"\D", "", digits)
    core = bare[-12:] if len(bare) in (12, 13, 14) and _check_digit_holds(bare) else ""
    return _of_ten_digits(core[1:11]) if core.startswith(UPC_DRUG) else ()


def rxcui_key(code: str) -> str:
    """Return the key under which a concept of RxNorm is kept among the products."""
    return f"rxcui {code}"


def rxcui_of(text: str) -> str:
    """Return the code in a text that names a concept of RxNorm, or nothing.

    >>> rxcui_of("RxNorm 855332"), rxcui_of("warfarin 5")
    ('855332', '')
    """
    found = re.fullmatch(r"(?:rxnorm|rxcui)\s*[:#]?\s*(\d{1,8})", text.strip(), re.IGNORECASE)
    return found[1] if found else ""


def product_of(ndc: str) -> str:
    """Return the nine digits of labeler and product: the same medicine in any package.

    >>> product_of("00093721401")
    '000937214'
    """
    return ndc[:9]


def product_candidates(text: str) -> tuple[str, ...]:
    """Return the labeler-and-product codes that a two-part NDC such as "0093-7214" means.

    >>> product_candidates("0093-7214"), product_candidates("50090-123")
    (('000937214',), ('500900123',))
    """
    parts = text.strip().split("-")
    if len(parts) != 2 or not all(part.isdecimal() for part in parts):
        return ()
    labeler, product = parts
    if (len(labeler), len(product)) not in ((4, 4), (5, 3), (5, 4)):
        return ()
    return (labeler.zfill(5) + product.zfill(4),)


def _of_ten_digits(digits: str) -> tuple[str, ...]:
    return tuple(
        _padded((digits[:one], digits[one : one + two], digits[one + two :]))
        for one, two, _ in TEN_DIGIT_FORMS
    )


def _padded(parts: tuple[str, ...]) -> str:
    return "".join(part.zfill(size) for part, size in zip(parts, ELEVEN, strict=True))


def _check_digit_holds(digits: str) -> bool:
    weighted = sum(
        int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits[:-1]), start=1)
    )
    return (10 - weighted % 10) % 10 == int(digits[-1])
