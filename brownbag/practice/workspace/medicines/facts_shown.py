"""One row of a table of facts as a line that can be read: what it is about, and what it says."""

from dataclasses import dataclass

from django.utils.text import capfirst

ROLES = {
    ("substrate", "sensitive"): "Cleared by it: small changes of the enzyme change the level much.",
    ("substrate", "major"): "Cleared mostly by it.",
    ("substrate", "minor"): "A small part is cleared by it.",
    ("inhibitor", "strong"): "Slows it strongly.",
    ("inhibitor", "moderate"): "Slows it.",
    ("inhibitor", "weak"): "Slows it a little.",
    ("inducer", "strong"): "Speeds it up strongly.",
    ("inducer", "moderate"): "Speeds it up.",
    ("inducer", "weak"): "Speeds it up a little.",
}
PLAIN_PATHWAYS = {
    "acid": "stomach acid",
    "chelation": "binding to metals in the gut",
    "resin": "binding in the gut",
    "OCT2_MATE": "OCT2 and MATE",
    "lithium_clearance": "clearing of lithium",
    "gut_motility": "speed of the gut",
}
GUT = frozenset({"acid", "chelation", "resin"})
GUT_ROLES = {
    ("acid", "substrate"): "Needs stomach acid to be taken up.",
    ("acid", "inhibitor"): "Lowers stomach acid.",
    ("chelation", "substrate"): "Is bound by calcium, iron, magnesium and the like.",
    ("chelation", "inhibitor"): "Brings the metal that binds others.",
    ("resin", "substrate"): "Is bound by resins and charcoal.",
    ("resin", "inhibitor"): "Binds other medicines in the gut.",
}
ACTIONS = {
    "avoid": "Avoid",
    "avoid_start": "Do not start",
    "avoid_longterm": "Not for long",
    "caution": "Take care",
    "reduce": "Lower the dose",
    "watch": "Watch",
    "limit": "Limit",
    "take_with": "Take with",
    "take_without": "Take without",
    "keep_steady": "Keep steady",
}
WHO = {"adult": "Adults", "over_65": "Over 65", "over_75": "Over 75", "child": "Children", "frail": "Frail"}
LIMITS = {
    "max_day": "at most in a day",
    "max_single": "at most at once",
    "usual_day_low": "usual in a day, from",
    "usual_day_high": "usual in a day, up to",
}
STAGES = {
    "any": "Pregnancy",
    "first": "Pregnancy, first third",
    "second": "Pregnancy, second third",
    "from_week_20": "Pregnancy, from week 20",
    "third": "Pregnancy, last third",
    "breastfeeding": "Breastfeeding",
}
TO_DO = {
    "call_911": "call 911",
    "call_now": "call now",
    "call_today": "call today",
    "tell_us": "tell us",
}
UNITS = {"[iU]": "units", "ug": "mcg", "[USP'U]": "units"}


@dataclass(frozen=True)
class FactLine:
    "What a fact is about and what it says, with its source and the place in it."

    about: str
    says: str
    source: str
    where: str
    is_ours: bool
    level: int | None = None
    note: str = ""


QUALIFIERS = {
    "says": "label, reason or person says “{}”",
    "longer_than_days": "taken for more than {} days",
    "begun_within": "begun at most {} days ago",
    "dose_above": "more than {}",
    "dose_at_most": "at most {} a day",
    "with": "taken with {}",
    "holds": "the same product holds {}",
    "form": "the form is {}",
    "use": "taken for {}",
    "kidney_at_least": "kidney function is {} or more",
    "sex": "the person is {}",
    "age_at_least": "the age is {} or more",
}


def qualifier(written):
    """Return what must hold for a row, as words.

    >>> qualifier("falls or with:@opioids"), qualifier("says:tonsil")
    ('falls or taken with opioids', 'label, reason or person says “tonsil”')
    >>> qualifier("since:heart_attack 183"), qualifier("in_range:systolic 90 160 180")
    ('heart attack was at most 183 days ago', 'systolic was between 90 and 160 in the last 180 days')
    """
    return " or ".join(_one_qualifier(part) for part in written.split(" or "))


def _one_qualifier(part):
    kind, _, rest = part.partition(":")
    if kind == "since":
        key, days = rest.split(" ")
        return f"{plain(key)} was at most {days} days ago"
    if kind == "in_range":
        test, low, high, days = rest.split(" ")
        return f"{plain(test)} was between {low} and {high} in the last {days} days"
    told = plain(rest.removeprefix("@"))
    return QUALIFIERS[kind].format(told) if kind in QUALIFIERS else plain(part)


def plain(key):
    """Return a key of the tables as words.

    >>> plain("atrial_fibrillation"), plain("gi_bleed")
    ('atrial fibrillation', 'gi bleed')
    """
    return key.replace("_", " ")


def pathway(row):
    "How the body handles the medicine, or what the medicine does to the handling."
    name = row["pathway"]
    says = GUT_ROLES.get((name, row["role"])) if name in GUT else ROLES.get((row["role"], row["strength"]))
    if row.get("effect") == "lowered":
        says = f"Turned on by it: slowing it makes the medicine work less. {says or ''}".strip()
    return PLAIN_PATHWAYS.get(name, name), says or f"{row['role']}, {row['strength']}"


def use(row):
    return plain(
        row["condition"]
    ).capitalize(), f"{row.get('say_to_patient') or ''} ({plain(row['course'])} use)".strip()


def limit(row):
    unit = UNITS.get(row["unit"], row["unit"])
    route = f", {row['route']}" if row.get("route") else ""
    reason = f", for {plain(row['reason'])}" if row.get("reason") else ""
    return f"{WHO[row['who']]}{route}{reason}", f"{row['amount']} {unit} {LIMITS[row['what']]}."


def kidney(row):
    most = (
        f", at most {row['max_per_day']} {UNITS.get(row['unit'], row['unit'])} a day"
        if row.get("max_per_day")
        else ""
    )
    measure = {"crcl": "CrCl", "egfr": "eGFR"}[row["measure"]]
    return f"{measure} below {row['below']}", _done(row, most)


def liver(row):
    return f"Liver disease, {row['stage']}", _done(row)


def condition(row):
    return plain(row["condition"]).capitalize(), _done(row)


def older_adult(row):
    return "65 and over", _done(row)


def child(row):
    return f"Under {row['under']} years", _done(row)


def _done(row, how_much=""):
    """Return what is done, for whom, and why.

    >>> _done({"action": "avoid", "only_if": "sex:female", "why": "bleeding"})
    'Avoid (only if the person is female). Bleeding'
    """
    return f"{ACTIONS[row['action']]}{how_much}{_when(row)}. {capfirst(row['why'])}"


def _when(row):
    "When a row holds, in brackets; nothing where it always does."
    parts = [
        f"{word} {qualifier(row[column])}"
        for column, word in (("only_if", "only if"), ("unless", "unless"))
        if row.get(column)
    ]
    return f" ({', '.join(parts)})" if parts else ""


def by_weight(row):
    unit = UNITS.get(row["unit"], row["unit"])
    least = f"{row['least']} to " if row.get("least") else "At most "
    return WHO.get(
        row["who"], "Anyone"
    ), f"{least}{row['amount']} {unit} a day for each kilogram. {row['why']}"


def pregnancy(row):
    return STAGES[row["stage"]], _done(row)


def monitoring(row):
    begin = f"within {row['begin_days']} days of starting" if row.get("begin_days") else ""
    every = f"then every {row['every_days']} days" if row.get("every_days") else ""
    when = ", ".join(part for part in (begin, every) if part)
    return plain(row["test"]), f"{when.capitalize()}. {row['why']}" if when else row["why"]


def stopping(row):
    after = f" after {row['after_days']} days" if row.get("after_days") else ""
    return row["kind"].capitalize() + after, row["how"]


def food(row):
    return plain(row["what"]).capitalize(), f"{ACTIONS[row['action']]}. {row['say_to_patient']}"


def spacing(row):
    apart = [
        f"{row['hours_before']} hours before" if row.get("hours_before") else "",
        f"{row['hours_after']} hours after" if row.get("hours_after") else "",
    ]
    return plain(
        row["from"].lstrip("@")
    ), f"Take {' or '.join(part for part in apart if part)} it. {row['why']}"


def sign(row):
    called = plain(row["sign"]).capitalize()
    return called, f"{row['say_to_patient']} ({row['how_often']}; {TO_DO[row['what_to_do']]})"


def load(row):
    return plain(row["load"]).capitalize(), f"{row['level']} of 3"


def cheaper(row):
    return row["instead"], row["why"]


def opioid(row):
    return row["route"], f"× {row['factor']} {row.get('unit', '')}".strip()
