"""Sign in and out, with a pause after repeated failures."""

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from brownbag.practice.accounts import throttle
from brownbag.practice.accounts.demo_sign_ins import DEMO_SIGN_INS
from brownbag.practice.shared_pages.policy import Policy, policy


class SignInForm(AuthenticationForm):
    "The framework's form, refusing to try for a while after too many failures."

    error_messages = {
        "invalid_login": "The name and the password do not fit together. Check both and try again.",
        "inactive": "The name and the password do not fit together. Check both and try again.",
    }

    def clean(self):
        tried = throttle.key(self.cleaned_data.get("username", ""), self.request)
        if throttle.must_wait(tried):
            raise ValidationError("Too many tries. Wait five minutes, then try again.")
        try:
            cleaned = super().clean()
        except ValidationError:
            throttle.note_failure(tried)
            raise
        throttle.forget(tried)
        return cleaned


class SignIn(auth.LoginView):
    template_name = "shared_pages/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        shown = DEMO_SIGN_INS if settings.DEMO else ()
        return super().get_context_data(demo_sign_ins=shown, **kwargs)


sign_in = policy(Policy.PUBLIC)(SignIn.as_view())
sign_out = policy(Policy.PUBLIC)(auth.LogoutView.as_view())
