"""Several lists into one: what is the same, what differs, and who does not know."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from brownbag.clinical import vocabulary
from brownbag.clinical.knowledge.kinds import rarely_two
from brownbag.clinical.person.differences import differences
from brownbag.clinical.person.reconcile import reconcile
from brownbag.clinical.person.record import Medication, MedicationList
from brownbag.clinical.person.understood import reader

ON = date(2026, 11, 24)
LAKESIDE, MERCY, MAIL = "Lakeside Pharmacy", "Mercy Hospital discharge", "Mail order"


def line(name, directions="", **more):
    return Medication(name, directions=directions, **more)


def groups_of(*lists):
    held = [MedicationList(name, tuple(lines)) for name, lines in lists]
    return reconcile(held, on=ON, vocabulary=vocabulary.load(), duplicates=rarely_two())


def group_of(lakeside, mercy):
    (group,) = groups_of((LAKESIDE, [lakeside]), (MERCY, [mercy]))
    return group


@pytest.mark.parametrize(
    ("lakeside", "mercy"),
    [
        (
            line("Coumadin 5 mg tab", "1 tab po daily"),
            line("warfarin sodium 5 MG Oral Tablet", "1 tablet qd"),
        ),
        (line("lisinopril 10 mg", "2 tablets daily"), line("Zestril 20 mg", "Take 1 tablet every morning")),
        (
            line("Synthroid 0.05 mg", "1 tab daily"),
            line("levothyroxine 50 mcg tablet", "1 tablet once a day"),
        ),
        (line("Toprol XL 50 mg", "1 tab daily"), line("metoprolol succinate 50 mg", "1 tablet daily")),
        (line("apixaban 5 mg", "1 tab bid"), line("Eliquis 5 mg", "Take 1 tablet every 12 hours")),
        (line("lisinopril-hctz 20-12.5 mg"), line("hydrochlorothiazide 12.5 mg / lisinopril 20 mg tablet")),
        (line("lisinopril 20 mg", "1 tablet daily"), line("lisinopril", "")),
        (line("zorble 3 mg tablet"), line("Zorble 3 mg")),
        (line("amlodipine 5 mg", "1 daily"), line("Norvasc 5 mg", "1 tablet once a day")),
        (
            line("fentanyl 25 mcg/hr patch", "1 patch every 72 hours"),
            line("Duragesic 25 mcg/hr", "1 patch every 3 days"),
        ),
    ],
    ids=lambda each: each.name,
)
def test_the_same_medicine_under_another_name_is_one_line(lakeside, mercy):
    found = group_of(lakeside, mercy)
    assert (found.group, found.differences, len(found.lines)) == ("same", (), 2)


@pytest.mark.parametrize(
    ("lakeside", "mercy", "what", "values"),
    [
        (
            line("Coumadin 5 mg tab", "1 tab daily"),
            line("warfarin 2.5 mg tablet", "1 tablet daily"),
            "dose",
            ("5 mg once a day", "2.5 mg once a day"),
        ),
        (line("lisinopril 20 mg"), line("lisinopril 40 mg"), "strength", ("20 mg", "40 mg")),
        (
            line("metoprolol 50 mg", "1 tab daily"),
            line("metoprolol 25 mg", "1 tab bid"),
            "frequency",
            ("once a day", "twice a day"),
        ),
        (
            line("simvastatin 20 mg", "1 tab every morning"),
            line("simvastatin 20 mg", "1 tab at bedtime"),
            "time of day",
            ("in the morning", "at bedtime"),
        ),
        (
            line("lorazepam 1 mg", "1 tab every 8 hours as needed"),
            line("lorazepam 1 mg", "1 tab every 8 hours"),
            "as needed",
            ("only when needed", "every day"),
        ),
        (
            line("metformin 500 mg tablet", "1 tab bid"),
            line("metformin ER 500 mg", "1 tab bid"),
            "form",
            ("tablet", "extended-release"),
        ),
        (
            line("doxycycline 100 mg tablet"),
            line("doxycycline 100 mg capsule"),
            "form",
            ("tablet", "capsule"),
        ),
        (
            line("cephalexin 500 mg", "1 capsule four times a day for 7 days"),
            line("cephalexin 500 mg", "1 capsule four times a day for 10 days"),
            "how long",
            ("4 times a day for 7 days", "4 times a day for 10 days"),
        ),
        (line("zorble 3 mg"), line("zorble 6 mg"), "strength", ("3 mg", "6 mg")),
        (
            line("warfarin 5 mg", "per INR sheet, see calendar"),
            line("warfarin 5 mg", "1 tablet daily"),
            "directions",
            ("per INR sheet, see calendar", "1 tablet daily"),
        ),
        (line("amlodipine 5 mg"), line("amlodipine 5 mg", status="on_hold"), "status", ("active", "on hold")),
    ],
    ids=lambda each: getattr(each, "name", ""),
)
def test_a_difference_is_named_with_what_each_list_says(lakeside, mercy, what, values):
    found = group_of(lakeside, mercy)
    assert found.group == "different"
    assert (what, values) in [(each.what, each.values) for each in found.differences]
    assert all(value in found.why for value in values if what != "status")


def test_who_does_not_know_is_said():
    (found,) = groups_of((LAKESIDE, []), (MERCY, [line("warfarin 5 mg")]), (MAIL, []))
    assert found.group == "only_in"
    assert found.not_known_to == (LAKESIDE, MAIL)
    assert f"{LAKESIDE} and {MAIL} do not know about the warfarin." in found.why


def test_two_agree_and_the_third_does_not_know():
    agreed = [line("warfarin 5 mg", "1 tab daily")]
    (found,) = groups_of((LAKESIDE, agreed), (MERCY, agreed), (MAIL, []))
    assert (found.group, found.not_known_to) == ("same", (MAIL,))
    assert "Mail order does not know about the warfarin." in found.why


def test_stopped_here_and_active_there():
    found = group_of(
        line("Prilosec 20 mg", status="stopped", end=date(2026, 10, 1)), line("omeprazole 20 mg")
    )
    assert found.group == "stopped_here_active_there"
    assert found.why == (
        "Lakeside Pharmacy has omeprazole as stopped on 2026-10-01,"
        " and Mercy Hospital discharge as still active."
    )


@pytest.mark.parametrize(("end", "group"), [(23, "stopped_here_active_there"), (24, "same")])
def test_what_has_ended_counts_as_stopped(end, group):
    ended = line("amoxicillin 500 mg", end=date(2026, 11, end))
    assert group_of(ended, line("amoxicillin 500 mg")).group == group


def test_an_old_order_beside_the_active_one_is_no_difference():
    old = line("simvastatin 10 mg", status="stopped", end=date(2024, 1, 1))
    now = line("simvastatin 20 mg", "1 tablet at bedtime")
    (found,) = groups_of((LAKESIDE, [old, now]), (MERCY, [now]))
    assert (found.group, len(found.lines)) == ("same", 3)


def test_two_strengths_taken_together_are_held_apart():
    both = [line("warfarin 5 mg", "1 tab daily"), line("Coumadin 1 mg", "1 tab daily")]
    found = groups_of((LAKESIDE, both), (MERCY, both[:1]))
    assert [(each.group, len(each.lines)) for each in found] == [("only_in", 1), ("same", 2)]
    assert found[0].why == (
        "Only Lakeside Pharmacy lists warfarin (Coumadin 1 mg). Mercy Hospital discharge lists warfarin in another way."
    )
    assert found[0].not_known_to == ()


def test_one_of_two_strengths_that_another_list_has_stopped():
    low, high = line("lisinopril 10 mg", "1 tab daily"), line("Zestril 30 mg", "1 tab daily")
    stopped = line("lisinopril 10 mg", "1 tab daily", status="stopped")
    found = groups_of((LAKESIDE, [low, high]), (MERCY, [stopped, high]))
    assert [each.group for each in found] == ["stopped_here_active_there", "same"]


def test_two_of_a_kind_on_two_lists_are_held_side_by_side():
    found = groups_of((LAKESIDE, [line("simvastatin 20 mg")]), (MERCY, [line("Lipitor 20 mg")]))
    assert [each.group for each in found] == ["same_class"]
    assert "statins" in found[0].why


def test_a_combination_that_holds_the_other_ingredient_is_held_side_by_side():
    found = groups_of((LAKESIDE, [line("Zestoretic 20-12.5")]), (MERCY, [line("lisinopril 20 mg")]))
    assert [each.group for each in found] == ["same_class"]


def test_two_of_a_kind_that_both_lists_know_are_no_question_here():
    both = [line("furosemide 20 mg"), line("torsemide 10 mg")]
    assert [each.group for each in groups_of((LAKESIDE, both), (MERCY, both))] == ["same", "same"]


def test_a_cream_and_a_tablet_of_one_ingredient_are_two_medicines():
    found = groups_of(
        (LAKESIDE, [line("hydrocortisone 1 % cream")]), (MERCY, [line("hydrocortisone 10 mg tablet")])
    )
    assert [each.group for each in found] == ["only_in", "only_in"]


def test_a_name_that_is_not_known_is_said_to_be_compared_by_its_words():
    found = group_of(line("zorble 3 mg"), line("zorble 3 mg"))
    assert not found.recognised
    assert "not recognised" in found.why


NAMES = [
    *("Coumadin 5 mg", "warfarin 2.5 mg tablet", "lisinopril 20 mg", "Zestoretic 20-12.5 mg", "zorble"),
    *(
        "albuterol HFA inhaler",
        "albuterol 0.083 % nebulizer solution",
        "metformin ER 500 mg",
        "metformin 1 g",
    ),
    *("hydrocortisone 1 % cream", "Lantus 100 units/mL", "Lipitor 20 mg", "simvastatin 40 mg", "water pill"),
]
DIRECTIONS = [
    "",
    "1 tab po bid",
    "Take 2 tablets at bedtime",
    "as directed",
    "1 tab q8h prn pain",
    "2 puffs bid",
]
lines = some.builds(
    Medication,
    name=some.sampled_from(NAMES),
    directions=some.sampled_from(DIRECTIONS),
    status=some.sampled_from(["active", "stopped", "on_hold", "proposed"]),
    route=some.sampled_from(["", "oral", "topical"]),
    end=some.sampled_from([None, date(2026, 1, 1)]),
)
whole_lists = some.lists(some.lists(lines, max_size=6), min_size=2, max_size=4)


@given(some.lists(lines, max_size=8))
def test_a_list_beside_itself_is_silent(held):
    found = groups_of((LAKESIDE, held), (MERCY, held))
    assert {each.group for each in found} <= {"same"}


@given(whole_lists)
def test_every_line_stands_in_exactly_one_group(held):
    given_lists = [(f"list {number}", each) for number, each in enumerate(held)]
    shown = [
        (place.list_name, place.position, place.medication)
        for each in groups_of(*given_lists)
        for place in each.lines
    ]
    expected = [(name, position, each) for name, rows in given_lists for position, each in enumerate(rows)]
    assert sorted(shown, key=str) == sorted(expected, key=str)


@given(whole_lists, some.randoms(use_true_random=False))
def test_the_order_of_lists_does_not_matter(held, chance):
    given_lists = [(f"list {number}", each) for number, each in enumerate(held)]
    moved = chance.sample(given_lists, len(given_lists))
    assert _as_sets(groups_of(*given_lists)) == _as_sets(groups_of(*moved))


def _as_sets(groups):
    return {
        (
            each.group,
            frozenset((place.list_name, place.position) for place in each.lines),
            frozenset(
                (found.what, *sorted(zip(found.lists, found.values, strict=True)))
                for found in each.differences
            ),
            frozenset(each.not_known_to),
        )
        for each in groups
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Take 1 tablet in the morning and 1 tablet at bedtime", "1 tab BID"),
        ("Take 1 tablet every 12 hours", "1 tablet in the morning and 1 tablet at bedtime"),
        ("Take 1 tablet once a week", "1 tablet every Monday"),
    ],
)
def test_labels_that_say_the_same_in_other_words_are_the_same(one, other):
    assert _groups_of_labels(one, other) == ["same"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Take 1 tablet in the morning and 1 tablet at bedtime", "1 tablet daily"),
        ("Take 1 tablet in the morning and 2 tablets at bedtime", "1 tablet in the morning and 1 at bedtime"),
        ("Take 1 tablet every Tuesday", "1 tablet every Monday"),
        ("Take 1 tablet daily", "1 tablet every Monday"),
        ("Take 2 tablets daily for 3 days, then 1 tablet daily for 3 days", "2 tablets daily"),
        (
            "Take 1 tablet twice daily for 3 days, then 1 tablet daily for 3 days",
            "1 tablet three times a day",
        ),
    ],
)
def test_labels_that_mean_something_else_stay_different(one, other):
    assert _groups_of_labels(one, other) == ["different"]


def _groups_of_labels(one, other):
    lists = [
        MedicationList(name, (Medication("simvastatin 20 mg tablet", directions=label),))
        for name, label in (("Lakeside", one), ("Mercy", other))
    ]
    return [
        group.group
        for group in reconcile(lists, on=date(2026, 11, 24), vocabulary=vocabulary.load(), duplicates={})
    ]


@pytest.mark.parametrize(
    ("lakeside", "mercy", "what", "values"),
    [
        (
            line("warfarin 5 mg", "1 tab on Monday"),
            line("warfarin 5 mg", "1 tab on Monday and Friday"),
            "frequency",
            ("on Mon", "on Mon, Fri"),
        ),
        (
            line("alendronate 70 mg", "1 tablet once a week"),
            line("alendronate 70 mg", "1 tablet daily"),
            "dose",
            ("70 mg once a week", "70 mg once a day"),
        ),
        (
            line("alendronate 70 mg", "1 tablet every 3 days"),
            line("alendronate 70 mg", "1 tablet 2 times a week"),
            "frequency",
            ("every 3 days", "twice a week"),
        ),
        (
            line("insulin glargine", "10 units at bedtime"),
            line("insulin glargine", "10 to 12 units at bedtime"),
            "dose",
            ("10 units at bedtime", "10 to 12 units at bedtime"),
        ),
        (
            line("prednisone 10 mg", "4 tabs daily for 2 days, then 2 tabs daily for 2 days"),
            line("prednisone 10 mg", "1 tablet daily"),
            "schedule",
            ("4 tabs daily for 2 days, then 2 tabs daily for 2 days", "1 tablet daily"),
        ),
        (
            line("lorazepam 1 mg", as_needed=True),
            line("lorazepam 1 mg", as_needed=False),
            "as needed",
            ("only when needed", "every day"),
        ),
        (
            line("calcium carbonate 500 mg", "1 tablet with each meal"),
            line("calcium carbonate 500 mg", "1 tablet with food daily"),
            "frequency",
            ("1 tablet with each meal", "once a day"),
        ),
        (
            line("mupirocin 2% ointment", "apply after dialysis"),
            line("mupirocin 2% ointment", "apply daily"),
            "frequency",
            ("apply after dialysis", "once a day"),
        ),
    ],
)
def test_how_the_lists_differ_is_said_as_each_list_has_it(lakeside, mercy, what, values):
    found = group_of(lakeside, mercy)
    assert found.group == "different"
    assert {each.what: each.values for each in found.differences}[what] == values


def test_the_same_words_that_nobody_could_read_are_the_same_words():
    told = group_of(line("digoxin", "as the moon waxes"), line("digoxin", "As the moon waxes."))
    assert told.group == "same"


@pytest.mark.parametrize(
    ("lakeside", "mercy"),
    [
        (line("albuterol", "2 puffs every 6 hours"), line("albuterol", "1 vial every 6 hours")),
        (
            line("amoxicillin 250 mg/5 mL", "5 mL tid"),
            line("amoxicillin 250 mg capsule", "1 capsule three times a day"),
        ),
        (line("vitamin d 1000 units"), line("vitamin d 25 mcg")),
        (line("vitamin d 1000 units", "1 tablet daily"), line("vitamin d 25 mcg", "1 tablet daily")),
    ],
)
def test_what_counts_in_other_units_is_the_same_only_as_far_as_it_can_be_compared(lakeside, mercy):
    told = group_of(lakeside, mercy)
    assert (told.group, "as far as it can be compared" in told.why) == ("same", True)


def test_two_strengths_on_one_list_beside_one_on_another_are_shown_together():
    understand = reader(vocabulary.load())

    def held(name, *lines):
        return tuple(
            understand(each, list_name=name, position=place, on=ON) for place, each in enumerate(lines)
        )

    five, two = line("warfarin 5 mg", "1 tab daily"), line("warfarin 2 mg", "1 tab daily")
    (found,) = differences({LAKESIDE: held(LAKESIDE, five, two, five), MERCY: held(MERCY, five)})
    assert (found.what, found.values) == (
        "dose",
        ("warfarin 5 mg: 1 tab daily and warfarin 2 mg: 1 tab daily", "warfarin 5 mg: 1 tab daily"),
    )
    one = line("warfarin 1 mg", "1 tab daily")
    (found,) = differences({LAKESIDE: held(LAKESIDE, five, two), MERCY: held(MERCY, one, five)})
    assert found.what == "dose"
    assert differences({LAKESIDE: held(LAKESIDE, five, two), MERCY: held(MERCY, two, five)}) == ()
