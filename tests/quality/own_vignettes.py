"""Are the problems of our own invented people found, and nothing else?

Each file of `own_vignettes/` holds one person, what must be found (`expected`), what may be
said (`acceptable`) and what looks like a problem and is none (`must_not_flag`).
`python -m tests.quality.own_vignettes A01 A07` shows those people in detail.
"""

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.exchange import findings, patient_file

FOLDER = Path(__file__).parent / "own_vignettes"
NEIGHBOURS = (
    {"age_inappropriate", "drug_condition", "adverse_drug_reaction"},
    {"dose_too_high", "renal_dose"},
    {"unnecessary_therapy", "prescribing_cascade"},
    {"duplication", "reconciliation_discrepancy"},
    {"wrong_directions", "technique"},
    {"pregnancy", "drug_condition"},
)
TWO_MEDICINES = {"drug_interaction", "duplication", "prescribing_cascade"}
COUNTED = {"high", "moderate"}


def main(wanted=()):
    "Print recall, precision and traps, with and without the ingredients that the files give."
    people = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]
    people = [each for each in people if not wanted or each["id"] in wanted]
    for given in (True, False):
        total = Counter()
        for person in people:
            judged = _judge(person, _findings(person, ingredients_given=given))
            total += Counter({name: len(rows) for name, rows in judged.items()})
            if wanted or not given:
                _show(person, judged, everything=bool(wanted) and not given)
        _print_total(total, len(people), "given" if given else "worked out from the names")


def _findings(person, *, ingredients_given):
    document = json.loads(json.dumps(person))
    if not ingredients_given:
        for line in document["medications"] + document.get("proposed_medications", []):
            line.pop("ingredients", None)
    on = date.fromisoformat(person["on"])
    record = patient_file.read(json.dumps(document), on=on).record
    answer = assess(record, on=on, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    return findings.as_json(answer)["findings"]


def _judge(person, said):
    """Sort what was said and what was expected into named heaps."""
    trapped = [each for each in said if any(_springs(each, trap) for trap in person["must_not_flag"])]
    counted = [each for each in said if each["severity"] in COUNTED]
    must = [each for each in person["expected"] if each["must_find"]]
    return {
        "must": must,
        "missed": [each for each in must if not any(_meets(found, each) for found in said)],
        "traps": trapped,
        "counted": counted,
        "alarms": [each for each in counted if each in trapped or not _allowed(each, person)],
        "quiet": [each for each in said if each not in counted],
    }


def _allowed(finding, person):
    return any(_meets(finding, each) for each in person["expected"]) or any(
        _meets(finding, each, lenient=True) for each in person["acceptable"]
    )


def _springs(finding, trap):
    same = finding["category"] == trap["category"]
    return same and _names(finding) >= _names(trap) and _meets(finding, trap, lenient=True)


def _meets(finding, item, *, lenient=False):
    if not _neighbours(finding["category"], item["category"]):
        return False
    names = _names(item)
    if names:
        needed = min(2, len(names)) if item["category"] in TWO_MEDICINES and not lenient else 1
        return len(names & _names(finding)) >= needed
    words = " ".join([*finding["drugs"], *finding["related"]]).lower()
    return lenient or any(word.lower() in words for word in item.get("related", []))


def _neighbours(one, other):
    return one == other or any({one, other} <= group for group in NEIGHBOURS)


def _names(item):
    return {name.lower().strip() for name in item["drugs"]}


def _show(person, judged, *, everything):
    for heap in ("missed", "traps", "alarms") + (("counted", "quiet") if everything else ()):
        for each in judged[heap]:
            words = each.get("title") or each.get("statement")
            rule = each.get("rule", "")
            drugs = " + ".join(each["drugs"]) or "-"
            print(
                f"  {person['id']} {heap:7} {each['severity']:8} {each['category']} [{drugs}] {rule}: {words}"
            )


def _print_total(total, people, ingredients):
    recall = 1 - total["missed"] / max(1, total["must"])
    precision = 1 - total["alarms"] / max(1, total["counted"])
    print(
        f"own vignettes ({people} people, ingredients {ingredients}): recall {recall:.3f} "
        f"(missed {total['missed']} of {total['must']}), precision {precision:.3f} "
        f"({total['alarms']} of {total['counted']} too many), traps {total['traps']}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
