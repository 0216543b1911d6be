"""A practice may differ from the release: with a name, a reason and a last day, and never without saying so."""

from dataclasses import replace
from datetime import date

import pytest

from brownbag.clinical import knowledge, vocabulary
from brownbag.clinical.assessment import assess, pair_check
from brownbag.clinical.knowledge import KnowledgeError
from brownbag.clinical.knowledge.in_force import expired, in_force
from brownbag.clinical.knowledge.loaded import BASE
from brownbag.clinical.knowledge.overlay import overlay_of
from brownbag.clinical.person.record import Medication, Record
from tests.clinical.made_up import facts_row, loads, release

ON = date(2026, 11, 24)
LAST_DAY = date(2027, 5, 31)
SIGNED = "owner: Dana Ruiz, PharmD\n  reason: Our heart clinic reads every ECG.\n  expires: 2027-05-31\n"
OUR_WORDS = "here by Dana Ruiz, PharmD until 2027-05-31"
NEW_PAIR = """\
- change: add_pair
  first: firstine
  second: fourthine
  severity: high
  urgency: today
  interrupts: yes
  effect: bleeding
  why: "{first} and {second} made two of our patients bleed."
  suggest: Ask for another medicine.
  say_to_patient: Call us.
"""


def made_up_release():
    "Two that both lengthen the QT interval and raise serotonin, a known pair, and one that does nothing."
    return release(
        groups={"ines": {"title": "ines", "members": ["firstine", "secondine"]}},
        loads=loads(
            firstine={"qt": 3, "serotonin": 3},
            secondine={"qt": 3, "serotonin": 3},
            thirdine={"serotonin": 0},
            fourthine={"serotonin": 0},
        ),
        pairs={
            "firstine": [
                facts_row(
                    second="thirdine",
                    severity="moderate",
                    urgency="this_week",
                    interrupts="no",
                    effect="bleeding",
                    why="It is known.",
                )
            ]
        },
    )


@pytest.fixture
def changed(tmp_path):
    "A made-up release with the local changes of a file."

    def make(text, name="ours.yaml", made=None):
        (tmp_path / name).write_text(text, encoding="utf-8")
        made = made or made_up_release()
        return replace(made, overlay=overlay_of(made, tmp_path / name))

    return make


def entry(change, **values):
    "One signed entry of a YAML file."
    lines = [f"change: {change}", *(f"{name}: {value}" for name, value in values.items())]
    return "- " + "\n  ".join([*lines, SIGNED])


def assessed(given, *names, on=ON):
    record = Record(medications=tuple(Medication(name) for name in names))
    return assess(record, on=on, knowledge=given, vocabulary=vocabulary.load())


def asked(given, one, other, on=ON):
    return pair_check(knowledge=given, vocabulary=vocabulary.load(), on=on).answer(one, other)


def of_rule(answer, rule):
    return [each for each in answer.findings if each.rule == rule]


def test_a_mechanism_that_is_switched_off_is_named_as_not_checked_with_who_and_why(changed):
    given = changed(entry("off", rule="qt_added"))
    answer = assessed(given, "firstine", "secondine")
    assert of_rule(answer, "qt_added") == []
    (gap,) = [each for each in answer.not_checked if "Switched off" in each.why]
    assert "QT interval" in gap.what
    assert gap.why == f"Switched off {OUR_WORDS}: Our heart clinic reads every ECG."
    assert of_rule(answer, "serotonin_added"), "what else the two do still speaks"


def test_without_a_change_the_same_two_are_found(changed):
    answer = assessed(made_up_release(), "firstine", "secondine")
    assert [each.severity for each in of_rule(answer, "qt_added")] == ["high"]
    assert answer.knowledge_release == made_up_release().release


def test_a_rule_file_that_is_switched_off_leaves_the_word_to_the_facts(changed):
    given = changed(entry("off", rule="anticoagulant_with_nsaid"), made=knowledge.load())
    answer = assessed(given, "warfarin", "naproxen")
    assert "anticoagulant_with_nsaid" not in {each.rule for each in answer.findings}
    assert ("naproxen", "warfarin") in {each.drugs for each in answer.findings}
    assert any("Switched off" in each.why for each in answer.not_checked)
    assert asked(given, "warfarin", "naproxen").outcome == "finding"


@pytest.mark.parametrize(("first", "second"), [("firstine", "secondine"), ("secondine", "'@ines'")])
def test_a_pair_that_is_switched_off_is_silent_whatever_finds_it_and_is_named(changed, first, second):
    given = changed(entry("off", first=first, second=second))
    answer = assessed(given, "firstine", "secondine", "thirdine")
    assert not [each for each in answer.findings if each.drugs == ("firstine", "secondine")]
    assert any("Switched off" in each.why for each in answer.not_checked)
    assert of_rule(answer, "firstine_with_thirdine"), "another pair still speaks"
    pair = asked(given, "firstine", "secondine")
    assert (pair.outcome, OUR_WORDS in pair.why) == ("not_checked", True)


def test_a_known_pair_is_switched_off_by_its_name(changed):
    given = changed(entry("off", rule="firstine_with_thirdine"))
    assert of_rule(assessed(given, "firstine", "thirdine"), "firstine_with_thirdine") == []
    assert asked(given, "firstine", "thirdine").outcome == "not_checked"


@pytest.mark.parametrize(
    "about", [{"rule": "firstine_with_thirdine"}, {"first": "thirdine", "second": "'@ines'"}]
)
def test_a_finding_that_is_graded_otherwise_says_by_whom(changed, about):
    given = changed(entry("grade", **about, severity="low", urgency="note", interrupts="yes"))
    (finding,) = of_rule(assessed(given, "firstine", "thirdine"), "firstine_with_thirdine")
    assert (finding.severity, finding.urgency, finding.interrupts) == ("low", "note", True)
    assert OUR_WORDS in finding.our_own_judgement[-1]
    assert "severity low, urgency note, interrupts yes" in finding.our_own_judgement[-1]
    pair = asked(given, "firstine", "thirdine")
    assert (pair.severity, pair.interrupts) == ("low", True)


def test_where_a_mechanism_is_graded_down_what_is_worse_speaks(changed):
    given = changed(entry("grade", rule="qt_added", severity="low", urgency="note", interrupts="no"))
    (finding,) = [each for each in assessed(given, "firstine", "secondine").findings if len(each.drugs) == 2]
    assert finding.rule == "serotonin_added"
    assert "QT interval" in finding.why


def test_a_rule_file_that_is_graded_otherwise_says_by_whom(changed):
    given = changed(entry("grade", rule="nitrate_with_pde5", urgency="this_week"), made=knowledge.load())
    (finding,) = of_rule(assessed(given, "nitroglycerin", "sildenafil"), "nitrate_with_pde5")
    assert (finding.severity, finding.urgency) == ("high", "this_week")
    assert finding.our_own_judgement[-1].startswith(f"Changed {OUR_WORDS} (urgency this week)")


def test_a_check_of_the_program_itself_can_be_switched_off_and_graded(changed):
    off = changed(entry("off", rule="same_ingredient_twice"))
    assert of_rule(assessed(off, "Advil", "Motrin"), "same_ingredient_twice") == []
    assert asked(off, "Advil", "Motrin").outcome == "not_checked"
    low = changed(entry("grade", rule="same_ingredient_twice", severity="high"), "low.yaml")
    (finding,) = of_rule(assessed(low, "Advil", "Motrin"), "same_ingredient_twice")
    assert finding.severity == "high"
    assert asked(low, "Advil", "Motrin").severity == "high"


def test_a_kind_of_which_two_are_rarely_meant_can_be_switched_off(changed):
    given = changed(entry("off", rule="same_group_twice"), made=knowledge.load())
    assert asked(knowledge.load(), "simvastatin", "atorvastatin").rule == "same_group_twice"
    assert asked(given, "simvastatin", "atorvastatin").rule != "same_group_twice"


def test_a_grade_alone_leaves_the_rest_of_the_grade(changed):
    given = changed(entry("grade", rule="firstine_with_thirdine", interrupts="yes"))
    (finding,) = of_rule(assessed(given, "firstine", "thirdine"), "firstine_with_thirdine")
    assert (finding.severity, finding.urgency, finding.interrupts) == ("moderate", "this_week", True)


def test_an_added_pair_is_found_and_says_who_added_it(changed):
    given = changed(f"{NEW_PAIR}  {SIGNED}")
    (finding,) = of_rule(assessed(given, "firstine", "fourthine"), "firstine_with_fourthine")
    assert (finding.severity, finding.urgency, finding.interrupts) == ("high", "today", True)
    assert finding.why == "Firstine and fourthine made two of our patients bleed."
    assert finding.our_own_judgement[-1] == f"Added {OUR_WORDS}: Our heart clinic reads every ECG."
    assert (finding.sources[0].source, finding.sources[0].where) == (
        "own_judgement",
        finding.our_own_judgement[-1],
    )
    assert asked(given, "fourthine", "firstine").rule == "firstine_with_fourthine"


def test_an_added_pair_takes_the_place_of_a_known_one(changed):
    text = f"{NEW_PAIR}  {SIGNED}".replace("fourthine", "firstine").replace(
        "first: firstine", "first: thirdine"
    )
    (finding,) = of_rule(assessed(changed(text), "firstine", "thirdine"), "thirdine_with_firstine")
    assert finding.severity == "high"


@pytest.mark.parametrize(("on", "holds"), [(LAST_DAY, True), (date(2027, 6, 1), False)])
def test_a_change_holds_through_its_last_day_and_is_then_ignored_and_named(changed, on, holds):
    given = changed(entry("off", rule="qt_added"))
    answer = assessed(given, "firstine", "secondine", on=on)
    assert bool(of_rule(answer, "qt_added")) is not holds
    assert answer.knowledge_release.startswith(f"{given.release}+here.") is holds
    assert [each.about for each in expired(given, on)] == ([] if holds else ["qt_added"])


def test_the_release_is_named_by_what_is_changed_not_by_the_place_in_the_file(changed):
    one = in_force(changed(entry("off", rule="qt_added")), ON).release
    moved = in_force(changed(f"# a word\n\n{entry('off', rule='qt_added')}", "moved.yaml"), ON).release
    other = in_force(changed(entry("off", rule="bleeding_added")), ON).release
    assert one == moved
    assert one != other
    assert len(one) <= 40


def test_a_csv_file_says_the_same_as_a_yaml_file(changed):
    text = "# ours\nchange,rule,severity,owner,reason,expires\ngrade,qt_added,low,Dana Ruiz,ECG read,2027-05-31\n"
    (change,) = changed(text, "ours.csv").overlay
    assert (change.at, change.about, change.values) == ("ours.csv, line 3", "qt_added", {"severity": "low"})


def test_a_folder_is_read_whole(changed, tmp_path):
    folder = tmp_path / "overlay"
    folder.mkdir()
    (folder / "b.yaml").write_text(entry("off", rule="qt_added"))
    (folder / "a.csv").write_text("change,rule,owner,reason,expires\noff,bleeding_added,D,R,2027-05-31\n")
    (folder / "notes.txt").write_text("not a change")
    made = made_up_release()
    assert [each.rule for each in overlay_of(made, folder)] == ["bleeding_added", "qt_added"]


WRONG = [
    (entry("of", rule="qt_added"), "ours.yaml, line 1: change is “of”; expected one of add_pair, grade, off"),
    (entry("off", rule="qt_aded"), "line 1: no rule, mechanism or known pair is called “qt_aded”"),
    (entry("off", rule="qt_added", colour="x"), "unknown heading “colour”"),
    (entry("off", rule="qt_added", severity="low"), "severity has no place in a change “off”"),
    (entry("off", rule="qt_added", first="firstine", second="secondine"), "either rule, or first and second"),
    (entry("off", first="firstine"), "either rule, or first and second"),
    (entry("off", first="firstine", second="fiftine"), "no ingredient is called “fiftine”"),
    (entry("off", first="firstine", second="'@anes'"), "the group “@anes” is not in drug_groups/"),
    (entry("grade", rule="qt_added"), "nothing is graded"),
    (
        entry("grade", rule="qt_added", severity="bad"),
        "severity is “bad”; expected one of high, low, moderate",
    ),
    (entry("add_pair", first="firstine", second="fourthine"), "severity, urgency, interrupts, effect, why"),
    (f"{NEW_PAIR}  {SIGNED}".replace("bleeding", "bleedng"), "effect is “bleedng”"),
    (
        f"{entry('off', rule='qt_added')}{entry('off', rule='qt_added')}",
        "line 6: qt_added is changed already in ours.yaml, line 1",
    ),
    (entry("off", rule="qt_added").replace("2027-05-31", "May"), "expires is “May”; expected a day"),
    (entry("off", rule="qt_added").replace("expires: 2027-05-31", ""), "line 1: expires is missing"),
    (entry("off", rule="qt_added").replace("owner: Dana Ruiz, PharmD", ""), "line 1: owner is missing"),
    (
        entry("off", rule="qt_added").replace("Our heart clinic reads every ECG.", ""),
        "line 1: reason is missing",
    ),
    (
        entry("off\n  change: off", rule="qt_added"),
        "ours.yaml, line 2: the heading “change” is written twice",
    ),
    (entry("off", rule="[qt_added]"), "ours.yaml, line 2: rule holds more than one value"),
    ("change: off\n", "ours.yaml, line 1: expected a list"),
    ("- off\n", "ours.yaml, line 1: expected headings"),
    ("- change: [off\n", "ours.yaml: the file cannot be read"),
]


@pytest.mark.parametrize(("text", "says"), WRONG, ids=[says for _, says in WRONG])
def test_a_change_that_does_not_fit_is_refused_with_file_and_line(changed, text, says):
    with pytest.raises(KnowledgeError) as fault:
        changed(text)
    assert says in str(fault.value)
    assert "ours.yaml" in str(fault.value)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("ours.csv", "change,rul\noff,x\n", "ours.csv, line 1: unknown column “rul”"),
        ("ours.csv", "change,rule\noff,qt_added,x\n", "ours.csv, line 2: unknown heading “more columns"),
        ("ours.txt", "", "ours.txt: expected a file that ends in .csv"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(changed, name, text, says):
    with pytest.raises(KnowledgeError) as fault:
        changed(text, name)
    assert says in str(fault.value)


def test_a_place_where_nothing_stands_is_refused(tmp_path):
    with pytest.raises(KnowledgeError, match="nowhere does not exist"):
        overlay_of(made_up_release(), tmp_path / "nowhere")


def test_an_empty_file_changes_nothing(changed):
    given = changed("# nothing yet\n")
    assert given.overlay == ()
    assert in_force(given, ON) is given


def test_the_example_in_the_handbook_fits(changed):
    handbook = (BASE / "READ_ME_FIRST.md").read_text(encoding="utf-8")
    example = handbook.split("```yaml\n")[1].split("```")[0]
    assert [each.change for each in changed(example, made=knowledge.load()).overlay] == ["off", "grade"]
