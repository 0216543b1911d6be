"""Device files: complete, easy to read, found by the line, and asked about when a treatment does not work."""

from datetime import date
from decimal import Decimal

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.clinical.assessment.assess import engine_of
from brownbag.clinical.assessment.taken import taken_from
from brownbag.clinical.assessment.use.technique_not_seen import device_of
from brownbag.clinical.directions.reading_level import grade
from brownbag.clinical.knowledge.devices import problems_in_device
from brownbag.clinical.knowledge.load import load
from brownbag.clinical.person.record import Condition, Medication, Observation, Person, Record

ON = date(2026, 11, 24)
DEVICES = load().devices
GOOD = DEVICES["diskus"]


@pytest.mark.parametrize("name", DEVICES)
def test_every_step_can_be_read_by_a_child_of_eleven(name):
    assert [step for step in DEVICES[name]["steps"] if grade(step) > 6] == []


@pytest.mark.parametrize(
    ("line", "device"),
    [
        ("albuterol HFA 90 mcg inhaler", "spray_inhaler"),
        ("fluticasone/salmeterol Diskus 250/50", "diskus"),
        ("Breo Ellipta 100/25", "ellipta"),
        ("Spiriva HandiHaler 18 mcg", "handihaler"),
        ("Spiriva Respimat 2.5 mcg", "respimat"),
        ("Pulmicort Flexhaler 180 mcg", "turbuhaler"),
        ("ProAir RespiClick 90 mcg", "respiclick"),
        ("Lantus SoloStar", "insulin_pen"),
        ("insulin NPH vial", "insulin_syringe"),
        ("EpiPen 0.3 mg auto-injector", "auto_injector"),
        ("latanoprost 0.005% eye drops", "eye_drops"),
        ("fluticasone 50 mcg nasal spray", "nasal_spray"),
        ("rivastigmine 4.6 mg/24 hr patch", "patch"),
        ("lisinopril 10 mg tablet", ""),
        ("Narcan nasal spray", ""),
    ],
)
def test_a_line_shows_its_device(line, device):
    engine = engine_of(knowledge.load())
    assert device_of(taken_from(Medication(line), vocabulary.load(), engine.facts), engine) == device


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"titel": "x"}, "unknown heading “titel”"),
        ({"found_by": {"wrods": ["x"]}}, "found_by has the unknown heading “wrods”"),
        ({"steps": ["one", "two", "three"]}, "3 steps; expected at least 4"),
        ({"common_errors": [{"error": "x"}]}, "an error lacks “so_that”"),
        ({"sources": []}, "it names no source"),
        ({"sources": [{"source": "fda_labels", "where": ""}]}, "lacks the place"),
        ({"sources": [{"source": "fda_label", "where": "x"}]}, "has no file in sources/"),
        (
            {"sources": [{"source": "fda_labels", "where": "x", "pgae": "1"}]},
            "sources has the unknown heading",
        ),
        ({"review": {"status": "checked"}}, "review is neither"),
    ],
)
def test_a_device_file_that_does_not_fit_is_refused_with_a_sentence(change, sentence):
    assert sentence in " ".join(problems_in_device("x.yaml", {**GOOD, **change}, {"fda_labels"}))


def test_a_good_device_file_is_accepted():
    assert problems_in_device("x.yaml", GOOD, {"fda_labels"}) == []


def asked(*lines, conditions=(), symptoms=(), a1c=None):
    record = Record(
        person=Person(age=Decimal(50)),
        medications=lines,
        conditions=tuple(Condition(name) for name in conditions),
        symptoms=symptoms,
        observations=(Observation("A1c", Decimal(a1c), on=ON),) if a1c else (),
    )
    answer = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
    return [each for each in answer.findings if each.rule == "technique_not_seen"]


DISKUS = Medication("fluticasone/salmeterol Diskus 250/50", directions="Inhale 1 puff twice daily")
PEN = Medication("Lantus SoloStar", directions="Inject 20 units at bedtime")


def test_wheezing_with_an_inhaler_asks_to_see_it_used():
    found = asked(DISKUS, conditions=("Asthma",), symptoms=("wheezing at night",))
    assert [(each.category, each.severity) for each in found] == [("technique", "low")]
    assert "Slide the lever until it clicks." in found[0].recommend[0]
    assert any(each.source == "fda_labels" for each in found[0].sources)


def test_without_a_complaint_or_a_lung_disease_nothing_is_asked():
    assert asked(DISKUS, conditions=("Asthma",)) == []
    assert asked(DISKUS, conditions=("Asthma",), symptoms=("sore foot",)) == []
    assert asked(DISKUS, symptoms=("wheezing",)) == []


def test_when_its_use_is_on_file_nothing_is_asked():
    line = Medication("fluticasone/salmeterol Diskus 250/50", how_taken="shown last week, well done")
    assert asked(line, conditions=("Asthma",), symptoms=("wheezing",)) == []


@pytest.mark.parametrize(("a1c", "expected"), [("8.0", 1), ("7.9", 0), (None, 0)])
def test_sugar_that_stays_high_asks_to_see_the_injection(a1c, expected):
    assert len(asked(PEN, conditions=("Type 2 diabetes",), a1c=a1c)) == expected
