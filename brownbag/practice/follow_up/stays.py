"""Hospital stays: record one, keep what was done after it, and keep reasons."""

from dataclasses import dataclass

from django.db import transaction

from brownbag.clinical import vocabulary
from brownbag.clinical.knowledge.kinds import rarely_two
from brownbag.clinical.person.stay import compare_stay
from brownbag.clinical.programmes.after_discharge import due_after_discharge
from brownbag.practice.follow_up.models import Stay, StayReason, StayTask, StayTaskKind
from brownbag.practice.medication_list.queries import lists_of_person
from brownbag.practice.shared_pages.refusal import Refusal

# Days after a discharge in which something is still due.
STILL_COUNTS = 31


class StayIsOnFile(Refusal):
    "The same stay was recorded before."

    def __init__(self):
        super().__init__("This stay is on file already. Open it on the person's page.")


@dataclass(frozen=True)
class ComparedStay:
    rows: tuple
    reasons: dict


@transaction.atomic
def record_stay(*, person, by, hospital, discharged_on, **about):
    "Keep a stay with everything that is due after it."
    known = {"person": person, "hospital": hospital, "discharged_on": discharged_on}
    if Stay.objects.unscoped().filter(**known).exists():
        raise StayIsOnFile
    stay = Stay.objects.unscoped().create(practice=person.practice, recorded_by=by, **known, **about)
    for due in due_after_discharge(discharged_on):
        StayTask.objects.unscoped().create(
            practice=person.practice, person=person, stay=stay, kind=due.what, due_on=due.by
        )
    return stay


@transaction.atomic
def record_stays_told(*, person, told, discharge_list, on, by):
    """Record the hospital stays a document tells of that ended within the last 31 days.

    Older ones are history; a stay that is on file already is not recorded again.
    """
    for each in told:
        if each.kind != "inpatient" or each.end is None or not 0 <= (on - each.end).days <= STILL_COUNTS:
            continue
        hospital = (each.place or "Hospital")[:120]
        known = Stay.objects.unscoped().filter(person=person, discharged_on=each.end)
        if not known.exists():
            about = {"hospital": hospital, "discharged_on": each.end, "discharge_list": discharge_list}
            admitted = each.start if each.start and each.start <= each.end else None
            record_stay(person=person, by=by, admitted_on=admitted, **about)


@transaction.atomic
def change_stay(*, stay, expected_version, changes):
    "Correct what is known about a stay; the days that count follow a corrected discharge."
    twice = Stay.objects.unscoped().filter(
        person=stay.person, hospital=changes["hospital"], discharged_on=changes["discharged_on"]
    )
    if twice.exclude(pk=stay.pk).exists():
        raise StayIsOnFile
    for name, value in changes.items():
        setattr(stay, name, value)
    stay.save_with_version(expected=expected_version, update_fields=list(changes))
    for due in due_after_discharge(stay.discharged_on):
        StayTask.objects.unscoped().filter(stay=stay, kind=due.what).update(due_on=due.by)


@transaction.atomic
def mark_task(*, task, done_on, by):
    "Keep that something was done on a day, or take that back where no day is given."
    task.done_on, task.done_by = done_on, by if done_on else None
    task.save(update_fields=["done_on", "done_by"])


@transaction.atomic
def give_reason(*, stay, medicine, reason, said_by, by):
    "Keep why a medicine was changed; an earlier reason stays in the history."
    about = {"practice": stay.practice, "person": stay.person, "stay": stay, "entered_by": by}
    return StayReason.objects.unscoped().create(
        **about, medicine=medicine[:300], reason=reason[:300], said_by=said_by[:120]
    )


def compared(stay, *, on):
    "Put the three lists of a stay beside each other, with the reasons that are known."
    lists = {each.name: each.lines for each in lists_of_person(stay.person)}
    rows = compare_stay(
        lists.get(stay.before_list, ()),
        lists.get(stay.inside_list, ()),
        lists.get(stay.discharge_list, ()),
        on=on,
        vocabulary=vocabulary.load(),
        duplicates=rarely_two(),
    )
    reasons = StayReason.objects.unscoped().filter(stay=stay).order_by("pk")
    return ComparedStay(rows, {each.medicine: each for each in reasons})


def stays_of(person):
    "The stays of a person, newest first."
    return Stay.objects.unscoped().filter(person=person).order_by("-discharged_on", "-pk")


def tasks_of(stay):
    "What is due after a stay, the first day first."
    rows = {task.kind: task for task in StayTask.objects.unscoped().filter(stay=stay)}
    return [rows[kind] for kind in StayTaskKind.values if kind in rows]


def stays_to_follow(user, *, on):
    "Stays with something open: the list not reconciled, or a day that is still to come."
    stays = Stay.objects.visible_to(user).filter(discharged_on__lte=on).prefetch_related("tasks")
    for stay in stays.order_by("discharged_on", "pk"):
        tasks = {task.kind: task for task in stay.tasks.all()}
        still_open = [task for task in tasks.values() if task.done_on is None]
        if any(task.due_on >= on or task.kind == StayTaskKind.LIST for task in still_open):
            yield stay, [tasks[kind] for kind in StayTaskKind.values if kind in tasks]
