"""Read a C-CDA document or a section of one: every entry is kept, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element

from brownbag.clinical.person.record import Medication, Person
from brownbag.exchange.ccda import entries, medicines
from brownbag.exchange.ccda.elements import attribute, day_of, is_negated, period, person_name, said
from brownbag.exchange.ccda.narrative import Narrative, rows_of, text_of
from brownbag.exchange.collecting import Collected, once
from brownbag.exchange.reading import Named, NotUsed, Read, UnusableInput
from brownbag.exchange.xml_tree import tree_of

KIND = "C-CDA document"
PIECES = {"ClinicalDocument", "structuredBody", "component", "section", "fragment"}
SEXES = {"M": "male", "F": "female", "UN": "other"}
# LOINC codes of sections, and the name by which an entry of each is counted.
MEDICINES = {"10160-0", "10183-2", "75311-1", "42346-7", "57828-6"}
PLANNED = {"18776-5"}
GIVEN_THERE = {"29549-3"}
PROBLEMS = {"11450-4", "11348-0", "46241-6", "42347-5", "11535-2", "C-CDAV2-DDN", "78375-3"}
ALLERGIES = {"48765-2"}
VACCINES = {"11369-6"}
PAYERS = {"48768-6"}
ENCOUNTERS = {"46240-8"}
RESULTS = {"30954-2", "8716-3"}


def read_document(content: bytes, *, on: date) -> Read:
    """Return the record of a C-CDA document about one person.

    Raises UnusableInput with one sentence.
    """
    notes: list[str] = []
    return read_tree(tree_of(content, notes), on=on, notes=notes)


def read_tree(root: Element, *, on: date, notes: list[str]) -> Read:
    """Return the record of a document that is already a tree; `notes` is what there is to say about the file."""
    sections = _sections(root)
    if root.tag != "ClinicalDocument" and not sections:
        raise UnusableInput(f"The XML is {root.tag!r}; expected a C-CDA document (ClinicalDocument) or FHIR.")
    return _Document(root, sections, on, notes).read()


def _sections(root: Element) -> list[Element]:
    """Return the sections of a document, or of a piece of one as systems hand around."""
    return list(root.iter("section")) if root.tag in PIECES else []


class _Document:
    def __init__(self, root: Element, sections: list[Element], on: date, notes: list[str]) -> None:
        self.root, self.sections, self.on = root, sections, on
        self.narrative = Narrative(root)
        self.found = Collected(warnings=notes)
        self.place = 0

    def read(self) -> Read:
        self._person()
        for around in self.root.findall("componentOf/encompassingEncounter"):
            self._stay(around)
        for section in self.sections:
            self._section(section)
        if not self.sections:
            self.found.warn("The document has no sections; it may be a scan or a letter.")
        return self.found.read(KIND, expected="a person or sections with entries")

    def _person(self) -> None:
        targets = self.root.findall("recordTarget/patientRole")
        people = {_identity(each) for each in targets}
        if len(people) > 1:
            raise UnusableInput(
                f"The document is about {len(people)} people; expected one, import each on their own."
            )
        if not targets:
            return self.found.warn("The document does not say whom it is about; age and sex are not known.")
        role = targets[0]
        patient = role.find("patient")
        self.found.id = attribute(role.find("id"), "extension")
        with self.found.entry("Patient", self.found.id):
            self.found.person = self._who(patient)
            self.found.named = _named(role, patient)
        return None

    def _who(self, patient: Element | None) -> Person:
        if patient is None:
            raise NotUsed("it names no person")
        born, words = day_of(attribute(patient.find("birthTime"), "value"))
        if born is None:
            self.found.warn(
                f"The birth date {f'is {words!r}, not a full day' if words else 'is missing'};"
                " rules about age are not checked."
            )
        if (
            attribute(patient.find("deceasedInd"), "value") == "true"
            or patient.find("deceasedTime") is not None
        ):
            self.found.warn("The document says that the person has died.")
        sex = attribute(patient.find("administrativeGenderCode"), "code")
        return Person(birth_date=born, sex=SEXES.get(sex, "unknown"))

    def _section(self, section: Element) -> None:
        code = attribute(section.find("code"), "code")
        title = said(section.findtext("title")) or attribute(section.find("code"), "displayName") or code
        held = [each for entry in section.findall("entry") for each in entry]
        if not held:
            return self._text_only(section, code, title)
        reader = self._reader(code, title)
        for each in held:
            reader(each)
        return None

    def _reader(self, code: str, title: str) -> Callable[[Element], None]:
        if code in MEDICINES:
            return lambda act: self._medicines(act, title)
        if code in PLANNED:
            return lambda act: self._planned(act, title)
        if code in GIVEN_THERE:
            return lambda act: self._given(act, title)
        if code in PROBLEMS:
            return self._problems
        if code in ALLERGIES:
            return self._allergies
        if code in PAYERS:
            return self._payers
        if code in ENCOUNTERS:
            return self._stay
        if code in VACCINES:
            return self._vaccine
        return self._results if code in RESULTS else lambda act: self._unread(act, title)

    def _text_only(self, section: Element, code: str, title: str) -> None:
        text = section.find("text")
        words = text_of(text) if text is not None else ""
        if code in MEDICINES:
            return self._medicine_rows(section, title, words)
        if code in ALLERGIES and words:
            if words.casefold().startswith(
                ("no known allerg", "no known drug", "no known medic", "nkda", "nka")
            ):
                return self._none_known(title)
            return self._rows(section, title, words, "allergy")
        if words and code in PROBLEMS:
            return self._rows(section, title, words, "problem")
        if words and code in VACCINES | RESULTS:
            self.found.refuse(title, f"it holds only text, not read: {_short(words)}")
        return None

    def _medicine_rows(self, section: Element, title: str, words: str) -> None:
        rows = rows_of(section)
        if not rows and words:
            return self.found.refuse(title, f"it holds only text: {_short(words)}")
        for row in rows:
            key = self._key("medicine")
            with self.found.entry(title, key):
                self.found.medications.append(medicines.from_row(row, key, self.found))
        return None

    def _rows(self, section: Element, title: str, words: str, what: str) -> None:
        """Take each row of a table or list as it is written; prose is shown, and not read."""
        rows = rows_of(section)
        if not rows:
            return self.found.refuse(title, f"it holds only text, not read: {_short(words)}")
        for row in rows:
            with self.found.entry(title, self._key(what)):
                self._row(row, what)
        self.found.warn(
            f"{title}: stands only in the text, without codes; taken as written, compare with the document."
        )
        return None

    def _row(self, row: dict[str, str], what: str) -> None:
        if what == "allergy":
            once(self.found.allergies, entries.allergy_of_row(row))
        else:
            once(self.found.conditions, entries.condition_of_row(row))

    def _none_known(self, title: str) -> None:
        with self.found.entry(title, self._key("allergy")):
            self.found.no_known_allergies = True

    def _medicines(self, act: Element, title: str, *, planned: bool = False) -> None:
        lines = list(_outermost(act, "substanceAdministration"))
        if not lines:
            return self._unread(act, title)
        around = medicines.Around(self.narrative, self.on, title, planned)
        for line in lines:
            key = self._key("medicine", line)
            with self.found.entry("Medicine", key):
                read = medicines.medicine(line, around, key, self.found)
                if line is not lines[0] and _same_order(read, self.found.medications):
                    self.found.medications[-1] = _until_later(self.found.medications[-1], read)
                    raise NotUsed("a further step of the order before it, whose directions hold both")
                self.found.medications.append(read)
        return None

    def _planned(self, act: Element, title: str) -> None:
        if act.tag == "substanceAdministration" and not _is_vaccine(act):
            return self._medicines(act, title, planned=True)
        return self._unread(act, title)

    def _given(self, act: Element, title: str) -> None:
        self.found.refuse(
            title, "single doses given during a visit are not lines of the list", self._key("dose", act)
        )

    def _problems(self, act: Element) -> None:
        observations = [act] if act.tag == "observation" else act.findall("entryRelationship/observation")
        for each in observations:
            if act.tag != "observation" and attribute(each.find("code"), "code") in ("33999-4", "225773000"):
                continue
            with self.found.entry("Problem", self._key("problem", each)):
                once(self.found.conditions, entries.condition(each, self.narrative, on=self.on))
        if not observations:
            self.found.refuse("Problem", "it names no condition", self._key("problem", act))

    def _allergies(self, act: Element) -> None:
        observations = [act] if act.tag == "observation" else act.findall("entryRelationship/observation")
        for each in observations:
            with self.found.entry("Allergy", self._key("allergy", each)):
                self._allergy(act, each)
        if not observations:
            empty = (
                "the document says that nothing is known here"
                if attribute(act, "nullFlavor")
                else "it names no substance"
            )
            self.found.refuse("Allergy", empty, self._key("allergy", act))

    def _allergy(self, act: Element, observation: Element) -> None:
        if entries.says_no_known_allergies(observation, self.narrative):
            self.found.no_known_allergies = True
            return
        if attribute(act.find("statusCode"), "code") in ("aborted", "suspended", "nullified"):
            raise NotUsed("entered in error or set aside")
        once(self.found.allergies, entries.allergy(observation, self.narrative))

    def _vaccine(self, act: Element) -> None:
        with self.found.entry("Vaccine", self._key("vaccine", act)):
            if act.tag != "substanceAdministration":
                raise NotUsed("this kind of entry is not read")
            once(self.found.immunizations, entries.immunization(act, self.narrative))

    def _stay(self, act: Element) -> None:
        with self.found.entry("Encounter", self._key("encounter", act)):
            if act.tag not in ("encounter", "encompassingEncounter"):
                raise NotUsed("this kind of entry is not read")
            once(self.found.stays, entries.stay(act, self.narrative))

    def _payers(self, act: Element) -> None:
        policies = act.findall("entryRelationship/act")
        for each in policies:
            with self.found.entry("Coverage", self._key("coverage", each)):
                once(self.found.coverage, entries.coverage(each, self.narrative))
        if not policies:
            self.found.refuse("Coverage", "it names nobody who pays", self._key("coverage", act))

    def _results(self, act: Element) -> None:
        taken, _ = period(act)
        for each in _observations(act):
            with self.found.entry("Result", self._key("result", each)):
                if attribute(each, "nullFlavor"):
                    raise NotUsed("the document says that nothing is known here")
                once(self.found.observations, entries.result(each, self.narrative, taken))

    def _unread(self, act: Element, title: str) -> None:
        negated = ", and it says that there was none" if is_negated(act) else ""
        self.found.refuse(title, f"this section is not read yet{negated}", self._key(act.tag, act))

    def _key(self, what: str, element: Element | None = None) -> str:
        self.place += 1
        identifier = element.find("id") if element is not None else None
        own = ":".join(filter(None, (attribute(identifier, "root"), attribute(identifier, "extension"))))
        return f"{what} {self.place}{f' ({own})' if own else ''}"


def _outermost(act: Element, tag: str) -> Iterator[Element]:
    """Give the acts of a kind that do not stand inside another one of their kind."""
    if act.tag == tag:
        yield act
        return
    for child in act:
        yield from _outermost(child, tag)


def _same_order(line: Medication, before: list[Medication]) -> bool:
    last = before[-1] if before else None
    return last is not None and (last.name, last.directions) == (line.name, line.directions)


def _until_later(line: Medication, step: Medication) -> Medication:
    """Return the line of an order that ends when its last step ends."""
    later = line.end is not None and step.end is not None and step.end > line.end
    return replace(line, end=step.end, status=step.status) if later else line


def _observations(act: Element) -> Iterator[Element]:
    found = [act] if act.tag == "observation" else list(act.findall("component/observation"))
    for inner in act.findall("component/organizer"):
        found += inner.findall("component/observation")
    yield from found


def _is_vaccine(act: Element) -> bool:
    return any(each.get("root") == "2.16.840.1.113883.10.20.22.4.120" for each in act.findall("templateId"))


def _identity(role: Element) -> str:
    identifier = role.find("id")
    given, family = person_name(role.find("patient/name"))
    return attribute(identifier, "extension") or f"{given} {family}"


def _named(role: Element, patient: Element | None) -> Named:
    given, family = person_name(patient.find("name")) if patient is not None else ("", "")
    phones = [attribute(each, "value").removeprefix("tel:") for each in role.findall("telecom")]
    numbers = [(attribute(each, "root"), attribute(each, "extension")) for each in role.findall("id")]
    return Named(
        given_name=given,
        family_name=family,
        phone=next((each for each in phones if each and "@" not in each), ""),
        identifiers=tuple(
            dict.fromkeys((f"urn:oid:{root}", number) for root, number in numbers if root and number)
        ),
    )


def _short(words: str) -> str:
    return words if len(words) < 120 else f"{words[:117]}…"
