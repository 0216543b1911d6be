"""What each pharmacy and prescriber of a person does not know, from what they said themselves.

A pharmacy knows what stands on its own list or was filled there, a prescriber
what they prescribed or what their clinic's list holds. Nothing is guessed: a
list that nobody gave us is said to be missing.
"""

from dataclasses import dataclass

from brownbag.practice.medication_list.differences import differences, strength_of
from brownbag.practice.medication_list.models import Status
from brownbag.practice.medication_list.queries import lines_of, statements_of
from brownbag.practice.people.models import Pharmacy, Prescriber
from brownbag.practice.shared_pages.wording import short_date
from brownbag.practice.sharing.queries import notices_of

NEW, CHANGED, STOPPED, TAKEN = "New", "Changed", "Stopped", "Taken"
NO_LIST = "We have no list from you."
NOT_ON_LIST = "Not on the list we have from you."


@dataclass(frozen=True)
class Untold:
    """A pharmacy or a prescriber, and what they were not told yet.

    `row` is how a notice names them, `key` how a form does.
    """

    key: str
    name: str
    reach: str
    row: dict
    items: tuple[dict, ...]

    @property
    def words(self):
        "What they do not know, each in a few words."
        return [f"{each['what']}: {each['name']} {each['more']}".strip() for each in self.items]


def untold_of(person):
    "Everyone who fills or prescribes for the person and does not know all that holds now."
    lines, said = _now(person), list(statements_of(person))
    told = _told(person)
    each = (_untold(to, kind, lines, said, told) for to, kind in _everyone(person, lines, said))
    return [untold for untold in each if untold.items]


def untold_by(person, *, to):
    "What one pharmacy or prescriber does not know, also when no line and no list of the person names them."
    kind = "pharmacy" if isinstance(to, Pharmacy) else "prescriber"
    return _untold(to, kind, _now(person), list(statements_of(person)), _told(person))


def _untold(to, kind, lines, said, told):
    key = f"{kind}-{to.pk}"
    items = tuple(item for item in _items(to, lines, said) if _mark(item) not in told.get(key, ()))
    reach = ", ".join(part for part in (to.fax and f"fax {to.fax}", to.phone) if part)
    return Untold(key=key, name=to.name, reach=reach, row={kind: to}, items=items)


def _now(person):
    return [line.current for line in lines_of(person) if line.current]


def _everyone(person, lines, said):
    "The pharmacies and prescribers that a line or a list of the person names."
    rows = [*lines, *said]
    lists = {_plain(each.list_name) for each in said}
    for model, kind in ((Pharmacy, "pharmacy"), (Prescriber, "prescriber")):
        named = {_plain(getattr(each, kind)) for each in rows} | lists
        for row in model.objects.unscoped().filter(practice=person.practice).order_by("name", "pk"):
            if _plain(row.name) in named:
                yield row, kind


def _told(person):
    "What each was told in earlier notices."
    told = {}
    for notice in notices_of(person):
        key = f"pharmacy-{notice.pharmacy_id}" if notice.pharmacy_id else f"prescriber-{notice.prescriber_id}"
        told.setdefault(key, set()).update(_mark(item) for item in notice.items)
    return told


def _mark(item):
    return item["line"], item["what"], item["version"]


def _items(to, lines, said):
    theirs = [each for each in said if _comes_from(each, to)]
    by_line = {each.line_id: each for each in theirs}
    has_list = any(_plain(each.list_name) in _names(to) for each in theirs)
    for now in lines:
        item = _item(now, by_line.get(now.line_id), has_list, is_theirs=_comes_from(now, to))
        if item:
            yield item


def _item(now, theirs, has_list, *, is_theirs):
    what = _what(now, theirs, is_theirs)
    if not what:
        return None
    said = NOT_ON_LIST if has_list else NO_LIST
    return {
        "line": now.line_id,
        "version": now.number,
        "what": what,
        "name": now.name,
        "more": "" if now.strength in now.name else now.strength,
        "now": _now_words(now),
        "theirs": _their_words(theirs) if theirs else said,
    }


def _what(now, theirs, is_theirs):
    "In what they are behind; a line they never knew and nobody takes any more is no news."
    if now.status == Status.ACTIVE:
        if theirs is None:
            return "" if is_theirs else NEW
        if theirs.status == Status.STOPPED:
            return TAKEN
        return CHANGED if differences(now, theirs) else ""
    over = now.status in (Status.STOPPED, Status.ON_HOLD)
    knew = theirs is not None and theirs.status == Status.ACTIVE
    return STOPPED if over and knew else ""


def _now_words(now):
    if now.status == Status.STOPPED:
        day = f" since {short_date(now.end)}" if now.end else ""
        return f"Not taken any more{day}. Please do not fill it again."
    if now.status == Status.ON_HOLD:
        return "Not taken for now. Please ask before you fill it."
    label = f"{now.directions.rstrip('.')}." if now.directions else "No directions on file."
    is_said = not now.indication or now.indication.casefold() in now.directions.casefold()
    return label if is_said else f"{label} For {now.indication}."


def _their_words(theirs):
    status = "On your list as stopped" if theirs.status == Status.STOPPED else "On your list"
    said = ". ".join(part.rstrip(".") for part in (strength_of(theirs), theirs.directions) if part)
    return f"{status}: {said}." if said else f"{status}."


def _comes_from(row, to):
    said = {_plain(getattr(row, "list_name", ""))}
    said.add(_plain(row.pharmacy if isinstance(to, Pharmacy) else row.prescriber))
    return bool(said & _names(to))


def _names(to):
    return {_plain(name) for name in (to.name, getattr(to, "clinic", "")) if name}


def _plain(name):
    return " ".join(name.casefold().split())
