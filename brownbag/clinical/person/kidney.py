"""Kidney function worked out from blood creatinine, by named formulas."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def creatinine_clearance(
    *, age: int, weight_kg: Decimal, sex: str, creatinine_mg_dl: Decimal
) -> Decimal | None:
    """Return the creatinine clearance by Cockcroft and Gault, mL/min, as labels use it for doses.

    Nephron 1976;16:31-41: (140 - age) x weight / (72 x creatinine), times 0.85 for women.
    None for children, for a sex that is not on file, and for values that cannot be.
    The weight is the one on file: nothing is adjusted for height.

    >>> creatinine_clearance(age=78, weight_kg=Decimal(61), sex="female", creatinine_mg_dl=Decimal("1.3"))
    Decimal('34')
    >>> creatinine_clearance(age=78, weight_kg=Decimal(61), sex="unknown", creatinine_mg_dl=Decimal("1.3"))
    """
    possible = 18 <= age < 140 and weight_kg > 0 and creatinine_mg_dl > 0
    if not possible or sex not in ("female", "male"):
        return None
    value = (140 - age) * weight_kg / (72 * creatinine_mg_dl)
    return _whole(value * Decimal("0.85") if sex == "female" else value)


def egfr_2021(*, age: int, sex: str, creatinine_mg_dl: Decimal) -> Decimal | None:
    """Return the estimated filtration rate by CKD-EPI 2021, mL/min/1.73 m², without a term for race.

    N Engl J Med 2021;385:1737-49: 142 x min(c/k, 1)^a x max(c/k, 1)^-1.200 x 0.9938^age,
    times 1.012 for women; k 0.7 and a -0.241 for women, 0.9 and -0.302 for men.

    >>> egfr_2021(age=78, sex="female", creatinine_mg_dl=Decimal("1.3"))
    Decimal('42')
    """
    if not 18 <= age < 140 or creatinine_mg_dl <= 0 or sex not in ("female", "male"):
        return None
    is_female = sex == "female"
    ratio = float(creatinine_mg_dl) / (0.7 if is_female else 0.9)
    low, high = min(ratio, 1.0) ** (-0.241 if is_female else -0.302), max(ratio, 1.0) ** -1.2
    return _whole(Decimal(142 * low * high * 0.9938**age * (1.012 if is_female else 1)))


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), rounding=ROUND_HALF_UP)
