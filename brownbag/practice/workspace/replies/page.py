"""One request with its answers, and what is still to do about each."""

from dataclasses import dataclass

from brownbag.practice.documents.queries import papers_of_visit
from brownbag.practice.medication_list.models import Status
from brownbag.practice.medication_list.queries import lines_of
from brownbag.practice.plans.models import Answer, ToDo
from brownbag.practice.workspace.lines import ShownLine, shown_line


@dataclass(frozen=True)
class AnsweredItem:
    item: object
    words: str
    lines: tuple[ShownLine, ...]
    to_do: object
    may_bring_back: bool


def answered_items(request):
    "The items of a request with the medicines each is about and the to-do that hangs on it."
    lines = {str(line.pk): line for line in lines_of(request.person) if line.current}
    to_dos = {each.item_id: each for each in ToDo.objects.unscoped().filter(item__request=request)}
    items = request.items.select_related("decision__problem")
    return [_shown(item, lines, to_dos.get(item.pk)) for item in items]


def open_to_dos(items):
    "The to-dos of changed items that wait for words that fit."
    return [each for each in items if each.to_do and each.to_do.held and not each.to_do.withdrawn_at]


def papers_to_look_at(request):
    "The person's papers of the visit, newest edition of each."
    return [each for each in papers_of_visit(request.visit) if each.kind != "prescriber_request"]


def _shown(item, lines, to_do):
    about = item.decision.problem.finding["lines"]
    return AnsweredItem(
        item=item,
        words=_words(item),
        lines=tuple(shown_line(lines[key]) for key in about if key in lines and _is_taken(lines[key])),
        to_do=to_do,
        may_bring_back=item.answer == Answer.DECLINED and item.decision.taken_back_at is None,
    )


def _is_taken(line):
    return line.current.status == Status.ACTIVE


def _words(item):
    return {
        Answer.ACCEPTED: "Accepted",
        Answer.CHANGED: f"Changed to: {item.answer_words}",
        Answer.DECLINED: f"Declined: {item.answer_reason}",
        Answer.NOT_YET: "No answer yet",
    }[item.answer]
