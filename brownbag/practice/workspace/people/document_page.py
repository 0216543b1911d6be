"""What one document brought: the medicines and facts that are new on the record because of it."""

from dataclasses import dataclass

from brownbag.practice.medication_list.models import Statement
from brownbag.practice.people.models import Allergy, Condition, Immunization, Result
from brownbag.practice.people.pictures import KINDS
from brownbag.practice.shared_pages.wording import counted
from brownbag.practice.workspace.lines import medicine_name

NAMED_AT_MOST = 60
FACTS = (
    (Condition, "condition", "conditions"),
    (Allergy, "allergy", "allergies"),
    (Result, "result", "results"),
    (Immunization, "vaccine", "vaccines"),
)


@dataclass(frozen=True)
class DocumentPage:
    medicines: tuple[str, ...]
    not_named: int
    facts: tuple[str, ...]
    is_picture: bool
    can_be_shown: bool


def document_page(document):
    "Put together what a document brought."
    statements = Statement.objects.unscoped().filter(document=document).order_by("position", "pk")
    said = [f"{medicine_name(each)}{_directions(each)}" for each in statements]
    counts = [(model.objects.unscoped().filter(document=document).count(), *words) for model, *words in FACTS]
    media = KINDS.get(document.kind, "")
    return DocumentPage(
        medicines=tuple(said[:NAMED_AT_MOST]),
        not_named=max(0, len(said) - NAMED_AT_MOST),
        facts=tuple(counted(count, one, many) for count, one, many in counts if count),
        is_picture=bool(media),
        can_be_shown=media.startswith("image/"),
    )


def _directions(said):
    return f": {said.directions}" if said.directions else ""
