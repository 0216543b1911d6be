"""Are the published criteria found in a minimal patient, and is the same patient without the qualifier left alone?"""

import csv
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Condition, Medication, Observation, Person, Record
from tests.quality.shared import SHARED

REFERENCE = SHARED / "reference"
ON = date(2026, 11, 24)
CLASSES = {
    "benzodiazepines": "lorazepam",
    "anticholinergics": "oxybutynin",
    "strong anticholinergics": "oxybutynin",
    "antipsychotics": "quetiapine",
    "ssris": "sertraline",
    "snris": "duloxetine",
    "tcas": "amitriptyline",
    "estrogen systemic": "estradiol tablet",
    "estradiol oral": "estradiol tablet",
    "antidepressants": "mirtazapine",
    "antiepileptics": "carbamazepine",
    "diuretics": "furosemide",
    "vasodilators used in cardiac disease": "isosorbide mononitrate",
    "opioids": "oxycodone",
    "gabapentin/pregabalin": "gabapentin",
    "ace inhibitor/arb/arni/aliskiren": "lisinopril",
    "another ras inhibitor or potassium-sparing diuretic": "spironolactone",
    "anticholinergic": "oxybutynin",
    "cholinesterase inhibitor": "donepezil",
    "bladder anticholinergic": "oxybutynin",
    "gabapentinoid": "gabapentin",
    "diuretic": "furosemide",
    "opioid": "oxycodone",
    "laxative": "senna",
    "desiccated thyroid": "armour thyroid",
}
SECOND_OF_A_PAIR_OF_ONE = {"oxybutynin": "amitriptyline"}
CONDITIONS = {
    "heart failure with reduced EF": "Heart failure with reduced ejection fraction",
    "symptomatic heart failure": "Heart failure",
    "dementia or cognitive impairment": "Dementia",
    "history of falls or fracture": "History of falls",
    "parkinson disease": "Parkinson's disease",
    "urinary incontinence in women": "Stress urinary incontinence",
    "lower urinary tract symptoms / BPH": "Benign prostatic hyperplasia",
}
AGE_CATEGORIES = {"age_inappropriate", "drug_condition", "unnecessary_therapy", "dose_too_high"}


def main():
    "Print the share found and left alone, by kind, and the misses."
    path = REFERENCE / "pim_dev.csv"
    if not path.exists():
        return print(f"criteria: not measured, {path.name} is not there")
    judged = defaultdict(list)
    misses = []
    for row in csv.DictReader(path.open(encoding="utf-8")):
        made = _people(row)
        if not made:
            continue
        firing, silent, categories = made
        found, alone = _concerns(row, firing, categories), not _concerns(row, silent, categories)
        judged[row["kind"]].append((found, alone))
        if not (found and alone):
            misses.append(
                f"  {row['kind']}: {row['item']} {row['qualifier']} {row['threshold']}: found {found}, alone {alone}"
            )
    for kind, pairs in judged.items():
        _line(kind, pairs)
    _line("criteria items, all (95 % both)", [each for pairs in judged.values() for each in pairs])
    print("\n".join(misses))
    return None


def _line(name, pairs):
    found, alone = (sum(each[place] for each in pairs) for place in (0, 1))
    print(f"{name:40} found {found} of {len(pairs)}, left alone {alone} of {len(pairs)}")


def _concerns(row, record, categories):
    answer = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    names = {name for line in record.medications for name in vocabulary.load().resolve(line.name).ingredients}
    wanted = [finding for finding in answer.findings if finding.category in categories]
    if row["kind"] in ("pim_interaction", "cascade"):
        wanted = [
            finding
            for finding in wanted
            if len(set(finding.drugs) & names) > 1 or row["item"].startswith("opioid ->")
        ]
    if row["kind"] == "cascade":
        wanted = [each for each in wanted if names & set(each.drugs)]
    if row["kind"] == "pim":
        wanted = [each for each in wanted if each.category == "age_inappropriate"]
    return bool(wanted)


def _people(row):
    build = {
        "pim": _age,
        "pim_disease": _disease,
        "pim_interaction": _pair,
        "renal": _kidney,
        "indicator": _indicator,
        "cascade": _cascade,
        "frid": _falls,
    }.get(row["kind"])
    return build(row) if build else None


def _person(*lines, age=78, conditions=(), results=()):
    return Record(
        person=Person(age=Decimal(age)),
        medications=tuple(lines),
        conditions=tuple(Condition(name) for name in conditions),
        observations=tuple(results),
    )


def _medicine(item, **more):
    return Medication(CLASSES.get(item.lower(), item), **more)


def _age(row):
    item, more = row["item"], {"start": ON - timedelta(days=200)}
    if row["threshold"].startswith("dose>"):
        strong, weak = (
            Medication(f"{item} {amount} mg capsule", directions="Take 1 capsule daily") for amount in (10, 3)
        )
        return _person(strong), _person(weak), {"age_inappropriate"}
    if row["threshold"].startswith(">325"):
        strong, weak = (
            Medication(f"aspirin {amount} mg tablet", directions="Take 2 tablets daily", **more)
            for amount in (325, 81)
        )
        heart = ["Coronary artery disease"]
        return _person(strong, conditions=heart), _person(weak, conditions=heart), {"age_inappropriate"}
    conditions = []
    if "antihypertensive" in row["qualifier"]:
        more["indication"] = "high blood pressure"
    if "heart failure" in row["qualifier"]:
        conditions, more["indication"] = ["Atrial fibrillation", "Heart failure"], "atrial fibrillation"
    if "first-line for AF" in row["qualifier"]:
        conditions = ["Atrial fibrillation"]
    name = "nifedipine 10 mg immediate-release capsule" if item == "nifedipine" else item
    line = _medicine(name, **more)
    return (
        _person(line, conditions=conditions),
        _person(line, age=50, conditions=conditions),
        {"age_inappropriate"},
    )


def _disease(row):
    line = _medicine(row["item"])
    condition = CONDITIONS.get(row["qualifier"], row["qualifier"].capitalize())
    # Age itself may speak against it; that is another criterion, so both people are below 65.
    return (
        _person(line, age=60, conditions=[condition]),
        _person(line, age=60),
        {"drug_condition", "age_inappropriate"},
    )


def _pair(row):
    first, second = (
        CLASSES.get(part.strip().lower(), part.strip().lower().removesuffix("s"))
        for part in row["item"].split(" + ")
    )
    first, second = ("sertraline" if each == "ssri" else each for each in (first, second))
    if first == second:
        second = SECOND_OF_A_PAIR_OF_ONE[first]
    both = (Medication(first), Medication(second))
    return _person(*both), _person(both[0]), {"drug_interaction", "age_inappropriate"}


def _kidney(row):
    limit = int(row["threshold"].partition("<")[2])
    name = f"{row['item']} extended release" if "extended" in row["qualifier"] else row["item"]
    line = Medication(name)
    if row["action"] == "reduce_dose":
        line = Medication(f"{name} 800 mg tablet", directions="Take 1 tablet three times daily")

    def result(value):
        return Observation("Creatinine clearance", Decimal(value), loinc="2164-2", on=ON, unit="mL/min")

    low, fine = result(limit - 1), result(limit + 60)
    return _person(line, results=[low]), _person(line, results=[fine]), {"renal_dose", "drug_condition"}


def _indicator(row):
    old = ON - timedelta(days=600)
    names = ["methotrexate 2.5 mg tablet"] if "methotrexate" in row["item"] else ["lisinopril", "furosemide"]
    lines = [
        Medication(name, start=old, directions="Take 1 tablet once a week" if "metho" in name else "")
        for name in names
    ]
    tests = (
        ("Creatinine", "2160-0"),
        ("Potassium", "2823-3"),
        ("Sodium", "2951-2"),
        ("Hemoglobin", "718-7"),
        ("ALT", "1742-6"),
        ("CBC", "58410-2"),
        ("eGFR", "98979-8"),
        ("Magnesium", "19123-9"),
        ("Uric acid", "3084-1"),
        ("BP", "85354-9"),
        ("Weight", "29463-7"),
    )
    fresh = [Observation(name, Decimal(60), loinc=code, on=ON - timedelta(days=20)) for name, code in tests]
    return _person(*lines[:1], results=[]), _person(*lines[:1], results=fresh), {"monitoring_needed"}


def _cascade(row):
    first, second = (CLASSES[part.strip()] for part in row["item"].split(" -> "))
    lines = (
        Medication(first, start=ON - timedelta(days=200)),
        Medication(second, start=ON - timedelta(days=90)),
    )
    if row["item"].startswith("opioid"):
        return _person(lines[0]), _person(*lines), {"needs_additional_therapy"}
    return _person(*lines), _person(lines[0]), {"prescribing_cascade"}


def _falls(row):
    line = _medicine(row["item"])
    return (
        _person(line, age=60, conditions=["History of falls"]),
        _person(line, age=60),
        {"drug_condition", "age_inappropriate"},
    )


if __name__ == "__main__":
    main()
