"""The bag, bottle by bottle: each bottle is something the person's own list says."""

from django.db import transaction

from brownbag.clinical import vocabulary
from brownbag.practice.medication_list.actions import DESCRIBED, add_line, state
from brownbag.practice.medication_list.models import Bottle, Statement, Status, Takes
from brownbag.practice.medication_list.queries import lines_of


@transaction.atomic
def keep_bottle(*, person, name, directions, on, by, line=None, **about):
    "Keep what was seen of a bottle and said about it; a bottle of a known medicine joins its line."
    bag, how = bag_of(person), _how_taken(about)
    said = dict.fromkeys(DESCRIBED, "") | {"name": name, "directions": directions, "how_taken": how}
    said |= {"as_needed": None, "start": None, "end": None, "status": _status(about)}
    told = {"list_name": bag, "said_by": person.name, "on": on, "by": by}
    line = line or _line_of(person, name)
    if line is None:
        line = add_line(person=person, said=said, **told)
        statement = Statement.objects.unscoped().get(line=line)
    else:
        statement = state(line, said, **told)
    return Bottle.objects.unscoped().create(
        practice=person.practice, person=person, statement=statement, **about
    )


def bag_of(person):
    "What the person's own bag is called among the lists."
    return f"{person.given_name}'s bag"


def bottles_of(person):
    "The bottles looked at, the newest of each medicine, newest first."
    rows = Bottle.objects.unscoped().filter(person=person).order_by("pk")
    newest = {row.statement.line_id: row for row in rows.select_related("statement__line")}
    return sorted(newest.values(), key=lambda row: -row.pk)


def not_seen(person):
    "Medicines that other lists name as taken and of which no bottle was looked at."
    seen = {row.statement.line_id for row in bottles_of(person)}
    return [
        line
        for line in lines_of(person)
        if line.current and line.pk not in seen and line.current.status == Status.ACTIVE
    ]


def _line_of(person, name):
    known = vocabulary.load().resolve(name)
    if not known.is_known:
        return None
    lines = [
        line
        for line in lines_of(person)
        if line.current and tuple(line.current.ingredients) == tuple(known.ingredients)
    ]
    same = [line for line in lines if known.strength and line.current.strength == known.strength]
    return next(iter(same or lines), None)


def _how_taken(about):
    if about["words"]:
        return about["words"]
    return "" if about["takes"] == Takes.NOT_AT_ALL else Takes(about["takes"]).label.lower()


def _status(about):
    return Status.STOPPED if about["takes"] == Takes.NOT_AT_ALL else Status.ACTIVE
