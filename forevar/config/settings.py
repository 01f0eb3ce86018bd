"""All settings in one file, read from the environment only; nonsense stops the start with the cure."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "forevar"


# ── typed readers ────────────────────────────────────────────────────────────
def _text(name: str, *, default: str | None = None) -> str:
    """Read a text, or the contents of the file that `<name>_FILE` points to."""
    in_file = os.environ.get(f"{name}_FILE")
    if in_file:
        return Path(in_file).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is missing. Set it, or {name}_FILE, and start again.")
    return value


def _choice(name: str, *, default: str, among: tuple[str, ...]) -> str:
    value = _text(name, default=default)
    if value not in among:
        raise ImproperlyConfigured(f"{name} must be one of: {', '.join(among)}.")
    return value


def _number(name: str, *, default: int) -> int:
    value = _text(name, default=str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, such as {default}.")
    return int(value)


def _flag(name: str, *, default: bool) -> bool:
    value = _text(name, default="1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1.")
    return value == "1"


# ── which Førevar this is ────────────────────────────────────────────────────
FOREVAR_MODE = _choice("FOREVAR_MODE", default="test", among=("demo", "test", "production"))
FOREVAR_VAR = Path(_text("FOREVAR_VAR", default=str(ROOT / "var" / FOREVAR_MODE)))
FOREVAR_ORIGIN = _text(
    "FOREVAR_ORIGIN", default=None if FOREVAR_MODE == "production" else "http://localhost:8000"
)
DEBUG = _flag("FOREVAR_DEBUG", default=False)
if DEBUG and FOREVAR_MODE == "production":
    raise ImproperlyConfigured("FOREVAR_DEBUG must be 0 in production: it shows what is sealed.")


def _secret_key() -> str:
    if FOREVAR_MODE == "production":
        return _text("FOREVAR_SECRET_KEY")
    kept = FOREVAR_VAR / "secret.key"
    if not kept.exists():
        FOREVAR_VAR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


SECRET_KEY = _secret_key()
_origin = urlsplit(FOREVAR_ORIGIN)
ALLOWED_HOSTS = [_origin.hostname or "localhost"]
if FOREVAR_MODE != "production":
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "testserver"]
_secure = _origin.scheme == "https"
if FOREVAR_MODE == "production" and not _secure:
    raise ImproperlyConfigured("FOREVAR_ORIGIN must begin with https:// in production.")

# ── applications ─────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "forevar.trust.audit",
    "forevar.trust.accounts",
    "forevar.trust.notices",
    "forevar.trust.access",
    "forevar.trust.vaults",
    "forevar.trust.vaults.identity",
    "forevar.trust.vaults.whereabouts",
    "forevar.trust.disclosure",
    "forevar.casework.cases",
    "forevar.casework.intake",
    "forevar.casework.screening",
    "forevar.casework.assessments",
    "forevar.casework.meetings",
    "forevar.casework.documents",
    "forevar.web",
]

MIDDLEWARE = [
    "forevar.web.kit.middleware.DiscreetErrors",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "forevar.web.kit.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "forevar.web.kit.middleware.Headers",
    "forevar.web.kit.middleware.ActorOfTheRequest",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "forevar.web.accounts.second_factor.SecondFactorFirst",
    "forevar.web.kit.refusals.Refusals",
]
ROOT_URLCONF = "forevar.config.urls"
WSGI_APPLICATION = "forevar.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "forevar.web.kit.frame.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── database ─────────────────────────────────────────────────────────────────
# D4: WAL only where the linked SQLite has the WAL fix; else the rollback journal with EXTRA.
_WAL_SAFE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))


def _wal_is_safe() -> bool:
    import sqlite3

    version = sqlite3.sqlite_version_info
    return version >= _WAL_SAFE[0] or any(
        version[:2] == safe[:2] and version >= safe for safe in _WAL_SAFE[1:]
    )


def _sqlite(path: str) -> dict[str, Any]:
    journal = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        if _wal_is_safe()
        else "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"{journal} PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    host = unquote(parts.hostname or "")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", host)),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
    }


def _database() -> dict[str, Any]:
    url = _text("FOREVAR_DATABASE_URL", default="")
    if not url:
        FOREVAR_VAR.mkdir(parents=True, exist_ok=True)
        return _sqlite(str(FOREVAR_VAR / "forevar.sqlite3"))
    if url.startswith("sqlite:///"):
        return _sqlite(url.removeprefix("sqlite:///"))
    if url.startswith(("postgresql://", "postgres://")):
        return _postgresql(url)
    raise ImproperlyConfigured(
        "FOREVAR_DATABASE_URL must begin with postgresql:// or sqlite:///, or be left out."
    )


DATABASES = {"default": _database()}

# ── who you are ──────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "shell:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
ACCOUNT_ADAPTER = "forevar.web.accounts.adapter.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "forevar.web.accounts.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = FOREVAR_MODE != "production"
MFA_TOTP_ISSUER = "Førevar"

# ── sessions and headers ─────────────────────────────────────────────────────
SESSION_COOKIE_NAME = "__Host-okt" if _secure else "okt"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = _secure
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-vern" if _secure else "vern"
CSRF_COOKIE_SECURE = _secure
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "forevar.web.shell.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [FOREVAR_ORIGIN]
LANGUAGE_COOKIE_NAME = "__Host-sprak" if _secure else "sprak"
LANGUAGE_COOKIE_SECURE = _secure
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# With no-referrer, browsers send `Origin: null` on our own forms, and no form would get through.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = _secure
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _secure
SECURE_HSTS_PRELOAD = False
if _flag("FOREVAR_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "worker-src": [SELF],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

# ── language and time ────────────────────────────────────────────────────────
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
FORMAT_MODULE_PATH = ["forevar.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"

# ── static files: ours, and the folders we use of npm packages (no build step) ─
STATIC_URL = "/s/"
STATIC_ROOT = FOREVAR_VAR / "static"
_npm = ROOT / "node_modules"
STATICFILES_DIRS = [
    PACKAGE / "web" / "static",
    ("v/ds", _npm / "@digdir/designsystemet-css/dist/src"),
    ("v/ds-theme", _npm / "@digdir/designsystemet-css/dist/theme"),
    ("v/ds-web", _npm / "@digdir/designsystemet-web/dist/umd"),
    ("v/inter", _npm / "@fontsource-variable/inter"),
    ("v/htmx", _npm / "htmx.org/dist"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if FOREVAR_MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = FOREVAR_MODE == "test"
WHITENOISE_AUTOREFRESH = False

# ── logs: an event's name and an error's id, never what somebody wrote or saw ──
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "forevar": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # Django writes paths and request bodies here; the kit logs an error id instead.
        "django.request": {"handlers": ["nowhere"], "propagate": False},
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "django.server": {"handlers": ["nowhere"], "propagate": False},
    },
}
