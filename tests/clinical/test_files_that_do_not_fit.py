"""A file of the knowledge base that does not fit is refused with its name and a sentence, and nothing is compiled."""

import shutil
from importlib import import_module

import pytest

from brownbag.clinical import knowledge
from brownbag.clinical.knowledge.authored import compiled_from, entered_twice, names_to_come, refused
from brownbag.clinical.knowledge.loaded import BASE

FILES = (
    "release.txt",
    "facts/condition_names.csv",
    "facts/test_names.csv",
    "drug_groups/heart.yaml",
    "drug_groups/gut_lung_skin.yaml",
    "devices/diskus.yaml",
    "interactions/nitrate_with_pde5.yaml",
    "mechanisms/qt_added.yaml",
)
# The package gives its function of the same name.
load = import_module("brownbag.clinical.knowledge.load")
RULE = "interactions/nitrate_with_pde5.yaml"


@pytest.fixture
def base(tmp_path):
    "A knowledge base with one file of each kind, and every source."
    folder = tmp_path / "knowledge_base"
    shutil.copytree(BASE / "sources", folder / "sources")
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(BASE / name, folder / name)
    return folder


def test_files_that_fit_have_no_sentence(base):
    assert refused(base) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (RULE, "rule: nitrate_with_pde5", "rule: nitrates", f"{RULE}: the rule is called “nitrates”"),
        (RULE, "status: active", "status: active\nstatus: draft", f"{RULE}: line"),
        (RULE, "rule: nitrate_with_pde5", "\trule: x", f"{RULE}: while scanning"),
        (RULE, "title: ", "title: '{condition}' #", f"{RULE}: “{{condition}}” stands in the words"),
        (RULE, "'@nitrates'", "'@nitrats'", f"{RULE}: the group “@nitrats” is not in drug_groups/."),
        (
            "mechanisms/qt_added.yaml",
            "mechanism: qt_added",
            "mechanism: qt",
            "mechanisms/qt_added.yaml: the mechanism is called “qt”; expected the file's name.",
        ),
        (
            "devices/diskus.yaml",
            "device: diskus",
            "device: disk",
            "devices/diskus.yaml: the device is called “disk”; expected the file's name.",
        ),
        ("release.txt", "2026.", "2026-", "expected a number such as 2026.11.1."),
    ],
)
def test_what_does_not_fit_is_named_with_its_file(base, file, old, new, sentence):
    text = (base / file).read_text(encoding="utf-8")
    assert old in text
    (base / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = refused(base)
    assert any(sentence in each for each in found), found
    with pytest.raises(knowledge.KnowledgeError):
        compiled_from(base)


@pytest.mark.parametrize("file", [RULE, "mechanisms/qt_added.yaml", "devices/diskus.yaml"])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"just a sentence", "expected headings with values."), (b"title: caf\xe9", "codec can't decode")],
)
def test_a_file_that_is_no_list_of_headings_is_one_sentence(base, file, content, sentence):
    (base / file).write_bytes(content)
    (found,) = refused(base)
    assert found.startswith(f"{file}: ")
    assert sentence in found


def test_a_group_that_stands_in_two_files_is_named_with_both(base):
    shutil.copy(base / "drug_groups/heart.yaml", base / "drug_groups/heart_too.yaml")
    assert "stands already in heart.yaml." in refused(base)[0]


def test_a_group_file_that_cannot_be_read_is_named(base):
    (base / "drug_groups/heart.yaml").write_text("no headings", encoding="utf-8")
    with pytest.raises(knowledge.KnowledgeError, match=r"drug_groups/heart\.yaml: expected headings"):
        refused(base)


@pytest.fixture
def compiled(base, monkeypatch):
    "Where the few files are compiled to."
    path = base / "compiled" / "knowledge.jsonl"
    monkeypatch.setattr(load, "BASE", base)
    monkeypatch.setattr(load, "COMPILED", path)
    load.load.cache_clear()
    yield path
    load.load.cache_clear()


def test_the_release_is_compiled_once_and_kept(compiled):
    first = load.load()
    kept = compiled.read_bytes()
    load.load.cache_clear()
    assert load.load().content == first.content
    assert compiled.read_bytes() == kept


@pytest.mark.parametrize("damage", ["", "{}", "[]", "{half", '{"topics": ["loads"]}'])
def test_a_damaged_compiled_file_is_made_anew(compiled, damage):
    compiled.parent.mkdir()
    compiled.write_text(damage, encoding="utf-8")
    assert load.load().rules
    assert compiled.read_text(encoding="utf-8") != damage


def test_an_installation_that_cannot_be_written_to_works_from_its_files(compiled):
    compiled.parent.write_text("a file where the folder should be", encoding="utf-8")
    assert load.load().rules
    assert not compiled.exists()


def test_a_practice_can_put_its_changes_into_use_and_take_them_out(tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text(
        "- change: off\n  rule: nitrate_with_pde5\n  owner: Dana Ruiz, PharmD\n"
        "  reason: Our heart clinic calls each of them.\n  expires: 2027-05-31\n",
        encoding="utf-8",
    )
    load.use_overlay(path)
    try:
        assert [change.owner for change in knowledge.load().overlay] == ["Dana Ruiz, PharmD"]
    finally:
        load.use_overlay(None)
    assert knowledge.load().overlay == ()


def test_a_name_that_the_vocabulary_does_not_know_yet_is_named_once(base):
    (base / "facts/loads").mkdir()
    (base / "facts/loads/heart.csv").write_text(
        "ingredient,load,level,source,where,note\n"
        "warfarin,bleeding,3,fda_labels,5,\nnonsuchine,bleeding,1,fda_labels,5,\nnonsuchine,qt,1,fda_labels,5,\n",
        encoding="utf-8",
    )
    assert [each for each in names_to_come(base) if "nonsuchine" in each] == [
        "facts/loads/heart.csv, line 3: the vocabulary does not know “nonsuchine”."
    ]


def test_a_fact_that_two_files_give_otherwise_is_named(base):
    (base / "facts/loads").mkdir()
    for file, level in (("heart.csv", "3"), ("pain.csv", "2")):
        (base / "facts/loads" / file).write_text(
            f"ingredient,load,level,source,where,note\nwarfarin,bleeding,{level},fda_labels,5,\n",
            encoding="utf-8",
        )
    (found,) = entered_twice(base)
    assert "warfarin" in found
