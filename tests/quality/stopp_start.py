"""STOPP/START: one patient whom each rule concerns and one whom it does not, made from the rule's own conditions."""

import csv
import json
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Condition, Medication, Observation, Person, Record
from tests.quality.shared import SHARED

REFERENCE = SHARED / "reference"
ON = date(2026, 11, 24)
# One medicine of US use for the beginning of an ATC code; the longest beginning counts.
MEDICINES = {
    "A02AA02": "magnesium hydroxide",
    "A02BC": "omeprazole 20 mg capsule",
    "A06A": "senna 8.6 mg tablet",
    "A10BG": "pioglitazone 30 mg tablet",
    "A11": "vitamin D3",
    "A12AA": "calcium carbonate 600 mg tablet",
    "B01AA": "warfarin 5 mg tablet",
    "B01AC04": "clopidogrel 75 mg tablet",
    "B01AC06": "aspirin 81 mg tablet",
    "B01AC": "clopidogrel 75 mg tablet",
    "B01AE": "dabigatran 150 mg capsule",
    "B01AF": "apixaban 5 mg tablet",
    "B03A": "iron and folic acid",
    "B03BB": "folic acid 1 mg tablet",
    "C02CA": "doxazosin 4 mg tablet",
    "C03DA": "spironolactone 25 mg tablet",
    "C03DB": "amiloride 5 mg tablet",
    "C07": "metoprolol tartrate 50 mg tablet",
    "C08DA01": "verapamil 120 mg tablet",
    "C08DB01": "diltiazem 120 mg capsule",
    "C08": "amlodipine 5 mg tablet",
    "C09": "lisinopril 10 mg tablet",
    "G04CA": "tamsulosin 0.4 mg capsule",
    "H02AB": "prednisone 10 mg tablet",
    "J07AL": "pneumococcal vaccine",
    "L04AX03": "methotrexate 2.5 mg tablet",
    "M01A": "naproxen 500 mg tablet",
    "M04AC01": "colchicine 0.6 mg tablet",
    "M05B": "alendronate 70 mg tablet",
    "N02A": "oxycodone 5 mg tablet",
    "N02BE01": "acetaminophen 500 mg tablet",
    "N04BC": "ropinirole 1 mg tablet",
    "N05A": "chlorpromazine 25 mg tablet",
    "N05CF": "zolpidem 5 mg tablet",
    "N06AA": "amitriptyline 25 mg tablet",
    "N06AB": "sertraline 50 mg tablet",
    "P01BA": "hydroxychloroquine 200 mg tablet",
    "R03A": "albuterol inhaler",
    "R03BA": "fluticasone inhaler",
    "R03BB": "tiotropium inhaler",
    "R03DA04": "theophylline 200 mg tablet",
    "R06A": "diphenhydramine 25 mg capsule",
    "S01E": "latanoprost eye drops",
}


def main():
    "Print how many rules are right on both patients, and the others."
    path = REFERENCE / "stoppstart_v2_dev.csv"
    if not path.exists():
        return print(f"STOPP/START: not measured, {path.name} is not there")
    outcomes = defaultdict(list)
    for row in csv.DictReader(path.open(encoding="utf-8")):
        conditions = json.loads(row["variants_icd10_or_drug_only"])[0]
        firing, silent = _person(conditions), _person(conditions, spoiled=True)
        actions = _actions(row, conditions)
        right = _concerns(firing, silent, row["action"], actions)
        outcomes[right].append(f"{row['rule_id']} {row['description'][:90]}")
    total = sum(map(len, outcomes.values()))
    print(f"STOPP/START right on both patients: {len(outcomes[True])} of {total} (80 %)")
    for rule in outcomes[False]:
        print(f"  {rule}")
    return None


def _person(conditions, *, spoiled=False):
    """Meet every condition; spoiled meets none of the first wanted one, or gives what must be missing."""
    missing = [each for each in conditions if each["negative"] == "true" and each["type"] == "medicine"]
    wanted = [each for each in conditions if each["negative"] == "false" and each["op"] == "="]
    episodes = [each for each in wanted if each["type"] == "episode"]
    dropped = None
    lines = []
    if spoiled and missing:
        lines.append(_medicine(missing[-1]["values"]))
    elif spoiled:
        dropped = episodes[0] if episodes else wanted[0]
    kept = [each for each in wanted if each is not dropped]
    lines += [_medicine(each["values"]) for each in kept if each["type"] == "medicine"]
    old = 60 if spoiled and any("30525-0" in each["values"] for each in conditions) else 75
    return Record(
        person=Person(age=Decimal(old)),
        conditions=tuple(
            Condition("condition", icd10cm=each["values"][0].strip("*"))
            for each in kept
            if each["type"] == "episode"
        ),
        medications=tuple(line for line in lines if line),
        observations=tuple(
            _result(each)
            for each in kept
            if each["type"] == "measurement" and "30525-0" not in each["values"]
        ),
    )


def _medicine(values):
    for code in values:
        for length in range(len(code), 2, -1):
            name = MEDICINES.get(code.strip("*")[:length])
            if name:
                return Medication(
                    name, start=ON - timedelta(days=400), directions="Take 1 tablet twice a day"
                )
    return None


def _result(condition):
    code, value = condition["values"][:2]
    return Observation("result", Decimal(value) + 1, loinc=code.strip(), on=ON)


def _actions(row, conditions):
    codes = row["action_atc"].split("|")
    names = [line.name for line in (_medicine([code]) for code in codes) if line]
    return {ingredient for name in names for ingredient in vocabulary.load().resolve(name).ingredients}


def _concerns(firing, silent, action, actions):
    """Whether something is said of the first patient's medicine, or of a missing one, that is not said of the second."""
    said, unsaid = (_said(record, action, actions) for record in (firing, silent))
    return bool(said - unsaid)


def _said(record, action, actions):
    answer = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    if action == "start":
        return {each.rule for each in answer.findings if each.category == "needs_additional_therapy"}
    kinds = {"monitoring_needed", "cost", "adherence"}
    return {
        (each.rule, each.drugs)
        for each in answer.findings
        if actions & set(each.drugs) and each.category not in kinds
    }


if __name__ == "__main__":
    main()
