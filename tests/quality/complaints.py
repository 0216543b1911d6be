"""Is the medicine found behind a complaint that it is known to cause?"""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Medication, Person, Record

ASKED = Path(__file__).with_suffix(".csv")


def main():
    "Print the share of the complaints that are found, and by complaint the medicines that are not."
    lines = (line for line in ASKED.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    asked = [(row["complaint"], row["medicine"]) for row in csv.DictReader(lines)]
    missed = defaultdict(list)
    for complaint, medicine in asked:
        if not _is_found(complaint, medicine):
            missed[complaint].append(medicine)
    found = len(asked) - sum(map(len, missed.values()))
    print(f"complaints of which the medicine is found: {found} of {len(asked)}, {found / len(asked):.1%}")
    for complaint, medicines in missed.items():
        print(f"  {complaint}: {', '.join(medicines)}")


def _is_found(complaint, medicine):
    record = Record(
        person=Person(age=Decimal(70), sex="female"),
        medications=(Medication(medicine),),
        symptoms=(complaint,),
    )
    found = assess(record, on=date(2026, 11, 24), knowledge=knowledge.load(), vocabulary=vocabulary.load())
    return any(each.category == "adverse_drug_reaction" and complaint in each.why for each in found.findings)


if __name__ == "__main__":
    main()
