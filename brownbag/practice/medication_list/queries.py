"""From database rows to the clinical record of one person."""

import re
from datetime import date
from decimal import Decimal

from django.db.models import Q

from brownbag.clinical.person import record as clinical
from brownbag.practice.medication_list.differences import as_medication
from brownbag.practice.medication_list.models import LineVersion, MedicationLine, Statement
from brownbag.practice.people.models import Allergy, Condition, Immunization, Result, Symptom

# Lists that are the person's own: nobody else is to be told what stands on them.
OWN_LISTS = re.compile(
    r"\b(bag|purse|says?|said|table|fridge|my|his|her|their|pasted|photographed|record)\b|['’]s list",
    re.IGNORECASE,
)


def lines_of(person):
    "The lines of a person with what holds now, in the order they came."
    return MedicationLine.objects.unscoped().filter(person=person).select_related("current").order_by("pk")


def versions_at(person, *, at):
    "What held for each line at a moment, in the order the lines came."
    rows = LineVersion.objects.unscoped().filter(person=person, changed_at__lte=at)
    return list({version.line_id: version for version in rows.order_by("line_id", "number")}.values())


def allergies_at(person, *, at, rows=None):
    "The allergies on file at a moment, or those of the given rows, as the clinical core takes them."
    if rows is not None:
        shown = Allergy.objects.unscoped().filter(pk__in=rows).order_by("pk")
        return tuple(_allergy(row) for row in shown)
    held = _rows(Allergy, person).filter(entered_at__lte=at)
    return tuple(_allergy(row) for row in held.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at)))


def statements_of(person):
    "Everything any source said about the person's medicines, oldest first."
    return (
        Statement.objects.unscoped()
        .filter(person=person)
        .select_related("document", "entered_by")
        .order_by("pk")
    )


def clinical_record_of(person):
    "The person's record as the clinical core takes it, in seven queries."
    return clinical.Record(
        id=str(person.pk),
        setting=person.setting,
        person=_clinical_person(person),
        conditions=tuple(_condition(row) for row in _rows(Condition, person)),
        allergies=tuple(_allergy(row) for row in _rows(Allergy, person).filter(withdrawn_at=None)),
        no_known_allergies=person.no_known_allergies,
        observations=tuple(_observation(row) for row in _rows(Result, person)),
        immunizations=tuple(
            clinical.Immunization(row.name, row.cvx or None, row.on) for row in _rows(Immunization, person)
        ),
        symptoms=tuple(row.words for row in _rows(Symptom, person).filter(over_on=None)),
        goals=_said_lines(person.goals),
        barriers=_said_lines(person.barriers),
        medications=_medications(person),
        **_compared(person),
    )


def _compared(person):
    "What each list says now, what of it is settled, and which lists are of someone to be told."
    lines = {line.pk: line.current for line in lines_of(person).exclude(current=None)}
    newest = _newest_said(person, lines)
    lists = _as_lists(newest)
    return {
        "lists": lists,
        "settled": frozenset(str(pk) for pk, now in lines.items() if _is_settled(now, pk, newest)),
        "to_tell": frozenset(each.name for each in lists if not OWN_LISTS.search(each.name)),
    }


def lists_of_person(person):
    "What each list says now, by name."
    lines = {line.pk for line in lines_of(person).exclude(current=None)}
    return _as_lists(_newest_said(person, lines))


def _newest_said(person, lines):
    return {(row.list_name, row.line_id): row for row in statements_of(person) if row.line_id in lines}


def _as_lists(newest):
    lists = {}
    for (name, _), row in newest.items():
        lists.setdefault(name, []).append(as_medication(row, list_name=name, key=str(row.line_id)))
    return tuple(clinical.MedicationList(name, tuple(said)) for name, said in sorted(lists.items()))


def _is_settled(now, pk, newest):
    "Whether someone decided about a line after everything that is said about it."
    said = [row.pk for (_, line), row in newest.items() if line == pk]
    return now.decided and max(said, default=0) <= now.seen_up_to


def _rows(model, person):
    return model.objects.unscoped().filter(person=person).order_by("pk")


def _clinical_person(person):
    return clinical.Person(
        birth_date=person.birth_date,
        sex=person.sex,
        weight_kg=person.weight_kg,
        height_cm=person.height_cm,
        pregnant=person.pregnant,
        breastfeeding=person.breastfeeding,
    )


def _said_lines(text):
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _condition(row):
    return clinical.Condition(row.name, row.icd10cm or None, row.since, row.since_said, row.status)


def _allergy(row):
    return clinical.Allergy(row.substance, row.reaction, row.severity, row.kind, row.since)


def _observation(row):
    return clinical.Observation(
        name=row.name,
        value=None if row.value is None else _without_trailing_zeros(row.value),
        said=row.said,
        unit=row.unit or None,
        loinc=row.loinc or None,
        on=row.on,
        origin=row.origin,
    )


def _without_trailing_zeros(value):
    return Decimal(f"{value.normalize():f}")


def _medications(person):
    fills = _fills_by_line(person)
    return tuple(
        _medication(line, fills.get(line.pk, ())) for line in lines_of(person) if line.current is not None
    )


def _fills_by_line(person):
    fills = {}
    for line_id, rows in _rows(Statement, person).exclude(fills=[]).values_list("line_id", "fills"):
        fills.setdefault(line_id, set()).update(_fill(row) for row in rows)
    return {line_id: tuple(sorted(found, key=_by_day)) for line_id, found in fills.items()}


def _fill(row):
    quantity = row.get("quantity")
    return clinical.Fill(
        collected_on=date.fromisoformat(row["date"]),
        days_supply=row.get("days_supply"),
        quantity=None if quantity is None else Decimal(str(quantity)),
    )


def _by_day(fill):
    return (fill.collected_on, fill.days_supply or 0)


def _medication(line, fills):
    now = line.current
    return clinical.Medication(
        name=now.name,
        ingredients=tuple(now.ingredients),
        strength=now.strength,
        form=now.form,
        route=now.route,
        directions=now.directions,
        how_taken=now.how_taken,
        as_needed=now.as_needed,
        indication=now.indication,
        source=now.source,
        status=now.status,
        start=now.start,
        start_said=now.start_said,
        end=now.end,
        end_said=now.end_said,
        prescriber=now.prescriber,
        pharmacy=now.pharmacy,
        fills=fills,
        key=str(line.pk),
    )


def ingredients_of(person):
    "The ingredients of everything the person takes or took, lower case."
    lines = lines_of(person).exclude(current=None)
    return {name for line in lines for name in line.current.ingredients}
