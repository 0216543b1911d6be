"""Importing: one large Bundle in a process of its own, and a thousand C-CDA documents from the command line."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.row import Row

RUTH = Path(__file__).resolve().parents[1] / "tests" / "exchange" / "ccda" / "ruth.xml"
DOCUMENTS = 1_000
SIZE = 5 * 1024 * 1024
READ = """
import resource, sys, time
from datetime import date
from brownbag.clinical import vocabulary
from brownbag.exchange.documents import read_document
vocabulary.load()
content = open(sys.argv[1], "rb").read()
start = time.perf_counter()
found = read_document(content, on=date(2026, 11, 24))
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, found.entries)
"""


def rows() -> list[Row]:
    "Measure both in fresh processes, memory with the Bundle."
    with tempfile.TemporaryDirectory(prefix="brownbag-bench-") as folder:
        return [_bundle(Path(folder)), _documents(Path(folder))]


def _bundle(folder: Path) -> Row:
    path = folder / "bundle.json"
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": _entries()}))
    answers = [
        subprocess.run(
            [sys.executable, "-c", READ, path], check=True, capture_output=True, text=True
        ).stdout.split()
        for _ in range(3)
    ]
    peak = max(int(memory) for _, memory, _ in answers)
    return Row(
        f"read a Bundle of 5 MB, {peak} MB", "3000 ms and 250 MB", tuple(float(each[0]) for each in answers)
    )


def _entries() -> list[dict[str, object]]:
    entries: list[dict[str, object]] = [
        {"resource": {"resourceType": "Patient", "id": "ruth", "birthDate": "1948-02-11"}}
    ]
    size, number = 0, 0
    while size < SIZE:
        number += 1
        entry = {"fullUrl": f"urn:uuid:{number}", "resource": _resource(number)}
        entries.append(entry)
        size += len(json.dumps(entry))
    return entries


def _resource(number: int) -> dict[str, object]:
    about: dict[str, object] = {"id": str(number), "subject": {"reference": "Patient/ruth"}}
    note = {
        "text": {"status": "generated", "div": "<div>" + "as it was written at the time. " * 12 + "</div>"}
    }
    if number % 10:
        code = {"text": "INR", "coding": [{"system": "http://loinc.org", "code": "6301-6", "display": "INR"}]}
        measured = {"effectiveDateTime": "2026-11-01", "valueQuantity": {"value": 2.4, "unit": "{INR}"}}
        return {"resourceType": "Observation", "status": "final", "code": code, **measured, **about, **note}
    dosage = [{"text": f"Take {number % 3 + 1} tablets by mouth once a day"}]
    name = {"text": f"warfarin sodium {number % 7 + 1} MG Oral Tablet"}
    order = {
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": name,
        "dosageInstruction": dosage,
    }
    return {"resourceType": "MedicationRequest", **order, **about, **note}


def _documents(folder: Path) -> Row:
    source = folder / "documents"
    source.mkdir()
    text = RUTH.read_text(encoding="utf-8")
    for number in range(DOCUMENTS):
        (source / f"ruth-{number:04}.xml").write_text(
            text.replace("ruth-1", f"ruth-{number}"), encoding="utf-8"
        )
    command = [Path(sys.executable).with_name("brownbag"), "import", source, "--out", folder / "out"]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    taken = time.perf_counter() - start
    assert len(list((folder / "out").glob("*.json"))) == DOCUMENTS
    return Row(f"import {DOCUMENTS:,} C-CDA documents", "5 minutes", (taken,))
