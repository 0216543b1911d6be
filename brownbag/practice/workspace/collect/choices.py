"""The answers that settle a row of the list with one click."""

from django.db import transaction
from django.shortcuts import get_object_or_404

from brownbag.practice.medication_list import actions
from brownbag.practice.medication_list.models import MedicationLine, Statement


@transaction.atomic
def carry_out(request, line, *, what, value, on):
    "Carry out one answer about a row; an answer that does not exist is refused."
    known = {"line": line, "expected_version": int(request.POST["version"]), "by": request.user}
    _ANSWERS[what](request, known, value, on)


def _keep(request, known, value, on):
    actions.keep_as_is(**known, why="kept after comparing the lists")


def _hold(request, known, value, on):
    statement = _statement(request, known, value)
    actions.hold_statement(**known, statement=statement, why=f"as {statement.list_name} says")


def _both(request, known, value, on):
    actions.split_off(**known, statement=_statement(request, known, value), why=actions.TAKES_BOTH)


def _identify(request, known, value, on):
    actions.change_line(**known, changes={"name": value[:300]}, why=f"was “{known['line'].current.name}”")


def _as_label(request, known, value, on):
    actions.change_line(**known, changes={"how_taken": "as the label says"}, why="asked")


def _stop(request, known, value, on):
    actions.stop_line(**known, why=(value or "stopped")[:300], on=on)


def _resume(request, known, value, on):
    actions.resume_line(**known, why="taken again")


def _only(request, known, value, on):
    rows = _row_of(request, known)
    if int(value) not in [each["line"].pk for each in rows]:
        raise ValueError(value)
    kept = next(each["line"] for each in rows if each["line"].pk == int(value))
    for each in rows:
        if each["line"] == kept:
            actions.keep_as_is(**each, why="only this one of the kind")
        else:
            why = f"only {kept.current.name} is taken"[:300]
            actions.stop_line(**each, why=why, on=on)


def _keep_all(request, known, value, on):
    for each in _row_of(request, known):
        actions.keep_as_is(**each, why="takes both")


def _stop_all(request, known, value, on):
    for each in _row_of(request, known):
        actions.stop_line(**each, why=(value or "stopped")[:300], on=on)


def _undo(request, known, value, on):
    rows = _row_of(request, known)
    for each in rows:
        if actions.was_split_off(each["line"]):
            actions.join_again(line=known["line"], other=each["line"], by=request.user)
        elif each["line"].current.number > 1:
            actions.undo_last_change(**each)


def _row_of(request, known):
    "The lines of a row: the first, and those that the form names beside it."
    rows = [known]
    for name in sorted(request.POST):
        head, _, number = name.partition("version-")
        if head == "" and number:
            lines = MedicationLine.objects.visible_to(request.user).select_related("current", "person")
            line = get_object_or_404(lines, pk=int(number), person=known["line"].person_id)
            version = int(request.POST[name])
            rows.append({"line": line, "expected_version": version, "by": known["by"]})
    return rows


def _statement(request, known, value):
    statements = Statement.objects.visible_to(request.user).filter(line=known["line"])
    return get_object_or_404(statements, pk=int(value))


_ANSWERS = {
    "keep": _keep,
    "hold": _hold,
    "both": _both,
    "identify": _identify,
    "as_label": _as_label,
    "stop": _stop,
    "resume": _resume,
    "only": _only,
    "keep_all": _keep_all,
    "stop_all": _stop_all,
    "undo": _undo,
}
