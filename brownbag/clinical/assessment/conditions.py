"""The closed list of conditions that a rule may name; each holds, does not, or cannot be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from brownbag.clinical.assessment.finding import Fact
from brownbag.clinical.assessment.prepare import Prepared, fact_of
from brownbag.clinical.assessment.side_effect_on_file import is_side_effect
from brownbag.clinical.assessment.taken import Taken
from brownbag.clinical.person.record import Observation


@dataclass(slots=True)
class Case:
    """One way a rule may apply: the person, the medicines matched, and the facts gathered on the way."""

    prepared: Prepared
    matched: tuple[Taken, ...]
    facts: list[Fact] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def holds(name: str, wanted: Any, case: Case) -> bool:
    """Return whether a condition holds; what it needed and did not find is noted in the case."""
    return CONDITIONS[name](wanted, case)


def _age_at_least(wanted: Any, case: Case) -> bool:
    return _age(case, lambda age: age >= int(wanted))


def _age_below(wanted: Any, case: Case) -> bool:
    return _age(case, lambda age: age < int(wanted))


def _age(case: Case, fits: Callable[[int], bool]) -> bool:
    age = case.prepared.age
    if age is None:
        case.missing.append("age")
        return False
    if fits(age):
        case.facts.append(Fact("age", str(age), "a"))
        return True
    return False


def _has_condition(wanted: Any, case: Case) -> bool:
    for word in wanted:
        found = case.prepared.conditions.get(word[4:]) if word.startswith("key:") else None
        if found is not None:
            case.facts.append(Fact("condition", found.name, None, found.since))
            return True
    for shown, condition in case.prepared.diagnoses:
        if condition.status == "active" and _names(shown, condition.icd10cm, wanted):
            case.facts.append(Fact("condition", condition.name, None, condition.since))
            return True
    return False


def _begun_in_order(wanted: Any, case: Case) -> bool:
    """Whether nothing says that the second medicine was begun before the first; what came first is then a question."""
    first, second = (taken.medication for taken in case.matched[:2])
    if first.start is None or second.start is None:
        case.missing.append(f"whether {case.matched[0].name} was begun before {case.matched[1].name}")
        return True
    if first.start > second.start:
        return False
    begun = (
        Fact(f"{each.name} begun", each.start.isoformat(), None, each.start)
        for each in (first, second)
        if each.start
    )
    case.facts.extend(begun)
    return True


def _with_begun_within(wanted: Any, case: Case) -> bool:
    """Whether the second medicine was begun at most so many days after the first; both days must be known."""
    first, second = (taken.medication for taken in case.matched[:2])
    if first.start is None or second.start is None:
        case.missing.append(f"whether {case.matched[0].name} was begun before {case.matched[1].name}")
        return False
    if not 0 <= (second.start - first.start).days <= int(wanted):
        return False
    case.facts.extend(
        Fact(f"{each.name} begun", str(each.start), None, each.start) for each in (first, second)
    )
    return True


def _has_no_condition(wanted: Any, case: Case) -> bool:
    if any(word.startswith("key:") and word[4:] in case.prepared.conditions for word in wanted):
        return False
    return not any(_names(shown, each.icd10cm, wanted) for shown, each in case.prepared.diagnoses)


def _names(shown: str, code: str | None, wanted: list[str]) -> bool:
    for word in wanted:
        if word.startswith("icd:"):
            if code and code.startswith(word[4:]):
                return True
        elif word in shown:
            return True
    return False


def _has_symptom(wanted: Any, case: Case) -> bool:
    return _said_by_the_person(wanted, case, case.prepared.record.symptoms)


def _barrier_says(wanted: Any, case: Case) -> bool:
    return _said_by_the_person(wanted, case, case.prepared.record.barriers)


def _said_by_the_person(wanted: Any, case: Case, said: tuple[str, ...]) -> bool:
    for words in said:
        if any(word in words.casefold() for word in wanted):
            case.facts.append(Fact("says", words))
            return True
    return False


def _kidney_below(wanted: Any, case: Case) -> bool:
    return _kidney(case, lambda value: value < Decimal(wanted))


def _kidney_at_least(wanted: Any, case: Case) -> bool:
    return _kidney(case, lambda value: value >= Decimal(wanted))


def _kidney(case: Case, fits: Callable[[Decimal], bool]) -> bool:
    measured = case.prepared.kidney
    if measured is None or measured.value is None:
        case.missing.append("kidney function")
        return False
    if not fits(measured.value):
        return False
    if fact_of(measured) not in case.facts:
        case.facts.append(fact_of(measured))
    return True


def _result_above(wanted: Any, case: Case) -> bool:
    return _result(wanted, case, lambda value, limit: value > limit)


def _result_below(wanted: Any, case: Case) -> bool:
    return _result(wanted, case, lambda value, limit: value < limit)


def _newest(code: str, case: Case) -> Observation | None:
    """Return the newest result under a LOINC code, or under a test of test_names.csv (`key:sodium`)."""
    if code.startswith("key:"):
        return case.prepared.results.get(code[4:])
    return case.prepared.newest.get(code)


def _result(wanted: Any, case: Case, fits: Callable[[Decimal, Decimal], bool]) -> bool:
    newest = _newest(wanted[0], case)
    if newest is None or newest.value is None:
        return _not_measured(wanted[0], case)
    if not fits(newest.value, Decimal(wanted[1])):
        return False
    case.facts.append(fact_of(newest))
    return True


def _not_measured(test: str, case: Case) -> bool:
    case.missing.append(case.prepared.test_titles.get(test, test))
    return False


def _result_said(wanted: Any, case: Case) -> bool:
    newest = _newest(wanted[0], case)
    if newest is None:
        return _not_measured(wanted[0], case)
    if not any(word in newest.said.casefold() for word in wanted[1:]):
        return False
    case.facts.append(fact_of(newest))
    return True


def _amount_above(wanted: Any, case: Case) -> bool:
    ingredient, limit, unit = wanted
    amount = case.prepared.drug_per_day(ingredient, unit)
    if amount is None:
        case.missing.append(f"the amount of {ingredient} in a day")
        return False
    case.facts.append(Fact(f"{ingredient} in a day", f"{amount.normalize():f}", unit))
    return amount > Decimal(limit)


def _longer_than(wanted: Any, case: Case) -> bool:
    line = case.matched[0].medication
    if line.start is None:
        case.missing.append(f"when {line.name} was begun")
        return False
    case.facts.append(Fact(f"{line.name} begun", line.start.isoformat(), None, line.start))
    return (case.prepared.on - line.start).days > int(wanted)


def _at_most_days(wanted: Any, case: Case) -> bool:
    line = case.matched[0].medication
    if line.start is None:
        case.missing.append(f"when {line.name} was begun")
        return False
    case.facts.append(Fact(f"{line.name} begun", line.start.isoformat(), None, line.start))
    return (case.prepared.on - line.start).days <= int(wanted)


def _as_needed(wanted: Any, case: Case) -> bool:
    """Whether the first medicine is, or is not, one for when it is needed."""
    taken = case.matched[0]
    labelled = taken.medication.as_needed or any(phase.as_needed for phase in taken.directions.phases)
    is_wanted: bool = wanted == "yes"
    return bool(labelled) is is_wanted


def _no_reason(wanted: Any, case: Case) -> bool:
    return not case.matched[0].medication.indication.strip()


def _label_daily(wanted: Any, case: Case) -> bool:
    directions = case.matched[0].directions
    if directions.amount_per_day is None or not directions.phases:
        return False
    timing = directions.phases[0].timing
    rarer = timing.times_per_week or timing.days_of_week or (timing.every_days or 1) > 1
    case.facts.append(Fact("the label says", directions.text))
    return not rarer


def _text_says(part: str, what: str) -> Callable[[Any, Case], bool]:
    def says(wanted: Any, case: Case) -> bool:
        text: str = getattr(case.matched[0].medication, part)
        if not any(word in text.casefold() for word in wanted):
            return False
        case.facts.append(Fact(what, text))
        return True

    return says


def _route_is(wanted: Any, case: Case) -> bool:
    """Whether the first medicine goes one of these ways into or onto the body."""
    taken = case.matched[0]
    route = taken.medication.route or taken.known.route
    if route not in wanted:
        return False
    case.facts.append(Fact("goes", route))
    return True


def _text_does_not_say(part: str) -> Callable[[Any, Case], bool]:
    def says_nothing(wanted: Any, case: Case) -> bool:
        text: str = getattr(case.matched[0].medication, part)
        return not any(word in text.casefold() for word in wanted)

    return says_nothing


def _pregnant(wanted: Any, case: Case) -> bool:
    return case.prepared.record.person.pregnant is True


def _breastfeeding(wanted: Any, case: Case) -> bool:
    said = case.prepared.record.person.breastfeeding
    return said is True or (said is None and "breastfeeding" in case.prepared.conditions)


def _allergic_to(wanted: Any, case: Case) -> bool:
    for allergy in case.prepared.record.allergies:
        if any(word in allergy.substance.casefold() for word in wanted) and not is_side_effect(allergy):
            reaction = f" ({allergy.reaction})" if allergy.reaction else ""
            case.facts.append(Fact("allergy", f"{allergy.substance}{reaction}", None, allergy.since))
            return True
    return False


def _allergy_reaction_says(wanted: Any, case: Case) -> bool:
    for allergy in case.prepared.record.allergies:
        told = f"{allergy.reaction} {allergy.severity}".casefold()
        if any(word in told for word in wanted):
            case.facts.append(
                Fact("allergy", f"{allergy.substance} ({allergy.reaction})", None, allergy.since)
            )
            return True
    return False


def _sex(wanted: Any, case: Case) -> bool:
    return case.prepared.record.person.sex in wanted


def _not_immunized(wanted: Any, case: Case) -> bool:
    """Whether no vaccine of this name is on file; a vaccine may stand among the medicines as well."""
    return not any(word in case.prepared.vaccines for word in wanted)


def _list_does_not_say(wanted: Any, case: Case) -> bool:
    """Whether none of these words stands on the list, where a kind of medicine is written and no ingredient."""
    return not any(word in case.prepared.listed for word in wanted)


def _setting(wanted: Any, case: Case) -> bool:
    return case.prepared.record.setting in wanted


CONDITIONS: dict[str, Callable[[Any, Case], bool]] = {
    "age_at_least": _age_at_least,
    "age_below": _age_below,
    "has_condition": _has_condition,
    "and_has_condition": _has_condition,
    "has_no_condition": _has_no_condition,
    "begun_in_order": _begun_in_order,
    "with_begun_within_days": _with_begun_within,
    "has_symptom": _has_symptom,
    "kidney_function_below": _kidney_below,
    "kidney_function_at_least": _kidney_at_least,
    "result_above": _result_above,
    "result_below": _result_below,
    "result_said": _result_said,
    "and_result_above": _result_above,
    "and_result_below": _result_below,
    "amount_per_day_above": _amount_above,
    "taken_longer_than_days": _longer_than,
    "taken_at_most_days": _at_most_days,
    "as_needed": _as_needed,
    "no_reason_on_file": _no_reason,
    "reason_says": _text_says("indication", "reason"),
    "label_says_daily": _label_daily,
    "reason_does_not_say": _text_does_not_say("indication"),
    "how_taken_says": _text_says("how_taken", "takes it"),
    "label_says": _text_says("directions", "the label says"),
    "name_says": _text_says("name", "takes"),
    "route_is": _route_is,
    "barrier_says": _barrier_says,
    "sex": _sex,
    "pregnant": _pregnant,
    "breastfeeding": _breastfeeding,
    "allergic_to": _allergic_to,
    "allergy_reaction_says": _allergy_reaction_says,
    "not_immunized": _not_immunized,
    "list_does_not_say": _list_does_not_say,
    "setting": _setting,
}

# Asked of the person whatever the medicines, and never in need of a fact that may be missing.
OF_THE_PERSON = frozenset(
    [
        "has_condition",
        "and_has_condition",
        "has_no_condition",
        "has_symptom",
        "barrier_says",
        "sex",
        "pregnant",
        "breastfeeding",
        "allergic_to",
        "allergy_reaction_says",
        "not_immunized",
        "list_does_not_say",
        "setting",
    ]
)
