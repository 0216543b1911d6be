from django.urls import path

from brownbag.practice.workspace import views

urlpatterns = [
    path("", views.today, name="today"),
    path("what-is-checked/", views.coverage, name="coverage"),
    path("people/<int:person_id>/", views.person, name="person"),
]
