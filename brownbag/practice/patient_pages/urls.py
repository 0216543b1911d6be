from django.urls import path

from brownbag.practice.patient_pages import app_views, views

LINK = "p/<str:list_token>/"

urlpatterns = [
    path(LINK, views.page, name="shared_list"),
    path(LINK + "list.pdf", views.as_pdf, name="shared_list_pdf"),
    path(LINK + "m", app_views.manifest, name="shared_manifest"),
    path(LINK + "f/<str:ticket>", app_views.file, name="shared_file"),
]
