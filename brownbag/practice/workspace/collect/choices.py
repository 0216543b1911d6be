"""The answers that settle a row of the list with one click."""

from django.shortcuts import get_object_or_404

from brownbag.practice.medication_list import actions
from brownbag.practice.medication_list.models import Statement


def carry_out(request, line, *, what, value, on):
    "Carry out one answer about a line; an answer that does not exist is refused."
    known = {"line": line, "expected_version": int(request.POST["version"]), "by": request.user}
    _ANSWERS[what](request, known, value, on)


def _keep(request, known, value, on):
    actions.keep_as_is(**known, why="kept after comparing the lists")


def _hold(request, known, value, on):
    actions.hold_statement(**known, statement=_statement(request, known, value), why="as this list says")


def _both(request, known, value, on):
    actions.split_off(**known, statement=_statement(request, known, value), why="takes both")


def _identify(request, known, value, on):
    actions.change_line(**known, changes={"name": value[:300]}, why=f"was “{known['line'].current.name}”")


def _as_label(request, known, value, on):
    actions.change_line(**known, changes={"how_taken": "as the label says"}, why="asked")


def _stop(request, known, value, on):
    actions.stop_line(**known, why=(value or "stopped")[:300], on=on)


def _resume(request, known, value, on):
    actions.resume_line(**known, why="taken again")


def _undo(request, known, value, on):
    actions.undo_last_change(**known)


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
    "undo": _undo,
}
