"""What `brownbag knowledge` prints, and what `brownbag check --pairs` writes."""

import csv
import json

import pytest
from click.testing import CliRunner

from brownbag.command_line.check import check
from brownbag.command_line.errors import Unusable
from brownbag.command_line.knowledge import knowledge


def said(command, *words):
    done = CliRunner().invoke(command, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_every_fact_about_an_ingredient_has_its_source():
    (sheet,) = json.loads(said(knowledge, "facts", "Benadryl", "--json"))
    assert sheet["ingredient"] == "diphenhydramine"
    assert sheet["loads"]["anticholinergic"] == 3
    assert {"groups", "roles", "limits", "monitoring", "cautions", "review"} <= set(sheet)
    assert "antihistamines_first_generation" in sheet["groups"]
    for rows in (sheet["load_sources"], sheet["cautions"]):
        assert rows
        assert all(row["source"] and row["where"] for row in rows)


def test_facts_are_printed_to_be_read():
    assert "bleeding: 3" in said(knowledge, "facts", "warfarin")


def test_an_ingredient_without_facts_ends_with_status_1():
    done = CliRunner().invoke(knowledge, ["facts", "green capsules", "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout)[0]["known"] is False


@pytest.mark.parametrize("name", ["triple_whammy", "qt_added", "kidney_limit"])
def test_a_rule_or_mechanism_is_explained(name):
    told = said(knowledge, "explain", name)
    assert "sources:" in told
    assert "examples:" in told


def test_a_rule_nobody_wrote_is_named():
    with pytest.raises(Unusable, match="No rule is called quadruple_whammy"):
        CliRunner().invoke(knowledge, ["explain", "quadruple_whammy"], catch_exceptions=False)


def test_coverage_counts_facts_and_says_who_checked():
    told = said(knowledge, "coverage")
    assert "0 of them are checked by a pharmacist" in told
    assert "drug interaction: " in told
    assert "qt_added: mechanism, drug_interaction, drafted" in said(knowledge, "coverage", "--names")


def test_a_file_of_pairs_keeps_rows_and_columns(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        "number,drug_a,drug_b\n1,Coumadin,Bactrim DS\n2,levothyroxine,losartan\n3,warfarin,green capsules\n"
    )
    said(check, "--pairs", str(source), "--out", str(target))
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    assert [(row["number"], row["outcome"], row["interrupts"]) for row in rows] == [
        ("1", "finding", "yes"),
        ("2", "none", "no"),
        ("3", "not_checked", "no"),
    ]
    assert rows[0]["sources"]
    assert "green capsules" in rows[2]["why"]
