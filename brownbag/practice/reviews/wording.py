"""Urgency and decisions in the words that pages and papers share."""

from brownbag.practice.reviews.models import DecisionKind

URGENCY_WORDS = {
    "today": "act today",
    "this_week": "this week",
    "next_visit": "can wait",
    "note": "for information",
}


def decision_words(decision):
    "Return what was decided in one short phrase."
    return {
        DecisionKind.ASK_PRESCRIBER: lambda: f"Ask {decision.prescriber.name}",
        DecisionKind.TELL_PATIENT: lambda: "Tell the patient",
        DecisionKind.OWN_ACTION: lambda: f"Own action: {decision.action}",
        DecisionKind.NOT_A_PROBLEM: lambda: f"Not a problem: {decision.reason}",
    }[decision.kind]()
