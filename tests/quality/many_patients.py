"""How often are prescribers interrupted? Findings over the shared synthetic patients, by 1,000 prescriptions."""

import gzip
from collections import Counter
from datetime import date

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.exchange import fhir
from tests.quality.shared import SHARED

FOLDER = SHARED / "data" / "synthea-r4"
ON = date(2026, 11, 24)


def main():
    "Print interrupting findings for 1,000 prescriptions, and which rules they come from."
    if not FOLDER.exists():
        return print(f"synthetic patients: not measured, {FOLDER.name} is not there")
    lines = interrupting = 0
    by_rule = Counter()
    every = Counter()
    for path in sorted(FOLDER.glob("*.json.gz")):
        record = fhir.read_bundle(gzip.decompress(path.read_bytes()), on=ON).record
        answer = assess(record, on=ON, knowledge=knowledge.load(), vocabulary=vocabulary.load())
        lines += sum(line.is_taken(on=ON) for line in record.medications)
        every.update(finding.urgency for finding in answer.findings)
        for finding in answer.findings:
            if finding.interrupts:
                interrupting += 1
                by_rule[f"{finding.rule}: {', '.join(finding.drugs)}"] += 1
    print(
        f"interrupting findings for 1,000 prescriptions: {1000 * interrupting / max(1, lines):.1f} (at most 25), {lines} current prescriptions"
    )
    print(f"  all findings by urgency: {dict(every)}")
    for rule, number in by_rule.most_common(15):
        print(f"  {number} {rule}")
    return None


if __name__ == "__main__":
    main()
