"""Every address of the practice application."""

from django.urls import include, path

from brownbag.practice.endpoints import health

urlpatterns = [
    path("", include("brownbag.practice.workspace.urls")),
    path("", include("brownbag.practice.accounts.urls")),
    path("", include("brownbag.practice.prescriber_pages.urls")),
    path("", include("brownbag.practice.patient_pages.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

handler400 = "brownbag.practice.shared_pages.errors.bad_request"
handler403 = "brownbag.practice.shared_pages.errors.not_allowed"
handler404 = "brownbag.practice.shared_pages.errors.not_found"
handler500 = "brownbag.practice.shared_pages.errors.failed"
