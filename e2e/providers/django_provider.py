"""A provider made with Django and Django OAuth Toolkit: its pages, its database, and the settings of one file."""

import json
import os
import sys
from pathlib import Path

import django
from django.conf import settings

wanted = json.loads(Path(sys.argv[1]).read_text())
folder = Path(sys.argv[1]).parent

pages = {
    "registration/login.html": '<!doctype html><title>Log in</title><form method="post">{% csrf_token %}{{ form.as_p }}'
    '<input type="hidden" name="next" value="{{ next }}"><button>Log in</button></form>',
}

settings.configure(
    SECRET_KEY=wanted["clientSecret"],
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "people.sqlite3"}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "oauth2_provider",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request"],
                "loaders": [
                    ("django.template.loaders.locmem.Loader", pages),
                    "django.template.loaders.app_directories.Loader",
                ],
            },
        }
    ],
    LOGIN_URL="/log-in",
    PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"],
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True,
        "OIDC_ISS_ENDPOINT": wanted["issuer"],
        "OIDC_RSA_PRIVATE_KEY": wanted["key"],
        "OIDC_RSA_PRIVATE_KEYS_INACTIVE": wanted["earlierKeys"],
        "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
        "OAUTH2_VALIDATOR_CLASS": f"{__name__}.Validator",
        "REQUEST_APPROVAL_PROMPT": "auto",
        "SCOPES": {"openid": "who you are", "profile": "your name", "email": "your email address"},
    },
)
django.setup()

from django.contrib.auth import get_user_model, views  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.urls import include, path  # noqa: E402
from oauth2_provider.models import get_application_model  # noqa: E402
from oauth2_provider.oauth2_validators import OAuth2Validator  # noqa: E402

urlpatterns = [
    path("log-in", views.LoginView.as_view()),
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
]


class Validator(OAuth2Validator):
    """What it says about people."""

    def get_additional_claims(self):
        return {"email": lambda request: request.user.email, "name": lambda request: request.user.get_full_name()}


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    person = get_user_model().objects.update_or_create(username=wanted["person"]["username"], defaults=wanted["claims"])[0]
    if not person.has_usable_password() or not person.check_password(wanted["person"]["password"]):
        person.set_password(wanted["person"]["password"])
        person.save()
    get_application_model().objects.get_or_create(
        client_id="assent",
        defaults={
            "name": "Assent",
            "client_secret": wanted["clientSecret"],
            "client_type": "confidential",
            "authorization_grant_type": "authorization-code",
            "algorithm": "RS256",
            "redirect_uris": wanted["redirectUri"],
            "post_logout_redirect_uris": wanted["signOutUri"],
        },
    )
    os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
    call_command("runserver", wanted["listen"], "--noreload", "--skip-checks")
