"""The Share page of a person, and what a finished visit shows about pharmacies and prescribers."""

from dataclasses import dataclass

from brownbag.practice.documents.paper_values import versions_on_list
from brownbag.practice.documents.queries import released_list, released_versions
from brownbag.practice.medication_list.queries import lines_of
from brownbag.practice.people.queries import allergies_of
from brownbag.practice.shared_pages.wording import counted, short_date
from brownbag.practice.sharing import links
from brownbag.practice.sharing.models import ListLink
from brownbag.practice.sharing.queries import notices_of, notices_of_visit, open_link_of, openings_of
from brownbag.practice.sharing.untold import untold_of
from brownbag.practice.workspace.sharing.exports import EXPORTS

OPENINGS_AT_MOST = 50


@dataclass(frozen=True)
class OpenLink:
    "A link with what the pharmacist gives the person: the code to scan, the address, the passcode."

    link: ListLink
    image: str
    address: str
    passcode: str
    wrong_left: int


@dataclass(frozen=True)
class SharePage:
    released: str
    visit_id: int | None
    changed_since: str
    code_is_missing: bool
    link: OpenLink | None
    last_ended: str
    openings: tuple[object, ...]
    more_openings: int
    exports: tuple[object, ...]
    notices: tuple[object, ...]


@dataclass(frozen=True)
class Telling:
    "Who does not know of what, and who was told."

    untold: tuple[object, ...]
    notices: tuple[object, ...]


def share_page(person, *, now):
    "Put together the Share page of a person."
    paper, link = released_list(person), open_link_of(person, now=now)
    openings = openings_of(person)
    changed = _changed_since(person, paper)
    return SharePage(
        released=paper.values["head"]["made_on"] if paper else "",
        visit_id=paper.visit_id if paper else None,
        code_is_missing=bool(paper and link and paper.values.get("link") != link.pk),
        changed_since=f"{counted(changed, 'change')} to medicines or allergies since then" if changed else "",
        link=_shown(link) if link else None,
        last_ended="" if link else _last_ended(person),
        openings=tuple(openings[:OPENINGS_AT_MOST]),
        more_openings=max(0, openings.count() - OPENINGS_AT_MOST),
        exports=EXPORTS,
        notices=tuple(notices_of(person)),
    )


def telling(visit):
    "What a finished visit shows about those who fill and prescribe for the person."
    return Telling(untold=tuple(untold_of(visit.person)), notices=tuple(_with_paper(visit)))


def _with_paper(visit):
    return notices_of_visit(visit).select_related(
        "pharmacy", "prescriber", "sent_by", "confirmed_by", "paper"
    )


def _changed_since(person, paper):
    if paper is None:
        return 0
    now = versions_on_list(paper.visit, [line.current for line in lines_of(person) if line.current])
    lines = {each.pk: each.line_id for each in [*now, *released_versions(paper)]}
    changed = {each.pk for each in now} ^ {each.pk for each in released_versions(paper)}
    allergies = {each.pk for each in allergies_of(person)} ^ set(paper.values.get("allergy_rows", ()))
    return len({lines[each] for each in changed}) + len(allergies)


def _shown(link):
    return OpenLink(
        link=link,
        image=links.qr_image(link),
        address=links.page_address(link.link_seed),
        passcode=links.passcode_of(link.link_seed),
        wrong_left=links.WRONG_CODES_ALLOWED - link.wrong_codes,
    )


def _last_ended(person):
    link = ListLink.objects.unscoped().filter(person=person).order_by("-pk").first()
    if link is None:
        return ""
    if link.ended_at is None:
        return f"The last link ran out on {short_date(link.expires_at.date())}."
    return f"The last link was {link.get_ended_why_display()} on {short_date(link.ended_at.date())}."
