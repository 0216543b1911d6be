"""The published STOPP/START criteria (versions 2 and 3): one person whom each concerns and one whom it does not.

Diagnoses are given by code alone, as a claims file gives them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.person.record import Condition, Immunization, Medication, Observation, Person, Record

ON = date(2026, 11, 24)
NOT_ABOUT_THE_CHOICE = {"monitoring_needed", "cost", "adherence"}


@dataclass(frozen=True)
class Patient:
    takes: tuple = ()
    codes: tuple = ()
    results: tuple = ()
    age: int = 76
    sex: str = "unknown"
    days: int = 400
    vaccines: tuple = ()

    def record(self):
        return Record(
            person=Person(age=Decimal(self.age), sex=self.sex),
            medications=tuple(_line(given, self.days) for given in self.takes),
            conditions=tuple(Condition("", icd10cm=code) for code in self.codes),
            observations=tuple(
                Observation("", Decimal(value), loinc=code, on=ON) for code, value in self.results
            ),
            immunizations=tuple(Immunization(name, on=ON) for name in self.vaccines),
        )


def _line(given, days):
    name, _, directions = given.partition(": ")
    return Medication(name, directions=directions, start=ON - timedelta(days=days))


def said(patient, names, start):
    answer = assess(patient.record(), on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    if start:
        return {each.rule for each in answer.findings if each.category == "needs_additional_therapy"}
    return {
        (each.rule, each.drugs)
        for each in answer.findings
        if set(names) & set(each.drugs) and each.category not in NOT_ABOUT_THE_CHOICE
    }


P = Patient
STOP = {
    "B1 digoxin, heart failure with preserved pump": (
        "digoxin",
        P(("digoxin 0.125 mg tablet",), ("I50.3",)),
        P(("digoxin 0.125 mg tablet",), ("I50.2",)),
    ),
    "B2 verapamil in heart failure": (
        "verapamil",
        P(("verapamil 120 mg tablet",), ("I50.9",)),
        P(("verapamil 120 mg tablet",), ("I10",)),
    ),
    "B2 diltiazem in heart failure": (
        "diltiazem",
        P(("diltiazem 120 mg capsule",), ("I50.2",)),
        P(("diltiazem 120 mg capsule",), ("I10",)),
    ),
    "B3 beta blocker with verapamil": (
        "metoprolol",
        P(("metoprolol 50 mg tablet", "verapamil 120 mg tablet")),
        P(("metoprolol 50 mg tablet",)),
    ),
    "B4 beta blocker with slow pulse": (
        "atenolol",
        P(("atenolol 50 mg tablet",), ("R00.1",)),
        P(("atenolol 50 mg tablet",), ("I10",)),
    ),
    "B4 beta blocker with heart block": (
        "bisoprolol",
        P(("bisoprolol 5 mg tablet",), ("I44.2",)),
        P(("bisoprolol 5 mg tablet",), ("I10",)),
    ),
    "B5 amiodarone first for supraventricular rhythm": (
        "amiodarone",
        P(("amiodarone 200 mg tablet",), ("I47.1",)),
        P(("amiodarone 200 mg tablet",), ("I47.2",)),
    ),
    "B6 loop diuretic for blood pressure": (
        "furosemide",
        P(("furosemide 40 mg tablet",), ("I10",)),
        P(("furosemide 40 mg tablet",), ("I10", "I50.9")),
    ),
    "B7 loop diuretic for ankle swelling": (
        "furosemide",
        P(("furosemide 40 mg tablet",), ("R60.0",)),
        P(("furosemide 40 mg tablet",), ("R60.0", "I50.9")),
    ),
    "B8 thiazide with low potassium": (
        "hydrochlorothiazide",
        P(("hydrochlorothiazide 25 mg tablet",), ("E87.6",)),
        P(("hydrochlorothiazide 25 mg tablet",), ("I10",)),
    ),
    "B8 thiazide with low sodium": (
        "hydrochlorothiazide",
        P(("hydrochlorothiazide 25 mg tablet",), ("E87.1",)),
        P(("hydrochlorothiazide 25 mg tablet",), ("I10",)),
    ),
    "B8 thiazide with low sodium, measured": (
        "hydrochlorothiazide",
        P(("hydrochlorothiazide 25 mg tablet",), ("I10",), (("2951-2", "128"),)),
        P(("hydrochlorothiazide 25 mg tablet",), ("I10",), (("2951-2", "139"),)),
    ),
    "B8 thiazide with low potassium, measured": (
        "hydrochlorothiazide",
        P(("hydrochlorothiazide 25 mg tablet",), ("I10",), (("2823-3", "2.8"),)),
        P(("hydrochlorothiazide 25 mg tablet",), ("I10",), (("2823-3", "4.0"),)),
    ),
    "B8 thiazide with high calcium": (
        "chlorthalidone",
        P(("chlorthalidone 25 mg tablet",), ("E83.52",)),
        P(("chlorthalidone 25 mg tablet",), ("I10",)),
    ),
    "B8 thiazide with gout": (
        "hydrochlorothiazide",
        P(("hydrochlorothiazide 25 mg tablet",), ("M10.9",)),
        P(("hydrochlorothiazide 25 mg tablet",), ("I10",)),
    ),
    "B9 loop diuretic with incontinence": (
        "furosemide",
        P(("furosemide 40 mg tablet",), ("I10", "I50.9", "N39.46")),
        P(("furosemide 40 mg tablet",), ("I10", "I50.9")),
    ),
    "B10 methyldopa": (
        "methyldopa",
        P(("methyldopa 250 mg tablet",), ("I10",)),
        P(("lisinopril 10 mg tablet",), ("I10",)),
    ),
    "B10 clonidine": (
        "clonidine",
        P(("clonidine 0.1 mg tablet",), ("I10",)),
        P(("lisinopril 10 mg tablet",), ("I10",)),
    ),
    "B11 ACE inhibitor with high potassium": (
        "lisinopril",
        P(("lisinopril 10 mg tablet",), ("E87.5",)),
        P(("lisinopril 10 mg tablet",), ("I10",)),
    ),
    "B11 ACE inhibitor with high potassium, measured": (
        "lisinopril",
        P(("lisinopril 10 mg tablet",), ("I10",), (("2823-3", "5.8"),)),
        P(("lisinopril 10 mg tablet",), ("I10",), (("2823-3", "4.6"),)),
    ),
    "B12 spironolactone with ACE inhibitor": (
        "spironolactone",
        P(("spironolactone 25 mg tablet", "lisinopril 10 mg tablet")),
        P(("spironolactone 25 mg tablet",)),
    ),
    "B13 sildenafil with nitrate": (
        "sildenafil",
        P(("sildenafil 50 mg tablet", "nitroglycerin 0.4 mg sublingual tablet")),
        P(("sildenafil 50 mg tablet",)),
    ),
    "B13 sildenafil in heart failure with low pressure": (
        "sildenafil",
        P(("sildenafil 50 mg tablet",), ("I50.9", "I95.9")),
        P(("sildenafil 50 mg tablet",), ("N52.9",)),
    ),
    "C1 aspirin above 160 mg": (
        "aspirin",
        P(("aspirin 325 mg tablet: Take 1 tablet daily",), ("I25.10",)),
        P(("aspirin 81 mg tablet: Take 1 tablet daily",), ("I25.10",)),
    ),
    "C2 aspirin after an ulcer": (
        "aspirin",
        P(("aspirin 81 mg tablet",), ("K25.9", "I25.10")),
        P(("aspirin 81 mg tablet", "omeprazole 20 mg capsule"), ("K25.9", "I25.10")),
    ),
    "C3 apixaban after stomach bleeding": (
        "apixaban",
        P(("apixaban 5 mg tablet",), ("K92.2", "I48.91")),
        P(("apixaban 5 mg tablet",), ("I48.91",)),
    ),
    "C3 clopidogrel with hemophilia": (
        "clopidogrel",
        P(("clopidogrel 75 mg tablet",), ("D66", "I25.10")),
        P(("clopidogrel 75 mg tablet",), ("I25.10",)),
    ),
    "C3 warfarin after bleeding in the head": (
        "warfarin",
        P(("warfarin 5 mg tablet",), ("I61.9", "I48.91")),
        P(("warfarin 5 mg tablet",), ("I48.91",)),
    ),
    "C4 aspirin and clopidogrel after stroke": (
        "clopidogrel",
        P(("aspirin 81 mg tablet", "clopidogrel 75 mg tablet"), ("I63.9",)),
        P(("clopidogrel 75 mg tablet",), ("I63.9",)),
    ),
    "C5 aspirin and apixaban in atrial fibrillation": (
        "aspirin",
        P(("aspirin 81 mg tablet", "apixaban 5 mg tablet"), ("I48.91",)),
        P(("apixaban 5 mg tablet",), ("I48.91",)),
    ),
    "C6 clopidogrel and warfarin in stable heart disease": (
        "clopidogrel",
        P(("clopidogrel 75 mg tablet", "warfarin 5 mg tablet"), ("I25.10",)),
        P(("clopidogrel 75 mg tablet",), ("I25.10",)),
    ),
    "C7 ticlopidine": (
        "ticlopidine",
        P(("ticlopidine 250 mg tablet",), ("I63.9",)),
        P(("clopidogrel 75 mg tablet",), ("I63.9",)),
    ),
    "C8 apixaban a year after a first clot of the leg": (
        "apixaban",
        P(("apixaban 5 mg tablet",), ("I82.40",)),
        P(("apixaban 5 mg tablet",), ("I82.40",), days=60),
    ),
    "C8 the same under the other code": (
        "apixaban",
        P(("apixaban 5 mg tablet",), ("I80.2",)),
        P(("apixaban 5 mg tablet",), ("I80.2",), days=60),
    ),
    "C9 warfarin long after a first clot of the lung": (
        "warfarin",
        P(("warfarin 5 mg tablet",), ("I26.99",), days=500),
        P(("warfarin 5 mg tablet",), ("I26.99",), days=200),
    ),
    "C10 naproxen with warfarin": (
        "naproxen",
        P(("naproxen 500 mg tablet", "warfarin 5 mg tablet")),
        P(("warfarin 5 mg tablet",)),
    ),
    "C11 naproxen with clopidogrel": (
        "naproxen",
        P(("naproxen 500 mg tablet", "clopidogrel 75 mg tablet")),
        P(("clopidogrel 75 mg tablet",)),
    ),
    "D1 amitriptyline in dementia": (
        "amitriptyline",
        P(("amitriptyline 25 mg tablet",), ("F03.90",)),
        P(("amitriptyline 25 mg tablet",), ("F32.9",)),
    ),
    "D1 amitriptyline with narrow angles": (
        "amitriptyline",
        P(("amitriptyline 25 mg tablet",), ("H40.20",)),
        P(("amitriptyline 25 mg tablet",), ("F32.9",)),
    ),
    "D1 amitriptyline with heart block": (
        "amitriptyline",
        P(("amitriptyline 25 mg tablet",), ("I44.2",)),
        P(("amitriptyline 25 mg tablet",), ("F32.9",)),
    ),
    "D1 amitriptyline with bundle branch block": (
        "amitriptyline",
        P(("amitriptyline 25 mg tablet",), ("I45.10",)),
        P(("amitriptyline 25 mg tablet",), ("F32.9",)),
    ),
    "D1 amitriptyline with an enlarged prostate": (
        "amitriptyline",
        P(("amitriptyline 25 mg tablet",), ("N40.1",)),
        P(("amitriptyline 25 mg tablet",), ("F32.9",)),
    ),
    "D1 amitriptyline with urine retention": (
        "amitriptyline",
        P(("amitriptyline 25 mg tablet",), ("R33.9",)),
        P(("amitriptyline 25 mg tablet",), ("F32.9",)),
    ),
    "D2 tricyclic for depression": (
        "amitriptyline",
        P(("amitriptyline 25 mg tablet",), ("F32.9",)),
        P(("sertraline 50 mg tablet",), ("F32.9",)),
    ),
    "D3 chlorpromazine with an enlarged prostate": (
        "chlorpromazine",
        P(("chlorpromazine 25 mg tablet",), ("N40.1",)),
        P(("chlorpromazine 25 mg tablet",), ("F20.9",)),
    ),
    "D3 olanzapine with urine retention": (
        "olanzapine",
        P(("olanzapine 5 mg tablet",), ("R33.9", "F20.9")),
        P(("olanzapine 5 mg tablet",), ("F20.9",)),
    ),
    "D4 sertraline with low sodium": (
        "sertraline",
        P(("sertraline 50 mg tablet",), ("E87.1",)),
        P(("sertraline 50 mg tablet",), ("F32.9",)),
    ),
    "D4 sertraline with low sodium, measured": (
        "sertraline",
        P(("sertraline 50 mg tablet",), ("F32.9",), (("2951-2", "127"),)),
        P(("sertraline 50 mg tablet",), ("F32.9",), (("2951-2", "138"),)),
    ),
    "D5 lorazepam for months": ("lorazepam", P(("lorazepam 1 mg tablet",), ("F41.1",)), P((), ("F41.1",))),
    "D6 haloperidol in Parkinson's disease": (
        "haloperidol",
        P(("haloperidol 1 mg tablet",), ("G20",)),
        P(("haloperidol 1 mg tablet",), ("F20.9",)),
    ),
    "D6 risperidone in Lewy body disease": (
        "risperidone",
        P(("risperidone 1 mg tablet",), ("G31.83",)),
        P(("risperidone 1 mg tablet",), ("F20.9",)),
    ),
    "D7 benztropine for the effects of haloperidol": (
        "benztropine",
        P(("benztropine 1 mg tablet", "haloperidol 2 mg tablet"), ("F20.9",)),
        P(("haloperidol 2 mg tablet",), ("F20.9",)),
    ),
    "D8 oxybutynin in dementia": (
        "oxybutynin",
        P(("oxybutynin 5 mg tablet",), ("G30.9",)),
        P(("oxybutynin 5 mg tablet",), ("N32.81",)),
    ),
    "D8 diphenhydramine in delirium": (
        "diphenhydramine",
        P(("diphenhydramine 25 mg capsule",), ("F05",)),
        P(("diphenhydramine 25 mg capsule",), ("J30.9",)),
    ),
    "D9 quetiapine in dementia": (
        "quetiapine",
        P(("quetiapine 25 mg tablet",), ("F03.91",)),
        P(("quetiapine 25 mg tablet",), ("F20.9",)),
    ),
    "D10 quetiapine for sleep": (
        "quetiapine",
        P(("quetiapine 25 mg tablet",), ("G47.00",)),
        P(("quetiapine 25 mg tablet",), ("F20.9",)),
    ),
    "D11 donepezil with a slow pulse": (
        "donepezil",
        P(("donepezil 10 mg tablet",), ("R00.1", "G30.9")),
        P(("donepezil 10 mg tablet",), ("G30.9",)),
    ),
    "D11 donepezil with fainting": (
        "donepezil",
        P(("donepezil 10 mg tablet",), ("R55", "G30.9")),
        P(("donepezil 10 mg tablet",), ("G30.9",)),
    ),
    "D11 donepezil with metoprolol": (
        "donepezil",
        P(("donepezil 10 mg tablet", "metoprolol 50 mg tablet"), ("G30.9",)),
        P(("donepezil 10 mg tablet",), ("G30.9",)),
    ),
    "D11 donepezil with digoxin": (
        "donepezil",
        P(("donepezil 10 mg tablet", "digoxin 0.125 mg tablet"), ("G30.9",)),
        P(("donepezil 10 mg tablet",), ("G30.9",)),
    ),
    "D12 chlorpromazine": (
        "chlorpromazine",
        P(("chlorpromazine 25 mg tablet",)),
        P(("quetiapine 25 mg tablet",)),
    ),
    "D13 levodopa for tremor": (
        "levodopa",
        P(("carbidopa/levodopa 25-100 mg tablet",), ("G25.0",)),
        P(("carbidopa/levodopa 25-100 mg tablet",), ("G20",)),
    ),
    "D13 ropinirole for tremor": (
        "ropinirole",
        P(("ropinirole 1 mg tablet",), ("G25.0",)),
        P(("ropinirole 1 mg tablet",), ("G20",)),
    ),
    "D14 diphenhydramine": (
        "diphenhydramine",
        P(("diphenhydramine 25 mg capsule",)),
        P(("cetirizine 10 mg tablet",)),
    ),
    "E1 digoxin above 125 micrograms with weak kidneys": (
        "digoxin",
        P(("digoxin 0.25 mg tablet: Take 1 tablet daily",), ("I48.91",), (("33914-3", "25"),)),
        P(("digoxin 0.125 mg tablet: Take 1 tablet daily",), ("I48.91",), (("33914-3", "75"),)),
    ),
    "E1 digoxin with stage 4": (
        "digoxin",
        P(("digoxin 0.25 mg tablet: Take 1 tablet daily",), ("I48.91", "N18.4")),
        P(("digoxin 0.125 mg tablet: Take 1 tablet daily",), ("I48.91",)),
    ),
    "E2 dabigatran": (
        "dabigatran",
        P(("dabigatran 150 mg capsule",), ("I48.91",), (("33914-3", "25"),)),
        P(("dabigatran 150 mg capsule",), ("I48.91",), (("33914-3", "75"),)),
    ),
    "E2 dabigatran by stage": (
        "dabigatran",
        P(("dabigatran 150 mg capsule",), ("I48.91", "N18.4")),
        P(("dabigatran 150 mg capsule",), ("I48.91",)),
    ),
    "E3 rivaroxaban": (
        "rivaroxaban",
        P(("rivaroxaban 20 mg tablet",), ("I48.91",), (("33914-3", "12"),)),
        P(("rivaroxaban 20 mg tablet",), ("I48.91",), (("33914-3", "75"),)),
    ),
    "E3 apixaban": (
        "apixaban",
        P(("apixaban 5 mg tablet",), ("I48.91", "N18.5")),
        P(("apixaban 5 mg tablet",), ("I48.91",)),
    ),
    "E4 naproxen with weak kidneys": (
        "naproxen",
        P(("naproxen 500 mg tablet",), ("M19.90",), (("33914-3", "45"),)),
        P(("naproxen 500 mg tablet",), ("M19.90",), (("33914-3", "80"),)),
    ),
    "E4 naproxen by stage 3": (
        "naproxen",
        P(("naproxen 500 mg tablet",), ("N18.30",)),
        P(("naproxen 500 mg tablet",)),
    ),
    "E5 colchicine with failed kidneys": (
        "colchicine",
        P(("colchicine 0.6 mg tablet",), ("M10.9", "N18.5")),
        P(("colchicine 0.6 mg tablet",), ("M10.9",), days=20),
    ),
    "E6 metformin with weak kidneys": (
        "metformin",
        P(("metformin 1000 mg tablet",), ("E11.9",), (("33914-3", "25"),)),
        P(("metformin 1000 mg tablet",), ("E11.9",), (("33914-3", "75"),)),
    ),
    "E6 metformin by stage": (
        "metformin",
        P(("metformin 1000 mg tablet",), ("E11.9", "N18.4")),
        P(("metformin 1000 mg tablet",), ("E11.9",)),
    ),
    "v3 nitrofurantoin with weak kidneys": (
        "nitrofurantoin",
        P(("nitrofurantoin 100 mg capsule",), ("N39.0",), (("33914-3", "28"),)),
        P(("nitrofurantoin 100 mg capsule",), ("N39.0",), (("33914-3", "75"),), days=3),
    ),
    "v3 zoledronic acid with weak kidneys": (
        "zoledronic acid",
        P(("zoledronic acid injection",), ("M81.0",), (("33914-3", "28"),)),
        P(("zoledronic acid injection",), ("M81.0",), (("33914-3", "75"),)),
    ),
    "v3 methotrexate with weak kidneys": (
        "methotrexate",
        P(
            ("methotrexate 2.5 mg tablet: Take 4 tablets once a week", "folic acid 1 mg tablet"),
            ("M06.9",),
            (("33914-3", "25"),),
        ),
        P(
            ("methotrexate 2.5 mg tablet: Take 4 tablets once a week", "folic acid 1 mg tablet"),
            ("M06.9",),
            (("33914-3", "75"),),
        ),
    ),
    "F1 metoclopramide in Parkinson's disease": (
        "metoclopramide",
        P(("metoclopramide 10 mg tablet",), ("G20",)),
        P(("metoclopramide 10 mg tablet",), ("K31.84",), days=10),
    ),
    "F1 prochlorperazine in Parkinson's disease": (
        "prochlorperazine",
        P(("prochlorperazine 10 mg tablet",), ("G20",)),
        P(("prochlorperazine 10 mg tablet",), ("R11.0",)),
    ),
    "F2 omeprazole for months": (
        "omeprazole",
        P(("omeprazole 40 mg capsule",), ("K25.9",)),
        P(("omeprazole 40 mg capsule",), ("K25.9",), days=30),
    ),
    "F3 verapamil in constipation": (
        "verapamil",
        P(("verapamil 120 mg tablet",), ("K59.00",)),
        P(("verapamil 120 mg tablet",), ("I10",)),
    ),
    "F3 iron in constipation": (
        "ferrous sulfate",
        P(("ferrous sulfate 325 mg tablet",), ("K59.00",)),
        P(("ferrous sulfate 325 mg tablet",), ("D50.9",)),
    ),
    "F3 oxybutynin in constipation": (
        "oxybutynin",
        P(("oxybutynin 5 mg tablet",), ("K59.00",)),
        P(("oxybutynin 5 mg tablet",), ("N32.81",)),
    ),
    "F3 oxycodone in constipation": (
        "oxycodone",
        P(("oxycodone 5 mg tablet",), ("K59.00",)),
        P(("oxycodone 5 mg tablet", "senna 8.6 mg tablet"), ("G89.3",)),
    ),
    "F4 iron above 200 mg of elemental iron": (
        "ferrous sulfate",
        P(("ferrous sulfate 325 mg tablet: Take 2 tablets three times daily",), ("D50.9",)),
        P(("ferrous sulfate 325 mg tablet: Take 1 tablet daily",), ("D50.9",)),
    ),
    "G1 theophylline alone": (
        "theophylline",
        P(("theophylline 200 mg tablet",), ("J44.9",)),
        P(("theophylline 200 mg tablet", "tiotropium inhaler"), ("J44.9",)),
    ),
    "G2 prednisone instead of an inhaled steroid": (
        "prednisone",
        P(("prednisone 10 mg tablet",), ("J44.9",)),
        P(("prednisone 10 mg tablet", "fluticasone inhaler"), ("J44.9",), days=5),
    ),
    "G3 tiotropium with narrow angles": (
        "tiotropium",
        P(("tiotropium inhaler",), ("H40.20", "J44.9")),
        P(("tiotropium inhaler",), ("J44.9",)),
    ),
    "G3 ipratropium with outflow obstruction": (
        "ipratropium",
        P(("ipratropium inhaler",), ("N32.0", "J44.9")),
        P(("ipratropium inhaler",), ("J44.9",)),
    ),
    "G4 propranolol in asthma": (
        "propranolol",
        P(("propranolol 40 mg tablet",), ("J45.909",)),
        P(("propranolol 40 mg tablet",), ("I10",)),
    ),
    "G4 timolol eye drops in asthma": (
        "timolol",
        P(("timolol 0.5% eye drops",), ("J45.909", "H40.11")),
        P(("timolol 0.5% eye drops",), ("H40.11",)),
    ),
    "G5 lorazepam in respiratory failure": (
        "lorazepam",
        P(("lorazepam 1 mg tablet",), ("J96.10",)),
        P(("lorazepam 1 mg tablet",), ("F41.1",)),
    ),
    "H1 naproxen after an ulcer": (
        "naproxen",
        P(("naproxen 500 mg tablet",), ("K26.9",)),
        P(("naproxen 500 mg tablet", "omeprazole 20 mg capsule"), ("M06.9",)),
    ),
    "H2 naproxen in heart failure": (
        "naproxen",
        P(("naproxen 500 mg tablet",), ("I50.9",)),
        P(("naproxen 500 mg tablet",), ("M06.9",)),
    ),
    "H2 naproxen with high pressure": (
        "naproxen",
        P(("naproxen 500 mg tablet",), ("I10",), (("8480-6", "178"),)),
        P(("naproxen 500 mg tablet",), ("M06.9",)),
    ),
    "H3 naproxen for joint wear": (
        "naproxen",
        P(("naproxen 500 mg tablet",), ("M19.90",)),
        P(("naproxen 500 mg tablet", "acetaminophen 500 mg tablet"), ("M19.90",), days=20),
    ),
    "H4 prednisone alone for rheumatoid arthritis": (
        "prednisone",
        P(("prednisone 5 mg tablet",), ("M06.9",)),
        P(
            ("prednisone 5 mg tablet", "methotrexate 2.5 mg tablet: Take 4 tablets once a week"),
            ("M06.9",),
            days=30,
        ),
    ),
    "H5 prednisone for joint wear": (
        "prednisone",
        P(("prednisone 5 mg tablet",), ("M17.0",)),
        P(("prednisone 5 mg tablet",), ("M35.3",)),
    ),
    "H6 colchicine for months in gout": (
        "colchicine",
        P(("colchicine 0.6 mg tablet",), ("M10.9",)),
        P(("colchicine 0.6 mg tablet", "allopurinol 300 mg tablet"), ("M10.9",), days=30),
    ),
    "H6 naproxen for months in gout": (
        "naproxen",
        P(("naproxen 500 mg tablet",), ("M10.9",)),
        P(("naproxen 500 mg tablet", "allopurinol 300 mg tablet"), ("M10.9",), days=30),
    ),
    "H7 celecoxib with heart disease": (
        "celecoxib",
        P(("celecoxib 200 mg capsule",), ("I25.10",)),
        P(("celecoxib 200 mg capsule",), ("M06.9",)),
    ),
    "H8 naproxen with prednisone": (
        "naproxen",
        P(("naproxen 500 mg tablet", "prednisone 10 mg tablet"), ("M06.9",)),
        P(("naproxen 500 mg tablet",), ("M06.9",)),
    ),
    "H9 alendronate with reflux": (
        "alendronate",
        P(("alendronate 70 mg tablet",), ("M81.0", "K20.9")),
        P(("alendronate 70 mg tablet",), ("M81.0",)),
    ),
    "H9 alendronate with trouble swallowing": (
        "alendronate",
        P(("alendronate 70 mg tablet",), ("M81.0", "R13.10")),
        P(("alendronate 70 mg tablet",), ("M81.0",)),
    ),
    "I1 oxybutynin with narrow angles": (
        "oxybutynin",
        P(("oxybutynin 5 mg tablet",), ("H40.20", "N32.81")),
        P(("oxybutynin 5 mg tablet",), ("N32.81",)),
    ),
    "I1 oxybutynin with an enlarged prostate": (
        "oxybutynin",
        P(("oxybutynin 5 mg tablet",), ("N40.1", "N32.81")),
        P(("oxybutynin 5 mg tablet",), ("N32.81",)),
    ),
    "I2 doxazosin with drops on standing": (
        "doxazosin",
        P(("doxazosin 4 mg tablet",), ("I95.1",)),
        P(("doxazosin 4 mg tablet",), ("I10",)),
    ),
    "I2 tamsulosin with fainting": (
        "tamsulosin",
        P(("tamsulosin 0.4 mg capsule",), ("R55", "N40.1")),
        P(("tamsulosin 0.4 mg capsule",), ("N40.1",)),
    ),
    "J1 glimepiride": (
        "glimepiride",
        P(("glimepiride 4 mg tablet",), ("E11.9",)),
        P(("metformin 500 mg tablet",), ("E11.9",)),
    ),
    "J1 glyburide": (
        "glyburide",
        P(("glyburide 5 mg tablet",), ("E11.9",)),
        P(("metformin 500 mg tablet",), ("E11.9",)),
    ),
    "J2 pioglitazone in heart failure": (
        "pioglitazone",
        P(("pioglitazone 30 mg tablet",), ("E11.9", "I50.9")),
        P(("pioglitazone 30 mg tablet",), ("E11.9",)),
    ),
    "J3 propranolol with low sugars": (
        "propranolol",
        P(("propranolol 40 mg tablet",), ("E11.9", "E16.2")),
        P(("propranolol 40 mg tablet",), ("E11.9",)),
    ),
    "J4 estradiol after breast cancer": (
        "estradiol",
        P(("estradiol 1 mg tablet",), ("C50.919",), age=60, sex="female"),
        P(("estradiol 1 mg tablet",), ("N95.1",), age=60, sex="female"),
    ),
    "J4 estradiol after a clot": (
        "estradiol",
        P(("estradiol 1 mg tablet",), ("I82.409",), age=60, sex="female"),
        P(("estradiol 1 mg tablet",), ("N95.1",), age=60, sex="female"),
    ),
    "J5 estrogen without progestogen": (
        "estradiol",
        P(("estradiol 1 mg tablet",), ("N95.1",), age=60, sex="female"),
        P(("estradiol 1 mg tablet", "progesterone 100 mg capsule"), ("N95.1",), age=60, sex="female"),
    ),
    "J6 testosterone without low hormone": (
        "testosterone",
        P(("testosterone gel 1.62%",), ("R53.83",), sex="male"),
        P(("testosterone gel 1.62%",), ("E29.1",), sex="male", age=60),
    ),
    "K1 diazepam after a fall": (
        "diazepam",
        P(("diazepam 5 mg tablet",), ("R29.6",)),
        P(("diazepam 5 mg tablet",), ("F41.1",)),
    ),
    "K2 risperidone after a fall": (
        "risperidone",
        P(("risperidone 1 mg tablet",), ("R29.6", "F20.9")),
        P(("risperidone 1 mg tablet",), ("F20.9",)),
    ),
    "K3 isosorbide with drops on standing": (
        "isosorbide mononitrate",
        P(("isosorbide mononitrate 30 mg tablet",), ("I95.1", "I25.10")),
        P(("isosorbide mononitrate 30 mg tablet",), ("I25.10",)),
    ),
    "K3 losartan with drops on standing": (
        "losartan",
        P(("losartan 50 mg tablet",), ("I95.1",)),
        P(("losartan 50 mg tablet",), ("I10",)),
    ),
    "K3 amlodipine with drops on standing": (
        "amlodipine",
        P(("amlodipine 5 mg tablet",), ("I95.1",)),
        P(("amlodipine 5 mg tablet",), ("I10",)),
    ),
    "K4 zolpidem": ("zolpidem", P(("zolpidem 5 mg tablet",), ("G47.00",)), P((), ("G47.00",))),
    "L1 strong opioid for joint wear": (
        "morphine",
        P(("morphine extended release 15 mg tablet", "senna 8.6 mg tablet"), ("M19.90",)),
        P(
            ("morphine extended release 15 mg tablet", "morphine 15 mg tablet", "senna 8.6 mg tablet"),
            ("G89.3", "C61"),
        ),
    ),
    "L2 opioid without a laxative": (
        "oxycodone",
        P(("oxycodone 5 mg tablet: Take 1 tablet twice a day",), ("G89.3",)),
        P(("oxycodone 5 mg tablet: Take 1 tablet twice a day", "senna 8.6 mg tablet"), ("G89.3",)),
    ),
    "L3 long-acting opioid alone in cancer": (
        "morphine",
        P(
            ("morphine extended release 30 mg tablet: Take 1 tablet twice a day", "senna 8.6 mg tablet"),
            ("C61", "G89.3"),
        ),
        P(
            (
                "morphine extended release 30 mg tablet: Take 1 tablet twice a day",
                "morphine 15 mg tablet: Take 1 tablet every 4 hours as needed",
                "senna 8.6 mg tablet",
            ),
            ("C61", "G89.3"),
        ),
    ),
    "N two antimuscarinics": (
        "oxybutynin",
        P(("oxybutynin 5 mg tablet", "amitriptyline 25 mg tablet")),
        P(("oxybutynin 5 mg tablet",)),
    ),
    "A3 two of one class": (
        "ibuprofen",
        P(("ibuprofen 600 mg tablet", "naproxen 500 mg tablet")),
        P(("ibuprofen 600 mg tablet",)),
    ),
    "v3 megestrol for weight": ("megestrol", P(("megestrol 40 mg/mL suspension",)), P(())),
    "v3 SGLT2 inhibitor with low pressure": (
        "empagliflozin",
        P(("empagliflozin 10 mg tablet",), ("E11.9", "I95.1")),
        P(("empagliflozin 10 mg tablet",), ("E11.9",)),
    ),
    "v3 gabapentin after a fall": (
        "gabapentin",
        P(("gabapentin 300 mg capsule",), ("R29.6",)),
        P(("gabapentin 300 mg capsule",), ("G62.9",)),
    ),
    "v3 nifedipine in heart failure with reduced pump": (
        "nifedipine",
        P(("nifedipine extended release 30 mg tablet",), ("I50.2",)),
        P(("nifedipine extended release 30 mg tablet",), ("I10",)),
    ),
    "v3 NSAID with an SSRI": (
        "naproxen",
        P(("naproxen 500 mg tablet", "sertraline 50 mg tablet")),
        P(("naproxen 500 mg tablet",)),
    ),
    "v3 estrogen with heart disease": (
        "estradiol",
        P(("estradiol 1 mg tablet", "progesterone 100 mg capsule"), ("I25.10",), sex="female", age=60),
        P(("estradiol 1 mg tablet", "progesterone 100 mg capsule"), ("N95.1",), sex="female", age=60),
    ),
    "v3 raloxifene after a clot": (
        "raloxifene",
        P(("raloxifene 60 mg tablet",), ("I82.409", "M81.0")),
        P(("raloxifene 60 mg tablet",), ("M81.0",)),
    ),
    "v3 two antidepressants of one kind": (
        "sertraline",
        P(("sertraline 50 mg tablet", "fluoxetine 20 mg capsule")),
        P(("sertraline 50 mg tablet",)),
    ),
    "v3 trazodone and others with low sodium": (
        "venlafaxine",
        P(("venlafaxine 75 mg capsule",), ("E87.1",)),
        P(("venlafaxine 75 mg capsule",), ("F32.9",)),
    ),
    "v3 memantine in seizures": (
        "bupropion",
        P(("bupropion 150 mg tablet",), ("G40.909",)),
        P(("bupropion 150 mg tablet",), ("F32.9",)),
    ),
    "v3 alpha blocker with aortic stenosis": (
        "nitroglycerin",
        P(("nitroglycerin 0.4 mg sublingual tablet",), ("I35.0",)),
        P(("nitroglycerin 0.4 mg sublingual tablet",), ("I20.9",)),
    ),
    "v3 lisinopril in aortic stenosis": (
        "amlodipine",
        P(("amlodipine 5 mg tablet",), ("I35.0",)),
        P(("amlodipine 5 mg tablet",), ("I10",)),
    ),
}
START = {
    "A1 anticoagulant in atrial fibrillation": (
        P((), ("I48.91",)),
        P(("apixaban 5 mg tablet",), ("I48.91",)),
    ),
    "A3 antiplatelet in coronary disease": (P((), ("I25.10",)), P(("aspirin 81 mg tablet",), ("I25.10",))),
    "A3 antiplatelet in peripheral disease": (
        P((), ("I73.9",)),
        P(("clopidogrel 75 mg tablet",), ("I73.9",)),
    ),
    "A3 antiplatelet after stroke": (P((), ("I63.9",)), P(("clopidogrel 75 mg tablet",), ("I63.9",))),
    "A4 blood pressure above 160": (
        P((), ("I10",), (("8480-6", "172"),)),
        P(("lisinopril 10 mg tablet",), ("I10",), (("8480-6", "128"),)),
    ),
    "A4 blood pressure above 160, no diagnosis": (
        P((), (), (("8480-6", "172"),)),
        P((), (), (("8480-6", "132"),)),
    ),
    "A4 diabetes and 150": (P((), ("E11.9",), (("8480-6", "154"),)), P((), ("E11.9",), (("8480-6", "122"),))),
    "A5 statin in coronary disease": (
        P(("aspirin 81 mg tablet", "metoprolol 50 mg tablet", "lisinopril 10 mg tablet"), ("I25.10",)),
        P(
            (
                "aspirin 81 mg tablet",
                "metoprolol 50 mg tablet",
                "lisinopril 10 mg tablet",
                "atorvastatin 40 mg tablet",
            ),
            ("I25.10",),
        ),
    ),
    "A5 statin after stroke": (
        P(("clopidogrel 75 mg tablet",), ("I63.9",)),
        P(("clopidogrel 75 mg tablet", "atorvastatin 40 mg tablet"), ("I63.9",)),
    ),
    "A6 ACE inhibitor in heart failure": (
        P(("metoprolol succinate 50 mg tablet",), ("I50.2",)),
        P(("metoprolol succinate 50 mg tablet", "lisinopril 10 mg tablet"), ("I50.2",)),
    ),
    "A6 ACE inhibitor, heart failure unspecified": (
        P(("metoprolol succinate 50 mg tablet",), ("I50.9",)),
        P(("metoprolol succinate 50 mg tablet", "lisinopril 10 mg tablet"), ("I50.9",)),
    ),
    "A7 beta blocker in coronary disease": (
        P(("aspirin 81 mg tablet",), ("I25.10",)),
        P(("aspirin 81 mg tablet", "metoprolol 50 mg tablet"), ("I25.10",)),
    ),
    "A8 beta blocker in heart failure": (
        P(("lisinopril 10 mg tablet",), ("I50.2",)),
        P(("lisinopril 10 mg tablet", "carvedilol 6.25 mg tablet"), ("I50.2",)),
    ),
    "B1 bronchodilator in COPD": (P((), ("J44.9",)), P(("tiotropium inhaler",), ("J44.9",))),
    "B2 inhaled steroid in asthma": (
        P(("albuterol inhaler",), ("J45.50",)),
        P(("albuterol inhaler", "fluticasone inhaler"), ("J45.50",)),
    ),
    "B3 oxygen": (P((), ("J96.11", "J44.9")), P((), ("J44.9",))),
    "C1 levodopa in Parkinson's disease": (
        P((), ("G20",)),
        P(("carbidopa/levodopa 25-100 mg tablet",), ("G20",)),
    ),
    "C2 antidepressant in depression": (P((), ("F32.2",)), P(("sertraline 50 mg tablet",), ("F32.2",))),
    "C3 cholinesterase inhibitor in Alzheimer's disease": (
        P((), ("G30.9",)),
        P(("donepezil 10 mg tablet",), ("G30.9",)),
    ),
    "C3 rivastigmine in Lewy body disease": (
        P((), ("G31.83",)),
        P(("rivastigmine 3 mg capsule",), ("G31.83",)),
    ),
    "C4 drops in open-angle glaucoma": (P((), ("H40.1190",)), P(("latanoprost eye drops",), ("H40.1190",))),
    "C5 SSRI in anxiety": (P((), ("F41.1",)), P(("sertraline 50 mg tablet",), ("F41.1",))),
    "C6 dopamine agonist in restless legs": (P((), ("G25.81",)), P(("ropinirole 1 mg tablet",), ("G25.81",))),
    "D1 PPI in severe reflux": (P((), ("K21.00",)), P(("omeprazole 20 mg capsule",), ("K21.00",))),
    "D1 PPI with a stricture": (P((), ("K22.2",)), P(("omeprazole 20 mg capsule",), ("K22.2",))),
    "D2 fiber in diverticulosis": (
        P((), ("K57.30", "K59.00")),
        P(("psyllium powder",), ("K57.30", "K59.00")),
    ),
    "D2 fiber in diverticulosis, constipation not coded": (
        P((), ("K57.30",)),
        P(("psyllium powder",), ("K57.30",)),
    ),
    "E1 disease-modifying medicine": (
        P((), ("M06.9",)),
        P(("methotrexate 2.5 mg tablet: Take 4 tablets once a week", "folic acid 1 mg tablet"), ("M06.9",)),
    ),
    "E2 bone protection with a steroid": (
        P(("prednisone 10 mg tablet",), ("M35.3",)),
        P(
            (
                "prednisone 10 mg tablet",
                "alendronate 70 mg tablet",
                "vitamin D3 1000 units tablet",
                "calcium carbonate 600 mg tablet",
            ),
            ("M35.3",),
        ),
    ),
    "E3 vitamin D in osteoporosis": (
        P(("alendronate 70 mg tablet",), ("M81.0",)),
        P(
            ("alendronate 70 mg tablet", "vitamin D3 1000 units tablet", "calcium carbonate 600 mg tablet"),
            ("M81.0",),
        ),
    ),
    "E4 bone medicine in osteoporosis": (
        P(("vitamin D3 1000 units tablet", "calcium carbonate 600 mg tablet"), ("M81.0",)),
        P(
            ("vitamin D3 1000 units tablet", "calcium carbonate 600 mg tablet", "alendronate 70 mg tablet"),
            ("M81.0",),
        ),
    ),
    "E4 bone medicine after a fragility fracture": (
        P(("vitamin D3 1000 units tablet", "calcium carbonate 600 mg tablet"), ("M80.08XA",)),
        P(
            ("vitamin D3 1000 units tablet", "calcium carbonate 600 mg tablet", "alendronate 70 mg tablet"),
            ("M80.08XA",),
        ),
    ),
    "E5 vitamin D after falls": (P((), ("R29.6",)), P(("vitamin D3 1000 units tablet",), ("R29.6",))),
    "E5 vitamin D when housebound": (P((), ("Z74.01",)), P(("vitamin D3 1000 units tablet",), ("Z74.01",))),
    "E6 allopurinol in recurrent gout": (P((), ("M10.9",)), P(("allopurinol 300 mg tablet",), ("M10.9",))),
    "E7 folic acid with methotrexate": (
        P(("methotrexate 2.5 mg tablet: Take 4 tablets once a week",), ("M06.9",)),
        P(("methotrexate 2.5 mg tablet: Take 4 tablets once a week", "folic acid 1 mg tablet"), ("M06.9",)),
    ),
    "F1 ACE inhibitor in diabetes with kidney disease": (
        P(("metformin 500 mg tablet",), ("E11.21",)),
        P(("metformin 500 mg tablet", "lisinopril 10 mg tablet"), ("E11.21",)),
    ),
    "F1 ACE inhibitor in diabetes with protein": (
        P(("metformin 500 mg tablet",), ("E11.9", "R80.9")),
        P(("metformin 500 mg tablet", "lisinopril 10 mg tablet"), ("E11.9", "R80.9")),
    ),
    "F1 ACE inhibitor in diabetes, albumin measured": (
        P(("metformin 500 mg tablet",), ("E11.9",), (("14959-1", "120"),)),
        P(("metformin 500 mg tablet", "lisinopril 10 mg tablet"), ("E11.9",), (("14959-1", "120"),)),
    ),
    "G1 alpha blocker for the prostate": (
        P((), ("N40.1",), sex="male"),
        P(("tamsulosin 0.4 mg capsule", "finasteride 5 mg tablet"), ("N40.1",), sex="male"),
    ),
    "G2 five-alpha-reductase inhibitor for the prostate": (
        P(("tamsulosin 0.4 mg capsule",), ("N40.1",), sex="male"),
        P(("tamsulosin 0.4 mg capsule", "finasteride 5 mg tablet"), ("N40.1",), sex="male"),
    ),
    "G3 vaginal estrogen": (
        P((), ("N95.2",), sex="female"),
        P(("estradiol vaginal cream",), ("N95.2",), sex="female"),
    ),
    "H1 strong opioid in severe cancer pain": (
        P((), ("G89.3",)),
        P(("morphine 15 mg tablet", "senna 8.6 mg tablet"), ("G89.3",)),
    ),
    "H2 laxative with an opioid": (
        P(("oxycodone 5 mg tablet: Take 1 tablet twice a day",), ("G89.3",)),
        P(("oxycodone 5 mg tablet: Take 1 tablet twice a day", "senna 8.6 mg tablet"), ("G89.3",)),
    ),
    "I1 influenza vaccine": (P((), ("I10",)), P((), ("I10",), vaccines=("influenza, high dose, 2026-2027",))),
    "I2 pneumococcal vaccine": (P((), ("I10",)), P((), ("I10",), vaccines=("PCV20 pneumococcal conjugate",))),
    "v3 shingles vaccine": (P((), ("I10",)), P((), ("I10",), vaccines=("zoster recombinant (Shingrix)",))),
    "v3 RSV vaccine": (P((), ("J44.9",)), P((), ("J44.9",), vaccines=("RSV vaccine (Arexvy)",))),
    "v3 SGLT2 inhibitor in heart failure": (
        P(
            ("lisinopril 10 mg tablet", "carvedilol 6.25 mg tablet", "spironolactone 25 mg tablet"),
            ("I50.2",),
        ),
        P(
            (
                "lisinopril 10 mg tablet",
                "carvedilol 6.25 mg tablet",
                "spironolactone 25 mg tablet",
                "empagliflozin 10 mg tablet",
            ),
            ("I50.2",),
        ),
    ),
    "v3 spironolactone in heart failure": (
        P(("lisinopril 10 mg tablet", "carvedilol 6.25 mg tablet", "empagliflozin 10 mg tablet"), ("I50.2",)),
        P(
            (
                "lisinopril 10 mg tablet",
                "carvedilol 6.25 mg tablet",
                "spironolactone 25 mg tablet",
                "empagliflozin 10 mg tablet",
            ),
            ("I50.2",),
        ),
    ),
    "v3 PPI with aspirin and apixaban": (
        P(("aspirin 81 mg tablet", "apixaban 5 mg tablet"), ("I48.91", "I25.10")),
        P(("aspirin 81 mg tablet", "apixaban 5 mg tablet", "omeprazole 20 mg capsule"), ("I48.91", "I25.10")),
    ),
    "v3 PPI with an NSAID": (
        P(("naproxen 500 mg tablet",), ("M06.9",)),
        P(("naproxen 500 mg tablet", "omeprazole 20 mg capsule"), ("M06.9",)),
    ),
    "v3 vaginal estrogen in recurrent infection": (
        P((), ("N39.0", "N95.2"), sex="female"),
        P(("estradiol vaginal cream",), ("N39.0", "N95.2"), sex="female"),
    ),
    "v3 iron in iron deficiency": (P((), ("D50.9",)), P(("ferrous sulfate 325 mg tablet",), ("D50.9",))),
    "v3 B12 in deficiency": (P((), ("D51.0",)), P(("cyanocobalamin 1000 mcg tablet",), ("D51.0",))),
    "v3 naloxone with a strong opioid and a sedative": (
        P(
            (
                "oxycodone 10 mg tablet: Take 1 tablet four times daily",
                "lorazepam 1 mg tablet",
                "senna 8.6 mg tablet",
            )
        ),
        P(
            (
                "oxycodone 10 mg tablet: Take 1 tablet four times daily",
                "lorazepam 1 mg tablet",
                "senna 8.6 mg tablet",
                "naloxone nasal spray",
            )
        ),
    ),
    "v3 levothyroxine in hypothyroidism": (
        P((), ("E03.9",)),
        P(("levothyroxine 75 mcg tablet",), ("E03.9",)),
    ),
    "v3 triptan or mirabegron for the bladder": (
        P((), ("N32.81",)),
        P(("mirabegron 25 mg tablet",), ("N32.81",)),
    ),
    "v3 statin in diabetes": (
        P(("metformin 500 mg tablet",), ("E11.9",), age=60),
        P(("metformin 500 mg tablet", "atorvastatin 20 mg tablet"), ("E11.9",), age=60),
    ),
}


@pytest.mark.parametrize("criterion", STOP)
def test_what_should_stop_is_named(criterion):
    name, concerned, other = STOP[criterion]
    assert said(concerned, [name], start=False) - said(other, [name], start=False)


@pytest.mark.parametrize("criterion", START)
def test_what_is_missing_is_named(criterion):
    concerned, other = START[criterion]
    assert said(concerned, [], start=True) - said(other, [], start=True)
