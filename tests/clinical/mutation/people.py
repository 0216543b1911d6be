"""People made from an example of a rule, because the rule itself says what must become of them.

Each alternative of a list is alone enough: whoever is found with one of the words, medicines or diagnoses of a
list is found with each other one in its place, and each one of `without` or `has_no_condition` alone silences.
A fact that a rule needs and that is not known is said so, in the finding or under “not checked”.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from brownbag.clinical.assessment.conditions import Case, holds
from brownbag.clinical.assessment.prepare import Prepared
from brownbag.clinical.knowledge import Knowledge
from brownbag.clinical.person.record import Allergy, Condition, Immunization, Medication, Record

Rule = dict[str, Any]
PARTS = ("takes", "with", "and_with")


@dataclass(frozen=True)
class Maker:
    "One rule, one person it finds, and what is needed to change that person."

    rule: Rule
    record: Record
    knowledge: Knowledge
    prepared_from: Callable[[Record], Prepared]

    def with_instead(self, heading: str, item: str) -> Iterator[Record]:
        "Yield the person with this alternative of a list in place of what matched it: any of them may do."
        if heading in PARTS:
            yield from self._takes_instead(heading, item)
        elif heading == "without":
            for name in self._only_by(heading, item):
                yield self._also(medications=Medication(name))
        elif heading in ("has_condition", "and_has_condition"):
            others = tuple(self._other_conditions(heading))
            for condition in self.conditions(item):
                yield replace(self.record, conditions=(*others, condition))
        elif heading == "has_no_condition":
            for condition in self.conditions(item):
                yield self._also(conditions=condition)
        elif heading == "list_does_not_say":
            yield self._also(medications=Medication(item))
        elif heading == "not_immunized":
            yield self._also(immunizations=Immunization(item))
        elif heading in ("allergic_to", "allergy_reaction_says"):
            part = "substance" if heading == "allergic_to" else "reaction"
            yield replace(
                self.record, allergies=tuple(_said(each, part, item) for each in self.record.allergies)
            )
        elif heading in ("has_symptom", "barrier_says"):
            yield replace(self.record, **{"symptoms" if heading == "has_symptom" else "barriers": (item,)})
        elif heading == "setting":
            yield replace(self.record, setting=item)
        elif heading == "sex":
            yield replace(self.record, person=replace(self.record.person, sex=item))
        else:
            yield self._of_the_first(**{TEXTS[heading]: self._text(heading, item)})

    def _text(self, heading: str, item: str) -> str:
        if heading != "name_says":
            return item
        name = min(self.knowledge.members(self.rule["when"]["takes"]))
        return f"{name} {item.strip()} 10 mg"

    def _also(self, **more: Any) -> Record:
        return replace(
            self.record, **{part: (*getattr(self.record, part), each) for part, each in more.items()}
        )

    def _only_by(self, heading: str, item: str) -> list[str]:
        "Return the ingredients that stand in this item of a list and in no other."
        others = [each for each in self.rule["when"][heading] if each != item]
        return sorted(self.knowledge.members([item]) - self.knowledge.members(others))

    def _takes_instead(self, heading: str, item: str) -> Iterator[Record]:
        "Yield the person with another medicine in place of the one that matched, or of each that may have."
        members = self.knowledge.members(self.rule["when"][heading])
        taken = self.prepared_from(self.record).taken
        matched = [each.medication for each in taken if members & set(each.ingredients)]
        for name in self._only_by(heading, item):
            for lines in (matched, *([line] for line in matched)):
                yield self._each_of(lines, name=self._written(name), strength="", form="", route="")

    def _written(self, name: str) -> str:
        words = self.rule["when"].get("name_says")
        return f"{name} {words[0].strip()} 10 mg" if words else name

    def _of_the_first(self, **parts: Any) -> Record:
        members = self.knowledge.members(self.rule["when"]["takes"])
        taken = self.prepared_from(self.record).taken
        return self._each_of([each.medication for each in taken if members & set(each.ingredients)], **parts)

    def _each_of(self, some: Sequence[Medication], **parts: Any) -> Record:
        lines = self.record.medications
        return replace(
            self.record, medications=tuple(replace(line, **parts) if line in some else line for line in lines)
        )

    def _other_conditions(self, heading: str) -> Iterator[Condition]:
        wanted = self.rule["when"][heading]
        for each in self.record.conditions:
            alone = self.prepared_from(Record(conditions=(each,)))
            if not holds(heading, wanted, Case(alone, ())):
                yield each

    def conditions(self, item: str) -> Iterator[Condition]:
        "Yield each way in which a diagnosis may stand on file that an item of a list asks for."
        kind, _, rest = item.partition(":")
        if kind == "icd":
            yield Condition("as coded", icd10cm=rest)
        elif kind != "key":
            yield Condition(item)
        else:
            row = next(row for row in self.knowledge.facts.conditions if row["condition"] == rest)
            yield from (Condition(word.strip()) for word in row["words"].split(";") if word.strip())
            codes = (code.strip() for code in row["icd10"].split(";"))
            yield from (Condition("as coded", icd10cm=code) for code in codes if code)

    def without_the_fact(self, heading: str) -> Record | None:
        "Return the person with the fact unknown that a condition needs, or None where none is needed."
        record = self.record
        if heading in ("age_at_least", "age_below"):
            return replace(record, person=replace(record.person, age=None, birth_date=None))
        if "result" in heading or heading.startswith("kidney"):
            return replace(record, observations=())
        if heading == "amount_per_day_above":
            return self._each_of(record.medications, directions="", how_taken="")
        if heading in (
            "taken_longer_than_days",
            "taken_at_most_days",
            "with_begun_within_days",
            "begun_in_order",
        ):
            return self._each_of(record.medications, start=None)
        return None


TEXTS = {
    "how_taken_says": "how_taken",
    "label_says": "directions",
    "reason_says": "indication",
    "reason_does_not_say": "indication",
    "name_says": "name",
}


def _said(allergy: Allergy, part: str, word: str) -> Allergy:
    return (
        replace(allergy, severity="", **{part: word})
        if part == "reaction"
        else replace(allergy, substance=word)
    )
