"""The answers to a request, as a prescriber gives them or as a fax or a call is recorded."""

from brownbag.practice.plans.actions import GivenAnswer
from brownbag.practice.plans.models import Answer

REASONS = ("Already done", "At the next visit", "Patient prefers not", "Specialist", "Other")
LONGEST = 500


class AnswerForm:
    "One answer for each item and the name of who answers; what is missing is said beside it."

    def __init__(self, items, data=None):
        self.is_bound = data is not None
        self.name = (data or {}).get("name", "").strip()[:120]
        self.items = [_Asked(item, data or {}) for item in items]
        self.name_error = ""

    def is_valid(self):
        "Whether every item has a whole answer and someone signed."
        if not self.is_bound:
            return False
        self.name_error = "" if self.name else "Type your name to sign."
        return not self.name_error and not [each for each in self.items if each.error]

    @property
    def answers(self):
        "The answers by the key of their item."
        return {each.item.pk: GivenAnswer(each.answer, each.reason, each.words) for each in self.items}


class _Asked:
    def __init__(self, item, data):
        self.item = item
        everything = data.get("all") == Answer.ACCEPTED
        self.answer = Answer.ACCEPTED if everything else data.get(f"answer-{item.pk}", "")
        self.reason = data.get(f"reason-{item.pk}", "")[:80] if self.answer == Answer.DECLINED else ""
        self.words = (
            data.get(f"words-{item.pk}", "").strip()[:LONGEST] if self.answer == Answer.CHANGED else ""
        )
        self.error = _what_is_missing(self) if data else ""


def _what_is_missing(asked):
    if asked.answer not in (Answer.ACCEPTED, Answer.CHANGED, Answer.DECLINED):
        return "Choose accept, change or decline."
    if asked.answer == Answer.CHANGED and not asked.words:
        return "Write what it should be changed to."
    if asked.answer == Answer.DECLINED and asked.reason not in REASONS:
        return "Choose a reason."
    return ""
