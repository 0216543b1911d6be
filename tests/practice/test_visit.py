"""A visit and what follows: decisions, finishing, the prescriber's answer, outcomes."""

import hmac
import uuid
from base64 import urlsafe_b64encode

import pytest
from django.urls import reverse

from brownbag.practice.documents.models import Paper, PaperKind
from brownbag.practice.follow_up.models import NextContact, Outcome
from brownbag.practice.medication_list.actions import change_line
from brownbag.practice.medication_list.models import LineVersion, MedicationLine
from brownbag.practice.plans import actions, links
from brownbag.practice.plans.models import PrescriberRequest, ToDo
from brownbag.practice.reviews.actions import VisitIsFinished, assess_again, decide, start_visit
from brownbag.practice.reviews.models import Decision, DecisionKind, Problem, Visit
from brownbag.practice.shared_pages.once import FIELD
from tests.practice.samples import ON, add_ruth, add_work, decide_all


@pytest.fixture
def dana(practice, staff_of):
    return staff_of(practice, "pharmacist", "dana")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def ruth(practice, dana):
    return add_ruth(practice, dana)[0]


@pytest.fixture
def visit(ruth, dana):
    return start_visit(person=ruth, setting="clinic", on=ON, by=dana)


def send(client, route, *keys, **form):
    return client.post(reverse(route, args=keys), {FIELD: uuid.uuid4(), **form})


def worst(person):
    return Problem.objects.unscoped().filter(person=person, gone_on=None).order_by("rank").first()


def test_one_file_with_two_lists_gives_one_line_for_each_medicine(ruth):
    lines = MedicationLine.objects.unscoped().filter(person=ruth).select_related("current")
    assert [line.current.ingredients for line in lines] == [
        ["warfarin"],
        ["sulfamethoxazole", "trimethoprim"],
    ]


def test_a_set_aside_problem_stays_away_until_a_fact_changes(ruth, visit, dana):
    problem = worst(ruth)
    decide(visit=visit, problem=problem, kind=DecisionKind.NOT_A_PROBLEM, by=dana, reason="Known and watched")
    assess_again(person=ruth, on=ON)
    problem.refresh_from_db(from_queryset=Problem.objects.unscoped())
    assert problem.gone_on is None
    assert Decision.objects.unscoped().filter(problem=problem, taken_back_at=None).exists()
    line = MedicationLine.objects.unscoped().get(current__name="Bactrim DS", person=ruth)
    before = set(
        Problem.objects.unscoped().filter(person=ruth, gone_on=None).values_list("finding_id", flat=True)
    )
    changes = {"start": ON.replace(day=20)}
    change_line(line=line, expected_version=line.version, changes=changes, why="day found out", by=dana)
    assess_again(person=ruth, on=ON)
    after = set(
        Problem.objects.unscoped().filter(person=ruth, gone_on=None).values_list("finding_id", flat=True)
    )
    assert after - before, "the changed fact makes it a new problem to decide"


def test_a_decision_needs_what_its_kind_needs(desk, ruth, visit):
    page = send(desk, "visit_decide", visit.pk, worst(ruth).pk, kind="dismiss", reason="")
    assert page.status_code == 422
    assert "Say why it is not a problem" in page.content.decode()
    page = send(desk, "visit_decide", visit.pk, worst(ruth).pk, kind="ask", message="Please check the INR")
    assert "Choose the prescriber to ask" in page.content.decode()
    assert "Please check the INR" in page.content.decode(), "what was typed is kept"
    assert not Decision.objects.unscoped().exists()


def test_a_decision_can_be_taken_back_and_both_stay_on_record(desk, ruth, visit):
    send(desk, "visit_decide", visit.pk, worst(ruth).pk, kind="own", action="Call Ruth")
    decision = Decision.objects.unscoped().get()
    send(desk, "visit_take_back", visit.pk, decision.pk)
    decision.refresh_from_db(from_queryset=Decision.objects.unscoped())
    assert decision.taken_back_at is not None


def test_a_visit_is_not_finished_while_something_to_act_on_today_is_open(desk, ruth, visit):
    page = send(desk, "finish_visit", visit.pk, version=visit.version, reason="next month")
    assert page.status_code == 409
    assert "Decide first what to act on today" in page.content.decode()
    assert not Paper.objects.unscoped().exists()


def test_no_visit_closes_without_a_next_date_or_a_reason_why_not(desk, ruth, visit, dana, practice):
    _decide(visit, dana, practice)
    page = send(desk, "finish_visit", visit.pk, version=visit.version, due_on="", reason="")
    assert page.status_code == 422
    assert Visit.objects.unscoped().get().finished_at is None


def test_finishing_twice_makes_one_visit(desk, ruth, visit, dana, practice):
    _decide(visit, dana, practice)
    form = {FIELD: uuid.uuid4(), "version": visit.version, "reason": "no need"}
    answers = [desk.post(reverse("finish_visit", args=[visit.pk]), form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    again = send(desk, "finish_visit", visit.pk, version=visit.version, reason="no need")
    assert again.status_code == 409
    assert PrescriberRequest.objects.unscoped().count() == 1
    made = sorted(set(PaperKind.values) - {PaperKind.NOTICE, PaperKind.SPANISH_LIST})
    assert sorted(Paper.objects.unscoped().values_list("kind", flat=True)) == made


def test_a_fault_while_finishing_leaves_nothing_behind(desk, ruth, visit, dana, practice, monkeypatch):
    _decide(visit, dana, practice)
    ruth.given_name = "王"
    ruth.save()
    page = send(desk, "finish_visit", visit.pk, version=visit.version, reason="no need")
    assert page.status_code == 409
    assert "cannot be printed" in page.content.decode()
    assert not PrescriberRequest.objects.unscoped().exists()
    assert not NextContact.objects.unscoped().exists()
    assert Visit.objects.unscoped().get().finished_at is None


def test_a_finished_visit_cannot_be_changed(desk, practice, dana):
    work = add_work(practice, dana)
    finished = Visit.objects.unscoped().exclude(finished_at=None).get()
    with pytest.raises(VisitIsFinished):
        decide(
            visit=finished,
            problem=Problem.objects.unscoped().get(pk=work["problem_id"]),
            kind=DecisionKind.OWN_ACTION,
            by=dana,
            action="x",
        )
    page = send(desk, "visit_add_line", finished.pk, name="Aleve")
    assert "This visit is finished" in page.content.decode()


def test_the_to_do_shows_a_change_only_after_the_prescriber_agreed(practice, dana):
    work = add_work(practice, dana)
    paper = Paper.objects.unscoped().get(kind=PaperKind.TO_DO)
    assert "another antibiotic" not in str(paper.values)
    request = PrescriberRequest.objects.unscoped().get(pk=work["request_id"])
    _answer(request, "accepted")
    assert ToDo.objects.unscoped().get(pk=work["to_do_id"]).held is False


def test_a_declined_change_never_reaches_the_person(practice, dana):
    work = add_work(practice, dana)
    request = PrescriberRequest.objects.unscoped().get(pk=work["request_id"])
    _answer(request, "declined", reason="Specialist")
    to_do = ToDo.objects.unscoped().get(pk=work["to_do_id"])
    assert to_do.held
    assert to_do.withdrawn_at is not None


def test_a_changed_answer_waits_for_words_that_fit(desk, practice, dana):
    work = add_work(practice, dana)
    request = PrescriberRequest.objects.unscoped().get(pk=work["request_id"])
    _answer(request, "changed", words="INR on Friday")
    page = send(desk, "reply_done", request.pk)
    assert "First write what the patient will read" in page.content.decode()
    send(desk, "release_to_do", request.pk, work["to_do_id"], words="Blood test on Friday.")
    assert send(desk, "reply_done", request.pk).status_code == 302
    assert ToDo.objects.unscoped().get(pk=work["to_do_id"]).words == "Blood test on Friday."


def test_an_answer_is_given_once(practice, dana):
    work = add_work(practice, dana)
    request = PrescriberRequest.objects.unscoped().get(pk=work["request_id"])
    _answer(request, "accepted")
    with pytest.raises(actions.AlreadyAnswered):
        _answer(request, "declined", reason="Other")


def test_the_prescribers_page_needs_the_code_and_five_wrong_ones_end_the_link(client, practice, dana):
    work = add_work(practice, dana)
    page = reverse("prescriber_page", args=[work["token"]])
    assert "Canaryname" not in client.get(page).content.decode()
    code = links.reply_code(work["link_seed"])
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        client.post(page, {"code": wrong})
    assert client.post(page, {"code": code}).status_code == 404
    assert client.get(page).status_code == 404


def test_a_link_that_is_altered_ended_or_expired_looks_like_none(client, practice, dana):
    work = add_work(practice, dana)
    request = PrescriberRequest.objects.unscoped().get(pk=work["request_id"])
    page = reverse("prescriber_page", args=[work["token"]])
    altered = client.get(reverse("prescriber_page", args=[work["token"][:-1] + "_"]))
    actions.new_link(request=request)
    replaced = client.get(page)
    PrescriberRequest.objects.unscoped().update(
        link_digest=links.digest_of(work["token"]), expires_at="2020-01-01T00:00Z"
    )
    expired = client.get(page)
    assert altered.status_code == replaced.status_code == expired.status_code == 404
    assert altered.content == replaced.content == expired.content


def test_the_prescriber_answers_without_an_account(client, practice, dana):
    work = add_work(practice, dana)
    page = reverse("prescriber_page", args=[work["token"]])
    client.post(page, {"code": links.reply_code(work["link_seed"])})
    missing = client.post(page, {f"answer-{work['item_id']}": "declined", "name": ""})
    assert "Choose a reason." in missing.content.decode()
    assert "Type your name to sign." in missing.content.decode()
    client.post(
        page,
        {
            f"answer-{work['item_id']}": "declined",
            f"reason-{work['item_id']}": "Specialist",
            "name": "June Walsh",
        },
    )
    shown = client.get(page).content.decode()
    assert "Declined: Specialist" in shown
    assert PrescriberRequest.objects.unscoped().get().answered_name == "June Walsh"


def test_no_secret_of_a_link_is_kept_or_logged(practice, dana):
    from brownbag.practice.audit.models import Change

    work = add_work(practice, dana)
    kept = str(list(Change.objects.values_list("before", "after")))
    assert work["token"] not in kept
    assert links.digest_of(work["token"]) not in kept


def test_a_problem_that_was_not_resolved_is_decided_anew(desk, practice, dana):
    work = add_work(practice, dana)
    page = desk.get(reverse("visit_follow_up", args=[work["visit_id"]])).content.decode()
    assert "Ask Dr. June Walsh" in page
    send(desk, "visit_outcome", work["visit_id"], work["problem_id"], result="not")
    assert Outcome.objects.unscoped().get().result == "not"
    decision = Decision.objects.unscoped().get(pk=work["decision_id"])
    assert decision.taken_back_at is not None


def test_a_change_of_dose_is_one_edit_with_a_reason(desk, ruth, visit):
    line = MedicationLine.objects.unscoped().get(current__name="warfarin 5 mg tablet", person=ruth)
    form = {
        "name": "warfarin 4 mg tablet",
        "directions": "Take 1 tablet every evening",
        "version": line.version,
    }
    page = send(desk, "change_line", line.pk, **form)
    assert "Say why, in a few words." in page.content.decode()
    assert "warfarin 4 mg tablet" in page.content.decode()
    send(desk, "change_line", line.pk, **form, why="INR 3.4")
    versions = LineVersion.objects.unscoped().filter(line=line).order_by("number")
    assert [version.strength for version in versions] == ["5 mg", "4 mg"]
    stale = send(desk, "change_line", line.pk, **form, why="again")
    assert stale.status_code == 409
    assert "warfarin 4 mg tablet" in stale.content.decode(), "what was typed is shown"


def test_a_choice_can_be_undone(desk, ruth, visit):
    line = MedicationLine.objects.unscoped().get(current__name="Bactrim DS", person=ruth)
    send(desk, "visit_settle", visit.pk, line.pk, version=line.version, choice="stop:not taking it")
    now = MedicationLine.objects.unscoped().select_related("current").get(pk=line.pk)
    assert now.current.status == "stopped"
    send(desk, "visit_settle", visit.pk, line.pk, version=now.version, choice="undo:")
    assert MedicationLine.objects.unscoped().get(pk=line.pk).current.status == "active"


def test_a_choice_the_page_does_not_offer_is_refused(desk, ruth, visit):
    line = MedicationLine.objects.unscoped().filter(person=ruth).first()
    for choice in ("explode:", "hold:x", "hold:999999", ""):
        page = send(desk, "visit_settle", visit.pk, line.pk, version=line.version, choice=choice)
        assert page.status_code in (400, 404), choice


def test_a_medicine_nobody_knows_is_kept_and_marked(desk, ruth, visit):
    send(desk, "visit_add_line", visit.pk, name="green pills from my neighbor")
    page = desk.get(reverse("visit_collect", args=[visit.pk])).content.decode()
    assert "Not identified" in page
    assert "Not checked: this does not name a medicine." in page


def test_typing_three_letters_suggests_and_puts_nothing_into_an_address(desk, ruth, visit):
    found = desk.post(reverse("suggest", args=[ruth.pk]), {"typed": "warf"}).content.decode()
    assert "warfarin" in found
    assert "On the list already" in found
    assert desk.get(reverse("suggest", args=[ruth.pk])).status_code == 405


def test_directions_are_read_while_they_are_typed(desk):
    said = desk.post(reverse("read_directions"), {"typed": "1 tab po qam"}).content.decode()
    assert "in the morning" in said


def _decide(visit, by, practice):
    from brownbag.practice.people.actions import know_prescriber

    decide_all(visit, by, know_prescriber(practice=practice, name="Dr. June Walsh"))


def _answer(request, given, **more):
    answers = {item.pk: actions.GivenAnswer(given, **more) for item in request.items.all()}
    actions.answer(request=request, answers=answers, name="June Walsh", how="phone")


def test_a_new_link_is_made_of_another_seed(client, practice, dana):
    work = add_work(practice, dana)
    request = PrescriberRequest.objects.unscoped().get(pk=work["request_id"])
    first = links.link_token(request.link_seed)
    actions.new_link(request=request)
    assert links.link_token(request.link_seed) != first
    assert client.get(reverse("prescriber_page", args=[first])).status_code == 404


def test_links_given_out_before_seeds_were_random_go_on_working(settings):
    old = hmac.digest(settings.SECRET_KEY.encode(), b"prescriber link 7 2", "sha256")
    assert links.link_token("7 2") == urlsafe_b64encode(old).decode().rstrip("=")
