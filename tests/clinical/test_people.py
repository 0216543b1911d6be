"""Whole people: what a careful pharmacist finds, and what they leave alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import (
    Allergy,
    Condition,
    Fill,
    Immunization,
    Medication,
    Observation,
    Person,
    Record,
)

ON = date(2026, 11, 24)
# What one problem may be called: a medicine wrong for this age, for this condition or by what it does.
ONE_KIND = (
    {"age_inappropriate", "drug_condition", "adverse_drug_reaction"},
    {"dose_too_high", "renal_dose"},
    {"unnecessary_therapy", "prescribing_cascade"},
    {"wrong_directions", "technique"},
)


def ago(days):
    return ON - timedelta(days=days)


def line(name, directions="", how="", **more):
    days = more.pop("days", None)
    return Medication(
        name, directions=directions, how_taken=how, start=ago(days) if days else None, key=name, **more
    )


@dataclass(frozen=True)
class Someone:
    """A person, what must be found (category, then ingredients or words), and what must not."""

    takes: tuple
    age: int
    finds: tuple = ()
    leaves: tuple = ()
    sex: str = "unknown"
    weight: int | None = None
    conditions: tuple = ()
    results: tuple = ()
    symptoms: tuple = ()
    barriers: tuple = ()
    allergies: tuple = ()
    vaccines: tuple = ()
    proposed: tuple = ()
    setting: str = "community"
    pregnant: bool | None = None

    def findings(self):
        record = Record(
            setting=self.setting,
            person=Person(
                age=Decimal(self.age),
                sex=self.sex,
                pregnant=self.pregnant,
                weight_kg=None if self.weight is None else Decimal(self.weight),
            ),
            medications=self.takes,
            proposed=self.proposed,
            conditions=tuple(Condition(name) for name in self.conditions),
            observations=tuple(Observation(name, Decimal(value), on=ON) for name, value in self.results),
            symptoms=self.symptoms,
            barriers=self.barriers,
            allergies=tuple(Allergy(*each) for each in self.allergies),
            immunizations=tuple(Immunization(name) for name in self.vaccines),
        )
        return assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load()).findings


PEOPLE = {
    "two beta blockers after the hospital, potassium high": Someone(
        takes=(
            line("metoprolol succinate ER 50 mg tablet", "Take 1 tablet daily"),
            line("Toprol XL 50 mg tablet", "Take 1 tablet daily"),
            line("lisinopril 20 mg tablet", "Take 1 tablet daily"),
            line("spironolactone 25 mg tablet", "Take 1 tablet daily"),
        ),
        age=74,
        conditions=("Heart failure with reduced ejection fraction",),
        results=(("Potassium", "5.6"),),
        finds=(
            ("duplication", "metoprolol"),
            ("drug_interaction", "lisinopril", "spironolactone"),
            ("adverse_drug_reaction", "lisinopril"),
            ("needs_additional_therapy", "sglt2 inhibitor"),
        ),
    ),
    "rations her insulin": Someone(
        takes=(
            line(
                "insulin glargine pen",
                "Inject 30 units at bedtime",
                "uses half to make it last, cannot afford it",
            ),
            line("metformin 1000 mg tablet", "Take 1 tablet twice daily"),
        ),
        age=58,
        conditions=("Type 2 diabetes",),
        results=(("A1c", "9.8"),),
        finds=(
            ("cost", "insulin glargine"),
            ("ineffective_drug", "insulin glargine"),
            ("needs_additional_therapy", "statin"),
        ),
    ),
    "falls with a sleep pill, and the bladder medicine works against the memory medicine": Someone(
        takes=(
            line("zolpidem 10 mg tablet", "Take 1 tablet at bedtime", days=700),
            line("donepezil 10 mg tablet", "Take 1 tablet at bedtime", days=600),
            line("oxybutynin 5 mg tablet", "Take 1 tablet twice daily", days=300),
            line("amlodipine 10 mg tablet", "Take 1 tablet daily", days=500),
            line("furosemide 40 mg tablet", "Take 1 tablet daily", days=200),
        ),
        age=83,
        conditions=("Dementia", "History of falls"),
        symptoms=("ankle swelling",),
        finds=(
            ("age_inappropriate", "zolpidem"),
            ("age_inappropriate", "oxybutynin"),
            ("prescribing_cascade", "donepezil", "oxybutynin"),
            ("prescribing_cascade", "amlodipine", "furosemide"),
        ),
    ),
    "opioids from two doctors with a sedative": Someone(
        takes=(
            line("oxycodone 10 mg tablet", "Take 1 tablet every 6 hours", days=365),
            line("morphine ER 30 mg tablet", "Take 1 tablet every 12 hours"),
            line("alprazolam 1 mg tablet", "Take 1 tablet three times daily"),
        ),
        age=52,
        conditions=("Chronic low back pain", "Obstructive sleep apnea"),
        finds=(
            ("drug_interaction", "alprazolam", "oxycodone"),
            ("dose_too_high", "morphine"),
            ("needs_additional_therapy", "naloxone"),
            ("needs_additional_therapy", "laxative"),
        ),
    ),
    "acetaminophen from three bottles": Someone(
        takes=(
            line("hydrocodone/acetaminophen 10-325 mg tablet", "Take 1 tablet every 4 hours"),
            line("Tylenol Extra Strength 500 mg tablet", "Take 2 tablets every 6 hours", source="otc"),
            line("NyQuil", "30 mL at bedtime", source="otc"),
        ),
        age=66,
        finds=(("dose_too_high", "acetaminophen"), ("duplication", "acetaminophen")),
    ),
    "glaucoma drops and a wheeze": Someone(
        takes=(
            line("timolol 0.5% eye drops", "1 drop in each eye twice daily"),
            line("tiotropium inhaler", "1 inhalation daily", "does not hold his breath"),
        ),
        age=69,
        conditions=("COPD", "Open-angle glaucoma"),
        finds=(("drug_condition", "timolol"), ("technique", "tiotropium")),
    ),
    "levothyroxine with coffee and calcium": Someone(
        takes=(
            line(
                "levothyroxine 100 mcg tablet",
                "Take 1 tablet every morning",
                "with breakfast, coffee and her calcium",
            ),
            line("calcium carbonate 600 mg tablet", "Take 1 tablet twice daily", source="otc"),
            line("omeprazole 20 mg capsule", "Take 1 capsule daily", days=1000, source="otc"),
        ),
        age=49,
        conditions=("Hypothyroidism",),
        results=(("TSH", "8.4"),),
        finds=(
            ("wrong_directions", "levothyroxine"),
            ("drug_interaction", "calcium carbonate", "levothyroxine"),
            ("unnecessary_therapy", "omeprazole"),
            ("dose_too_low", "levothyroxine"),
        ),
    ),
    "a year of prednisone for rheumatoid arthritis": Someone(
        takes=(
            line("prednisone 10 mg tablet", "Take 1 tablet daily", days=365),
            line("naproxen 500 mg tablet", "Take 1 tablet twice daily"),
            line("methotrexate 2.5 mg tablet", "Take 6 tablets once a week"),
        ),
        age=71,
        conditions=("Rheumatoid arthritis",),
        finds=(
            ("needs_additional_therapy", "bone protection"),
            ("needs_additional_therapy", "folic acid"),
            ("needs_additional_therapy", "proton pump inhibitor"),
            ("drug_interaction", "methotrexate", "naproxen"),
        ),
    ),
    "kidneys fail quietly": Someone(
        takes=(
            line("metformin 1000 mg tablet", "Take 1 tablet twice daily"),
            line("gabapentin 800 mg tablet", "Take 1 tablet three times daily"),
            line("lisinopril 40 mg tablet", "Take 1 tablet daily"),
            line("ibuprofen 600 mg tablet", "Take 1 tablet three times daily", source="otc"),
        ),
        age=77,
        results=(("eGFR", "24"), ("Potassium", "5.7")),
        finds=(
            ("renal_dose", "metformin"),
            ("renal_dose", "gabapentin"),
            ("renal_dose", "ibuprofen"),
            ("adverse_drug_reaction", "lisinopril"),
        ),
    ),
    "pregnant with an ACE inhibitor": Someone(
        takes=(line("lisinopril 10 mg tablet", "Take 1 tablet daily"),),
        age=29,
        sex="female",
        pregnant=True,
        finds=(("pregnancy", "lisinopril"), ("needs_additional_therapy", "folic acid")),
    ),
    "penicillin allergy and a draft for amoxicillin": Someone(
        takes=(line("amlodipine 5 mg tablet", "Take 1 tablet daily"),),
        proposed=(line("amoxicillin 875 mg tablet", "Take 1 tablet twice daily", status="proposed"),),
        age=40,
        allergies=(("penicillin", "throat swelling"),),
        finds=(("allergy", "amoxicillin"),),
    ),
    "an INR too low, doses forgotten, and St. John's wort": Someone(
        takes=(
            line("warfarin 5 mg tablet", "Take 1 tablet daily", "forgets two doses a week"),
            line("St. John's wort", "1 capsule daily", source="supplement"),
        ),
        age=72,
        conditions=("Atrial fibrillation",),
        results=(("INR", "1.4"),),
        finds=(
            ("adherence", "warfarin"),
            ("drug_interaction", "st. john's wort", "warfarin"),
            ("dose_too_low", "warfarin"),
        ),
    ),
    "two platelet inhibitors for four years": Someone(
        takes=(
            line("clopidogrel 75 mg tablet", "Take 1 tablet daily", days=1460),
            line("aspirin 81 mg tablet", "Take 1 tablet daily", days=1460),
            line("omeprazole 20 mg capsule", "Take 1 capsule daily", days=1460),
        ),
        age=70,
        conditions=("Coronary artery disease with stent",),
        finds=(("unnecessary_therapy", "clopidogrel"), ("drug_interaction", "clopidogrel", "omeprazole")),
    ),
    "a statin, aching muscles and ibuprofen every day": Someone(
        takes=(
            line("simvastatin 40 mg tablet", "Take 1 tablet at bedtime"),
            line("amlodipine 10 mg tablet", "Take 1 tablet daily"),
            line(
                "ibuprofen 400 mg tablet", "as needed", "every day for her legs", as_needed=True, source="otc"
            ),
        ),
        age=63,
        symptoms=("muscle aches in both thighs",),
        finds=(
            ("adverse_drug_reaction", "simvastatin"),
            ("drug_interaction", "amlodipine", "simvastatin"),
            ("prn_overuse", "ibuprofen"),
        ),
    ),
    "Parkinson's disease and metoclopramide for nausea": Someone(
        takes=(
            line("carbidopa/levodopa 25-100 mg tablet", "Take 1 tablet three times daily", days=700),
            line("metoclopramide 10 mg tablet", "Take 1 tablet before meals", days=180),
        ),
        age=75,
        conditions=("Parkinson's disease",),
        finds=(
            ("drug_condition", "metoclopramide"),
            ("drug_interaction", "levodopa", "metoclopramide"),
            ("prescribing_cascade", "levodopa", "metoclopramide"),
            ("unnecessary_therapy", "metoclopramide"),
        ),
    ),
    "lithium above its range after a water pill": Someone(
        takes=(
            line("lithium carbonate 300 mg capsule", "Take 1 capsule three times daily", days=2000),
            line("hydrochlorothiazide 25 mg tablet", "Take 1 tablet daily", days=21),
        ),
        age=45,
        symptoms=("tremor",),
        conditions=("Bipolar disorder",),
        finds=(("drug_interaction", "hydrochlorothiazide", "lithium"), ("adverse_drug_reaction", "lithium")),
    ),
    "a resident with lorazepam as needed for two months": Someone(
        takes=(
            line("lorazepam 0.5 mg tablet", "Take 1 tablet every 6 hours as needed", as_needed=True, days=60),
            line("risperidone 0.5 mg tablet", "Take 1 tablet twice daily", days=240, indication="agitation"),
        ),
        age=88,
        setting="nursing_home",
        conditions=("Alzheimer disease",),
        finds=(
            ("age_inappropriate", "lorazepam"),
            ("age_inappropriate", "risperidone"),
            ("unnecessary_therapy", "lorazepam"),
            ("unnecessary_therapy", "risperidone"),
        ),
    ),
    "confused with a sodium of 126": Someone(
        takes=(
            line("sertraline 50 mg tablet", "Take 1 tablet daily", days=42),
            line("hydrochlorothiazide 25 mg tablet", "Take 1 tablet daily", days=1800),
        ),
        age=79,
        results=(("Sodium", "126"),),
        finds=(("adverse_drug_reaction", "sertraline", "hydrochlorothiazide"),),
    ),
    "sugar held too tight at 84": Someone(
        takes=(
            line("glipizide 10 mg tablet", "Take 1 tablet twice daily"),
            line("insulin glargine pen", "Inject 20 units at bedtime"),
        ),
        age=84,
        conditions=("Type 2 diabetes",),
        results=(("A1c", "5.9"), ("Glucose", "58")),
        finds=(("dose_too_high", "glipizide"), ("adverse_drug_reaction", "insulin glargine")),
        leaves=(("ineffective_drug", "glipizide"), ("needs_additional_therapy", "metformin")),
    ),
    "atrial fibrillation and only aspirin": Someone(
        takes=(line("aspirin 81 mg tablet", "Take 1 tablet daily", source="otc"),),
        age=76,
        conditions=("Atrial fibrillation", "Hypertension"),
        finds=(("needs_additional_therapy", "anticoagulant"),),
    ),
    "refills late, one not": Someone(
        takes=(
            line(
                "rosuvastatin 20 mg tablet",
                "Take 1 tablet daily",
                fills=(Fill(ago(250), 30), Fill(ago(170), 30), Fill(ago(85), 30)),
            ),
            line(
                "lisinopril 20 mg tablet", "Take 1 tablet daily", fills=(Fill(ago(91), 90), Fill(ago(4), 90))
            ),
        ),
        age=61,
        finds=(("adherence", "rosuvastatin"),),
        leaves=(("adherence", "lisinopril"),),
    ),
    "apixaban halved for no reason on file": Someone(
        takes=(line("apixaban 2.5 mg tablet", "Take 1 tablet twice daily"),),
        age=71,
        weight=82,
        conditions=("Atrial fibrillation",),
        results=(("Creatinine", "1.0"),),
        finds=(("dose_too_low", "apixaban"),),
    ),
    "a long-acting tablet crushed": Someone(
        takes=(
            line("metoprolol succinate ER 100 mg tablet", "Take 1 tablet daily", "crushes it in applesauce"),
        ),
        age=80,
        finds=(("wrong_directions", "metoprolol"),),
    ),
    "healthy, with hay fever and a contraceptive": Someone(
        takes=(
            line("cetirizine 10 mg tablet", "Take 1 tablet daily as needed", as_needed=True, source="otc"),
            line("fluticasone nasal spray", "1 spray in each nostril daily", source="otc"),
            line("levonorgestrel/ethinyl estradiol tablet", "Take 1 tablet daily"),
        ),
        age=31,
        sex="female",
        leaves=(("drug_interaction",), ("prn_overuse",), ("adherence",), ("needs_additional_therapy",)),
    ),
    "asthma well controlled with one inhaler": Someone(
        takes=(
            line("budesonide/formoterol 160/4.5 mcg inhaler", "2 puffs twice daily", "as the label says"),
        ),
        age=27,
        conditions=("Asthma",),
        vaccines=("influenza 2026-2027", "PCV20 pneumococcal"),
        leaves=(("adherence",), ("prn_overuse",), ("technique",), ("needs_additional_therapy",)),
    ),
    "pressure and sugar at their goals": Someone(
        takes=(
            line("losartan 50 mg tablet", "Take 1 tablet daily"),
            line("metformin 500 mg tablet", "Take 1 tablet twice daily"),
            line("rosuvastatin 10 mg tablet", "Take 1 tablet daily"),
        ),
        age=49,
        conditions=("Hypertension", "Type 2 diabetes", "Hyperlipidemia"),
        results=(("Systolic", "124"), ("A1c", "6.8"), ("Potassium", "4.4"), ("eGFR", "92"), ("ALT", "22")),
        leaves=(
            ("ineffective_drug",),
            ("adverse_drug_reaction",),
            ("dose_too_high",),
            ("dose_too_low",),
            ("needs_additional_therapy", "statin"),
            ("drug_interaction",),
            ("unnecessary_therapy",),
        ),
    ),
    "steroid for a week": Someone(
        takes=(line("prednisone 20 mg tablet", "Take 2 tablets daily for 5 days", days=4),),
        age=55,
        vaccines=("pneumococcal", "zoster"),
        leaves=(("needs_additional_therapy",), ("unnecessary_therapy",)),
    ),
}


def is_of(category, finding):
    return category == finding.category or any({category, finding.category} <= kind for kind in ONE_KIND)


def says(wanted, finding):
    category, *words = wanted
    if not is_of(category, finding):
        return False
    told = " ".join((finding.title, *finding.related)).casefold()
    return all(word in finding.drugs or word in told for word in words)


@pytest.mark.parametrize(
    ("someone", "wanted"), [(name, wanted) for name, each in PEOPLE.items() for wanted in each.finds], ids=str
)
def test_is_found(someone, wanted):
    findings = PEOPLE[someone].findings()
    assert any(says(wanted, each) for each in findings), [(each.category, each.drugs) for each in findings]


@pytest.mark.parametrize(
    ("someone", "unwanted"),
    [(name, each) for name, person in PEOPLE.items() for each in person.leaves],
    ids=str,
)
def test_is_left_alone(someone, unwanted):
    category, *words = unwanted
    findings = [each for each in PEOPLE[someone].findings() if each.category == category]
    assert [each.title for each in findings if says((category, *words), each)] == []
