"""The clinical core: one person with ten medicines, one pair."""

from datetime import date

from bench.row import Row, measure
from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess, check_pair
from brownbag.clinical.person.record import Medication, Record

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


def rows() -> list[Row]:
    "Measure both with everything loaded, as a running server has it."
    held = {"on": ON, "knowledge": knowledge.load(), "vocabulary": vocabulary.load()}
    person = Record(medications=tuple(Medication(name) for name in TEN))
    return [
        measure("assess ten medicines", lambda: assess(person, **held), aim="2 ms", times=300),
        measure("check one pair", lambda: check_pair(TEN[0], TEN[1], **held), aim="0.05 ms", times=1000),
    ]
