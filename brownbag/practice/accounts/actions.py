"""What is changed about the accounts of the staff."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from brownbag.practice.accounts.models import Practice, Staff


class NotPossible(ValueError):
    "The account cannot be made as asked; the message says why."


@transaction.atomic
def add_staff(*, practice, username, password, role, **named):
    "Give someone a sign-in to a practice, which is made when it is not there."
    if Staff.objects.filter(username__iexact=username).exists():
        raise NotPossible(f"“{username}” has a sign-in already; choose another name.")
    found, _ = Practice.objects.get_or_create(name=practice)
    member = Staff(username=username, practice=found, role=role, **named)
    try:
        validate_password(password, member)
        member.set_password(password)
        member.full_clean()
    except ValidationError as fault:
        raise NotPossible(" ".join(fault.messages)) from None
    member.save()
    return member


def end_tour(*, user, at):
    "Keep that the guide to the first review was put away."
    user.tour_done_at = at
    user.save(update_fields=["tour_done_at"])
