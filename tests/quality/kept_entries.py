"""Does every medicine of a document keep name, date and directions? Compared with a second, separate look at the files."""

import gzip
import json
import re
from datetime import date

from lxml import etree

from brownbag.exchange.documents import read_document
from brownbag.exchange.reading import UnusableInput
from tests.quality.shared import SHARED

ON = date(2026, 11, 24)
SECTIONS = {"10160-0", "10183-2", "75311-1", "42346-7"}


def main():
    "Print the shares, and each entry that lost something."
    if not SHARED.exists():
        return print(f"kept entries: not measured, {SHARED.name} is not there")
    _clinical_documents()
    _narrative_directions()
    _bundles()
    return None


def _clinical_documents():
    counted = {"lines": [0, 0], "name": [0, 0], "start": [0, 0], "end": [0, 0], "RxNorm code": [0, 0]}
    misses = []
    for path in sorted((SHARED / "data" / "ccda").rglob("*.xml")):
        expected = list(_expected(path))
        found = _lines(path)
        for each in expected:
            line = next((line for line in found if _is_same(line, each)), None)
            _count(counted, "lines", line is not None, misses, path, each)
            if line is None:
                continue
            found.remove(line)
            for what, value in (
                ("name", line.name),
                ("start", line.start),
                ("end", line.end),
                ("RxNorm code", line.rxcui),
            ):
                if each[what]:
                    _count(counted, what, str(value) == each[what], misses, path, each)
    shares = ", ".join(f"{what} {kept} of {total}" for what, (kept, total) in counted.items())
    print(f"C-CDA entries keep: {shares}")
    for miss in misses:
        print(f"  {miss}")


def _count(counted, what, kept, misses, path, each):
    counted[what][0] += kept
    counted[what][1] += 1
    if not kept:
        misses.append(f"{what} lost: {path.name[:60]}: {each}")


def _expected(path):
    "Every medicine of the medication sections, with another parser and by other means than the reader's."
    text = path.read_text(encoding="utf-8-sig")
    text = re.sub(r"<\?xml[^>]*\?>", "", text, count=1)
    wrapped = (
        f'<x xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sdtc="urn:hl7-org:sdtc">{text}</x>'
    )
    root = etree.fromstring(wrapped.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    for section in root.iter("{*}section"):
        if section.find("{*}code") is None or section.find("{*}code").get("code") not in SECTIONS:
            continue
        for entry in section.iter("{*}substanceAdministration"):
            nested = any(
                etree.QName(each).localname == "substanceAdministration" for each in entry.iterancestors()
            )
            if not nested and entry.get("negationInd") != "true" and not _says_none(entry):
                yield _facts(entry)


def _says_none(entry):
    words = (
        " ".join(entry.find(".//{*}manufacturedMaterial/{*}code").itertext())
        if entry.find(".//{*}manufacturedMaterial/{*}code") is not None
        else ""
    )
    return "no medication" in words.casefold()


def _facts(entry):
    code = entry.find("{*}consumable/{*}manufacturedProduct/{*}manufacturedMaterial/{*}code")
    low, high = (entry.find(f"{{*}}effectiveTime/{{*}}{end}") for end in ("low", "high"))
    codes = [] if code is None else [code, *code.findall("{*}translation")]
    rxnorm = [
        each.get("code")
        for each in codes
        if each.get("codeSystem") == "2.16.840.1.113883.6.88" and each.get("code")
    ]
    return {
        "name": "" if code is None else " ".join((code.get("displayName") or "").split()),
        "start": _day(low),
        "end": _day(high),
        "RxNorm code": rxnorm[0] if rxnorm else "",
    }


def _day(element):
    value = "" if element is None else (element.get("value") or "")
    return f"{value[:4]}-{value[4:6]}-{value[6:8]}" if len(value) >= 8 else ""


def _lines(path):
    try:
        record = read_document(path.read_bytes(), on=ON).record
    except UnusableInput:
        return []
    return [*record.medications, *record.proposed]


def _is_same(line, each):
    if each["RxNorm code"] and line.rxcui != each["RxNorm code"]:
        return False
    return not each["start"] or str(line.start) == each["start"]


def _narrative_directions():
    rows = json.loads((SHARED / "data" / "sigs" / "ccda_narrative_sigs.json").read_text(encoding="utf-8"))
    paths = {path.name: path for path in (SHARED / "data" / "ccda").rglob("*.xml")}
    kept, missed = 0, []
    for row in rows:
        path = paths.get(row["file"])
        told = {_plain(line.directions) for line in _lines(path)} if path else set()
        if any(_plain(row["sig"]) in each or (each and each in _plain(row["sig"])) for each in told):
            kept += 1
        else:
            missed.append(row)
    print(f"directions in narratives: {kept} of {len(rows)} stand at a line")
    for row in missed:
        print(f"  not at a line: {row['sig']!r} in {row['file'][:60]}")


def _plain(text):
    return " ".join(re.findall(r"[a-z0-9.]+", text.casefold()))


def _bundles():
    total = name = day = directions = told = 0
    for path in sorted((SHARED / "data" / "synthea-r4").glob("*.gz")):
        content = gzip.decompress(path.read_bytes())
        found = {line.key.rsplit(":", 1)[-1]: line for line in _lines(path)}
        for entry in json.loads(content)["entry"]:
            order = entry["resource"]
            if order["resourceType"] != "MedicationRequest":
                continue
            line = found.get(entry["fullUrl"].rsplit(":", 1)[-1])
            total += 1
            name += line is not None and line.name == order["medicationCodeableConcept"]["text"]
            day += line is not None and str(line.start) == order["authoredOn"][:10]
            told += bool(order.get("dosageInstruction"))
            directions += bool(order.get("dosageInstruction")) and line is not None and bool(line.directions)
    print(
        f"Synthea orders keep: name {name} of {total}, date {day} of {total}, directions {directions} of {told}"
    )


if __name__ == "__main__":
    main()
