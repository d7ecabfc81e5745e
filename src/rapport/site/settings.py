"""The plot the house stands on: where the store is, which apps, which safety headers.

Everything that differs between a laptop, a team server and a test comes from the environment,
read once here: ``RAPPORT_HOME`` (the folder of one encrypted store), ``RAPPORT_DATABASE_URL``
(a team's PostgreSQL; without it the store is SQLCipher), ``RAPPORT_SECRET_FILE`` (a team's
signing secret), ``RAPPORT_ADDRESS_HEADER`` (in which header whatever stands before a team's server
says where a request comes from). No key is ever read from the environment.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfoNotFoundError

import tzlocal

from rapport.site.logs import is_our_fault
from rapport.vault import keyring

RAPPORT_HOME = Path(os.environ["RAPPORT_HOME"]) if os.environ.get("RAPPORT_HOME") else None
RAPPORT_STATE = Path(os.environ["RAPPORT_STATE"]) if os.environ.get("RAPPORT_STATE") else None
_key_file = os.environ.get("RAPPORT_KEY_FILE")
RAPPORT_BESIDE = RAPPORT_HOME or (Path(_key_file).parent if _key_file else None)
"""The folder of the store, or of a team's key file: what must outlive the database lies there."""
DATABASE_URL = os.environ.get("RAPPORT_DATABASE_URL", "")
WORKS_HERE = "" if DATABASE_URL else os.environ.get("RAPPORT_COLLEAGUE", "")
"""Which colleague works at a laptop, by sign-in name; whoever owns the store if it is empty."""
ADDRESS_HEADER = os.environ.get("RAPPORT_ADDRESS_HEADER", "")

AT_ONCE, AT_THE_DOOR, PATIENCE = 4, 3, 4.0
"""How many requests of a team each worker works on at once, how many more sign in, and how many
seconds the others wait before they are asked to come again."""


def _postgresql(url: str) -> dict[str, object]:
    """Return Django's database settings for ``postgresql://user:password@host:port/name``."""
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "rapport.site.team_database",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "")),
        **_connections(query),
    }


def _connections(query: dict[str, str]) -> dict[str, object]:
    """Return how connections are held: a server's from a small pool, a command's just its own.

    As many as requests are let in at once, and a few for what works beside the pages.
    """
    if not os.environ.get("RAPPORT_SERVING"):
        return {"CONN_MAX_AGE": 600, "OPTIONS": query}
    pool = {"min_size": 1, "max_size": AT_ONCE + AT_THE_DOOR + 4, "timeout": 20}
    # The same few hundred questions come again and again: what is asked twice of a connection is
    # kept there with its plan (team_database), and never compiled, which takes longer than a page.
    asked = {"server_side_binding": True, "prepare_threshold": 1, "options": "-c jit=off"}
    return {"CONN_MAX_AGE": 0, "OPTIONS": {"pool": pool, **asked, **query}}


def _encrypted_file(home: Path | None) -> dict[str, object]:
    """Return Django's database settings for the encrypted file in ``home``."""
    return {
        "ENGINE": "rapport.vault.database",
        "NAME": str(home / "rapport.store") if home else ":memory:",
        "CONN_MAX_AGE": None,
        "OPTIONS": {"key": keyring.data_key},
    }


IS_TEAM = DATABASE_URL.startswith(("postgres://", "postgresql://"))
DATABASES = {"default": _postgresql(DATABASE_URL) if IS_TEAM else _encrypted_file(RAPPORT_HOME)}


def _secret() -> str:
    """Return the team's secret from its file, or one that lives as long as this process."""
    path = os.environ.get("RAPPORT_SECRET_FILE")
    return Path(path).read_text(encoding="utf-8").strip() if path else secrets.token_urlsafe(48)


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = [
    h for h in os.environ.get("RAPPORT_HOSTS", "127.0.0.1,localhost,.localhost").split(",") if h
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "rapport.records",
    "rapport.web",
]
AUTH_USER_MODEL = "records.Colleague"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "rapport.site.urls"
WSGI_APPLICATION = "rapport.site.wsgi.application"

MIDDLEWARE = [
    "rapport.web.middleware.session_gate.SafetyHeaders",
    "rapport.web.middleware.in_place.InPlace",
    "rapport.web.middleware.only_json.OnlyJson",
    *(["rapport.web.middleware.admission.Admission"] if IS_TEAM else []),
    "django.middleware.gzip.GZipMiddleware",
    "rapport.web.middleware.token_door.TokenDoor",
    "rapport.web.middleware.session_gate.SessionGate",
    "rapport.web.joined.Joined",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "rapport.web.middleware.identity.Identity",
    "rapport.web.middleware.once.Once",
    "rapport.web.middleware.errors.Refusals",
    "django_htmx.middleware.HtmxMiddleware",
]
if IS_TEAM:
    _place = MIDDLEWARE.index("rapport.web.middleware.identity.Identity")
    MIDDLEWARE[_place:_place] = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent.parent / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "rapport.web.middleware.identity.around_every_page",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.filesystem.Loader"],
                        )
                    ],
                )
            ],
            # Django's own tags, without asking again what cannot have changed: decision 0119.
            "libraries": {"i18n": "rapport.web.templatetags.quick_i18n"},
            "builtins": [
                "rapport.web.templatetags.direction",
                "rapport.web.templatetags.look",
                "rapport.web.templatetags.queue_words",
                "rapport.web.templatetags.wording",
                "rapport.web.templatetags.quick",
                "template_partials.templatetags.partials",
            ],
        },
    }
]

FORM_RENDERER = "rapport.web.form_renderer.Renderer"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("fr", "Français")]
LOCALE_PATHS = [Path(__file__).parent.parent / "web" / "locale"]
USE_I18N = True
USE_TZ = True


def _time_zone() -> str:
    """Return the zone named, or else this machine's: which day it is, the wall clock decides."""
    try:
        return os.environ.get("RAPPORT_TIME_ZONE") or tzlocal.get_localzone_name()
    except ZoneInfoNotFoundError:
        return "UTC"


TIME_ZONE = _time_zone()

STATIC_URL = "static/"
STATIC_ROOT = Path(__file__).parent.parent / "web" / "static"
STATICFILES_DIRS: list[Path] = []
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False

PASSWORD_HASHERS = ["rapport.site.hashing.TeamArgon2"]
if IS_TEAM:
    # With this beginning a browser takes no such cookie from another host, or without TLS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-rapport", "__Host-csrf"
SESSION_ENGINE = "rapport.records.sessions"
# One alone: each would check a wrong passphrase once more, at the full cost of its hash.
AUTHENTICATION_BACKENDS = ["rapport.records.sessions.OurColleagues"]
SESSION_COOKIE_AGE = 12 * 3600
# Nothing stays in the browser once it is closed: a cookie tells that its owner used a store.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = IS_TEAM
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = IS_TEAM
CSRF_FAILURE_VIEW = "rapport.web.middleware.errors.not_from_here"
# TLS ends in front of a team's server, which no header from outside can make it forget.
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if IS_TEAM else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# What Django's own middleware would send, ours sends on every answer: session_gate.SafetyHeaders.
# That one library takes the place of Django's ``i18n`` is meant: decision 0119.
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002", "templates.W003"]

# Uploads stay in memory: the only upload is a register to import, 20 MB at most, and a
# temporary file would be a copy in the clear.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "rapport.site.logs.PlainLine"}},
    "filters": {"ours": {"()": lambda: is_our_fault}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["ours"]}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # Two threads and a short queue: that a request waits in it for a moment is no news.
        "waitress.queue": {"level": "ERROR"},
    },
}
