"""The clinical core: one person with ten medicines, one pair."""

import gc
import resource
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

from bench.row import Row, measure
from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess, check_pair, pair_check
from brownbag.clinical.person.record import Condition, Medication, Person, Record

ON = date(2026, 11, 24)
TEN = (
    "warfarin 5 mg tablet",
    "sulfamethoxazole-trimethoprim 800-160 mg tablet",
    "naproxen 220 mg tablet",
    "lisinopril 20 mg tablet",
    "metformin 500 mg tablet",
    "atorvastatin 40 mg tablet",
    "amlodipine 5 mg tablet",
    "levothyroxine 50 mcg tablet",
    "omeprazole 20 mg capsule",
    "ginkgo",
)
FIFTEEN_MORE = (
    "furosemide 40 mg tablet",
    "digoxin 0.125 mg tablet",
    "sertraline 50 mg tablet",
    "tramadol 50 mg tablet",
    "gabapentin 300 mg capsule",
    "zolpidem 5 mg tablet",
    "oxybutynin 5 mg tablet",
    "donepezil 10 mg tablet",
    "allopurinol 100 mg tablet",
    "prednisone 5 mg tablet",
    "clopidogrel 75 mg tablet",
    "potassium chloride 20 meq tablet",
    "glipizide 5 mg tablet",
    "amiodarone 200 mg tablet",
    "calcium carbonate 500 mg tablet",
)
FIFTEEN = (
    "Atrial fibrillation",
    "Heart failure",
    "Type 2 diabetes mellitus",
    "Hypertension",
    "Chronic kidney disease stage 3",
    "Osteoarthritis",
    "Dementia",
    "History of falls",
    "Gout",
    "Depression",
    "Insomnia",
    "Overactive bladder",
    "Hypothyroidism",
    "Coronary artery disease",
    "GERD",
)


def _load() -> None:
    knowledge.load.cache_clear()
    knowledge.load()


def rows() -> list[Row]:
    "Measure both with everything loaded, as a running server has it."
    held = {"on": ON, "knowledge": knowledge.load(), "vocabulary": vocabulary.load()}
    person = Record(medications=tuple(Medication(name) for name in TEN))
    many = Record(
        person=Person(age=Decimal(81), sex="female"),
        conditions=tuple(Condition(name) for name in FIFTEEN),
        medications=tuple(Medication(name) for name in (*TEN, *FIFTEEN_MORE)),
    )
    gc.freeze()  # as the server does once everything is loaded
    ask = pair_check(knowledge=held["knowledge"], vocabulary=held["vocabulary"])
    pairs = list(permutations([*TEN, *FIFTEEN_MORE], 2))
    return [
        measure("load compiled knowledge", _load, aim="150 ms", times=20),
        measure("600 pairs", lambda: [ask.answer(*pair) for pair in pairs], aim="12 ms (50,000/s)", times=50),
        measure("assess ten medicines", lambda: assess(person, **held), aim="2 ms, p99 10 ms", times=300),
        _with_memory(
            measure("assess 25 and 15 conditions", lambda: assess(many, **held), aim="15 ms", times=100)
        ),
        measure("check one pair", lambda: ask.answer(TEN[0], TEN[1]), aim="0.05 ms", times=1000),
        measure(
            "one pair, all that is found", lambda: check_pair(TEN[0], TEN[1], **held), aim="", times=1000
        ),
    ]


def _with_memory(row: Row) -> Row:
    "Say how much memory the process has needed so far: everything loaded, and this row measured."
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return replace(row, aim=f"{row.aim}; {peak} MB of 250 MB")
