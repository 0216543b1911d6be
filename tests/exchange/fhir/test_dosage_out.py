"""Directions become FHIR Dosage and come back with the same meaning."""

from dataclasses import replace
from decimal import Decimal

import pytest

from brownbag.clinical.directions import Timing, read
from brownbag.exchange.fhir.dosage import directions_of
from brownbag.exchange.fhir.dosage_out import dosages_of
from tests.spec.directions.label_tables import labels

UNDERSTOOD = [label.text for label in labels() if label.whole]


def as_received(value):
    "Numbers as the reader of JSON gives them."
    if isinstance(value, dict):
        return {name: as_received(each) for name, each in value.items()}
    if isinstance(value, list):
        return [as_received(each) for each in value]
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def without_text(dosages):
    words = ("text", "patientInstruction")
    return [
        {name: value for name, value in each.items() if name not in words} for each in as_received(dosages)
    ]


def shape(directions):
    "What it means; an amount for day 1 of a pack is a daily amount for one day in FHIR."
    phases = [replace(phase, drug_per_dose=None, drug_per_day=None) for phase in directions.phases]
    once = Timing(times_per_day=Decimal(1), times_per_day_high=Decimal(1))
    phases = [
        replace(phase, timing=once) if phase.days and phase.timing == Timing() else phase for phase in phases
    ]
    return (
        sorted(phases, key=str) if directions.together else phases,
        directions.amount_per_day,
        directions.site,
    )


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_directions_come_back_from_the_structure_alone(text):
    found = read(text)
    words, unsaid = directions_of(without_text(dosages_of(found)))
    again = read(words)
    assert unsaid == ()
    assert again.outcome == "understood", (words, again.why, again.not_used)
    assert shape(again) == shape(found), words


def test_ruths_warfarin_is_two_dosages_side_by_side():
    one, two = dosages_of(read("Take 7.5 mg on Monday and Friday and 5 mg on all other days"))
    assert (one["sequence"], two["sequence"]) == (1, 1)
    assert one["timing"]["repeat"]["dayOfWeek"] == ["mon", "fri"]
    assert two["doseAndRate"][0]["doseQuantity"]["code"] == "mg"


def test_a_taper_is_in_sequence():
    steps = dosages_of(read("Take 40 mg daily for 5 days, then 20 mg daily for 5 days, then stop"))
    assert [step["sequence"] for step in steps] == [1, 2]
    assert steps[0]["timing"]["repeat"]["boundsDuration"]["value"] == 5
    assert steps[1]["additionalInstruction"] == [{"text": "Then stop"}]


def test_as_needed_with_a_reason_and_a_limit():
    (dosage,) = dosages_of(read("1-2 tabs q4-6h prn pain, max 8/day"))
    assert dosage["asNeededCodeableConcept"] == {"text": "pain"}
    assert dosage["maxDosePerPeriod"]["numerator"]["value"] == 8
    assert dosage["timing"]["repeat"] == {"frequency": 1, "period": 4, "periodMax": 6, "periodUnit": "h"}


def test_what_was_not_understood_whole_is_text_only():
    assert dosages_of(read("Take 1 tablet as the moon waxes")) == [
        {"text": "Take 1 tablet as the moon waxes"}
    ]
    assert dosages_of(read("  ")) == []


def test_time_of_day_and_when_never_stand_together():
    for text in UNDERSTOOD:
        for dosage in dosages_of(read(text)):
            repeat = dosage.get("timing", {}).get("repeat", {})
            assert not ("when" in repeat and "timeOfDay" in repeat), text
