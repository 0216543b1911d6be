"""What a table of facts may hold: its columns, its closed lists of words, and what makes a row the only one."""

from __future__ import annotations

from dataclasses import dataclass, field


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENDING = ("source", "where", "note")
SEVERITIES = frozenset({"high", "moderate", "low"})
URGENCIES = frozenset({"today", "this_week", "next_visit", "note"})
YES_NO = frozenset({"yes", "no"})
PATHWAYS = _words(
    "CYP1A2 CYP2A6 CYP2B6 CYP2C8 CYP2C9 CYP2C19 CYP2D6 CYP2E1 CYP3A4 UGT P-gp BCRP OATP1B1 OAT OCT2_MATE "
    "MAO XO COMT DPD TPMT acid chelation resin lithium_clearance folate gut_motility"
)
LOADS = _words(
    "bleeding stomach_bleeding clotting qt serotonin anticholinergic sedation breathing falls "
    "blood_pressure_down blood_pressure_up standing heart_rate_down heart_rate_up potassium_up potassium_down "
    "sodium_down magnesium_down calcium_up glucose_down glucose_up uric_acid_up seizure kidney_harm liver_harm "
    "bone_marrow muscle_harm nerve_harm ear_harm eye_harm immune_down dopamine_block dopamine_boost "
    "acetylcholine_boost fluid_retention heart_weakness constipation diarrhea urine_retention bone_loss "
    "intracranial_pressure neuromuscular_block lactic_acid methemoglobin sunlight skin_severe vessel_tightening "
    "airway_tightening heat weight_up pancreas thyroid_down alcohol_reaction"
)
OTHER_EFFECTS = _words(
    "level_up_first level_up_second level_down_first level_down_second less_effect_first less_effect_second "
    "none_expected"
)


@dataclass(frozen=True)
class Topic:
    """One kind of table. `columns` are those before source, where and note."""

    columns: tuple[str, ...]
    key: tuple[str, ...]
    closed: dict[str, frozenset[str]] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    may_be_empty: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()

    @property
    def header(self) -> tuple[str, ...]:
        """Return every column that a file of the topic may have, in order."""
        return (*self.columns, *ENDING)


TOPICS: dict[str, Topic] = {
    "pathways": Topic(
        ("ingredient", "pathway", "role", "strength", "effect"),
        ("ingredient", "pathway", "role"),
        {
            "pathway": PATHWAYS,
            "role": _words("substrate inhibitor inducer"),
            "strength": _words("sensitive major minor strong moderate weak"),
            "effect": frozenset({"", "lowered"}),
        },
        may_be_empty=_words("effect"),
    ),
    "narrow": Topic(("ingredient",), ("ingredient",)),
    "loads": Topic(
        ("ingredient", "load", "level"), ("ingredient", "load"), {"load": LOADS, "level": _words("0 1 2 3")}
    ),
    "pairs": Topic(
        (
            "first",
            "second",
            "severity",
            "urgency",
            "interrupts",
            "effect",
            "why",
            "suggest",
            "alternatives",
            "ask_prescriber",
            "say_to_patient",
        ),
        ("first", "second"),
        {
            "severity": SEVERITIES,
            "urgency": URGENCIES,
            "interrupts": YES_NO,
            "effect": LOADS | OTHER_EFFECTS,
        },
        may_be_empty=_words("why suggest alternatives ask_prescriber say_to_patient"),
    ),
    "uses": Topic(
        ("ingredient", "condition", "course", "say_to_patient"),
        ("ingredient", "condition"),
        {"course": _words("long short as_needed")},
        may_be_empty=_words("say_to_patient"),
    ),
    "limits": Topic(
        ("ingredient", "route", "who", "what", "amount", "unit", "reason"),
        ("ingredient", "route", "who", "what", "reason"),
        {
            "who": _words("adult over_65 over_75 child frail"),
            "what": _words("max_day max_single usual_day_low usual_day_high"),
        },
        numbers=_words("amount"),
        may_be_empty=_words("route reason"),
    ),
    "kidney": Topic(
        ("ingredient", "measure", "below", "action", "max_per_day", "unit", "only_if", "unless", "why"),
        ("ingredient", "measure", "below", "only_if"),
        {"measure": _words("crcl egfr"), "action": _words("avoid reduce watch")},
        numbers=_words("below max_per_day"),
        may_be_empty=_words("max_per_day unit only_if unless"),
        qualifiers=_words("only_if unless"),
    ),
    "liver": Topic(
        ("ingredient", "stage", "action", "why"),
        ("ingredient", "stage"),
        {"stage": _words("any mild moderate severe"), "action": _words("avoid reduce watch")},
    ),
    "conditions": Topic(
        ("ingredient", "condition", "action", "severity", "only_if", "unless", "why"),
        ("ingredient", "condition", "only_if", "unless"),
        {"action": _words("avoid caution"), "severity": SEVERITIES},
        may_be_empty=_words("only_if unless"),
        qualifiers=_words("only_if unless"),
    ),
    "older_adults": Topic(
        ("ingredient", "action", "only_if", "unless", "severity", "why"),
        ("ingredient", "action", "only_if"),
        {"action": _words("avoid avoid_start avoid_longterm caution"), "severity": SEVERITIES},
        may_be_empty=_words("only_if unless"),
        qualifiers=_words("only_if unless"),
    ),
    "children": Topic(
        ("ingredient", "under", "only_if", "action", "why"),
        ("ingredient", "under", "only_if"),
        {"action": _words("avoid caution")},
        numbers=_words("under"),
        may_be_empty=_words("only_if"),
        qualifiers=_words("only_if"),
    ),
    "by_weight": Topic(
        ("ingredient", "who", "amount", "least", "unit", "why"),
        ("ingredient", "who"),
        {"who": _words("child anyone")},
        numbers=_words("amount least"),
        may_be_empty=_words("least"),
    ),
    "pregnancy": Topic(
        ("ingredient", "stage", "action", "why"),
        ("ingredient", "stage"),
        {
            "stage": _words("any first second from_week_20 third breastfeeding"),
            "action": _words("avoid caution watch"),
        },
    ),
    "monitoring": Topic(
        ("ingredient", "test", "begin_days", "every_days", "only_if", "why"),
        ("ingredient", "test", "only_if"),
        numbers=_words("begin_days every_days"),
        may_be_empty=_words("begin_days every_days only_if"),
        qualifiers=_words("only_if"),
    ),
    "stopping": Topic(
        ("ingredient", "kind", "after_days", "how"),
        ("ingredient", "kind"),
        {"kind": _words("withdrawal rebound taper relapse")},
        numbers=_words("after_days"),
        may_be_empty=_words("after_days"),
    ),
    "food": Topic(
        ("ingredient", "what", "action", "say_to_patient"),
        ("ingredient", "what", "action"),
        {
            "what": _words(
                "food grapefruit alcohol dairy high_fat vitamin_k tyramine salt caffeine empty_stomach"
            ),
            "action": _words("avoid limit take_with take_without keep_steady"),
        },
    ),
    "spacing": Topic(
        ("ingredient", "from", "hours_before", "hours_after", "why"),
        ("ingredient", "from"),
        numbers=_words("hours_before hours_after"),
        may_be_empty=_words("hours_before hours_after"),
    ),
    "signs": Topic(
        ("ingredient", "sign", "words", "how_often", "what_to_do", "say_to_patient"),
        ("ingredient", "sign"),
        {
            "how_often": _words("common uncommon rare"),
            "what_to_do": _words("call_911 call_now call_today tell_us"),
        },
    ),
    "opioid_equivalents": Topic(
        ("ingredient", "route", "factor", "unit"),
        ("ingredient", "route"),
        numbers=_words("factor"),
        may_be_empty=_words("unit"),
    ),
    "cheaper": Topic(("ingredient", "instead", "why"), ("ingredient", "instead")),
    "handled": Topic(
        ("ingredient", "about", "with", "when", "how", "why"),
        ("ingredient", "about", "with", "when"),
        {
            "about": _words(
                "drug_interaction drug_condition age_inappropriate renal_dose duplication dose_too_low "
                "needs_additional_therapy unnecessary_therapy pregnancy prescribing_cascade adverse_drug_reaction"
            ),
            "how": _words("silent low moderate"),
        },
        may_be_empty=_words("with"),
        qualifiers=_words("when"),
    ),
}
QUALIFIER_KINDS = _words(
    "dose_above dose_at_most dose_not_above longer_than_days begun_within course_at_most settled since "
    "days_a_month_at_most form use says with holds apart in_range kidney_at_least sex age_at_least"
)
