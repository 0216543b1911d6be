"""A table that does not fit is refused with its file, its line and a sentence."""

from pathlib import Path

import pytest

from brownbag.clinical.knowledge import load
from brownbag.clinical.knowledge.facts import Facts
from brownbag.clinical.knowledge.loaded import BASE
from brownbag.clinical.knowledge.tables import (
    Known,
    compiled_tables,
    disagreements,
    lines_of,
    problems_in_tables,
    unknown_names,
)

KNOWN = Known(
    sources=frozenset({"fda_labels"}),
    groups=frozenset({"nsaids"}),
    conditions=frozenset({"heart_failure"}),
    tests=frozenset({"inr"}),
)
LOADS = "ingredient,load,level,source,where,note\n"
OLDER = "ingredient,action,only_if,unless,severity,why,source,where\n"


@pytest.fixture
def table(tmp_path):
    "Write one table and return the sentences about it."

    def write(topic, text, file="heart.csv"):
        (tmp_path / topic).mkdir(exist_ok=True)
        (tmp_path / topic / file).write_text(text, encoding="utf-8")
        return problems_in_tables(tmp_path, KNOWN)

    return write


def test_a_table_that_fits_has_no_sentence(table):
    assert table("loads", f"# what it says\n{LOADS}warfarin,bleeding,3,fda_labels,section 5,\n") == []


@pytest.mark.parametrize(
    ("topic", "text", "sentence"),
    [
        ("laods", LOADS, "facts/laods/: no topic has this name"),
        ("loads", "ingredient,load,levle,source,where\n", "heart.csv: unknown column “levle”"),
        ("loads", "# nothing yet\n", "the column “ingredient” is missing"),
        ("loads", "ingredient,load,source,where\n", "the column “level” is missing"),
        ("loads", f"{LOADS}warfarin,bleedng,3,fda_labels,5,\n", "line 2: load is “bleedng”; expected one of"),
        ("loads", f"# a word\n\n{LOADS}warfarin,bleeding,4,fda_labels,5,\n", "line 4: level is “4”"),
        ("loads", f"{LOADS}warfarin,bleeding,3,fda_label,5,\n", "the source “fda_label” has no file"),
        ("loads", f"{LOADS}warfarin,bleeding,3,fda_labels,,\n", "line 2: where is empty"),
        ("loads", f"{LOADS}warfarin,bleeding,3,,5,\n", "line 2: source is empty"),
        (
            "loads",
            f"{LOADS}warfarin,bleeding,3,fda_labels,{{first}} label,\n",
            "line 2: where is “{first} label”",
        ),
        ("loads", f"{LOADS}@nsaid,bleeding,3,fda_labels,5,\n", "the group “@nsaid” is not in drug_groups/"),
        ("loads", f"{LOADS}a,qt,3,fda_labels,5,x\na,qt,2,fda_labels,5,y\n", "line 3: a, qt stands already"),
        ("loads", f"{LOADS}a,qt,3,fda_labels,5,so,it is\n", "line 2: more cells than columns"),
        (
            "pathways",
            "ingredient,pathway,role,strength,effect,source,where\na,CYP2D6,substrate,strong,,fda_labels,x\n",
            "line 2: a substrate cannot be “strong”",
        ),
        (
            "monitoring",
            "ingredient,test,begin_days,every_days,only_if,why,source,where\na,irn,7,soon,,y,fda_labels,x\n",
            "line 2: every_days is “soon”; expected a number",
        ),
        (
            "monitoring",
            "ingredient,test,begin_days,every_days,only_if,why,source,where\na,irn,7,90,,y,fda_labels,x\n",
            "the test “irn” is not in facts/test_names.csv",
        ),
        (
            "uses",
            "ingredient,condition,course,say_to_patient,source,where\na,heart,long,x,fda_labels,x\n",
            "the condition “heart” is not in facts/condition_names.csv",
        ),
        (
            "older_adults",
            f"{OLDER}a,avoid,dose_above:6,,high,x,fda_labels,x\n",
            "only_if says “dose_above:6”",
        ),
        ("older_adults", f"{OLDER}a,avoid,with:@x,,high,x,fda_labels,x\n", "only_if says “with:@x”"),
        ("older_adults", f"{OLDER}a,avoid,heart,,high,x,fda_labels,x\n", "only_if says “heart”"),
        (
            "older_adults",
            f"{OLDER}a,avoid,,longer_than_days:x,high,x,fda_labels,x\n",
            "unless says “longer_than",
        ),
        (
            "pairs",
            (
                "first,second,severity,urgency,interrupts,effect,why,suggest,alternatives,ask_prescriber,"
                "say_to_patient,source,where\n"
                "a,b,high,today,yes,qt,x,x,x,x,x,fda_labels,x\nb,a,low,note,no,qt,x,x,x,x,x,fda_labels,x\n"
            ),
            "line 3: a, b stands already in line 2",
        ),
    ],
)
def test_what_does_not_fit_is_said_with_its_place(table, topic, text, sentence):
    assert sentence in " ".join(table(topic, text))


def test_conditions_and_thresholds_may_be_joined(table):
    text = f"{OLDER}a,avoid,dose_above:6 mg or heart_failure,use:heart_failure or with:@nsaids,high,x,fda_labels,x\n"
    assert table("older_adults", text) == []


def test_a_name_nobody_knows_and_a_row_of_two_files_are_told_and_do_not_stop_the_system(tmp_path):
    (tmp_path / "loads").mkdir()
    (tmp_path / "loads" / "heart.csv").write_text(f"{LOADS}warfarn,qt,3,fda_labels,5,\n")
    (tmp_path / "loads" / "other.csv").write_text(f"{LOADS}warfarn,qt,1,fda_labels,5,\n")
    unknown = unknown_names(tmp_path, {"nsaids": {"members": ["ibuprofn"]}})
    assert "line 2: the vocabulary does not know “warfarn”" in unknown[0]
    assert "“ibuprofn”" in unknown[1]
    assert "level is “1” here and “3” there" in disagreements(tmp_path)[0]
    assert compiled_tables(tmp_path)["loads"]["warfarn"][0]["level"] == "3"


def test_the_row_of_an_ingredient_goes_before_the_row_of_its_group():
    packed = {
        "loads": {
            "@nsaids": '[{"load": "stomach_bleeding", "level": "3"}, {"load": "falls", "level": "1"}]',
            "celecoxib": '[{"load": "stomach_bleeding", "level": "1"}]',
        }
    }
    facts = Facts(packed, {"nsaids": {"members": ["celecoxib"]}})
    assert facts.loads("celecoxib") == {"stomach_bleeding": 1, "falls": 1}
    assert facts.level("qt", "celecoxib") == 0
    assert facts.tokens("celecoxib") == ("celecoxib", "@nsaids")


def test_every_condition_and_test_of_the_release_can_be_found_by_words_or_code():
    facts = load().facts
    assert all(row["words"] and row["icd10"] for row in facts.conditions)
    assert all(row["words"] and row["loincs"] for row in facts.tests)
    assert (BASE / "facts" / "condition_names.csv").exists()


def test_each_label_that_was_opened_is_about_a_fact_that_stands_in_its_table():
    path = Path(__file__).parents[2] / "docs" / "for_pharmacists" / "labels_opened.csv"
    _, opened = lines_of(path, path.name)
    facts = load().facts
    assert [line.at for line in opened if not facts.of(line.row["topic"], line.row["ingredient"])] == []
    assert {line.row["result"] for line in opened} <= {"kept", "corrected", "added"}
