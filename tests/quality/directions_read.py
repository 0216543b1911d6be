"""Are directions understood? Exact daily amounts, wrong answers given as sure, and the share understood."""

import csv
import gzip
import json
import re
from decimal import Decimal

from lxml import etree

from brownbag.clinical.directions import read, say
from tests.quality.shared import SHARED
from tests.spec.directions.label_tables import labels, problems

TOLERANCE = Decimal("0.001")
HL7_TEXTS = {"RXE": 7, "RXO": 7, "RXD": 9}


def main():
    "Print the figures and the misses."
    _measure_tables()
    if not SHARED.exists():
        return print(f"directions: not measured, {SHARED.name} is not there")
    _measure_amounts()
    _measure_real_texts()
    return None


def _measure_tables():
    found = [(label, read(label.text)) for label in labels()]
    wrong = [(label, reading) for label, reading in found if problems(label, reading)]
    sure = sum(reading.outcome == "understood" for _, reading in wrong)
    print(
        f"directions, own tables: {len(found) - len(wrong)} of {len(found)} right, {sure} wrong with understood"
    )
    whole = [reading for _, reading in found if reading.outcome == "understood"]
    spanish = sum(say(reading, language="es").complete for reading in whole)
    print(f"directions, Spanish whole: {spanish} of {len(whole)}")


def _measure_amounts():
    rows = list(csv.DictReader((SHARED / "reference" / "sig_dev.csv").open(encoding="utf-8")))
    judged = [(_judged(row), row) for row in rows]
    right = sum(outcome == "right" for outcome, _ in judged)
    sure = sum(outcome == "wrong with understood" for outcome, _ in judged)
    print(f"directions, daily amount: {right} of {len(rows)} right, {sure} wrong with understood")
    for outcome, row in judged:
        if outcome != "right":
            found = read(row["sig"])
            print(
                f"  {outcome}: {row['sig']!r} expected {row['qty_per_day']}, got {found.amount_per_day} {found.why}"
            )


def _judged(row):
    found = read(row["sig"])
    right = _same(found.amount_per_day, row["qty_per_day"]) and _same(_days(found), row["days"])
    right = right and any(phase.as_needed for phase in found.phases) == (row["prn"] == "True")
    if right:
        return "right"
    return "wrong with understood" if found.outcome == "understood" else "silent"


def _days(found):
    days = [phase.days for phase in found.phases]
    return None if not days or None in days else (max(days) if found.together else sum(days))


def _same(found, expected):
    if not expected:
        return True
    return found is not None and abs(found - Decimal(expected)) <= TOLERANCE


def _measure_real_texts():
    texts = sorted(set(_real_texts()))
    found = {text: read(text) for text in texts}
    sure = sum(directions.outcome == "understood" for directions in found.values())
    print(f"directions of real documents: {sure} of {len(texts)} understood ({sure / len(texts):.1%})")
    for text, directions in found.items():
        if directions.outcome != "understood":
            print(f"  {directions.outcome}: {text!r} not used {directions.not_used} {directions.why}")


def _real_texts():
    data = SHARED / "data"
    yield from (case["sig"] for case in json.loads((data / "sigs" / "ccda_narrative_sigs.json").read_text()))
    yield from (
        case["sig"] for case in json.loads((data / "sigs" / "parsigs_cases.json").read_text())["cases"]
    )
    for path in sorted(data.rglob("*")):
        if path.is_file() and not path.parent.match("*/malicious-xml"):
            yield from (" ".join(text.split()) for text in _texts_in(path) if text.strip())


def _texts_in(path):
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    name = path.name.removesuffix(".gz")
    if name.endswith((".json", ".ndjson")):
        return _texts_in_json(content, lines=name.endswith("ndjson"))
    if "hl7v2" in path.parts:
        return _texts_in_hl7(content.decode("utf-8-sig", "replace"))
    if name.endswith(".xml"):
        return _texts_in_xml(content)
    return ()


def _texts_in_json(content, *, lines):
    try:
        documents = [json.loads(line) for line in content.splitlines()] if lines else [json.loads(content)]
    except ValueError:
        return
    yield from _dosage_texts(documents)


def _dosage_texts(value):
    if isinstance(value, dict):
        for key in ("dosage", "dosageInstruction"):
            steps = value.get(key)
            yield from (step["text"] for step in _dicts(steps) if isinstance(step.get("text"), str))
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _dosage_texts(each)


def _dicts(value):
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _texts_in_hl7(text):
    for line in re.split(r"[\r\n]+", text):
        fields = line.split("|")
        place = HL7_TEXTS.get(fields[0])
        if place and len(fields) > place and re.search("[a-z]", fields[place], re.IGNORECASE):
            yield fields[place].split("~")[0].split("^")[-1]


def _texts_in_xml(content):
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return
    yield from (each.get("value") for each in root.iter("{*}dosageInstruction") if each.get("value"))
    for step in root.iter("{*}dosage", "{*}dosageInstruction"):
        yield from (each.get("value") or "" for each in step.findall("{*}text"))


if __name__ == "__main__":
    main()
