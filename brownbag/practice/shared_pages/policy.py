"""Who may open a page. A page that does not say is refused."""

from enum import Enum

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied


class Policy(Enum):
    "The closed list of who may open a page."

    PUBLIC = "anyone"
    SECRET_LINK = "whoever holds the link"
    SIGNED_IN = "any member of staff"
    CLINICAL_STAFF = "pharmacists and technicians"
    PHARMACIST = "pharmacists"
    OWNER = "the practice owner"


def policy(allowed):
    "Declare who may open a view."

    def declare(view):
        view.policy = allowed
        return view

    return declare


class PolicyMiddleware:
    "Refuse every page that declares no policy, and everyone its policy does not name."

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        declared = getattr(view, "policy", None)
        if declared is None:
            raise PermissionDenied("This page says nowhere who may open it.")
        if declared in (Policy.PUBLIC, Policy.SECRET_LINK):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not _fits(request.user, declared):
            raise PermissionDenied(f"This page is for {declared.value}.")
        return None


def _fits(user, declared):
    return {
        Policy.SIGNED_IN: user.is_active,
        Policy.CLINICAL_STAFF: user.is_clinical,
        Policy.PHARMACIST: user.is_clinical and user.role == "pharmacist",
        Policy.OWNER: user.role == "owner",
    }[declared]
