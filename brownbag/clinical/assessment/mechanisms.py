"""What two ingredients do to each other, worked out from the facts about each.

Pathways (one slows the clearing of the other), loads (both lengthen the QT
interval) and the table of known pairs are graded by the mechanism files. A known
pair goes before everything derived, and can say that nothing is to be expected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from brownbag.clinical.assessment.finding import SEVERITIES, URGENCIES
from brownbag.clinical.knowledge import Knowledge
from brownbag.clinical.knowledge.mechanisms import STRENGTH, SUBSTRATE
from brownbag.clinical.knowledge.pair_names import pair_name

Row = dict[str, str]
KNOWN_PAIR = "known_pair"
# The pairs asked for last are kept: the people of a practice share many.
PAIRS_KEPT = 20_000
# The mechanism files say that the first acts on the second; in these rows the second acts on the first.
TURNED = frozenset({"level_up_first", "level_down_first", "less_effect_first"})
OWN_WORDS = ("why", "ask_prescriber", "say_to_patient")


class Grade(NamedTuple):
    """How bad it is; the smallest of several is the worst."""

    calm: bool
    severity: int
    urgency: int

    @classmethod
    def of(cls, given: Row) -> Grade:
        """Return the grade of a line of a mechanism or of the table of pairs."""
        return cls(
            given["interrupts"] != "yes",
            SEVERITIES.index(given["severity"]),
            URGENCIES.index(given["urgency"]),
        )


class Match(NamedTuple):
    """One thing that two ingredients do to each other: `first` does it, `second` suffers it."""

    grade: Grade
    rule: str
    first: str
    second: str
    pathway: str
    rows: tuple[tuple[str, Row], ...]
    pair: Row | None = None


@dataclass(slots=True)
class Profile:
    """The facts of one ingredient in the form in which pairs are worked out."""

    name: str
    narrow: bool
    substrate: dict[str, Row]
    inhibitor: dict[str, Row]
    inducer: dict[str, Row]
    loads: dict[str, int]
    load_rows: dict[str, Row]
    pairs: dict[str, tuple[int, str, Row]]
    tokens: tuple[str, ...]
    acts_on: frozenset[str]
    carries: frozenset[tuple[str, int]]
    reaches: frozenset[tuple[str, int]]


class _LoadGrade(NamedTuple):
    first: int
    second: int
    grade: Grade


class _Graded(NamedTuple):
    rule: str
    other: str
    same: bool
    grades: tuple[_LoadGrade, ...]


class Mechanisms:
    """All mechanisms of a release, ready to be asked about pairs."""

    def __init__(self, knowledge: Knowledge, *, off: frozenset[str] = frozenset()) -> None:
        self.knowledge = knowledge
        self._off = off
        self._profiles: dict[str, Profile] = {}
        self._loads = _load_mechanisms(knowledge.mechanisms)
        self._pathways = _pathway_mechanisms(knowledge.mechanisms)
        self.between = lru_cache(maxsize=PAIRS_KEPT)(self.work_out)
        self._pair_words: dict[str, dict[str, Any]] = {}
        self._by_effect: dict[str, tuple[str, ...]] = {}

    def profile(self, ingredient: str) -> Profile:
        """Return the facts of an ingredient that matter for pairs."""
        found = self._profiles.get(ingredient)
        if found is None:
            found = self._profiles[ingredient] = self._read(ingredient)
        return found

    def words_of(self, match: Match) -> dict[str, Any]:
        """Return the words of a match: those of its mechanism; a known pair brings its own and borrows the rest."""
        if match.pair is None:
            return self.knowledge.mechanisms[match.rule]
        found = self._pair_words.get(match.rule)
        if found is None:
            found = self._pair_words[match.rule] = pair_words(match.pair, self.knowledge.mechanisms)
        return found

    def work_out(self, one: str, other: str) -> list[Match]:
        """Return what two ingredients do to each other, worst first; empty when nothing is known or expected."""
        found = self._all_between(one, other)
        return [match for match in found if match.rule not in self._off] if self._off else found

    def switched_off(self, one: str, other: str) -> list[Match]:
        """Return what two ingredients do to each other by rules that are switched off here."""
        if not self._off:
            return []
        return [match for match in self._all_between(one, other) if match.rule in self._off]

    def _all_between(self, one: str, other: str) -> list[Match]:
        if one == other:
            return []
        a, b = self.profile(min(one, other)), self.profile(max(one, other))
        known = self._known(a, b)
        if known is not None and known.pair and known.pair["effect"] == "none_expected":
            return []
        # Most pairs share nothing; asking that first is what makes a long file of pairs quick.
        found: list[Match] = []
        if not a.acts_on.isdisjoint(b.substrate):
            found += self._through_pathways(a, b)
        if not b.acts_on.isdisjoint(a.substrate):
            found += self._through_pathways(b, a)
        if not (a.reaches.isdisjoint(b.carries) and b.reaches.isdisjoint(a.carries)):
            found += self._through_loads(a, b)
        if len(found) > 1:
            found.sort(key=_worst_first)
        return found if known is None else self._with_known(known, found)

    def _with_known(self, known: Match, found: list[Match]) -> list[Match]:
        """Let a known pair speak for its own effect; another effect that is worse goes before it."""
        others = [match for match in found if match.rule not in self._same_effect(known)]
        return sorted([known, *others], key=lambda match: (match.grade, match is not known))

    def _same_effect(self, known: Match) -> tuple[str, ...]:
        """Return the mechanisms that say the same as a known pair."""
        effect = known.pair["effect"] if known.pair else ""
        found = self._by_effect.get(effect)
        if found is None:
            found = self._by_effect[effect] = tuple(mechanisms_of_effect(effect, self.knowledge.mechanisms))
        return found

    def _read(self, ingredient: str) -> Profile:
        facts = self.knowledge.facts
        by_role: dict[str, dict[str, Row]] = {"substrate": {}, "inhibitor": {}, "inducer": {}}
        for row in facts.of("pathways", ingredient):
            by_role[row["role"]].setdefault(row["pathway"], row)
        load_rows: dict[str, Row] = {}
        for row in facts.of("loads", ingredient):
            load_rows.setdefault(row["load"], row)
        loads = {load: int(row["level"]) for load, row in load_rows.items() if row["level"] != "0"}
        tokens = facts.tokens(ingredient)
        pairs: dict[str, tuple[int, str, Row]] = {}
        for token in tokens:
            for other, row in facts.pairs_with(token).items():
                broad = int(token.startswith("@")) + int(other.startswith("@"))
                kept = pairs.get(other)
                if kept is None or (broad, Grade.of(row)) < (kept[0], Grade.of(kept[2])):
                    pairs[other] = (broad, token, row)
        return Profile(
            name=ingredient,
            narrow=bool(facts.of("narrow", ingredient)),
            substrate=by_role["substrate"],
            inhibitor=by_role["inhibitor"],
            inducer=by_role["inducer"],
            loads=loads,
            load_rows=load_rows,
            pairs=pairs,
            tokens=tokens,
            acts_on=frozenset(by_role["inhibitor"]) | frozenset(by_role["inducer"]),
            carries=frozenset((load, each) for load, level in loads.items() for each in range(1, level + 1)),
            reaches=frozenset(self._reached(loads)),
        )

    def _reached(self, loads: dict[str, int]) -> Iterator[tuple[str, int]]:
        """Yield the loads, with the lowest level, that another ingredient needs for a mechanism to speak."""
        for load, level in loads.items():
            for graded in self._loads.get(load, ()):
                needed = [line.second for line in graded.grades if level >= line.first]
                if needed:
                    yield graded.other, min(needed)

    def _known(self, a: Profile, b: Profile) -> Match | None:
        """Return the most exact row of the table of pairs; among equally exact ones the worst."""
        best: tuple[int, Grade, str, Row] | None = None
        for token in b.tokens:
            kept = a.pairs.get(token)
            if kept is not None:
                tried = (kept[0], Grade.of(kept[2]), kept[1], kept[2])
                if best is None or tried[:3] < best[:3]:
                    best = tried
        if best is None:
            return None
        _, grade, token, row = best
        straight = row["first"] == token
        first, second = (a.name, b.name) if straight else (b.name, a.name)
        return Match(grade, pair_name(row["first"], row["second"]), first, second, "", (("pairs", row),), row)

    def _through_pathways(self, by: Profile, on: Profile) -> Iterator[Match]:
        for role, acting in (("inhibitor", by.inhibitor), ("inducer", by.inducer)):
            best: dict[str, Match] = {}
            for pathway in acting.keys() & on.substrate.keys():
                match = self._pathway_match(role, pathway, by, on)
                if match and (match.rule not in best or _worst_first(match) < _worst_first(best[match.rule])):
                    best[match.rule] = match
            yield from best.values()

    def _pathway_match(self, role: str, pathway: str, by: Profile, on: Profile) -> Match | None:
        suffers = on.substrate[pathway]
        acts = by.inhibitor[pathway] if role == "inhibitor" else by.inducer[pathway]
        graded = self._pathways.get((role, pathway, suffers.get("effect", "")))
        if graded is None:
            return None
        rule, grades = graded
        sensitive, strong = SUBSTRATE[suffers["strength"]], STRENGTH[acts["strength"]]
        for needs_substrate, needs_strength, narrow, grade in grades:
            if sensitive >= needs_substrate and strong >= needs_strength and (on.narrow or not narrow):
                rows = (("pathways", acts), ("pathways", suffers))
                return Match(grade, rule, by.name, on.name, pathway, rows)
        return None

    def _through_loads(self, a: Profile, b: Profile) -> Iterator[Match]:
        for load, level in a.loads.items():
            for graded in self._loads.get(load, ()):
                other = b.loads.get(graded.other)
                if other:
                    yield from _load_match(graded, load, (a, level), (b, other))
        for load, level in b.loads.items():
            for graded in self._loads.get(load, ()):
                other = a.loads.get(graded.other) if not graded.same else None
                if other:
                    yield from _load_match(graded, load, (b, level), (a, other))


def _load_match(
    graded: _Graded, load: str, one: tuple[Profile, int], two: tuple[Profile, int]
) -> Iterator[Match]:
    if graded.same and two[1] > one[1]:
        one, two = two, one
    for line in graded.grades:
        if one[1] >= line.first and two[1] >= line.second:
            rows = (("loads", one[0].load_rows[load]), ("loads", two[0].load_rows[graded.other]))
            yield Match(line.grade, graded.rule, one[0].name, two[0].name, "", rows)
            return


def _worst_first(match: Match) -> tuple[Grade, str, str, str, str]:
    return (match.grade, match.rule, match.first, match.second, match.pathway)


def mechanisms_of_effect(effect: str, mechanisms: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield the mechanisms that say what an effect of the table of pairs says; those of one load first."""
    if effect.startswith(("level_up", "level_down", "less_effect")):
        yield {"level_u": "level_raised", "level_d": "level_lowered"}.get(effect[:7], "effect_blocked")
    loads = [(name, given["when"]) for name, given in sorted(mechanisms.items()) if given["kind"] == "load"]
    yield from (name for name, when in loads if when == {"load": effect})
    yield from (name for name, when in loads if "with_load" in when and effect in when.values())


def _load_mechanisms(mechanisms: dict[str, dict[str, Any]]) -> dict[str, list[_Graded]]:
    found: dict[str, list[_Graded]] = {}
    for name, given in sorted(mechanisms.items()):
        if given["kind"] == "load":
            load = given["when"]["load"]
            other = given["when"].get("with_load", load)
            grades = tuple(
                _LoadGrade(int(line["first"]), int(line["second"]), Grade.of(line))
                for line in given["grades"]
            )
            found.setdefault(load, []).append(_Graded(name, other, other == load, grades))
    return found


_PathwayGrades = tuple[tuple[int, int, bool, Grade], ...]


def _pathway_mechanisms(
    mechanisms: dict[str, dict[str, Any]],
) -> dict[tuple[str, str, str], tuple[str, _PathwayGrades]]:
    found = {}
    for name, given in sorted(mechanisms.items()):
        if given["kind"] == "pathway":
            grades = tuple(
                (
                    SUBSTRATE[line["substrate"]],
                    STRENGTH[line["by"]],
                    line.get("narrow") == "yes",
                    Grade.of(line),
                )
                for line in given["grades"]
            )
            for pathway in given["when"]["pathways"]:
                for effect in (
                    ("", "lowered") if "effect" not in given["when"] else (given["when"]["effect"],)
                ):
                    found[(given["when"]["role"], pathway, effect)] = (name, grades)
    return found


def pair_words(row: Row, mechanisms: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the words of a row of the table of pairs; what it leaves empty comes from the mechanism of its effect."""
    borrowed = next(mechanisms_of_effect(row["effect"], mechanisms), KNOWN_PAIR)
    told = _told(mechanisms[borrowed], turned=row["effect"] in TURNED)
    says = told["finding"]
    says.update({part: row[part] for part in OWN_WORDS if row.get(part)})
    says.update({part: [row[part]] for part in ("suggest", "alternatives") if row.get(part)})
    told["sources"] = []
    return told


def _told(mechanism: Mapping[str, Any], *, turned: bool) -> dict[str, Any]:
    """Return a copy of a mechanism's words; where the second acts on the first, the two change places."""
    swap = {"first": "{second}", "second": "{first}"} if turned else {}
    says = {
        part: [_swapped(each, swap) for each in text] if isinstance(text, list) else _swapped(text, swap)
        for part, text in mechanism["finding"].items()
    }
    return {**mechanism, "title": _swapped(mechanism["title"], swap), "finding": says}


def _swapped(text: str, swap: Mapping[str, str]) -> str:
    if not swap:
        return text.replace(" ({pathway})", "")
    kept = text.replace("{first}", "{1}").replace("{second}", "{2}")
    return kept.replace("{1}", "{second}").replace("{2}", "{first}").replace(" ({pathway})", "")
