"""The situation, background and assessment of a request, from the findings it rests on."""

from brownbag.practice.shared_pages.wording import and_list, short_date, years_old


def situation(person, findings, *, on):
    "Who the person is and what the request is about, in two or three sentences."
    names = list(dict.fromkeys(name for finding in findings for name in finding["drugs"]))
    about = " ".join(_sentence(finding["title"]) for finding in findings)
    concerned = f" Medicines concerned: {and_list(names)}." if names else ""
    return f"{person.name}{age_words(person, on=on)}. {about}{concerned}"


def background(person, findings, allergies):
    "The dated facts behind the questions, each said once, and the allergies."
    said = dict.fromkeys(fact_words(fact) for finding in findings for fact in finding["facts_used"])
    return " ".join([*(f"{words}." for words in said), allergy_words(person, allergies)])


def assessment(findings):
    "Why each question is asked, most urgent first."
    return " ".join(dict.fromkeys(_sentence(finding["why"]) for finding in findings))


def age_words(person, *, on):
    "The age as it stands behind a name; an unknown birth date is said."
    age = years_old(person.birth_date, on=on)
    return ", age not known" if age is None else f", {age}"


def fact_words(fact):
    """Return a fact with its value and its day.

    >>> fact_words({"what": "INR", "value": "3.4", "unit": None, "date": "2026-11-21"})
    'INR 3.4 (Nov\\xa021, 2026)'
    >>> fact_words({"what": "eGFR", "value": "42", "unit": None, "date": None})
    'eGFR 42'
    """
    if fact["what"] == "takes" and fact["date"]:
        return f"Takes {fact['value']} since {short_date(fact['date'])}"
    value = " ".join(part for part in (fact["what"], fact["value"], unit_shown(fact["unit"])) if part)
    value = value[:1].upper() + value[1:] if value[1:2].islower() else value
    return f"{value} ({short_date(fact['date'])})" if fact["date"] else value


def unit_shown(unit):
    """Return a unit of measure as it is written for people.

    >>> unit_shown("mL/min/{1.73_m2}"), unit_shown("{INR}"), unit_shown("a")
    ('mL/min/1.73 m²', '', 'years')
    """
    if not unit:
        return ""
    known = {"a": "years", "mm[Hg]": "mmHg", "{INR}": "", "1": "", "mL/min/{1.73_m2}": "mL/min/1.73 m²"}
    return known.get(unit, unit)


def allergy_words(person, allergies):
    "The allergies in one sentence, or that nobody asked."
    if allergies:
        return f"Allergies: {and_list([_one_allergy(allergy) for allergy in allergies])}."
    if person.no_known_allergies:
        return "No known allergies."
    return "Allergies: not asked."


def _sentence(words):
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _one_allergy(allergy):
    return f"{allergy.substance} ({allergy.reaction})" if allergy.reaction else allergy.substance
