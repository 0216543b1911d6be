"""What the list says in Spanish, from whole pieces that a pharmacist can read and correct.

The pieces stand in knowledge_base/directions/spanish.csv and are drafted; the
paper says so. Names and strengths stay as on the label, so that they can be
compared with it.
"""

from brownbag.clinical.directions import read, reason_in_spanish, say
from brownbag.practice.documents.medicine_words import name_and_strength
from brownbag.practice.documents.paper_values import KNOWN
from brownbag.practice.medication_list.models import Status
from brownbag.practice.papers import values
from brownbag.practice.people.queries import allergies_of
from brownbag.practice.shared_pages.wording import NO_BREAK

MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
NO_DIRECTIONS = "No tenemos las indicaciones. Pregúntenos."
NOT_ANY_MORE, NOT_NOW = "ya no tome esta medicina", "no tome esta medicina por ahora"


def spanish_list(visit, versions, *, head, on):
    "The person's list in Spanish, of what held when the list was let out."
    person = visit.person
    taken = [now for now in versions if now.status == Status.ACTIVE]
    rows = [(now, read(now.directions) if now.directions else None) for now in taken]
    needed = [(now, found) for now, found in rows if _is_as_needed(now, found)]
    return values.SpanishListPaper(
        head=head,
        born=spanish_date(person.birth_date) if person.birth_date else "",
        made_on=spanish_date(on),
        allergies=_allergies(person),
        taken=tuple(_row(now, found) for now, found in rows if (now, found) not in needed),
        as_needed=tuple(_row(now, found) for now, found in needed),
        stopped=tuple(_stopped(now) for now in versions if now.status != Status.ACTIVE),
        not_checked=tuple(now.name for now in taken if now.known not in KNOWN),
    )


def spanish_date(day):
    """Return a day in Spanish.

    >>> from datetime import date
    >>> spanish_date(date(2026, 11, 24)).replace(NO_BREAK, " ")
    '24 de noviembre de 2026'
    """
    return f"{day.day} de {MONTHS[day.month - 1]} de {day.year}".replace(" ", NO_BREAK)


def _row(now, found):
    name, more = name_and_strength(now)
    reason = reason_in_spanish(now.indication)
    words = say(found, language="es").text if found and found.outcome == "understood" else now.directions
    return values.SaidRow(
        name=name,
        more=now.strength or more,
        reason=f"para {reason}" if reason else "",
        words=words or NO_DIRECTIONS,
        from_label=bool(now.directions) and (found is None or found.outcome != "understood"),
    )


def _stopped(now):
    name, _ = name_and_strength(now)
    return values.SaidRow(name, words=NOT_NOW if now.status == Status.ON_HOLD else NOT_ANY_MORE)


def _is_as_needed(now, found):
    return bool(found and any(phase.as_needed for phase in found.phases)) or bool(now.as_needed)


def _allergies(person):
    held = allergies_of(person)
    if held:
        return ", ".join(
            f"{each.substance} ({each.reaction})" if each.reaction else each.substance for each in held
        )
    return "ninguna conocida" if person.no_known_allergies else "no se preguntó"
