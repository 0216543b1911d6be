"""Are dangerous pairs found, and are harmless ones left alone? Pairs of the shared reference, by source and rule."""

import csv
import tempfile
from collections import defaultdict
from pathlib import Path

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import pair_check
from tests.quality.shared import SHARED

REFERENCE = SHARED / "reference"
MISSES = Path(tempfile.gettempdir()) / "brownbag-interaction-misses.csv"


def main():
    "Print the figures; the misses go to a file."
    if not (REFERENCE / "ddi_dev.csv").exists():
        return print("interactions: not measured, ddi_dev.csv is not there")
    ask = pair_check(knowledge=knowledge.load(), vocabulary=vocabulary.load())
    rows = list(csv.DictReader((REFERENCE / "ddi_dev.csv").open(encoding="utf-8")))
    answered = [(row, ask.answer(row["drug_a"], row["drug_b"])) for row in rows]
    _high(answered)
    _positive(answered)
    _quiet(answered)
    _supplements(ask)
    with MISSES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["label", "tier", "rule", "drug_a", "drug_b", "outcome", "interrupts", "found", "why"]
        )
        writer.writerows(_misses(answered))
    print(f"  the misses are in {MISSES}")
    return None


def _high(answered):
    by_rule = defaultdict(list)
    for row, answer in answered:
        if row["label"] == "high_priority":
            by_rule[f"{row['rule']} {row['rule_title']}"].append(answer.interrupts)
    everything = [each for found in by_rule.values() for each in found]
    _line("ONC high priority that interrupt (99 %)", everything)
    for rule, found in sorted(by_rule.items()):
        _line(f"  {rule} (90 %)", found)


def _positive(answered):
    for source, tier, aim in (("CRESCENDDI", "A", 92), ("CRESCENDDI", "B", 80), ("CRESCENDDI", "C", 60)):
        _line(f"{source} tier {tier} found ({aim} %)", _found(answered, source=source, tier=tier))
    _line("VA critical found (92 %)", _found(answered, rule="VA-Critical"))
    _line("VA significant found (60 %)", _found(answered, rule="VA-Significant"))


def _found(answered, **wanted):
    return [
        answer.outcome == "finding"
        for row, answer in answered
        if row["label"] == "positive" and all(row[name] == value for name, value in wanted.items())
    ]


def _quiet(answered):
    negative = [answer for row, answer in answered if row["label"] == "negative"]
    low = [answer for row, answer in answered if row["label"] == "low_priority"]
    _line("negatives that interrupt (at most 1 %)", [each.interrupts for each in negative])
    _line("negatives with any finding (at most 8 %)", [each.outcome == "finding" for each in negative])
    _line("ONC low priority that interrupt (at most 3 %)", [each.interrupts for each in low])
    _line("ONC low priority with any finding", [each.outcome == "finding" for each in low])


def _supplements(ask):
    rows = list(csv.DictReader((REFERENCE / "supplement_dev.csv").open(encoding="utf-8")))
    answered = [(row, ask.answer(row["supplement"], row["drug"])) for row in rows]
    positive = [(row, answer) for row, answer in answered if row["label"].startswith("positive")]
    quiet = [answer.interrupts for row, answer in answered if row["label"] == "low_likelihood"]
    _line("supplements found (90 %)", [answer.outcome == "finding" for _, answer in positive])
    _line("supplements of low likelihood that interrupt (0)", quiet)
    for row, answer in positive:
        if answer.outcome != "finding":
            print(f"    missed: {row['supplement']} with {row['drug']}: {answer.outcome} {answer.why}")


def _misses(answered):
    for row, answer in answered:
        missed = {
            "high_priority": not answer.interrupts,
            "positive": answer.outcome != "finding",
            "negative": answer.outcome == "finding",
            "low_priority": answer.interrupts,
        }[row["label"]]
        if missed:
            shown = [row[name] for name in ("label", "tier", "rule", "drug_a", "drug_b")]
            yield [*shown, answer.outcome, answer.interrupts, answer.rule, answer.why]


def _line(name, found):
    share = sum(found) / len(found) if found else 0
    print(f"{name:58} {sum(found):5} of {len(found):5}  {share:6.1%}")


if __name__ == "__main__":
    main()
