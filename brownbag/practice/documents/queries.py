"""Papers as pages need them; their bytes are read only where a file is sent."""

from brownbag.practice.documents.models import Paper, PaperKind
from brownbag.practice.documents.paper_values import versions_on_list
from brownbag.practice.medication_list.models import LineVersion
from brownbag.practice.medication_list.queries import versions_at
from brownbag.practice.people.queries import records_of


def papers_of(person):
    "All papers of a person, newest first, without their bytes; those of a merged record too."
    rows = Paper.objects.unscoped().filter(person__in=records_of(person)).defer("pdf", "values")
    return list(rows.select_related("request__prescriber").order_by("-pk"))


def papers_of_visit(visit):
    "The newest edition of each paper of a visit, without the bytes; notices to others are not among them."
    rows = Paper.objects.unscoped().filter(visit=visit, notice=None).defer("pdf", "values")
    newest = {
        (each.kind, each.request_id): each
        for each in rows.select_related("request__prescriber").order_by("edition", "pk")
    }
    return sorted(newest.values(), key=lambda each: each.pk)


def released_list(person):
    "The newest medication list a pharmacist released, or None while there is none."
    rows = Paper.objects.unscoped().filter(person=person, kind=PaperKind.MEDICATION_LIST)
    return rows.select_related("visit", "person__practice", "made_by").order_by("-pk").first()


def released_versions(paper):
    "What held for each line of a released list when it was released."
    shown = paper.values.get("versions")
    if shown is None:
        return versions_on_list(paper.visit, versions_at(paper.person, at=paper.made_at))
    return list(LineVersion.objects.unscoped().filter(pk__in=shown).order_by("line_id"))
