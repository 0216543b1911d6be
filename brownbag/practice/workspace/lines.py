"""A line of the medication list in finished words."""

from dataclasses import dataclass

from brownbag.clinical.directions import read, say
from brownbag.practice.medication_list.models import Status
from brownbag.practice.shared_pages.wording import short_date


@dataclass(frozen=True)
class ShownDirections:
    "Directions in plain words, with what was not understood."

    label: str
    plain: str
    note: str


@dataclass(frozen=True)
class ShownLine:
    pk: int
    version: int
    name: str
    tag: str
    directions: ShownDirections
    how_taken: str
    reason: str
    status: str
    ended: str
    not_checked: str
    line: object


def shown_line(line):
    "Put what holds for a line in words."
    now = line.current
    return ShownLine(
        pk=line.pk,
        version=line.version,
        name=medicine_name(now),
        tag=now.pharmacy or (now.get_source_display() if now.source else ""),
        directions=shown_directions(now.directions),
        how_taken=now.how_taken,
        reason=now.indication,
        status=now.status,
        ended=_ended(now),
        not_checked=_not_checked(now),
        line=line,
    )


def medicine_name(now):
    "The name with its strength, said once."
    return now.name if _said(now.strength, now.name) else f"{now.name} {now.strength}"


def _said(strength, name):
    return not strength or _squeezed(strength) in _squeezed(name) or any(c.isdigit() for c in name)


def _squeezed(words):
    return words.lower().replace(" ", "").replace(",", "")


def shown_directions(text):
    "Read directions and put them in plain words; what was not understood is said."
    if not text:
        return ShownDirections("", "", "No directions are on file.")
    found = read(text)
    if found.outcome == "not_understood":
        return ShownDirections(text, "", "The directions could not be read; they stand as on the label.")
    note = ""
    if found.outcome == "partly":
        note = _partly(found)
    return ShownDirections(text, say(found).text, note)


def _partly(found):
    unused = f"not used: {', '.join(found.not_used)}" if found.not_used else ""
    why = "; ".join(part.rstrip(".") for part in (unused, *found.why) if part)
    return f"Only partly understood: {why}."


def _ended(now):
    if now.status == Status.STOPPED:
        return f"stopped {short_date(now.end)}" if now.end else "stopped"
    return f"ends {short_date(now.end)}" if now.end else ""


def _not_checked(now):
    return {
        "unknown": "Not checked: nobody knows what is in it.",
        "ambiguous": "Not checked: the name fits more than one medicine.",
        "not_a_medicine": "Not checked: this does not name a medicine.",
    }.get(now.known, "")
