"""The situation, background and assessment of a request, from the findings it rests on."""

from brownbag.practice.shared_pages.wording import and_list, short_date, years_old


def situation(person, decisions, *, on):
    "Who the person is and what the request is about, in one or two sentences."
    names = sorted({name for decision in decisions for name in decision.problem.finding["drugs"]})
    age = age_words(person, on=on)
    return f"{person.name}{age}. {_about(decisions)} Medicines concerned: {and_list(names)}."


def background(person, decisions, allergies):
    "The dated facts behind the questions, each said once, and the allergies."
    facts = [fact for decision in decisions for fact in decision.problem.finding["facts_used"]]
    said = list(dict.fromkeys(_fact_words(fact) for fact in facts))
    return " ".join([*(f"{words}." for words in said), _allergy_words(person, allergies)])


def assessment(decisions):
    "Why each question is asked, most urgent first."
    return " ".join(decision.problem.finding["why"] for decision in decisions)


def age_words(person, *, on):
    "The age as it stands behind a name; an unknown birth date is said."
    age = years_old(person.birth_date, on=on)
    return ", age not known" if age is None else f", {age}"


def _about(decisions):
    titles = [decision.problem.title for decision in decisions]
    return f"{and_list(titles)}."


def _fact_words(fact):
    value = " ".join(part for part in (fact["what"], fact["value"], fact["unit"]) if part)
    return f"{value} ({short_date(fact['date'])})" if fact["date"] else value


def _allergy_words(person, allergies):
    if allergies:
        return f"Allergies: {and_list([_one_allergy(allergy) for allergy in allergies])}."
    if person.no_known_allergies:
        return "No known allergies."
    return "Allergies: not asked."


def _one_allergy(allergy):
    return f"{allergy.substance} ({allergy.reaction})" if allergy.reaction else allergy.substance
