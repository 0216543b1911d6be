"""Write the reference of directions from the tables of labels: `python -m tests.spec.directions.manual`."""

from itertools import groupby
from pathlib import Path

from brownbag.clinical.directions import Amount, read, say
from brownbag.clinical.directions.english import counted
from tests.spec.directions.label_tables import labels

TARGET = Path(__file__).resolve().parents[3] / "docs" / "reference" / "generated" / "directions.md"
HEAD = """# Directions: what is read on a label, and how it is said

Made from `tests/spec/directions/labels/`; change a table there and run `python -m tests.spec.directions.manual`.
"A day" is the most that may be taken on an average day. A dash means that the label does not give it, or that it differs from step to step.
What is not understood whole is never reworded: the label's own words are kept, with the reason.
"""


def manual():
    "Return the whole page."
    parts = [HEAD]
    for title, group in groupby(labels(), key=lambda label: label.title):
        parts.append(f"## {title}\n\n| on the label | a day | in plain words |\n|---|---|---|\n")
        parts.extend(_row(label.text) for label in group)
        parts.append("\n")
    return "".join(parts).rstrip() + "\n"


def _row(text):
    found = read(text)
    amount = "–" if found.amount_per_day is None else _amount(found)
    if found.outcome == "understood":
        words = say(found).text
    else:
        unused = f"Not used: {', '.join(found.not_used)}." if found.not_used else ""
        words = f"*not understood whole.* {' '.join([*found.why, unused])}".strip()
        amount = "–"
    return f"| {_cell(text)} | {_cell(amount)} | {_cell(words)} |\n"


def _amount(found):
    amount = round(found.amount_per_day, 3)
    return counted(Amount(amount, amount, found.unit))


def _cell(text):
    return (
        text.replace("\N{NO-BREAK SPACE}", " ")
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("\\*not understood whole.\\*", "*not understood whole.*")
    )


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(manual(), encoding="utf-8")
    print(f"{TARGET} is written.")
