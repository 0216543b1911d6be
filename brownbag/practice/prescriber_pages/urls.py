from django.urls import path

from brownbag.practice.prescriber_pages import views

urlpatterns = [path("r/<str:token>/", views.page, name="prescriber_page")]
