"""What the tests of the application share: a data folder of their own and a practice with its staff."""

import os
import tempfile

os.environ["BROWNBAG_DATA"] = tempfile.mkdtemp(prefix="brownbag-tests-")

import pytest
from hypothesis import settings

# How long an example takes says more of the machine than of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def practice(db):
    from brownbag.practice.accounts.models import Practice

    return Practice.objects.create(name="Lakeside Medication Review")


@pytest.fixture
def staff_of():
    "Make a member of staff of a practice in a role."
    from brownbag.practice.accounts.models import Staff

    def make(practice, role, name=None):
        name = name or f"{role}{practice.pk}"
        return Staff.objects.create_user(name, password="a long password", practice=practice, role=role)

    return make


@pytest.fixture
def demo(db, settings):
    "The demo practice with its twelve invented people."
    from datetime import date

    from brownbag.practice.demo.load import load_demo

    settings.DEMO = True
    return load_demo(on=date(2026, 11, 24))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    "Where everything must run, a skipped browser or PostgreSQL test is a failure."
    outcome = yield
    report = outcome.get_result()
    must_run = item.get_closest_marker("browser") or item.get_closest_marker("postgresql")
    if report.skipped and os.environ.get("CI") == "true" and must_run:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped; with CI=true it must run."
