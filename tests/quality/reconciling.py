"""Do lists that were changed on purpose reconcile as the change says? Pairs built from real lists."""

import csv
import gzip
import random
import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

from brownbag.clinical import vocabulary
from brownbag.clinical.knowledge.kinds import rarely_two
from brownbag.clinical.person.reconcile import reconcile
from brownbag.clinical.person.record import MedicationList
from brownbag.command_line.documents import read_document
from brownbag.command_line.errors import Unusable
from tests.quality.shared import SHARED

ON = date(2026, 11, 24)
PAIRS_OF_EACH = 6
# The same direction in several wordings, and beside it one that is another direction.
WORDINGS = [
    (
        ["Take 1 tablet by mouth once a day", "1 tab po qd", "one tablet daily"],
        "Take 1 tablet by mouth twice a day",
    ),
    (["Take 1 tablet by mouth 2 times a day", "1 tab po bid", "1 tablet twice daily"], "1 tab po tid"),
    (["Take 1 tablet at bedtime", "1 tab po qhs"], "Take 1 tablet every morning"),
    (["Take 1 tablet every 8 hours as needed for pain", "1 tab po q8h prn pain"], "1 tab po q8h"),
    (["Take 1 tablet once a week", "1 tab weekly"], "Take 1 tablet once a day"),
]


def main():
    "Print the share of lines in the right group for each kind of change, and the misses."
    if not SHARED.exists():
        return print(f"reconciling: not measured, {SHARED.name} is not there")
    chance, brands = random.Random(6), _brands()
    lists = [lines for lines in map(_one_of_each, _real_lists()) if len(lines) > 2]
    everyone = [line for lines in lists for line in lines]
    judged, lost = [], 0
    for lines in lists:
        for _ in range(PAIRS_OF_EACH):
            pair, expected = _changed(lines, everyone, brands, chance)
            found = _found(pair)
            lost += sum(map(len, pair)) - len(found)
            judged += [
                (kind, wanted, *found.get(place, ("lost", "", "")))
                for place, (kind, wanted) in expected.items()
            ]
    return _print(judged, lost)


def _print(judged, lost):
    right = Counter(kind for kind, wanted, group, *_ in judged if group == wanted)
    total = Counter(kind for kind, *_ in judged)
    share = right.total() / total.total()
    print(
        f"reconciling: {right.total()} of {total.total()} lines in the right group ({share:.1%}), {lost} lost"
    )
    for kind in total:
        print(f"  {kind}: {right[kind]} of {total[kind]} ({right[kind] / total[kind]:.1%})")
    missed = Counter(
        (kind, wanted, group, name, why) for kind, wanted, group, name, why in judged if group != wanted
    )
    for (kind, wanted, group, name, why), count in missed.most_common(40):
        print(f"  {count} × {kind}: {name!r} is {group}, expected {wanted}: {why}")


def _real_lists():
    "The medication lines of every real document that can be read."
    patterns = (
        "synthea-r4/*.gz",
        "vignettes/*.json",
        "ips/*.json",
        "ccda/vendor/*.xml",
        "ccda/*/documents/*.xml",
    )
    for path in (path for pattern in patterns for path in sorted((SHARED / "data").glob(pattern))):
        try:
            yield read_document(str(path), on=ON)[0].record.medications
        except Unusable:
            continue


def _one_of_each(lines):
    "Leave one line of each medicine, as a list from one pharmacy would; real lists repeat old orders."
    found = {}
    for line in lines:
        key = _rough_name(line.name)
        if line.status == "active" and key and key not in found:
            found[key] = replace(line, end=None, start=None, list_name="")
    return list(found.values())


def _rough_name(name):
    "The first letters, without any vocabulary: two lines that share them may be one medicine."
    words = re.findall(r"[a-z]{4,}", name.casefold())
    return words[0][:5] if words else ""


def _brands():
    "Trade names by generic name and strength out of the product directory, not out of our vocabulary."
    found = defaultdict(set)
    path = SHARED / "reference" / "ndc_products_2019.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            brand, generic = row["proprietary"], row["nonproprietary"].casefold()
            new = "NDA" in row["marketing_category"] and "ANDA" not in row["marketing_category"]
            plain = (
                row["form"] in ("TABLET", "TABLET, FILM COATED", "CAPSULE") and ";" not in row["substances"]
            )
            if new and plain and row["unit"] == "mg/1" and generic.split()[0] not in brand.casefold():
                found[generic.split()[0], row["strength"], row["form"].split(",")[0].lower()].add(brand)
    return found


def _changed(lines, everyone, brands, chance):
    "Two lists made from one, and what each line should be found to be, by list and position."
    here, there, expected = [], [], {}

    def put(first, second, kind, wanted):
        for name, held, line in (("here", here, first), ("there", there, second)):
            if line is not None:
                expected[name, len(held)] = (kind, wanted)
                held.append(line)

    for line in lines:
        put(*chance.choice(CHANGES)(line, brands, chance))
    names = {_rough_name(line.name) for line in lines}
    new = [line for line in everyone if _rough_name(line.name) not in names]
    for line in _unlike(chance.sample(new, min(2, len(new))), lines):
        put(None, line, "add", "only_in")
    order = list(range(len(there)))
    chance.shuffle(order)
    moved = [there[place] for place in order]
    expected = {
        (name, order.index(place) if name == "there" else place): value
        for (name, place), value in expected.items()
    }
    return (here, moved), expected


def _unlike(new, lines):
    "Leave out what may be of one class, or hold one ingredient, with what stands there already."
    taken = set().union(*map(_kinds, lines))
    found = []
    for line in new:
        if _kinds(line) and not _kinds(line) & taken:
            taken |= _kinds(line)
            found.append(line)
    return found


def _kinds(line):
    ingredients = vocabulary.load().resolve(line.name).ingredients
    rare = rarely_two().items()
    return {*ingredients, *(title for title, members in rare if members & set(ingredients))}


def _copied(line, brands, chance):
    return line, line, "copy", "same"


def _removed(line, brands, chance):
    return (line, None, "remove", "only_in")


def _dose_changed(line, brands, chance):
    amount = re.search(r"\d+(?:\.\d+)?(?= ?(?:mg|mcg|units)\b)", line.name, re.IGNORECASE)
    if amount is None:
        return _copied(line, brands, chance)
    doubled = f"{float(amount[0]) * 2:g}"
    name = line.name[: amount.start()] + doubled + line.name[amount.end() :]
    return line, replace(line, name=name, strength="", rxcui=""), "dose", "different"


def _brand_changed(line, brands, chance):
    parts = re.match(r"([A-Za-z]+)\b.*?(\d+(?:\.\d+)?) MG .*?(Tablet|Capsule)", line.name, re.IGNORECASE)
    known = sorted(brands.get((parts[1].casefold(), parts[2], parts[3].lower()), ())) if parts else ()
    if not known or " / " in line.name or "Release" in line.name:
        return _reworded(line, brands, chance)
    name = f"{chance.choice(known)} {parts[2]} mg {parts[3].lower()}"
    return line, replace(line, name=name, strength="", form="", rxcui=""), "brand", "same"


def _form_changed(line, brands, chance):
    if "Oral Tablet" not in line.name or "Release" in line.name:
        return _copied(line, brands, chance)
    name = line.name.replace("Oral Tablet", "Extended Release Oral Tablet")
    return line, replace(line, name=name, rxcui=""), "form", "different"


def _reworded(line, brands, chance):
    same, _ = chance.choice(WORDINGS)
    one, other = chance.sample(same, 2)
    return (*(replace(line, directions=said, as_needed=None) for said in (one, other)), "wording", "same")


def _redirected(line, brands, chance):
    same, other = chance.choice(WORDINGS)
    first = chance.choice(same)
    return (
        *(replace(line, directions=said, as_needed=None) for said in (first, other)),
        "directions",
        "different",
    )


def _stopped(line, brands, chance):
    return line, replace(line, status="stopped"), "status", "stopped_here_active_there"


CHANGES = [
    _copied,
    _copied,
    _removed,
    _dose_changed,
    _brand_changed,
    _form_changed,
    _reworded,
    _redirected,
    _stopped,
]


def _found(pair):
    lists = [MedicationList(name, tuple(lines)) for name, lines in zip(("here", "there"), pair, strict=True)]
    groups = reconcile(lists, on=ON, vocabulary=vocabulary.load(), duplicates=rarely_two())
    return {
        (line.list_name, line.position): (each.group, line.medication.name, each.why)
        for each in groups
        for line in each.lines
    }


if __name__ == "__main__":
    main()
