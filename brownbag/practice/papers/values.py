"""What each paper says, as finished words; the PDF and the HTML page are made from the same values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Head:
    "What stands on every paper: whose it is, when it was made and by whom."

    person: str
    born: str
    made_on: str
    practice: str
    pharmacist: str
    phone: str = ""
    fax: str = ""
    hours: str = ""
    invented: bool = False


@dataclass(frozen=True)
class GridRow:
    """A medicine taken every day, with its amount at each time of day.

    `any_time` says the amount where the label leaves the time open.
    """

    name: str
    more: str = ""
    reason: str = ""
    note: str = ""
    unit: str = ""
    morning: str = ""
    noon: str = ""
    evening: str = ""
    bedtime: str = ""
    any_time: str = ""


@dataclass(frozen=True)
class SaidRow:
    "A medicine with its directions in a sentence; `from_label` where they stand as on the label."

    name: str
    more: str = ""
    reason: str = ""
    words: str = ""
    from_label: bool = False


@dataclass(frozen=True)
class MedicationListPaper:
    """The list the person takes home.

    `link` names the link whose code is printed on it; its secrets stay out.
    `versions` and `allergy_rows` name the rows behind the words, so that a
    summary made later says the same, even after two records became one.
    """

    head: Head
    allergies: str
    daily: tuple[GridRow, ...] = ()
    as_needed: tuple[SaidRow, ...] = ()
    other: tuple[SaidRow, ...] = ()
    stopped: tuple[SaidRow, ...] = ()
    not_checked: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    link: int | None = None
    versions: tuple[int, ...] = ()
    allergy_rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class SpanishListPaper:
    "The list in Spanish, made of whole pieces; what has no Spanish stands in English and says so."

    head: Head
    born: str
    made_on: str
    allergies: str
    taken: tuple[SaidRow, ...] = ()
    as_needed: tuple[SaidRow, ...] = ()
    stopped: tuple[SaidRow, ...] = ()
    not_checked: tuple[str, ...] = ()
    language: str = "es"


@dataclass(frozen=True)
class NoticeItem:
    """One thing a pharmacy or a prescriber does not know: what holds now, and what their list says."""

    what: str
    name: str
    more: str = ""
    now: str = ""
    theirs: str = ""


@dataclass(frozen=True)
class NoticePaper:
    head: Head
    to: str
    contact: str
    allergies: str
    items: tuple[NoticeItem, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class ToDoItem:
    words: str
    why: str = ""


@dataclass(frozen=True)
class ToDoPaper:
    head: Head
    talked_on: str
    items: tuple[ToDoItem, ...] = ()
    waiting: str = ""
    next_talk: str = ""


@dataclass(frozen=True)
class WalletCard:
    head: Head
    allergies: str
    conditions: str = ""
    helper: str = ""
    prescribers: tuple[str, ...] = ()
    medicines: tuple[SaidRow, ...] = ()


@dataclass(frozen=True)
class Ask:
    ask: str
    because: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrescriberRequestPaper:
    head: Head
    to: str
    urgency: str
    situation: str
    background: str
    assessment: str
    asks: tuple[Ask, ...]
    clinic: str = ""
    review: str = ""


@dataclass(frozen=True)
class NotedProblem:
    title: str
    severity: str
    decision: str
    why: str = ""


@dataclass(frozen=True)
class VisitNotePaper:
    head: Head
    setting: str
    sources: tuple[str, ...]
    missing_sources: str
    facts: tuple[str, ...]
    medicines: tuple[SaidRow, ...]
    problems: tuple[NotedProblem, ...]
    outcomes: tuple[str, ...]
    not_checked: tuple[str, ...]
    next_talk: str
    release: str
    review: str
