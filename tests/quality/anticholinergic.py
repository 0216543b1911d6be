"""Is the anticholinergic score of each medicine the one that most published scales give?"""

import csv

from brownbag.clinical import knowledge, vocabulary
from tests.quality.shared import SHARED

REFERENCE = SHARED / "reference"


def main():
    "Print the share exact and within one, and the medicines that differ."
    path = REFERENCE / "acb_dev.csv"
    if not path.exists():
        return print(f"anticholinergic score: not measured, {path.name} is not there")
    facts = knowledge.load().facts
    exact = near = 0
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    told = []
    for row in rows:
        names = vocabulary.load().resolve(row["drug"]).ingredients or (row["drug"],)
        topical = row["drug"].endswith("-topical")
        score = 0 if topical else max(facts.level("anticholinergic", name) for name in names)
        expected = int(float(row["score_majority"]))
        exact += score == expected
        near += abs(score - expected) <= 1
        if score != expected:
            told.append(f"{row['drug']} {score} for {expected}")
    print(
        f"anticholinergic score: exact {exact / len(rows):.1%} (90 %), within one {near / len(rows):.1%} (99 %)"
    )
    print(f"  differing: {'; '.join(told)}")
    return None


if __name__ == "__main__":
    main()
