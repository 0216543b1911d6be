"""Build the shipped vocabulary from public-domain files of the FDA.

    python scripts/build_vocabulary.py --reference DIR

reads the NDC products, the UNII names and the RxCUI-UNII map in DIR and writes
brownbag/knowledge_base/vocabulary/{names,ingredients}.tsv. The same input gives
the same bytes. Our own additions are the commented CSV files beside them and
are read when the vocabulary is loaded.
"""

import argparse
import csv
import gzip
import re
from collections import Counter, defaultdict
from pathlib import Path

from brownbag.clinical.vocabulary.substances import ingredient_name
from brownbag.clinical.vocabulary.text import key_of

TARGET = Path(__file__).resolve().parents[1] / "brownbag" / "knowledge_base" / "vocabulary"
NDC_SOURCE, UNII_SOURCE, RXNORM_SOURCE = "fda_ndc_2019_04", "fda_unii_names", "rxnorm_unii_2014"

# Ingredients of sunscreens, soaps and sanitizers: their trade names are not medicines people list.
COSMETIC = frozenset(
    """octinoxate|zinc oxide|titanium dioxide|avobenzone|octisalate|homosalate|octocrylene|oxybenzone|alcohol|
    ethyl alcohol|isopropyl alcohol|triclosan|benzalkonium|chloroxylenol|ensulizole|dimethicone|glycerin|
    benzethonium|meradimate|padimate o|triclocarban|sodium fluoride|fluoride|sodium monofluorophosphate|
    stannous fluoride|water|povidone-iodine|hydrogen peroxide|petrolatum|lanolin|mineral oil|allantoin|
    aluminum chlorohydrate|camphor|menthol|eucalyptus oil|salicylic acid|pyrithione zinc|potassium nitrate|
    methyl salicylate|aluminum zirconium tetrachlorohydrex|cocoa butter|adenosine|niacinamide|arbutin""".replace(
        "\n", ""
    )
    .replace(" |", "|")
    .split("|")
)
OWN_FILES = (
    ("additions.csv", "name", "ingredients"),
    ("supplements.csv", "ingredient", "ingredient"),
    ("otc_families.csv", "product", "ingredients"),
    ("abbreviations.csv", "abbreviation", "means"),
)
ALLERGEN_ROUTES = ("INTRADERMAL", "PERCUTANEOUS")
PRODUCTS_KEPT_PER_NAME = 14


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--reference", type=Path, required=True)
    arguments.add_argument("--target", type=Path, default=TARGET)
    given = arguments.parse_args()
    build(given.reference, given.target)


def build(reference, target):
    "Write both files from the reference folder into the target folder."
    renamed = _own_ingredient_names(target)
    products = [_product(row, renamed) for row in _rows(reference / "ndc_products_2019.csv.gz")]
    products = [product for product in products if product["ingredients"] and not product["allergen"]]
    names = _names_of_products(products)
    listed = {ingredient for product in products for ingredient in product["ingredients"]}
    _add_unii_names(names, reference, renamed, listed)
    taken = {**_single_meanings(names), **_our_own_names(target)}
    elsewhere = world_names(reference, renamed, listed, taken, _left_out(target))
    _add_world_names(names, elsewhere)
    _add_acids(names, listed | {ingredient for ingredient, _ in elsewhere.values()})
    _write_names(target / "names.tsv", names)
    _write_ingredients(target / "ingredients.tsv", products, reference, renamed, elsewhere)


def _rows(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _own_ingredient_names(target):
    return {row["fda_name"]: row["ingredient"] for row in _commented_rows(target / "ingredient_names.csv")}


def _product(row, renamed):
    substances = [part for part in row["substances"].split("; ") if part.strip()]
    return {
        "brand": row["proprietary"],
        "generic": row["nonproprietary"],
        "ingredients": tuple(sorted({ingredient_name(part, renamed) for part in substances} - {""})),
        "strength": _strengths(row, substances, renamed),
        "form": row["form"].lower(),
        "route": row["route"].lower(),
        "sold": "rx" if row["rx_otc"] == "RX" else "otc",
        "listings": int(row["n_listings"]),
        "allergen": any(route in row["route"] for route in ALLERGEN_ROUTES),
    }


def _strengths(row, substances, renamed):
    amounts, units = row["strength"].split("; "), row["unit"].split("; ")
    if not len(amounts) == len(units) == len(substances):
        return ""
    given = zip(substances, amounts, units, strict=True)
    return "|".join(
        f"{ingredient_name(name, renamed)}={amount} {unit}" for name, amount, unit in sorted(given)
    )


def _names_of_products(products):
    "Every trade and generic name, with what its listings contain."
    names = defaultdict(lambda: defaultdict(Counter))
    for product in products:
        kinds = [("generic", product["generic"])]
        cosmetic = product["sold"] == "otc" and set(product["ingredients"]) <= COSMETIC
        if not cosmetic:
            kinds.append(("brand", product["brand"]))
        for kind, name in kinds:
            key = key_of(name)
            if 2 < len(key) <= 60 and not key.isdigit():
                what = (kind, product["ingredients"], NDC_SOURCE)
                shape = (product["sold"], product["route"], product["form"], product["strength"])
                names[key][what][shape] += product["listings"]
    return names


def _add_unii_names(names, reference, renamed, known):
    parts = defaultdict(set)
    for row in _rows(reference / "unii_names_subset.csv.gz"):
        ingredient = ingredient_name(row["display_name"], renamed)
        if row["type"] not in ("bn", "cn") or ingredient not in known:
            continue
        name, component, _ = row["name"].partition(" COMPONENT ")
        if component:
            parts[key_of(name)].add(ingredient)
        elif 3 < len(key_of(name)) <= 40 and "[" not in name:
            parts[key_of(name)] |= set()
            _add_single(names, key_of(name), ingredient)
    for key, ingredients in parts.items():
        if len(ingredients) > 1 and key not in names:
            names[key][("brand", tuple(sorted(ingredients)), UNII_SOURCE)][("", "", "", "")] += 1


def _add_single(names, key, ingredient):
    if key not in names or all(what[2] == UNII_SOURCE for what in names[key]):
        names[key][("other", (ingredient,), UNII_SOURCE)][("", "", "", "")] += 1


def world_names(reference, renamed, listed, taken, left_out):
    """Return names of the RxNorm-UNII map, each with its ingredient and whether the ingredient is new here.

    Rows of one UNII are names of one substance, so an INN finds the US name ("valaciclovir"), and
    what is not sold in the US is known as itself and never taken for a misspelling of its neighbour.
    """
    known = _known_by_unii(reference, renamed, listed)
    rows = [row for row in _map_rows(reference) if row["rxcui"]]
    by_rxcui = defaultdict(set)
    for row in rows:
        ours = _listed_name(row, known, renamed, listed)
        by_rxcui[row["rxcui"]] |= {ours} if ours else set()
    found, groups = {}, defaultdict(list)
    for row in rows:
        name = row["name"].lower()
        ours = _listed_name(row, known, renamed, listed) or _only(by_rxcui[row["rxcui"]])
        if ours and is_plain(name) and key_of(name) not in left_out:
            found[key_of(name)] = (ours, False)
        elif not ours:
            groups[row["unii"]].append(row)
    for name, ingredient in _new_ingredients(groups, renamed, taken, left_out):
        found.setdefault(key_of(name), (ingredient, key_of(ingredient) not in taken))
    return found


def _single_meanings(names):
    "Names that already stand for one ingredient, and each ingredient under its own name."
    found = {}
    for key, meanings in names.items():
        sets = {ingredients for _, ingredients, _ in meanings}
        if len(sets) == 1 and len(next(iter(sets))) == 1:
            found[key] = next(iter(sets))[0]
    return found | {key_of(ingredient): ingredient for ingredient in found.values()}


def _our_own_names(target):
    "Names of our own files that stand for one ingredient."
    found = {}
    for file, name, meaning in OWN_FILES:
        for row in _commented_rows(target / file):
            if row[meaning] and "|" not in row[meaning]:
                others = row.get("also_called", "").split("|")
                found |= {key_of(each): row[meaning] for each in [row[name], *others] if each}
    return found | {key_of(ingredient): ingredient for ingredient in found.values()}


def _commented_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def is_plain(name):
    "Whether a name of the map is one that people write: no formula, no allergen extract."
    return bool(re.fullmatch(r"[a-z][a-z' -]{3,39}", name)) and len(name.split()) <= 3


def _known_by_unii(reference, renamed, listed):
    rows = _rows(reference / "unii_names_subset.csv.gz")
    named = ((row["unii"], ingredient_name(row["display_name"], renamed)) for row in rows)
    return {unii: name for unii, name in named if name in listed}


def _listed_name(row, known, renamed, listed):
    folded = ingredient_name(row["name"], renamed)
    return known.get(row["unii"]) or (folded if folded in listed else "")


def _only(values):
    return next(iter(values)) if len(values) == 1 else ""


def _new_ingredients(groups, renamed, taken, left_out):
    """Yield each name of each substance that is not listed, with the name we give the substance."""
    members = defaultdict(list)
    for _, rows in sorted(groups.items()):
        names = {_unsalted(row["name"], renamed): row for row in rows}
        plain = [name for name in sorted(names) if _is_medicine(name, names[name], left_out)]
        everything = sorted({*plain, *(row["name"].lower() for row in rows)})
        ours = [taken[key] for name in everything for key in _spellings(key_of(name)) if key in taken]
        if ours:
            members[ours[0]] += everything
        elif plain:
            members[min(plain, key=lambda name: _preference(name, rows))] += everything
    for best, names in sorted(members.items()):
        yield best, best
        yield from ((name, best) for name in sorted(set(names)) if is_plain(name) and name not in left_out)


def _spellings(key):
    "A name and, of an acid or its salts, the other one."
    return dict.fromkeys([key, re.sub(r"ic acid$", "ate", key), re.sub(r"(?<=.{6})ate$", "ic acid", key)])


def _unsalted(name, renamed):
    return ingredient_name(re.sub(r" hcl$", " hydrochloride", name.lower()), renamed)


def _is_medicine(name, row, left_out):
    if name in left_out or not is_plain(name):
        return False
    return bool(row["drugbank"]) or len(name.split()) == 1 or name.endswith(" acid")


def _preference(name, rows):
    "A DrugBank name first, then the ingredient's own RxCUI (older than its brands'), then the longer USAN."
    own = [row for row in rows if row["name"].lower().startswith(name)] or rows
    return (not any(row["drugbank"] for row in own), min(int(row["rxcui"]) for row in own), -len(name), name)


def _map_rows(reference):
    with open(reference / "rxcui_unii_2014.csv", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _left_out(target):
    return {row["name"] for row in _commented_rows(target / "not_medicines.csv")}


def _add_world_names(names, elsewhere):
    for key, (ingredient, _) in elsewhere.items():
        if key not in names:
            names[key][("other", (ingredient,), RXNORM_SOURCE)][("", "", "", "")] += 1


def _add_acids(names, ingredients):
    "An acid and its salts are one medicine: alendronic acid is alendronate, zoledronate zoledronic acid."
    for ingredient in sorted(ingredients):
        salt, acid = re.sub(r"ic acid$", "ate", ingredient), re.sub(r"ate$", "ic acid", ingredient)
        for other in {salt, acid} - {ingredient}:
            simple = len(ingredient.split()) > (2 if ingredient.endswith(" acid") else 1) or len(salt) < 9
            if not simple and key_of(other) not in names and other not in ingredients:
                names[key_of(other)][("other", (ingredient,), RXNORM_SOURCE)][("", "", "", "")] += 1


def _write_names(path, names):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for key in sorted(names):
            for (kind, ingredients, source), shapes in sorted(names[key].items()):
                shown = sorted(shapes.items(), key=lambda item: (-item[1], item[0]))
                total = sum(shapes.values())
                forms = ";;".join(
                    "~".join(shape) for shape, _ in shown[:PRODUCTS_KEPT_PER_NAME] if any(shape)
                )
                file.write("\t".join([key, kind, "|".join(ingredients), str(total), source, forms]) + "\n")


def _write_ingredients(path, products, reference, renamed, elsewhere):
    listings, rx = Counter(), set()
    abroad = {ingredient for ingredient, _ in elsewhere.values()}
    for product in products:
        for ingredient in product["ingredients"]:
            listings[ingredient] += product["listings"]
            if product["sold"] == "rx":
                rx.add(ingredient)
    codes = _codes(reference, renamed)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for ingredient in sorted(listings.keys() | abroad):
            rxcui, unii = codes.get(ingredient, ("", ""))
            sold = "" if ingredient not in listings else "rx" if ingredient in rx else "otc"
            source = NDC_SOURCE if ingredient in listings else RXNORM_SOURCE
            row = [ingredient, rxcui, unii, sold, str(listings[ingredient]), source]
            file.write("\t".join(row) + "\n")


def _codes(reference, renamed):
    "RxCUI and UNII of each ingredient; the plain name wins over its salts."
    codes = {}
    with open(reference / "rxcui_unii_2014.csv", encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: (len(row["name"]), row["name"], row["unii"])):
            name = row["name"].lower()
            exact = renamed.get(name, name)
            if row["rxcui"] and exact not in codes:
                codes[exact] = (row["rxcui"], row["unii"])
    return codes


if __name__ == "__main__":
    main()
