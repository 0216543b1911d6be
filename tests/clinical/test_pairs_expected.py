"""Pairs of which a pharmacist knows beforehand what is to be said: forbidden by a label, or taken together every day."""

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import pair_check

FORBIDDEN_OR_TO_AVOID_BY_A_LABEL = {
    "pimozide": "sertraline, citalopram, escitalopram, paroxetine, fluvoxamine, nefazodone, azithromycin, itraconazole, ritonavir",
    "thioridazine": "fluvoxamine, propranolol, pindolol, fluoxetine, paroxetine",
    "lurasidone": "clarithromycin, ritonavir, nefazodone, rifampin, carbamazepine, phenytoin, st. john's wort",
    "carbamazepine": "nefazodone, rilpivirine, phenelzine",
    "tizanidine": "fluvoxamine, ciprofloxacin",
    "fluvoxamine": "ramelteon, alosetron, duloxetine",
    "triazolam": "ketoconazole, itraconazole, nefazodone, ritonavir",
    "alprazolam": "ketoconazole, itraconazole",
    "eletriptan": "ketoconazole, clarithromycin, ritonavir, itraconazole",
    "ubrogepant": "ketoconazole, clarithromycin, itraconazole",
    "dihydroergotamine": "clarithromycin, ritonavir, sumatriptan",
    "apomorphine": "ondansetron, granisetron, palonosetron",
    "rasagiline": "meperidine, tramadol, methadone, dextromethorphan, cyclobenzaprine, phenelzine",
    "safinamide": "tramadol, duloxetine, amitriptyline, methylphenidate, dextromethorphan",
    "phenelzine": "bupropion, atomoxetine, methylphenidate, tapentadol, pseudoephedrine, sumatriptan, buspirone",
    "naltrexone": "oxycodone, tramadol, methadone, buprenorphine",
    "sodium oxybate": "zolpidem, lorazepam, alcohol",
    "tetrabenazine": "reserpine, phenelzine, deutetrabenazine",
    "alfuzosin": "ketoconazole, itraconazole, ritonavir",
    "silodosin": "ketoconazole, clarithromycin",
    "sildenafil": "nitroglycerin, riociguat",
    "naloxegol": "ketoconazole, clarithromycin",
    "disulfiram": "metronidazole, alcohol",
    "flibanserin": "fluconazole, alcohol",
    "ketorolac": "aspirin, naproxen, probenecid, pentoxifylline",
    "isotretinoin": "doxycycline, minocycline",
    "acitretin": "methotrexate, tetracycline",
    "valproate": "meropenem, ertapenem",
    "ziprasidone": "amiodarone, moxifloxacin",
}
TAKEN_TOGETHER_EVERY_DAY = {
    "acetaminophen": "lisinopril, metformin, sertraline, gabapentin, ibuprofen, oxycodone, apixaban, valproate, methotrexate",
    "albuterol": "fluticasone, montelukast, tiotropium, lisinopril, prednisone",
    "amitriptyline": "gabapentin, lisinopril, metformin",
    "aripiprazole": "sertraline, escitalopram, lamotrigine, metformin",
    "bupropion": "sertraline, escitalopram, levothyroxine, lisinopril",
    "cetirizine": "fluticasone, montelukast, sertraline, lisinopril",
    "cyclobenzaprine": "ibuprofen, acetaminophen",
    "donepezil": "memantine, lisinopril, levothyroxine",
    "escitalopram": "lisinopril, metformin, gabapentin, levothyroxine, atorvastatin",
    "famotidine": "naproxen, metformin, warfarin",
    "gabapentin": "duloxetine, meloxicam, lisinopril, tamsulosin",
    "ibuprofen": "omeprazole, amoxicillin, levothyroxine, gabapentin",
    "lamotrigine": "levetiracetam, sertraline, lithium",
    "latanoprost": "timolol, lisinopril, metoprolol",
    "levodopa": "pramipexole, entacapone, rasagiline, amlodipine",
    "levetiracetam": "lisinopril, apixaban, warfarin",
    "melatonin": "sertraline, gabapentin, amlodipine",
    "methylphenidate": "sertraline, guanfacine, fluticasone",
    "mirabegron": "tamsulosin, solifenacin, lisinopril",
    "mometasone": "phenytoin, montelukast",
    "omeprazole": "lisinopril, metformin, metoprolol, aspirin, naproxen",
    "oxycodone": "senna, polyethylene glycol, naloxone, lisinopril",
    "quetiapine": "sertraline, lamotrigine, metformin, levodopa",
    "sumatriptan": "naproxen, propranolol, topiramate",
    "tamsulosin": "finasteride, lisinopril, metoprolol",
    "tolterodine": "fluoxetine, finasteride",
    "trazodone": "gabapentin, levothyroxine, lisinopril",
}


def _pairs(table):
    return [(first, second) for first, others in table.items() for second in others.split(", ")]


@pytest.fixture(scope="module")
def ask():
    return pair_check(knowledge=knowledge.load(), vocabulary=vocabulary.load())


@pytest.mark.parametrize(("first", "second"), _pairs(FORBIDDEN_OR_TO_AVOID_BY_A_LABEL))
def test_what_a_label_forbids_is_told_as_high(ask, first, second):
    assert ask.answer(first, second).severity == "high"


@pytest.mark.parametrize(("first", "second"), _pairs(TAKEN_TOGETHER_EVERY_DAY))
def test_what_is_taken_together_every_day_is_left_alone_or_a_note(ask, first, second):
    answer = ask.answer(first, second)
    assert answer.outcome == "none" or (answer.severity == "low" and not answer.interrupts)


@pytest.mark.parametrize(
    "name",
    [
        "Xigduo XR",
        "Cabometyx",
        "Hiprex",
        "Kayexalate",
        "Horizant",
        "Armour Thyroid",
        "Zarxio",
        "Trelegy",
        "Breo",
        "Wixela",
        "Dimetapp",
    ],
)
def test_a_trade_name_of_a_salt_reaches_the_facts_of_the_medicine(ask, name):
    assert ask.answer(name, "naproxen").outcome != "not_checked"
