"""RxNorm as published (RRF): names of ingredients and brands, and the codes of packages.

The files have no header. The fields are those of the RxNorm technical documentation; each line ends with a bar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from brownbag.clinical.vocabulary.codes import product_of, rxcui_key
from brownbag.clinical.vocabulary.substances import ingredient_name, our_names
from brownbag.clinical.vocabulary.text import key_of
from brownbag.exchange.drug_lists.entries import LONGEST_NAME, Entry, Step
from brownbag.exchange.drug_lists.lines import lines_of
from brownbag.exchange.reading import UnusableInput

CONCEPTS, RELATIONS, ATTRIBUTES = "RXNCONSO.RRF", "RXNREL.RRF", "RXNSAT.RRF"
FIELDS = {CONCEPTS: 18, RELATIONS: 16, ATTRIBUTES: 13}
SYNONYMS = frozenset(["SY", "TMSY"])
NAMES = {"IN": "ingredient", "PIN": "ingredient", "MIN": "generic", "BN": "brand"}
DRUGS = frozenset(["SCD", "SBD", "GPCK", "BPCK", "SCDC", "SBDC"])
# From the likelier spelling of a relation to what it links; both directions stand in the file.
LINKS = frozenset(
    [
        "has_ingredient",
        "ingredient_of",
        "has_ingredients",
        "ingredients_of",
        "tradename_of",
        "has_tradename",
        "consists_of",
        "constitutes",
        "form_of",
        "has_form",
        "precise_ingredient_of",
        "has_precise_ingredient",
        "contains",
        "contained_in",
        "has_part",
        "part_of",
    ]
)


@dataclass
class _Graph:
    names: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    synonyms: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def near(self, code: str, kind: str) -> list[str]:
        """The concepts of a kind that a concept is linked to."""
        return sorted(other for other in self.beside.get(code, ()) if self.kinds.get(other) == kind)


def files_of(folder: Path) -> list[Path]:
    """Return the files to read, in the folder itself or in `rrf` in it; a missing one is named."""
    place = folder / "rrf" if (folder / "rrf").is_dir() else folder
    for name in (CONCEPTS, RELATIONS):
        if not (place / name).is_file():
            raise UnusableInput(f"{place}: {name} is missing; expected the folder rrf of an RxNorm release.")
    return [place / name for name in FIELDS if (place / name).is_file()]


def read(folder: Path, start: int = 0) -> Iterator[Step]:
    """Yield a step for each concept; the place is its number in a fixed order."""
    files = files_of(folder)
    graph = _graph(files)
    codes = _package_codes(files, graph)
    for place, code in enumerate(sorted(graph.names), start=1):
        if place > start:
            yield Step(place, tuple(_entries(graph, code, codes.get(code, ()))))


def _graph(files: list[Path]) -> _Graph:
    graph = _Graph()
    for row in _rows(files[0]):
        code, source, kind, name, suppressed = row[0], row[11], row[12], row[14], row[16]
        if source != "RXNORM" or suppressed not in ("N", ""):
            continue
        if kind in SYNONYMS:
            graph.synonyms[code].append(name)
        elif kind in NAMES or kind in DRUGS:
            graph.names[code], graph.kinds[code] = name, kind
    for row in _rows(files[1]):
        one, other, relation = row[0], row[4], row[7]
        if relation in LINKS and one in graph.kinds and other in graph.kinds:
            graph.beside[one].add(other)
            graph.beside[other].add(one)
    return graph


def _rows(path: Path) -> Iterator[list[str]]:
    fields = FIELDS[path.name]
    for number, _, line in lines_of(path, 0):
        row = line.split("|")
        if len(row) != fields + 1:
            raise UnusableInput(
                f"{path.name}, line {number}: {len(row) - 1} fields, expected {fields}; the file may be cut off."
            )
        yield row


def _package_codes(files: list[Path], graph: _Graph) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in files[2:]:
        for row in _rows(path):
            if row[8] == "NDC" and row[9] == "RXNORM" and len(row[10]) == 11 and row[0] in graph.names:
                found[row[0]].append(row[10])
    return found


def _entries(graph: _Graph, code: str, packages: tuple[str, ...] | list[str]) -> Iterator[Entry]:
    kind = graph.kinds[code]
    ingredients = "|".join(
        sorted({ingredient_name(graph.names[each], our_names()) for each in _inside(graph, code)})
    )
    if not ingredients:
        return
    if kind in NAMES:
        for name in dict.fromkeys([graph.names[code], *graph.synonyms.get(code, ())]):
            if len(name) <= LONGEST_NAME and len(key_of(name)) > 2:
                yield Entry(key_of(name), name, NAMES[kind], ingredients, rxcui=code)
    yield Entry(rxcui_key(code), graph.names[code][:LONGEST_NAME], "product", ingredients, rxcui=code)
    for product in sorted({product_of(each) for each in packages}):
        yield Entry(product, graph.names[code][:LONGEST_NAME], "product", ingredients, rxcui=code)


def _inside(graph: _Graph, code: str, depth: int = 4) -> set[str]:
    """The ingredients of a concept, along the links from packs to drugs to components to ingredients."""
    kind = graph.kinds[code]
    if kind == "IN":
        return {code}
    for step in STEPS.get(kind, ()):
        linked = graph.near(code, step)
        found = {each for other in linked for each in _inside(graph, other, depth - 1)} if depth else set()
        if found:
            return found
    return set()


STEPS = {
    "PIN": ("IN",),
    "MIN": ("IN",),
    "BN": ("IN",),
    "SCDC": ("IN", "PIN"),
    "SBDC": ("SCDC", "BN"),
    "SCD": ("SCDC", "IN"),
    "SBD": ("SCD", "SBDC", "BN"),
    "GPCK": ("SCD",),
    "BPCK": ("GPCK", "SCD", "SBD"),
}
