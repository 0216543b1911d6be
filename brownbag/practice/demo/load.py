"""Load the demo practice: invented staff and twelve invented people. Loading it again changes nothing."""

from datetime import timedelta
from importlib.resources import files

import yaml
from django.db import transaction

from brownbag.exchange import patient_file
from brownbag.practice.accounts.demo_sign_ins import DEMO_SIGN_INS
from brownbag.practice.accounts.models import Practice, Staff
from brownbag.practice.demo import stories
from brownbag.practice.follow_up.stays import record_stay
from brownbag.practice.medication_list.imports import import_document
from brownbag.practice.people.actions import add_caregiver, know_pharmacy, know_prescriber, register
from brownbag.practice.people.models import Person
from brownbag.practice.reviews.actions import assess_again
from brownbag.practice.reviews.queries import is_out_of_date

ABOUT = {
    "is_demo": True,
    "phone": "(555) 010-0142",
    "fax": "(555) 010-0143",
    "hours": "Monday to Friday, 9 am to 5 pm",
}
PEOPLE = files("brownbag.practice.demo") / "people"


@transaction.atomic
def load_demo(*, on):
    """Make the demo practice if it is not there, and assess everyone who was last assessed on another day.

    Someone assessed on this day under this release is left alone: a practice of ten thousand starts as quickly as one of twelve.
    """
    practice, is_new = Practice.objects.get_or_create(name="Lakeside Medication Review", defaults=ABOUT)
    if is_new:
        staff = [_staff(practice, each) for each in DEMO_SIGN_INS]
        by = staff[0]
        for path in sorted(PEOPLE.iterdir(), key=lambda path: path.name):
            _person(practice, path, on=on, by=by)
    for person in Person.objects.unscoped().filter(practice=practice):
        if is_new or is_out_of_date(person, on=on):
            assess_again(person=person, on=on)
    return practice


def _staff(practice, sign_in):
    return Staff.objects.create_user(
        sign_in.name,
        password=sign_in.password,
        practice=practice,
        role=sign_in.role,
        first_name=sign_in.given_name,
        last_name=sign_in.family_name,
        credentials=sign_in.credentials,
    )


def _stay(person, about, *, on, by):
    "Record the stay a person came home from some days ago."
    lists = {name: about[name] for name in ("before_list", "discharge_list") if name in about}
    home_since = on - timedelta(days=int(about["days_ago"]))
    record_stay(person=person, by=by, hospital=about["hospital"], discharged_on=home_since, **lists)


def _person(practice, path, *, on, by):
    content = path.read_bytes()
    about = yaml.load(content, Loader=yaml.BaseLoader)["demo"]
    names = {key: about.get(key, "") for key in ("given_name", "family_name", "place", "phone")}
    person = register(practice=practice, by=by, invented=True, **names)
    found = patient_file.read(content, on=on)
    import_document(person=person, found=found, content=content, list_name="Record", on=on, by=by)
    for each in about.get("prescribers", ()):
        know_prescriber(practice=practice, **each)
    for each in about.get("pharmacies", ()):
        know_pharmacy(practice=practice, **each)
    if "helper" in about:
        add_caregiver(person=person, **about["helper"])
    if "stay" in about:
        _stay(person, about["stay"], on=on, by=by)
    if "earlier" in about:
        stories.tell(person, about["earlier"], on=on, by=by)
