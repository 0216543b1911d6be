from django.urls import path

from brownbag.practice.workspace.assess import views as assess
from brownbag.practice.workspace.collect import bag
from brownbag.practice.workspace.collect import views as collect
from brownbag.practice.workspace.follow_up import views as follow_up
from brownbag.practice.workspace.implement import views as implement
from brownbag.practice.workspace.medicines import views as medicines
from brownbag.practice.workspace.people import imports, merges
from brownbag.practice.workspace.people import views as people
from brownbag.practice.workspace.pictures import views as pictures
from brownbag.practice.workspace.plan import views as plan
from brownbag.practice.workspace.replies import views as replies
from brownbag.practice.workspace.sharing import views as sharing
from brownbag.practice.workspace.stays import views as stays
from brownbag.practice.workspace.today import views as today

VISIT = "visits/<int:visit_id>/"
PERSON = "people/<int:person_id>/"
REPLY = "replies/<int:request_id>/"
NOTICE = "notices/<int:notice_id>/"

urlpatterns = [
    path("", today.today, name="today"),
    path("tour-done/", today.tour_done, name="tour_done"),
    path("medicines/", medicines.start, name="knowledge"),
    path("medicines/<str:name>/", medicines.medicine, name="medicine"),
    path("what-is-checked/", today.coverage, name="coverage"),
    path("people/", people.find, name="people"),
    path("people/new/", people.new, name="new_person"),
    path("people/import/", imports.new_person, name="import_new_person"),
    path(PERSON, people.show, name="person"),
    path(PERSON + "change/", people.change, name="change_person"),
    path(PERSON + "facts/<slug:kind>/", people.add_fact, name="add_fact"),
    path(PERSON + "no-known-allergies/", people.no_known_allergies, name="no_known_allergies"),
    path(PERSON + "import/", imports.for_person, name="import_for_person"),
    path(PERSON + "pasted-results/", imports.pasted_results, name="paste_results"),
    path(PERSON + "merge/", merges.merge_with, name="merge"),
    path("merges/<int:merge_id>/undo/", merges.undo, name="undo_merge"),
    path(PERSON + "stay/", stays.new, name="new_stay"),
    path(PERSON + "visit/", people.visit, name="start_visit"),
    path(PERSON + "suggest/", collect.suggest, name="suggest"),
    path("stays/<int:stay_id>/", stays.show, name="stay"),
    path("stays/<int:stay_id>/change/", stays.change, name="change_stay"),
    path("stays/<int:stay_id>/reasons/", stays.reason, name="stay_reason"),
    path("stay-tasks/<int:task_id>/", stays.task, name="stay_task"),
    path("documents/<int:document_id>/", imports.result, name="document"),
    path("documents/<int:document_id>/original/", imports.original, name="document_original"),
    path("lines/<int:line_id>/change/", collect.change, name="change_line"),
    path("codes/read/", collect.read_code, name="read_code"),
    path("directions/read/", collect.read_directions, name="read_directions"),
    path(VISIT + "collect/", collect.show, name="visit_collect"),
    path(VISIT + "bag/", bag.bag, name="visit_bag"),
    path(VISIT + "lines/", collect.add, name="visit_add_line"),
    path(VISIT + "lines/<int:line_id>/", collect.settle, name="visit_settle"),
    path(VISIT + "pictures-kept/", collect.keep, name="visit_keep_picture"),
    path(VISIT + "asked/", collect.asked, name="visit_asked"),
    path(VISIT + "assess/", assess.show, name="visit_assess"),
    path(VISIT + "pictures/", pictures.show, name="visit_pictures"),
    path(VISIT + "problems/<int:problem_id>/", assess.decided, name="visit_decide"),
    path(VISIT + "decisions/<int:decision_id>/take-back/", assess.taken_back, name="visit_take_back"),
    path(VISIT + "plan/", plan.show, name="visit_plan"),
    path(VISIT + "implement/", implement.show, name="visit_implement"),
    path(VISIT + "finish/", implement.finish, name="finish_visit"),
    path(VISIT + "preview/<slug:kind>/", implement.preview, name="visit_preview"),
    path(VISIT + "follow-up/", follow_up.show, name="visit_follow_up"),
    path(VISIT + "follow-up/problems/<int:problem_id>/", follow_up.outcome, name="visit_outcome"),
    path(VISIT + "next-contact/", follow_up.next_contact, name="visit_next_contact"),
    path(PERSON + "share/", sharing.show, name="share"),
    path(PERSON + "share/link/", sharing.make_link, name="make_link"),
    path(PERSON + "share/release/", sharing.release, name="release_list"),
    path(PERSON + "export/<slug:kind>/", sharing.export, name="export"),
    path("links/<int:link_id>/end/", sharing.end_link, name="end_list_link"),
    path(VISIT + "spanish/", implement.spanish, name="make_spanish_list"),
    path(VISIT + "notices/", sharing.make_notices, name="make_notices"),
    path(VISIT + "notices/another/", sharing.tell_another, name="tell_another"),
    path(NOTICE + "sent/", sharing.sent, name="notice_sent"),
    path(NOTICE + "confirmed/", sharing.confirmed, name="notice_confirmed"),
    path("papers/<int:paper_id>/", implement.paper, name="paper"),
    path("papers/<int:paper_id>.pdf", implement.paper_pdf, name="paper_pdf"),
    path("replies/", replies.replies, name="replies"),
    path(REPLY, replies.reply, name="reply"),
    path(REPLY + "record/", replies.record, name="record_reply"),
    path(REPLY + "new-link/", replies.new_link, name="new_link"),
    path(REPLY + "end-link/", replies.end_link, name="end_link"),
    path(REPLY + "lines/<int:line_id>/stop/", replies.stop, name="stop_after_reply"),
    path(REPLY + "to-dos/<int:to_do_id>/", replies.release, name="release_to_do"),
    path(REPLY + "items/<int:item_id>/bring-back/", replies.bring_back, name="bring_back"),
    path(REPLY + "papers/", replies.new_papers, name="new_papers"),
    path(REPLY + "done/", replies.done, name="reply_done"),
]
