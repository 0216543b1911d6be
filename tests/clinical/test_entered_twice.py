"""Two people write down the same facts; where they disagree somebody looks it up."""

import pytest

from brownbag.clinical.knowledge.authored import names_known
from brownbag.clinical.knowledge.entered_twice import differences_in, problems_in_second
from brownbag.clinical.knowledge.loaded import BASE
from brownbag.clinical.knowledge.tables import Known

LOADS = "ingredient,load,level,source,where,note\n"
LIMITS = "ingredient,route,who,what,amount,unit,reason,source,where\n"
PAIRS = "first,second,severity,urgency,interrupts,effect,why,suggest,alternatives,ask_prescriber,say_to_patient,source,where\n"


@pytest.fixture
def twice(tmp_path):
    "Write one table twice, as two people did, and return what disagrees."

    def compare(topic, here, there, **options):
        for folder, text in (("here", here), ("there", there)):
            (tmp_path / folder / topic).mkdir(parents=True)
            (tmp_path / folder / topic / f"{folder}.csv").write_text(text, encoding="utf-8")
        return differences_in(tmp_path / "here", tmp_path / "there", **options)

    return compare


def test_another_level_is_told_with_the_place_in_both(twice):
    (found,) = twice("loads", f"# one\n{LOADS}a,qt,3,fda,5,\n", f"{LOADS}a,qt,2,crediblemeds,list,\n")
    assert (found.ingredient, found.topic, found.about, found.outcome) == ("a", "loads", "qt", "differs")
    assert (found.column, found.here, found.there) == ("level", "3", "2")
    assert (found.here_at, found.there_at) == (
        "facts/loads/here.csv, line 3",
        "facts/loads/there.csv, line 2",
    )


def test_another_source_and_another_way_to_write_a_number_agree(twice):
    here = f"{LIMITS}a,oral,adult,max_day,4,g,,fda,2\n"
    assert twice("limits", here, f"{LIMITS}a,oral,adult,max_day,4.0,g,,beers,table 2\n") == ()


def test_the_same_number_in_another_unit_differs(twice):
    (found,) = twice(
        "limits", f"{LIMITS}a,oral,adult,max_day,4,g,,fda,2\n", f"{LIMITS}a,oral,adult,max_day,4,mg,,fda,2\n"
    )
    assert (found.column, found.here, found.there) == ("unit", "g", "mg")


def test_a_row_only_one_has_counts_where_both_speak_about_the_ingredient(twice):
    here = f"{LOADS}a,qt,3,fda,5,\na,falls,1,fda,5,\nb,qt,1,fda,5,\n"
    found = twice("loads", here, f"{LOADS}a,qt,3,fda,5,\na,sedation,2,fda,5,\nc,qt,1,fda,5,\n")
    assert [(each.ingredient, each.about, each.outcome, each.here, each.there) for each in found] == [
        ("a", "falls", "only_here", "1", ""),
        ("a", "sedation", "only_there", "", "2"),
    ]


def test_with_whole_every_row_only_one_has_counts(twice):
    found = twice("loads", f"{LOADS}b,qt,1,fda,5,\n", f"{LOADS}c,qt,1,fda,5,\n", whole=True)
    assert [(each.ingredient, each.outcome) for each in found] == [("b", "only_here"), ("c", "only_there")]


def test_a_pair_written_the_other_way_round_is_the_same_pair(twice):
    here = f"{PAIRS}a,b,high,today,yes,level_up_second,,,,,,fda,7\n"
    there = f"{PAIRS}b,a,high,today,no,level_up_first,words,,,,,fda,7\n"
    assert [(each.column, each.here, each.there) for each in twice("pairs", here, there)] == [
        ("interrupts", "yes", "no")
    ]


def test_a_pair_that_acts_the_other_way_differs(twice):
    here = f"{PAIRS}a,b,high,today,yes,level_up_second,,,,,,fda,7\n"
    there = f"{PAIRS}b,a,high,today,yes,level_up_second,,,,,,fda,7\n"
    assert [each.column for each in twice("pairs", here, there)] == ["effect"]


def test_an_effect_that_has_no_direction_is_the_same_both_ways_round(twice):
    here = f"{PAIRS}a,b,high,today,yes,heart_rate_down,,,,,,fda,7\n"
    assert twice("pairs", here, f"{PAIRS}b,a,high,today,yes,heart_rate_down,,,,,,fda,7\n") == ()


def test_a_second_folder_that_does_not_fit_is_refused_with_file_and_line(tmp_path):
    known = Known(frozenset({"fda"}), frozenset(), frozenset(), frozenset())
    assert "no table stands here" in problems_in_second(tmp_path, known)[0]
    (tmp_path / "loads").mkdir()
    (tmp_path / "loads" / "heart.csv").write_text(f"{LOADS}a,qt,4,fda,5,\n", encoding="utf-8")
    (sentence,) = problems_in_second(tmp_path, known)
    assert str(tmp_path) in sentence
    assert "heart.csv, line 2: level is “4”" in sentence


def test_a_load_of_none_says_the_same_as_no_row(twice):
    here = f"{LOADS}a,qt,3,fda,5,\na,falls,0,fda,5,\n"
    assert twice("loads", here, f"{LOADS}a,qt,3,fda,5,\na,sedation,0,fda,5,\n") == ()


def test_the_second_entry_that_is_kept_fits():
    assert problems_in_second(BASE / "second_entry", names_known()) == []
