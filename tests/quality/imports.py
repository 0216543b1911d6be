"""Do documents of real systems keep what they say? Counts, names, directions, dates, status, and what codes mean."""

import contextlib
import csv
import gzip
import json
import time
from collections import Counter, defaultdict
from datetime import date

from fhir.resources.R4B.bundle import Bundle
from pydantic import ValidationError

from brownbag.clinical import vocabulary
from brownbag.exchange import patient_file
from brownbag.exchange.documents import read_document, read_documents
from brownbag.exchange.fhir import as_summary, as_text
from brownbag.exchange.reading import UnusableInput
from tests.quality.npm_fhir import print_validity
from tests.quality.shared import SHARED

ON = date(2026, 11, 24)
FOLDERS = {
    "C-CDA, vendors": "ccda/vendor/*.xml",
    "C-CDA, HL7 documents": "ccda/hl7-examples/documents/*.xml",
    "C-CDA, HL7 sections": "ccda/hl7-examples/fragments/*.xml",
    "HL7 v2": "hl7v2/*.hl7",
    "Synthea": "synthea-r4/*.gz",
    "bulk export": "bulk-ndjson/*/*.gz",
    "IPS": "ips/*",
    "Pharmacist eCare Plan": "phcp/*.json",
    "Pharmacist eCare Plan, XML": "phcp/Bundle-phcp.xml",
    "pharmacy claims": "claims/*.csv.gz",
    "Part D events": "claims/cms-bfd-rif-synthea/pde.csv",
    "Part D claims in FHIR": "claims/cms-bfd-v2-responses/eob*.json",
    "FHIR examples": "fhir-r4-examples/medication*.json",
}


def main():
    "Print a line for each kind of document, and what did not go as it should."
    if not SHARED.exists():
        return print(f"imports: not measured, {SHARED.name} is not there")
    lines, returned, exports = [], Counter(), []
    for kind, pattern in FOLDERS.items():
        found = _read(kind, pattern)
        lines += [line for each in found for line in (*each.record.medications, *each.record.proposed)]
        for each in found:
            exports.append(as_text(as_summary(each.record, on=ON, author="measure", named=each.named)))
            returned[_comes_back(each, exports[-1])] += 1
    _print_codes(lines)
    print(
        f"exports: {returned['same']} of {returned.total()} records come back unchanged and valid; {dict(returned)}"
    )
    print_validity(exports)
    _print_hostile()
    return None


def _read(kind, pattern):
    files, refused, seconds = 0, [], 0.0
    found = []
    for path in sorted((SHARED / "data").glob(pattern)):
        files += 1
        start = time.perf_counter()
        try:
            found += read_documents(path.read_bytes(), on=ON)
        except UnusableInput as fault:
            refused.append(f"{path.name}: {fault}")
        seconds += time.perf_counter() - start
    _print_kind(kind, files, refused, found, seconds)
    return found


def _print_kind(kind, files, refused, found, seconds):
    lines = [line for each in found for line in (*each.record.medications, *each.record.proposed)]
    came, kept = sum(each.entries for each in found), sum(len(each.kept) for each in found)
    not_kept = sum(len(each.refused) for each in found)
    told = {
        "named": sum("does not name" not in line.name for line in lines),
        "with directions": sum(bool(line.directions) for line in lines),
        "with a date": sum(bool(line.start or line.start_said or line.end or line.fills) for line in lines),
        "coded": sum(bool(line.rxcui or line.ndc) for line in lines),
    }
    shares = ", ".join(f"{count} {what}" for what, count in told.items())
    print(
        f"{kind}: {files - len(refused)} of {files} files read in {seconds:.1f} s, {came} entries in ="
        f" {kept} kept + {not_kept} refused{'' if came == kept + not_kept else ' MISMATCH'};"
        f" {len(lines)} medicine lines, {shares}"
    )
    for sentence in refused:
        print(f"  not read: {sentence}")


def _print_codes(lines):
    "Compare what the name of a coded line resolves to with the ingredients of its code, where those are known."
    known, misses = _ingredients_by_code(), defaultdict(list)
    right = judged = 0
    for line in lines:
        ingredients = known.get(line.rxcui)
        if not ingredients:
            continue
        judged += 1
        resolved = vocabulary.load().resolve(line.name)
        if set(line.ingredients or resolved.ingredients) == ingredients:
            right += 1
        else:
            misses[line.name, resolved.outcome, "|".join(resolved.ingredients)].append(line.rxcui)
    coded = sum(bool(line.rxcui) for line in lines)
    print(
        f"coded lines: {right} of {judged} resolve to the ingredients of their code ({right / max(judged, 1):.1%}; {coded} coded)"
    )
    for (name, outcome, got), codes in sorted(misses.items(), key=lambda item: -len(item[1])):
        print(f"  {len(codes)} × {name!r} is {outcome} {got or '(nothing)'}, code {codes[0]}")


def _ingredients_by_code():
    "The ingredients of RxNorm codes, taken from every display that any shared document gives the same code."
    shown = defaultdict(set)
    for path in sorted((SHARED / "data" / "synthea-r4").glob("*.gz")):
        _displays(json.loads(gzip.decompress(path.read_bytes())), shown)
    with gzip.open(
        SHARED / "data" / "claims" / "synthea-pharmacy-claims.csv.gz", "rt", encoding="utf-8"
    ) as file:
        for row in csv.DictReader(file):
            shown[row["rxnorm"]].add(row["drug"])
    for path in sorted((SHARED / "data" / "ccda").rglob("*.xml")):
        with contextlib.suppress(UnusableInput):
            for line in read_document(path.read_bytes(), on=ON).record.medications:
                shown[line.rxcui].add(line.name)
    return {code: _by_hand(names) for code, names in shown.items() if code}


def _by_hand(names):
    "Ingredients out of RxNorm's own way of writing: parted by a slash, each name before its first number."
    own = vocabulary.load().names.ingredients
    for name in sorted(names):
        parts = [part.split("[")[0] for part in name.split(" / ")]
        words = [
            " ".join(word for word in part.split() if not word[0].isdigit() and word.isalpha()).casefold()
            for part in parts
        ]
        found = {next((each for each in _shorter(text) if each in own), "") for text in words}
        if "" not in found:
            return found
    return set()


def _shorter(text):
    words = text.split()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            yield " ".join(words[start:end])


def _displays(value, shown):
    if isinstance(value, dict):
        if value.get("system") == "http://www.nlm.nih.gov/research/umls/rxnorm" and value.get("display"):
            shown[value["code"]].add(value["display"])
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            _displays(each, shown)


def _comes_back(found, text):
    try:
        Bundle.model_validate(json.loads(text))
    except ValidationError as fault:
        return f"not valid: {fault.errors()[0]['loc'][-2:]} {fault.errors()[0]['msg']}"
    back = read_document(text.encode(), on=ON).record
    one, other = patient_file.as_json(back), patient_file.as_json(found.record)
    if one == other:
        return "same"
    return f"differs in {[name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]}"


def _print_hostile():
    for path in sorted((SHARED / "data" / "malicious-xml").iterdir()):
        start = time.perf_counter()
        try:
            found = read_document(path.read_bytes(), on=ON)
            said = f"isolated, {len(found.kept)} kept, {len(found.refused)} refused"
        except UnusableInput as fault:
            said = f"refused: {fault}"
        print(f"hostile {path.name}: {time.perf_counter() - start:.3f} s, {said}")


if __name__ == "__main__":
    main()
