"""Whether another reader of FHIR, npm `fhir`, takes our exports for valid R4. Got once for a run; without it, not measured."""

import json
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

PACKAGE = "fhir@4.12.0"
# npm's own time limit would wait for minutes where there is no network.
LONGEST_INSTALL = 60
CHECK = """
const {Fhir} = require("fhir");
const fhir = new Fhir();
const lines = require("readline").createInterface({input: process.stdin});
lines.on("line", line => {
  const {valid, messages} = fhir.validate(JSON.parse(line), {errorOnUnexpected: true});
  const errors = messages.filter(each => ["error", "fatal"].includes(each.severity));
  console.log(JSON.stringify({valid, errors: errors.map(each => `${each.location}: ${each.message}`)}));
});
"""


class NotMeasured(Exception):
    "Why the other reader cannot be asked, as a sentence."


def errors_of(texts):
    "Return the errors of each text, in their order; raises NotMeasured where npm `fhir` cannot be had."
    with tempfile.TemporaryDirectory() as folder:
        _install(Path(folder))
        script = Path(folder) / "check.js"
        script.write_text(CHECK, encoding="utf-8")
        lines = "".join(f"{json.dumps(json.loads(text))}\n" for text in texts)
        done = subprocess.run(
            ["node", script], input=lines, capture_output=True, text=True, encoding="utf-8", check=False
        )
    if done.returncode:
        raise NotMeasured(f"{PACKAGE} failed: {done.stderr.strip().splitlines()[-1]}")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return [each["errors"] or ([] if each["valid"] else ["not valid, without a reason"]) for each in told]


def _install(folder):
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise NotMeasured(f"there is no {program} on this machine")
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, PACKAGE]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=LONGEST_INSTALL, cwd=folder
        )
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"npm did not get {PACKAGE} within {LONGEST_INSTALL} seconds") from None
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise NotMeasured(f"npm could not get {PACKAGE} ({said[0] if said else 'it does not say why'})")


def print_validity(texts):
    "Print how many exports are valid, and what is wrong with the others, most frequent first."
    texts = list(texts)
    try:
        found = errors_of(texts)
    except NotMeasured as why:
        return print(f"exports, npm fhir: not measured, {why}")
    valid = sum(not errors for errors in found)
    print(f"exports, npm fhir: {valid} of {len(texts)} are valid to {PACKAGE}")
    for message, count in Counter(each for errors in found for each in set(errors)).most_common(20):
        print(f"  {count} × {message}")
    return None
