"""Papers as pages need them; their bytes are read only where a file is sent."""

from brownbag.practice.documents.models import Paper


def papers_of(person):
    "All papers of a person, newest first, without their bytes."
    rows = Paper.objects.unscoped().filter(person=person).defer("pdf", "values")
    return list(rows.select_related("request__prescriber").order_by("-pk"))


def papers_of_visit(visit):
    "The newest edition of each paper of a visit, without the bytes."
    rows = Paper.objects.unscoped().filter(visit=visit).defer("pdf", "values")
    newest = {
        (each.kind, each.request_id): each
        for each in rows.select_related("request__prescriber").order_by("edition", "pk")
    }
    return sorted(newest.values(), key=lambda each: each.pk)
