"""Are the problems of the shared vignettes found, and nothing else?"""

import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess
from brownbag.exchange import findings, patient_file
from tests.quality.shared import SHARED

FOLDER = SHARED / "data" / "vignettes"


def main():
    "Print the score with and without the ingredients that the files give."
    if not FOLDER.exists():
        return print(f"vignettes: not measured, {FOLDER.name} is not there")
    for given in (True, False):
        print(f"vignettes, ingredients {'given' if given else 'worked out from the names'}")
        _score(given)
    return None


def _score(ingredients_given):
    on = date.today()
    with tempfile.TemporaryDirectory() as found:
        for path in FOLDER.glob("*.json"):
            document = json.loads(path.read_text(encoding="utf-8"))
            if not ingredients_given:
                for line in document["medications"]:
                    line.pop("ingredients", None)
            record = patient_file.read(json.dumps(document), on=on).record
            answer = assess(record, on=on, knowledge=knowledge.load(), vocabulary=vocabulary.load())
            (Path(found) / f"{record.id}.json").write_text(json.dumps(findings.as_json(answer)))
        subprocess.run([sys.executable, FOLDER / "score.py", FOLDER, found], check=True)
