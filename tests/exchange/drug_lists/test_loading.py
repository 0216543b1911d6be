"""A practice brings its own drug lists: the published files, small, in their exact layout."""

import io
import json
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from brownbag.clinical import vocabulary
from brownbag.exchange.drug_lists import Store, load, loading, location
from brownbag.exchange.reading import UnusableInput

PUBLISHED = Path(__file__).parent / "published"
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FILES = {"ndc": "product.txt", "rxnorm": "rrf", "spl": "label.xml", "openfda": "drug-ndc.json"}


def names(folder):
    return vocabulary.Vocabulary(Store(location(folder)))


@pytest.mark.parametrize(
    ("kind", "written", "ingredients"),
    [
        ("ndc", "Newbrandol", ("amlodipine", "olmesartan")),
        ("rxnorm", "Qorbelixa", ("invented drug one", "invented drug two")),
        ("rxnorm", "inventamol", ("invented drug one",)),
        ("spl", "Inventoprol XR", ("metoprolol",)),
        ("openfda", 'Inventyl "PM" {extra}', ("acetaminophen", "diphenhydramine")),
    ],
)
def test_a_name_of_a_loaded_list_is_known(tmp_path, kind, written, ingredients):
    assert not vocabulary.Vocabulary().resolve(written).is_known
    load(kind, PUBLISHED / FILES[kind], tmp_path, at=AT)
    assert names(tmp_path).resolve(written).ingredients == ingredients


@pytest.mark.parametrize(
    ("kind", "code", "ingredient", "strength"),
    [
        ("ndc", "0006-0740-31", "simvastatin", "20 mg"),
        ("ndc", "00006074031", "simvastatin", "20 mg"),
        ("ndc", "0006074031", "simvastatin", "20 mg"),
        ("ndc", "NDC 00006074031", "simvastatin", "20 mg"),
        ("rxnorm", "0093-1721-01", "warfarin", ""),
        ("rxnorm", "RxNorm 855332", "warfarin", ""),
        ("spl", "0000-1234-30", "metoprolol", "50 mg"),
    ],
)
def test_a_code_on_the_bottle_finds_its_product(tmp_path, kind, code, ingredient, strength):
    load(kind, PUBLISHED / FILES[kind], tmp_path, at=AT)
    answer = names(tmp_path).resolve(code)
    assert (answer.outcome, answer.ingredients, answer.strength) == ("matched", (ingredient,), strength)


def test_packages_stand_beside_their_products(tmp_path):
    load("ndc", PUBLISHED / "product.txt", tmp_path, at=AT)
    load("ndc", PUBLISHED / "package.txt", tmp_path, at=AT)
    store = Store(location(tmp_path))
    assert store.package("00006074031").startswith("30 TABLET")
    assert store.product("000060740")


def test_homeopathic_products_are_no_medicines(tmp_path):
    load("openfda", PUBLISHED / "drug-ndc.json", tmp_path, at=AT)
    assert not Store(location(tmp_path)).called("arnica 30c")


@pytest.mark.parametrize("kind", sorted(FILES))
def test_loading_twice_changes_nothing(tmp_path, kind):
    first = load(kind, PUBLISHED / FILES[kind], tmp_path, at=AT)
    second = load(kind, PUBLISHED / FILES[kind], tmp_path, at=AT)
    assert "already loaded" in second.sentence
    assert second.entries == first.entries
    assert len(Store(location(tmp_path)).releases()) == 1


def test_an_older_edition_does_not_replace_a_newer_one(tmp_path):
    newer, older = tmp_path / "newer.txt", tmp_path / "older.txt"
    shutil.copy(PUBLISHED / "product.txt", newer)
    older.write_text(
        newer.read_text(encoding="cp1252").replace("Newbrandol", "Oldbrandol"), encoding="cp1252"
    )
    load("ndc", newer, tmp_path, at=AT, edition="2026-10-01")
    told = load("ndc", older, tmp_path, at=AT, edition="2025-10-01")
    assert "older" in told.sentence
    assert names(tmp_path).resolve("Newbrandol").is_known


def test_the_newest_of_two_lists_decides_and_is_named(tmp_path):
    changed = tmp_path / "changed.json"
    content = json.loads((PUBLISHED / "drug-ndc.json").read_text(encoding="utf-8"))
    content["results"][0] |= {"brand_name": "Zocor", "product_ndc": "0006-0740"}
    changed.write_text(json.dumps(content), encoding="utf-8")
    load("ndc", PUBLISHED / "product.txt", tmp_path, at=AT, edition="2025-01-01")
    load("openfda", changed, tmp_path, at=AT)
    answer = names(tmp_path).resolve("0006-0740")
    assert answer.ingredients == ("acetaminophen", "diphenhydramine")
    assert answer.why == "Read from openfda 2026-11-20."


class Killed(BaseException):
    pass


def test_a_killed_load_goes_on_where_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "STEPS_AT_ONCE", 1)

    def killed(place):
        raise Killed

    with pytest.raises(Killed):
        load("ndc", PUBLISHED / "product.txt", tmp_path, at=AT, progress=killed)
    assert not Store(location(tmp_path)).releases()
    seen = []
    read = loading.READERS["ndc"]
    monkeypatch.setitem(loading.READERS, "ndc", lambda path, start: seen.append(start) or read(path, start))
    done = load("ndc", PUBLISHED / "product.txt", tmp_path, at=AT)
    assert seen[0] > 0
    assert done.entries == 6
    assert not list(tmp_path.glob("vocabulary-loading*"))


@pytest.mark.parametrize(
    ("kind", "file", "place"),
    [
        ("ndc", "product.txt", "line 3"),
        ("rxnorm", "rrf/RXNREL.RRF", "line 8"),
        ("openfda", "drug-ndc.json", "byte"),
    ],
)
def test_a_file_that_breaks_off_names_the_place_and_loads_nothing(tmp_path, kind, file, place):
    copied = tmp_path / "published"
    shutil.copytree(PUBLISHED, copied)
    whole = (copied / file).read_bytes()
    (copied / file).write_bytes(whole[:-25])
    with pytest.raises(UnusableInput, match=place):
        load(kind, copied / FILES[kind], tmp_path, at=AT)
    assert not Store(location(tmp_path)).releases()
    assert not list(tmp_path.glob("vocabulary-loading*"))


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("ndc", b"a,b\n1,2\n"),
        ("ndc", b""),
        ("openfda", b"[]"),
        ("openfda", b'{"results": [1]}'),
        ("ndc", b"\x00\xff\n"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_a_sentence(tmp_path, kind, content):
    (tmp_path / "wrong").write_bytes(content)
    with pytest.raises(UnusableInput, match=r"expected|object"):
        load(kind, tmp_path / "wrong", tmp_path, at=AT)


def test_a_folder_without_the_files_of_rxnorm_is_refused(tmp_path):
    with pytest.raises(UnusableInput, match=r"RXNCONSO\.RRF is missing"):
        load("rxnorm", tmp_path, tmp_path, at=AT)


HOSTILE = {
    "a document type": b'<!DOCTYPE a [<!ENTITY b "c">]><document xmlns="urn:hl7-org:v3">&b;</document>',
    "an outside file": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><document/>',
    "no XML": b"PK? no",
    "deep": b"<a>" * 5000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_label_is_refused_alone(tmp_path, content):
    labels = tmp_path / "labels"
    labels.mkdir()
    (labels / "bad.xml").write_bytes(content)
    shutil.copy(PUBLISHED / "label.xml", labels / "good.xml")
    done = load("spl", labels, tmp_path, at=AT)
    assert done.refused_count == 1
    assert "bad.xml" in done.refused[0]
    assert names(tmp_path).resolve("Inventoprol XR").is_known


def zip_of(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_release_of_labels_is_a_zip_of_zips(tmp_path):
    label = zip_of(**{"label.xml": (PUBLISHED / "label.xml").read_bytes(), "picture.jpg": b"x"})
    (tmp_path / "release.zip").write_bytes(zip_of(**{"prescription/20260301_aaaa.zip": label}))
    load("spl", tmp_path / "release.zip", tmp_path, at=AT)
    assert names(tmp_path).resolve("inventoprol xr").ingredients == ("metoprolol",)


def hostile_zips():
    deepest = zip_of(**{"a.zip": zip_of(**{"b.zip": zip_of(**{"c.xml": b"<a/>"})})})
    link = zipfile.ZipInfo("label.xml")
    link.external_attr = 0o120777 << 16
    return {
        "a bomb": zip_of(**{"label.xml": b" " * (15 << 20)}),
        "a name that leads out": zip_of(**{"../../label.xml": b"<a/>"}),
        "an absolute name": zip_of(**{"/etc/label.xml": b"<a/>"}),
        "a link": zip_of_member(link),
        "too deep": deepest,
        "cut off": zip_of(**{"label.xml": b"<a/>" * 50})[:40],
    }


def zip_of_member(member):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(member, "/etc/passwd")
    return packed.getvalue()


@pytest.mark.parametrize("content", hostile_zips().values(), ids=hostile_zips().keys())
def test_a_hostile_archive_is_refused_whole(tmp_path, content):
    (tmp_path / "release.zip").write_bytes(content)
    with pytest.raises(UnusableInput, match=r"refused|no ZIP|within"):
        load("spl", tmp_path / "release.zip", tmp_path, at=AT)
    assert not Store(location(tmp_path)).releases()


def test_a_newer_label_replaces_its_own_older_one_only(tmp_path):
    text = (PUBLISHED / "label.xml").read_text(encoding="utf-8")
    other = text.replace("aaaaaaaa", "bbbbbbbb").replace("Inventoprol", "Otherprol")
    newer = text.replace("20260301", "20260901").replace("Inventoprol", "Laterprol")
    for name, content in (("one", text), ("other", other), ("newer", newer), ("late", text + " ")):
        (tmp_path / f"{name}.xml").write_text(content, encoding="utf-8")
        load("spl", tmp_path / f"{name}.xml", tmp_path, at=AT)
    known = names(tmp_path)
    assert known.resolve("Laterprol XR").is_known
    assert known.resolve("Otherprol XR").is_known
    assert known.resolve("Inventoprol XR").outcome != "matched"


def test_the_typeahead_offers_loaded_names(tmp_path):
    load("ndc", PUBLISHED / "product.txt", tmp_path, at=AT)
    offered = names(tmp_path).suggest("newbr")
    assert [(each.label, each.strength) for each in offered] == [("Newbrandol", "5 mg / 20 mg")]
