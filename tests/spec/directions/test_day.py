"""A day that works: Ruth's whole list at the fewest times, with everything apart that must be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brownbag.clinical.directions import read
from brownbag.clinical.directions.day import Apart, FoodRule, Routine, Taking, complexity_of, plan_day
from brownbag.clinical.directions.day.moments import named_moments
from brownbag.clinical.directions.day.rules import minutes_of

RUTH = Routine.of("06:30", "07:15", "12:30", "18:30", "22:30")
MINERALS = frozenset({"calcium", "iron"})
THYROID = Apart("levothyroxine", MINERALS, Decimal(4), Decimal(4), "Minerals bind it.")
ANTIBIOTIC = Apart("ciprofloxacin", MINERALS, Decimal(2), Decimal(6), "Minerals bind it.")
BONES = Apart("alendronate", MINERALS, Decimal("0.5"), Decimal(2), "Minerals bind it.")
LABELS = (
    "Take 1 tablet daily",
    "Take 1 tablet twice daily",
    "Take 1 tablet 3 times a day",
    "Take 1 tablet 4 times a day",
    "Take 1 tablet every 12 hours",
    "Take 1 tablet every 8 hours",
    "Take 1 tablet every morning on an empty stomach",
    "Take 1 tablet at bedtime",
    "Take 1 tablet with each meal",
    "Take 1 tablet in the morning and 2 tablets at bedtime",
    "Take 1 tablet daily before breakfast",
    "Take 1 tablet at 8 am and 8 pm",
    "Take 1 tablet once a week",
    "Take 1 tablet every other day with food",
)


def taking(name, label, *ingredients):
    return Taking(name, name, frozenset(ingredients or (name,)), read(label))


def clocks(plan, name):
    return [moment.clock for moment in plan.moments for dose in moment.doses if dose.name == name]


def test_five_pills_daily_are_one_time():
    pills = [taking(name, "Take 1 tablet daily") for name in ("one", "two", "three", "four", "five")]
    assert [moment.clock for moment in plan_day(pills, routine=RUTH).moments] == ["07:15"]


def test_levothyroxine_stays_four_hours_from_calcium_and_the_plan_says_why():
    pills = [
        taking("levothyroxine", "Take 1 tablet every morning on an empty stomach"),
        taking("calcium", "Take 1 tablet twice daily with food"),
    ]
    plan = plan_day(pills, routine=RUTH, apart=[THYROID])
    assert clocks(plan, "calcium") == ["12:30", "18:30"]
    assert [(moved.name, moved.why) for moved in plan.moved] == [
        ("calcium", "So that it stays apart from levothyroxine. Minerals bind it.")
    ]


def test_every_eight_hours_keeps_its_gaps():
    plan = plan_day([taking("amoxicillin", "Take 1 capsule every 8 hours")], routine=RUTH)
    minutes = [minutes_of(clock) for clock in clocks(plan, "amoxicillin")]
    gaps = [
        (after - before) % 1440 for before, after in zip(minutes, [*minutes[1:], minutes[0]], strict=True)
    ]
    assert max(gaps) <= 9 * 60


def test_every_six_hours_would_wake_ruth_and_is_not_forced_into_the_day():
    plan = plan_day([taking("penicillin", "Take 1 tablet every 6 hours")], routine=RUTH)
    assert plan.moments == ()
    assert "Every 6 hours does not fit" in plan.not_placed[0].why


def test_what_cannot_be_kept_apart_is_said():
    pills = [
        taking("ciprofloxacin", "Take 1 tablet every 12 hours"),
        taking("calcium", "Take 1 tablet with each meal"),
    ]
    plan = plan_day(pills, routine=RUTH, apart=[ANTIBIOTIC])
    assert plan.cannot_keep == (
        "ciprofloxacin cannot be kept 6 hours apart from calcium on this day. Minerals bind it.",
    )


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("Take 1 tablet every 6 hours as needed for pain", "It is taken only when needed."),
        ("Take 1 tablet one time only", "It is taken one time only."),
        ("Take as directed", "Its label does not say how much or when."),
        ("Take 1 tablet as the moon waxes", "Its directions were not understood whole."),
        ("Take 1 tablet 1.5 times a day", "Its times a day are no whole number."),
        ("Take 1 tablet 10 times a day", "No moment of this day fits its directions."),
        (
            "Take 1 tablet every 5 hours",
            "Every 5 hours does not fit between waking and bedtime; ask if it may be spread otherwise.",
        ),
        ("Apply 1 patch every 72 hours", "Every 72 hours is not every day; mark the days on a calendar."),
        (
            "Take 1 tablet 1 hour before dental procedure",
            "It is taken 1\N{NO-BREAK SPACE}hour before the dental visit.",
        ),
    ],
)
def test_what_has_no_place_in_a_day_is_named(label, why):
    plan = plan_day([taking("it", label)], routine=RUTH)
    assert (plan.moments, plan.not_placed[0].why.replace("\N{NO-BREAK SPACE}", " ")) == (
        (),
        why.replace("\N{NO-BREAK SPACE}", " "),
    )


@pytest.mark.parametrize(
    ("label", "form", "weight"),
    [
        ("Inhale 1 vial by nebulizer every 6 hours", "", 5),
        ("Inhale 1 capsule daily", "powder for inhalation", 3),
        ("Instill 1 drop in both eyes daily", "", 3),
        ("Swish 5 mL and spit 4 times a day", "", 2),
        ("Inject 0.5 mL once weekly", "", 3),
        ("Take 10 mg daily", "film coated tablet", 1),
    ],
)
def test_each_kind_of_dosage_form_has_its_published_weight(label, form, weight):
    pill = Taking("it", "it", frozenset({"it"}), read(label), form)
    assert complexity_of([pill]).forms == weight


@pytest.mark.parametrize(
    ("label", "weight"),
    [
        ("Take 1 tablet every 0.5 hours", 48),
        ("Take 1 tablet every 5 hours", 4),
        ("Take 1 tablet every 5 hours as needed for pain", 2),
        ("Apply 1 patch every 72 hours", 2),
        ("Take 1 tablet every Monday and 2 tablets every Friday", 1),
    ],
)
def test_any_frequency_that_can_be_read_has_a_weight(label, weight):
    assert complexity_of([taking("it", label)]).frequencies == weight


def test_four_that_must_stay_apart_do_not_fit_three_meals_and_one_pair_is_named():
    names = ("calcium", "iron", "zinc", "magnesium")
    pills = [taking(name, "Take 1 tablet daily with food") for name in names]
    rules = [
        Apart(name, frozenset(names[place + 1 :]), Decimal(2), Decimal(2), "They bind each other.")
        for place, name in enumerate(names)
    ]
    plan = plan_day(pills, routine=RUTH, apart=rules)
    assert sorted(moment.clock for moment in plan.moments) == ["07:15", "12:30", "18:30"]
    assert len(plan.cannot_keep) == 1


def test_before_food_at_bedtime_is_at_bedtime():
    plan = plan_day([taking("it", "Take 1 tablet at bedtime before a meal")], routine=RUTH)
    assert clocks(plan, "it") == ["22:30"]


def test_a_late_lunch_leaves_no_afternoon_between_meals():
    late = Routine.of("06:30", "07:15", "16:00", "18:00", "22:30")
    plan = plan_day([taking("it", "Take 1 tablet 5 times a day")], routine=late)
    assert "in the afternoon, between meals" not in [moment.name for moment in plan.moments]
    assert "in the afternoon, between meals" in named_moments(RUTH).values()


def test_a_fact_about_food_counts_where_the_label_is_silent():
    rule = FoodRule("alendronate", "food", "take_without", "Take it on an empty stomach.")
    plan = plan_day([taking("alendronate", "Take 1 tablet once a week")], routine=RUTH, food=[rule])
    assert plan.moments[0].clock not in ("07:15", "12:30", "18:30")
    assert plan.moments[0].doses[0].days == "1 time a week"


def test_work_is_avoided_where_that_costs_nothing():
    at_work = Routine.of("06:30", "07:15", "12:30", "18:30", "22:30", work=("07:00", "17:00"))
    plan = plan_day([taking("lisinopril", "Take 1 tablet daily")], routine=at_work)
    assert not at_work.is_at_work(minutes_of(plan.moments[0].clock))


def test_complexity_is_the_published_index():
    pills = [
        taking("colchicine", "Take 1 tablet twice daily"),
        taking("iron", "Take 1 tablet every other day with food"),
    ]
    found = complexity_of(pills)
    assert (found.forms, found.frequencies, found.directions, found.total) == (1, 4, 1, 6)


def test_complexity_falls_when_hours_become_moments_of_the_day():
    plan = plan_day([taking("doxycycline", "Take 1 capsule every 12 hours")], routine=RUTH)
    assert (plan.complexity_before.total, plan.complexity_after.total) == (Decimal("3.5"), 3)


NAMES = (
    "levothyroxine",
    "ciprofloxacin",
    "alendronate",
    "calcium",
    "iron",
    "lisinopril",
    "metformin",
    "zinc",
)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(LABELS)), min_size=1, max_size=8))
def test_no_dose_is_dropped_or_added_and_no_rule_is_broken_unsaid(chosen):
    pills = [
        Taking(str(place), name, frozenset({name}), read(label)) for place, (name, label) in enumerate(chosen)
    ]
    rules = [THYROID, ANTIBIOTIC, BONES]
    plan = plan_day(pills, routine=RUTH, apart=rules)
    outside = {each.key for each in plan.not_placed}
    for pill in pills:
        doses = [dose for moment in plan.moments for dose in moment.doses if dose.key == pill.key]
        assert (len(doses) == doses_of(pill)) != (pill.key in outside)
    for rule in rules:
        for ours in (pill for pill in pills if rule.ingredient in pill.ingredients):
            for theirs in (pill for pill in pills if rule.others & pill.ingredients):
                told = any(
                    f"{ours.name} cannot be kept" in said and theirs.name in said for said in plan.cannot_keep
                )
                assert told or are_apart(plan, ours.key, theirs.key, rule)


def doses_of(pill):
    "How many doses a day the label asks for."
    first, *rest = pill.directions.phases
    timing = first.timing
    if rest:
        return 1 + len(rest)
    if timing.every_hours:
        return int(24 / timing.every_hours)
    return int(timing.times_per_day_high or (3 if timing.each_meal else len(timing.times_of_day) or 1))


def are_apart(plan, ours, theirs, rule):
    at = {ours: [], theirs: []}
    for moment in plan.moments:
        for dose in moment.doses:
            if dose.key in at:
                at[dose.key].append(minutes_of(moment.clock))
    return all(
        (other - one) % 1440 >= rule.hours_before * 60 and (one - other) % 1440 >= rule.hours_after * 60
        for one in at[ours]
        for other in at[theirs]
    )
