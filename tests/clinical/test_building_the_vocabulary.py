"""The shipped vocabulary is built from public lists: the same lists give the same bytes."""

import csv
import gzip
import importlib.util
import io
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KNOWLEDGE = ROOT / "brownbag" / "knowledge_base" / "vocabulary"
COLUMNS = [
    "proprietary",
    "nonproprietary",
    "substances",
    "strength",
    "unit",
    "form",
    "route",
    "rx_otc",
    "n_listings",
]
PRODUCTS = [
    ("Zocor", "Simvastatin", "SIMVASTATIN", "20", "mg/1", "TABLET", "ORAL", "RX"),
    ("Toprol-XL", "Metoprolol succinate", "METOPROLOL SUCCINATE", "50", "mg/1", "TABLET", "ORAL", "RX"),
    (
        "Exforge",
        "amlodipine and valsartan",
        "AMLODIPINE BESYLATE; VALSARTAN",
        "5; 160",
        "mg/1; mg/1",
        "TABLET",
        "ORAL",
        "RX",
    ),
    ("Sun Lotion", "zinc oxide", "ZINC OXIDE", "5", "g/100g", "LOTION", "TOPICAL", "OTC"),
]
UNII = [("U1", "SIMVASTATIN", "bn", "LIPEX"), ("U2", "METOPROLOL SUCCINATE", "bn", "[CHEMICAL NAME]")]
RXCUI = [
    ("VALACICLOVIR", "U9", "73645"),
    ("VALACYCLOVIR", "U9", "73645"),
    ("CLENBUTEROL", "U8", "2571"),
    ("RAGWEED POLLEN", "U7", "99"),
    ("SIMVASTATINE", "U1", "36567"),
]


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location(
        "build_vocabulary", ROOT / "scripts" / "build_vocabulary.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def reference(tmp_path):
    _write(tmp_path / "ndc_products_2019.csv.gz", COLUMNS, [(*row, "3") for row in PRODUCTS])
    _write(tmp_path / "unii_names_subset.csv.gz", ["unii", "display_name", "type", "name"], UNII)
    _write(
        tmp_path / "rxcui_unii_2014.csv", ["name", "unii", "rxcui", "drugbank"], [(*row, "") for row in RXCUI]
    )
    return tmp_path


def _write(path, columns, rows):
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)


def _built(script, reference, target):
    target.mkdir()
    for file in KNOWLEDGE.glob("*.csv"):
        shutil.copy(file, target)
    script.build(reference, target)
    return {name: (target / name).read_bytes() for name in ("names.tsv", "ingredients.tsv")}


def test_built_twice_it_is_the_same(script, reference, tmp_path):
    assert _built(script, reference, tmp_path / "one") == _built(script, reference, tmp_path / "two")


@pytest.mark.parametrize(
    ("name", "ingredients"),
    [
        ("zocor", "simvastatin"),
        ("lipex", "simvastatin"),
        ("toprol xl", "metoprolol"),
        ("exforge", "amlodipine|valsartan"),
        ("clenbuterol", "clenbuterol"),
        ("simvastatine", "simvastatin"),
    ],
)
def test_a_name_of_the_lists_stands_for_our_ingredients(script, reference, tmp_path, name, ingredients):
    built = _built(script, reference, tmp_path / "out")["names.tsv"].decode()
    meanings = {tuple(line.split("\t")[:3:2]) for line in built.splitlines()}
    assert (name, ingredients) in meanings


def test_soaps_and_pollen_are_left_out(script, reference, tmp_path):
    built = _built(script, reference, tmp_path / "out")["names.tsv"].decode()
    assert "sun lotion" not in built
    assert "ragweed" not in built
