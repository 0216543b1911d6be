"""Comparing lists: four lists of 25 lines, everything loaded, nothing remembered from the run before."""

from datetime import date
from itertools import cycle

from bench.row import Row, measure
from brownbag.clinical import vocabulary
from brownbag.clinical.knowledge.kinds import rarely_two
from brownbag.clinical.person.reconcile import reconcile
from brownbag.clinical.person.record import Medication, MedicationList

NAMES = (
    *(
        "warfarin 5 mg tablet",
        "Coumadin 2.5 mg",
        "lisinopril 20 mg",
        "Zestril 10 mg tab",
        "metformin ER 500 mg",
    ),
    *(
        "Glucophage 1000 mg",
        "atorvastatin 40 mg",
        "Lipitor 20 mg",
        "simvastatin 20 mg",
        "amlodipine 5 mg tablet",
    ),
    *(
        "omeprazole 20 mg capsule",
        "Prilosec OTC",
        "levothyroxine 50 mcg",
        "Synthroid 0.05 mg",
        "gabapentin 300 mg",
    ),
    *(
        "lisinopril-hctz 20-12.5 mg",
        "Lantus 100 units/mL",
        "albuterol HFA",
        "furosemide 40 mg",
        "Lasix 20 mg",
    ),
    *(
        "sertraline 50 mg",
        "Zoloft 100 mg",
        "tramadol 50 mg",
        "vitamin D3 1000 units",
        "fish oil",
        "aspirin 81 mg EC",
    ),
    *("metoprolol succinate 50 mg", "Toprol XL 25 mg", "clopidogrel 75 mg"),
)
DIRECTIONS = (
    "Take 1 tablet by mouth twice daily",
    "1 tab po qd",
    "Take 1 to 2 tablets every 4 to 6 hours as needed for pain. Max 8 tablets in 24 hours",
    "",
    "Inject 10 units under the skin at bedtime",
    "1 tablet every morning and 2 tablets at bedtime",
    "Take 1 tablet once a week on Monday",
)
ON = date(2026, 11, 24)


def rows() -> list[Row]:
    "Measure reconciling with the vocabulary and the groups loaded, as a running server has them."
    names, told = cycle(NAMES), cycle(DIRECTIONS)
    lists = [
        MedicationList(
            f"list {number}", tuple(Medication(next(names), directions=next(told)) for _ in range(25))
        )
        for number in range(4)
    ]
    held = {"on": ON, "vocabulary": vocabulary.load(), "duplicates": rarely_two()}
    return [measure("reconcile four lists of 25", lambda: reconcile(lists, **held), aim="150 ms", times=40)]
