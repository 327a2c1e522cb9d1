"""Django settings. Secrets and addresses come from the environment that ``rantau`` prepares for each process."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from rantau.config import paths
from rantau.config.logs import LOGGING as LOGGING
from rantau.config.logs import configure_structlog

PRODUCTION = os.environ.get("RANTAU_PRODUCTION") == "1"
DEBUG = False
SECRET_KEY = os.environ.get("RANTAU_SESSION_KEY", "only-for-commands-that-serve-nobody")
RANTAU_FIELD_KEY = os.environ.get("RANTAU_FIELD_KEY", "")
RANTAU_INDEX_KEY = os.environ.get("RANTAU_INDEX_KEY", "")
ALLOWED_HOSTS = os.environ.get("RANTAU_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in ("127.0.0.1", "localhost")]

ROOMS = [
    *(f"rantau.registry.{room}" for room in (
        "places", "offices", "accounts", "people", "agencies", "employers", "facilities", "packs",
    )),
    *(f"rantau.placement.{room}" for room in (
        "demand", "dossiers", "documents", "agreements", "money", "orientation", "clearance", "departure",
    )),
]  # fmt: skip
SPACES = [f"rantau.web.{space}" for space in ("look", "public", "mine", "agency", "desk", "gate", "centre")]

INSTALLED_APPS = [
    *(name for name in SPACES if (Path(__file__).parents[1] / "web" / name.rsplit(".", 1)[1] / "apps.py").exists()),
    "rantau.kernel",
    *ROOMS,
    "rantau.cli",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "pgtrigger",
    "procrastinate.contrib.django",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "rantau.web.middleware.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "rantau.web.middleware.Access",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "rantau.config.urls"
WSGI_APPLICATION = "rantau.config.wsgi.application"
FORM_RENDERER = "rantau.web.look.forms.LookRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "rantau.web.context.page",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

_database = conninfo_to_dict(os.environ.get("RANTAU_DSN", "host=127.0.0.1 dbname=rantau user=rantau_app"))
_options = str(_database.pop("options", ""))
# Statements are prepared on the server when a connection repeats them: most of a short query's cost was planning it.
# A pooler between the two must keep prepared statements (PgBouncer: max_prepared_statements).
_PREPARED = {"server_side_binding": True, "prepare_threshold": 5}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": str(_database.pop("dbname", "rantau")),
        "USER": str(_database.pop("user", "")),
        "PASSWORD": str(_database.pop("password", "")),
        "HOST": str(_database.pop("host", "")),
        "PORT": str(_database.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **_database,
            **_PREPARED,
            "options": f"-c statement_timeout=15s -c lock_timeout=3s -c jit=off {_options}",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rantau.registry.accounts.backend.NumberOrPhone",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "portal"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "rantau.registry.accounts.adapter.AccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# By account only: many people share one address of a mobile carrier (promise F2).
ACCOUNT_RATE_LIMITS = {"login": "3000/m/ip", "login_failed": "5/5m/key", "reauthenticate": "10/m/user"}
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "Rantau"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_SENSITIVE_PARAMETERS = ["username", "login", "password"]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Inggris"))]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = paths.STATIC
WHITENOISE_USE_FINDERS = not paths.STATIC.exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": paths.FILES}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
RANTAU_OUTGOING = paths.OUTGOING
RANTAU_CARD_KEYS = paths.CARD_KEYS
EMAIL_FILE_PATH = paths.OUTGOING / "email"

SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "rantau.web.doors.form_too_old"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# W006: many people share one address (a mobile carrier, a job centre); locking by address would punish neighbours (F2).
SILENCED_SYSTEM_CHECKS = ["axes.W003", "axes.W006"]
configure_structlog()
