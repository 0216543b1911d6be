"""The page of one medicine: every fact held about it, what acts on it, and who has checked it."""

from dataclasses import dataclass

from brownbag.clinical import vocabulary
from brownbag.clinical.assessment.assess import engine_of
from brownbag.clinical.assessment.safety.interactions import grade_of, sources_of
from brownbag.clinical.assessment.words import filled
from brownbag.clinical.knowledge import load as load_knowledge
from brownbag.clinical.knowledge.in_force import in_force
from brownbag.practice.reviews.wording import URGENCY_WORDS
from brownbag.practice.shared_pages.wording import and_list, counted
from brownbag.practice.workspace.medicines import facts_shown as shown
from brownbag.practice.workspace.problems import MARKS

SECTIONS = (
    ("What it is for", "uses", shown.use),
    ("Roles: how the body handles it", "pathways", shown.pathway),
    ("Dose limits", "limits", shown.limit),
    ("Kidneys", "kidney", shown.kidney),
    ("Liver", "liver", shown.liver),
    ("Conditions", "conditions", shown.condition),
    ("Children", "children", shown.child),
    ("Doses by weight", "by_weight", shown.by_weight),
    ("Older adults", "older_adults", shown.older_adult),
    ("Pregnancy and breastfeeding", "pregnancy", shown.pregnancy),
    ("Tests to watch", "monitoring", shown.monitoring),
    ("Stopping", "stopping", shown.stopping),
    ("Food and drink", "food", shown.food),
    ("Hours apart", "spacing", shown.spacing),
    ("Signs a patient can notice", "signs", shown.sign),
    ("Loads, added up over all medicines", "loads", shown.load),
    ("Cheaper and equal", "cheaper", shown.cheaper),
    ("Opioid equivalence", "opioid_equivalents", shown.opioid),
)
OTHERS_SHOWN = 6
# Names for the places of a rule where nobody's list is at hand.
IN_GENERAL = {
    "first": "the first medicine",
    "second": "the second medicine",
    "third": "the third medicine",
    "condition": "the illness",
}
INTERACTIONS_SHOWN = 40


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    lines: tuple[shown.FactLine, ...]


@dataclass(frozen=True)
class ShownInteraction:
    "What the medicine and others do to each other in one way."

    others: str
    urgency: str
    mark: str
    why: str
    do: str
    sources: str


@dataclass(frozen=True)
class MedicinePage:
    name: str
    also: str
    sold: str
    rxcui: str
    groups: tuple[str, ...]
    narrow: bool
    sections: tuple[Section, ...]
    empty: tuple[str, ...]
    interactions: tuple[ShownInteraction, ...]
    interactions_total: int
    partners: int
    rules: tuple[tuple[str, str], ...]
    lines: int
    ours: int
    release: str


@dataclass(frozen=True)
class KnowledgePage:
    release: str
    ingredients: int
    topics: tuple[tuple[str, int, int], ...]
    rules: int
    mechanisms: int
    sources: tuple[dict, ...]
    asked: str
    found: tuple[str, ...]
    classes: str


def medicine_page(name, *, on):
    "Put together the page of an ingredient as it holds on a day, or return None where nothing is known of it."
    release = in_force(load_knowledge(), on)
    facts = release.facts
    known = vocabulary.load().resolve(name)
    if not facts.knows(name) and name not in release.ingredients_with_rules:
        return None
    sections = [_section(title, topic, say, facts.of(topic, name), release) for title, topic, say in SECTIONS]
    found = sorted(_interactions(release, name), key=lambda each: each[0])
    lines = [line for section in sections for line in section.lines]
    return MedicinePage(
        name=name,
        also=known.name if known.name != name else "",
        sold={"rx": "prescription only", "otc": "no prescription needed", "supplement": "supplement"}.get(
            known.sold, ""
        ),
        rxcui=known.rxcui,
        groups=tuple(release.groups[group]["title"] for group in facts.groups_of(name)),
        narrow=bool(facts.of("narrow", name)),
        sections=tuple(section for section in sections if section.lines),
        empty=tuple(section.title for section in sections if not section.lines),
        interactions=tuple(each for _, each in found[:INTERACTIONS_SHOWN]),
        interactions_total=len(found),
        partners=len(_partners(release, name)),
        rules=tuple(_rules(release, name)),
        lines=len(lines),
        ours=sum(line.is_ours for line in lines),
        release=release.release,
    )


def knowledge_page(asked=""):
    "Put together the start page: how much is known, from which sources, and what was looked for."
    release = load_knowledge()
    facts = release.facts
    topics = [(title, len(facts.of_topic(topic)), _rows(facts, topic)) for title, topic, _ in SECTIONS]
    known = vocabulary.load().resolve(asked) if asked.strip() else None
    return KnowledgePage(
        release=release.release,
        ingredients=len(facts.ingredients),
        topics=tuple(topics),
        rules=len(release.rules),
        mechanisms=len(release.mechanisms),
        sources=tuple(sorted(release.sources.values(), key=lambda source: source["title"])),
        asked=asked,
        found=_found(known),
        classes=known.drug_class if known else "",
    )


def _found(known):
    if known is None:
        return ()
    return known.ingredients or tuple(name for candidate in known.candidates for name in candidate.split("|"))


def _rows(facts, topic):
    return sum(len(rows) for rows in facts.of_topic(topic).values())


def _section(title, topic, say, rows, release):
    return Section(topic, title, tuple(_line(row, say, release.sources) for row in rows))


def _line(row, say, sources):
    about, says = say(row)
    source = sources.get(row["source"], {})
    return shown.FactLine(
        about=about,
        says=says,
        source=source.get("short") or source.get("title", row["source"]),
        where=row["where"],
        is_ours=row["source"] == "own_judgement",
        level=int(row["level"]) if "level" in row else None,
        note=row.get("note") or "",
    )


def _partners(release, name):
    between = engine_of(release).mechanisms.between
    return {
        other: found
        for other in release.facts.ingredients
        if other != name and (found := between(name, other))
    }


def _interactions(release, name):
    "One entry for each way in which the medicine and others act on each other, most urgent first."
    mechanisms = engine_of(release).mechanisms
    groups = {}
    for other, matches in _partners(release, name).items():
        worst = matches[0]
        says = mechanisms.words_of(worst)["finding"]
        places = {"first": worst.first, "second": worst.second, "pathway": worst.pathway}
        generic = {
            "first": _or_these(worst.first, name),
            "second": _or_these(worst.second, name),
            "pathway": worst.pathway,
        }
        key = (worst.grade, filled(says["why"], generic), filled(says["suggest"][0], generic))
        groups.setdefault(key, []).append((other, worst, places))
    for (grade, why, do), members in groups.items():
        yield (
            (grade.urgency, grade.calm, grade.severity, -len(members), why),
            _shown_interaction(members, why, do, release),
        )


def _or_these(part, name):
    return name if part == name else "this medicine"


def _shown_interaction(members, why, do, release):
    names = sorted(other for other, _, _ in members)
    rest = len(names) - OTHERS_SHOWN
    others = (
        and_list(names) if rest <= 0 else f"{', '.join(names[:OTHERS_SHOWN])} and {counted(rest, 'other')}"
    )
    urgency = grade_of(members[0][1])["urgency"]
    cited = dict.fromkeys(
        f"{release.sources[each.source].get('short') or release.sources[each.source]['title']}, {each.where}"
        for each in sources_of(members[0][1])
        if each.source in release.sources
    )
    return ShownInteraction(others, URGENCY_WORDS[urgency], MARKS[urgency], why, do, "; ".join(cited))


def _rules(release, name):
    for rule in release.rules:
        parts = [rule["when"].get(key, []) for key in ("takes", "with", "and_with")]
        if any(name in release.members(part) for part in parts):
            yield rule["rule"].replace("_", " "), filled(rule["finding"]["why"], IN_GENERAL)
