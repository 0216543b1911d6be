"""A release is named by what it says; two releases are held side by side; people are assessed under both."""

import json
import os
import shutil
from dataclasses import replace
from datetime import date

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment.replay import lacking, replay
from brownbag.clinical.knowledge import KnowledgeError
from brownbag.clinical.knowledge.compare import by_medicine, differences_between
from brownbag.clinical.knowledge.loaded import BASE
from brownbag.clinical.knowledge.release import read_release, write_release
from brownbag.clinical.person.record import Medication, Record
from tests.clinical.made_up import facts_row, loads, release

ON = date(2026, 11, 24)
RUNNING = knowledge.load()
FILES = (
    "release.txt",
    "facts/condition_names.csv",
    "facts/test_names.csv",
    "drug_groups/heart.yaml",
    "drug_groups/gut_lung_skin.yaml",
    "interactions/nitrate_with_pde5.yaml",
    "mechanisms/qt_added.yaml",
    "sources/crediblemeds.yaml",
    "sources/fda_labels.yaml",
    "sources/own_judgement.yaml",
)


@pytest.fixture
def base(tmp_path):
    "A knowledge base of few files, one of each kind."
    folder = tmp_path / "knowledge_base"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(BASE / name, folder / name)
    (folder / "facts/loads").mkdir()
    _loads(folder, "warfarin,bleeding,3,own_judgement,x,", "apixaban,bleeding,2,own_judgement,x,")
    return folder


def _loads(folder, *rows, comment="# loads"):
    text = "\n".join([comment, "ingredient,load,level,source,where,note", *rows, ""])
    (folder / "facts/loads/heart.csv").write_text(text, encoding="utf-8")


def _change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_touched_reordered_or_commented_file_says_the_same(base):
    before = read_release(base).content
    _loads(
        base,
        "apixaban,bleeding,2,own_judgement,x,",
        "warfarin,bleeding,3,own_judgement,x,",
        comment="# another word",
    )
    os.utime(base / "interactions/nitrate_with_pde5.yaml", (1, 1))
    assert read_release(base).content == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("facts/loads/heart.csv", "bleeding,3", "bleeding,2"),
        ("interactions/nitrate_with_pde5.yaml", "severity: high", "severity: moderate"),
        ("interactions/nitrate_with_pde5.yaml", "Both widen blood vessels.", "Both open blood vessels."),
        ("sources/own_judgement.yaml", "2026.11", "2026.12"),
        ("mechanisms/qt_added.yaml", "{first: 3, second: 2, ", "{first: 2, second: 2, "),
    ],
)
def test_what_a_file_says_otherwise_makes_another_content(base, file, old, new):
    before = read_release(base).content
    _change(base / file, old, new)
    assert read_release(base).content != before


def test_a_compiled_release_is_the_same_bytes_each_time_and_reads_back(base, tmp_path):
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    written = write_release(one, base)
    write_release(two, base)
    assert one.read_bytes() == two.read_bytes()
    assert differences_between(written, read_release(one)) == ()
    assert read_release(one).content == written.content


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda found: found | {"shape": "1"}, "another version of the program"),
        (lambda found: found | {"rules": []}, "its content hash differ"),
        (lambda found: found | {"facts": None}, "its content hash differ"),
        (lambda found: {"schema": found["schema"], "shape": found["shape"]}, "its content hash differ"),
        (lambda found: {"release": "2026.11.1"}, "not a compiled release"),
        (lambda found: [found], "not a compiled release"),
    ],
)
def test_a_file_that_is_no_whole_release_is_refused(base, tmp_path, spoil, says):
    path = tmp_path / "release.json"
    write_release(path, base)
    path.write_text(json.dumps(spoil(json.loads(path.read_text()))))
    with pytest.raises(KnowledgeError, match=says) as fault:
        read_release(path)
    assert "release.json" in str(fault.value)


def test_what_is_no_release_at_all_is_refused(tmp_path):
    (tmp_path / "half.json").write_text('{"schema"')
    for name, says in (
        ("half.json", "not a compiled"),
        ("gone.json", "No such file"),
        ("", "no release.txt"),
    ):
        with pytest.raises(KnowledgeError, match=says):
            read_release(tmp_path / name)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("facts/loads/heart.csv", "bleeding,3", "bleeding,4", "facts/loads/heart.csv, line 3: level is “4”"),
        (
            "interactions/nitrate_with_pde5.yaml",
            "urgency: today",
            "urgancy: today",
            "nitrate_with_pde5.yaml: ",
        ),
        ("release.txt", "2026.11.1", "november", "release.txt: found “november”; expected a number"),
        ("drug_groups/heart.yaml", "title:", "title: x\n  title:", "drug_groups/heart.yaml: line"),
    ],
)
def test_a_folder_with_a_wrong_file_is_refused_with_file_and_line(base, file, old, new, says):
    _change(base / file, old, new)
    with pytest.raises(KnowledgeError, match=says):
        read_release(base)


def test_a_checkout_is_read_as_its_knowledge_base(base, tmp_path):
    assert read_release(tmp_path).content == read_release(base).content


def test_what_was_added_removed_and_changed_is_told_by_medicine():
    old = release(rules=RUNNING.rules[1:], loads=loads(warfarin={"bleeding": 3, "falls": 1}))
    changed = {**RUNNING.rules[1], "title": "Other words"}
    new = release(
        groups={"nsaids": {**RUNNING.groups["nsaids"], "members": ["naproxen", "newprofen"]}},
        rules=(RUNNING.rules[0], changed, *RUNNING.rules[2:]),
        loads=loads(warfarin={"bleeding": 2, "qt": 1}),
        pairs={
            "warfarin": [facts_row(second="newprofen", severity="high", urgency="today", interrupts="yes")]
        },
    )
    told = {
        name: [each.sentence for each in found]
        for name, found in by_medicine(differences_between(old, new)).items()
    }
    assert told["warfarin"] == [
        "In loads, warfarin, bleeding: level was “3”, is now “2”.",
        "Gone from loads, warfarin, falls: load falls, level 1, after own_judgement.",
        "New in loads, warfarin, qt: load qt, level 1, after own_judgement.",
        "New in pairs, warfarin, newprofen: severity high, urgency today, interrupts yes, after own_judgement.",
    ]
    assert told["newprofen"][-1].startswith("The group")
    assert "now with newprofen; no longer with" in told["newprofen"][-1]
    sentences = " ".join(each.sentence for each in differences_between(old, new))
    assert f"The rule {RUNNING.rules[0]['rule']} is new" in sentences
    assert f"The rule {changed['rule']}: title was" in sentences
    assert f"The rule {RUNNING.rules[0]['rule']} is gone" in " ".join(
        each.sentence for each in differences_between(new, old)
    )


def test_groups_sources_and_long_words_are_told_in_short():
    old = release(
        groups={"ines": {"title": "ines", "members": ["a"]}, "gone": {"title": "old ones", "members": ["b"]}}
    )
    new = release(
        groups={"ines": {"title": "ines", "members": ["a", "c"]}, "new": {"title": "new ones", "members": []}}
    )
    new = replace(
        new, sources={**new.sources, "fda_labels": {**new.sources["fda_labels"], "read": "x " * 200}}
    )
    told = {each.name: each.sentence for each in differences_between(old, new)}
    assert told["ines"] == "The group ines: now with c."
    assert told["gone"] == "The group old ones is gone; it had 1 medicine."
    assert told["new"] == "The group new ones is new, with 0 medicines."
    assert told["fda_labels"].startswith("The source fda_labels: read was “")
    assert len(told["fda_labels"]) < 500
    (back,) = [each.sentence for each in differences_between(new, old) if each.name == "ines"]
    assert back == "The group ines: no longer with c."


def test_a_value_that_was_not_given_is_told_as_such():
    row = facts_row(load="qt", level="3")
    old, new = release(loads={"a": [row]}), release(loads={"a": [{**row, "note": "seen"}]})
    assert [each.sentence for each in differences_between(old, new)] == [
        "In loads, a, qt: note was not given, is now “seen”."
    ]


def test_a_release_that_cannot_be_written_or_read_is_told(base, tmp_path):
    with pytest.raises(KnowledgeError, match="cannot be written"):
        write_release(tmp_path / "no" / "release.json", base)
    (base / "facts" / "test_names.csv").unlink()
    with pytest.raises(KnowledgeError, match=r"cannot be read .*test_names\.csv"):
        read_release(base)


def test_a_person_is_assessed_under_both_and_only_what_changes_is_told():
    old = release(loads=loads(firstine={"qt": 3}, secondine={"qt": 3}, thirdine={"qt": 0}))
    new = release(loads=loads(firstine={"qt": 3}, secondine={"qt": 2}, thirdine={"qt": 3}))
    record = Record(medications=(Medication("firstine"), Medication("secondine"), Medication("thirdine")))
    found = replay(record, on=ON, old=old, new=new, vocabulary=vocabulary.load())
    assert {each.drugs for each in found.comes if each.rule == "qt_added"} == {
        ("firstine", "thirdine"),
        ("secondine", "thirdine"),
    }
    assert [(was.severity, now.severity) for was, now in found.graded if now.rule == "qt_added"] == [
        ("high", "moderate")
    ]
    back = replay(record, on=ON, old=new, new=old, vocabulary=vocabulary.load())
    assert {each.drugs for each in back.goes if each.rule == "qt_added"} == {
        ("firstine", "thirdine"),
        ("secondine", "thirdine"),
    }


def test_other_words_alone_change_nothing_for_a_person():
    words = {**RUNNING.mechanisms["qt_added"], "title": "Other words about {first} and {second}"}
    old = release(loads=loads(firstine={"qt": 3}, secondine={"qt": 3}))
    new = replace(old, mechanisms={**old.mechanisms, "qt_added": words})
    record = Record(medications=(Medication("firstine"), Medication("secondine")))
    found = replay(record, on=ON, old=old, new=new, vocabulary=vocabulary.load())
    assert found.is_the_same
    assert found.stays


def test_a_release_without_what_the_program_asks_for_is_named():
    kept = {
        name: given
        for name, given in RUNNING.mechanisms.items()
        if name not in ("allergy_on_file", "qt_added")
    }
    assert lacking(replace(RUNNING, mechanisms=kept), RUNNING) == ["allergy_on_file"]
