"""Whether two medicines are taken hours apart, by what their labels and the person say."""

from __future__ import annotations

from brownbag.clinical.assessment.taken import Taken

# Roughly when the moments of a day are; our own judgement.
HOUR_OF = {"morning": 8, "noon": 12, "midday": 12, "afternoon": 15, "evening": 18, "bedtime": 22, "night": 22}
HOURS_APART = 4
TOGETHER = (
    "together",
    "same time",
    "with her ",
    "with his ",
    "with my ",
    "with breakfast",
    "at breakfast",
    "with coffee",
    "all at once",
)


def are_taken_apart(one: Taken, other: Taken) -> bool:
    """Return whether label or person put hours between two medicines, and nothing says that they go together."""
    told = [_told(each) for each in (one, other)]
    if any(word in text for text in told for word in TOGETHER):
        return False
    return any(_says_apart(text) for text in told) or _hours_apart(one, other)


def _told(taken: Taken) -> str:
    return f"{taken.medication.directions} {taken.medication.how_taken}".casefold()


def _says_apart(text: str) -> bool:
    return any(
        word in text for word in ("hours apart", "hours before", "hours after", "separate", "apart from")
    )


def _hours_apart(one: Taken, other: Taken) -> bool:
    first, second = _hours(one), _hours(other)
    return bool(first and second) and all(abs(a - b) >= HOURS_APART for a in first for b in second)


def _hours(taken: Taken) -> list[int]:
    """Return the hours of the day that the label names, roughly; empty where it names none."""
    timings = [phase.timing for phase in taken.directions.phases]
    named = [time for timing in timings for time in timing.times_of_day]
    clock = [
        int(time.split(":")[0]) for timing in timings for time in timing.clock_times if time[:1].isdigit()
    ]
    return clock or [HOUR_OF[time] for time in named if time in HOUR_OF]
