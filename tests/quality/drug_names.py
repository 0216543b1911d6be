"""Are names of medicines understood? Share with exactly the right ingredients, and wrong answers given as sure."""

import csv
from collections import defaultdict
from pathlib import Path

from brownbag.clinical import vocabulary

DATA = Path(__file__).resolve().parents[3] / "shared" / "reference" / "drug_name_dev.csv"


def main():
    "Print the figures and the misses."
    if not DATA.exists():
        return print(f"drug names: not measured, {DATA.name} is not there")
    rows = list(csv.DictReader(DATA.open(encoding="utf-8")))
    by_category = defaultdict(list)
    for row in rows:
        by_category[row["category"]].append(_judged(row))
    for category, judged in sorted(by_category.items()):
        print(_line(category, judged))
    everything = [each for judged in by_category.values() for each in judged]
    print(_line("overall", everything))
    for outcome, query, expected, answer in everything:
        if outcome != "right":
            print(f"  {outcome}: {query!r} expected {expected or 'nothing'}, got {answer}")
    return None


def _judged(row):
    answer = vocabulary.load().resolve(row["query"])
    got = "|".join(answer.ingredients)
    expected = row["expected_ingredients"]
    outcome = "right" if got == expected else "wrong" if got else "silent"
    return outcome, row["query"], expected, f"{answer.outcome} {got or answer.candidates}"


def _line(name, judged):
    total = len(judged)
    right = sum(each[0] == "right" for each in judged)
    wrong = sum(each[0] == "wrong" for each in judged)
    return f"{name:32} {total:5} right {right / total:6.1%}  wrong {wrong / total:6.1%}"


if __name__ == "__main__":
    main()
