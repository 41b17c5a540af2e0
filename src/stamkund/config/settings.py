"""Django's settings. Everything that differs between installations comes from ``config/environment.py``."""

from pathlib import Path

from csp.constants import NONE, SELF

from stamkund.config import environment
from stamkund.config.database import database
from stamkund.config.logs import without_traceback

PACKAGE = Path(__file__).resolve().parent.parent
STAMKUND_HOME = environment.home()
STAMKUND_DEMO = environment.is_on("DEMO")
STAMKUND_COMPANY = environment.text("COMPANY", "Stamkund")
STAMKUND_REGION = environment.text("REGION", "SE")
STAMKUND_CURRENCY = environment.text("CURRENCY", "SEK")
STAMKUND_RATES = environment.listed("RATES", "")  # NOK=0.98,EUR=11.20: what a unit is worth in the own currency
STAMKUND_HORIZON_YEARS = float(environment.text("HORIZON_YEARS", "3"))
STAMKUND_DISCOUNT = float(environment.text("DISCOUNT", "0.10"))

SECRET_KEY = environment.secret_key(STAMKUND_HOME)
DEBUG = environment.is_on("DEBUG")
ALLOWED_HOSTS = environment.listed("HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.listed("ORIGINS", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "django_htmx",
    "template_partials",
    "stamkund.config",
    "stamkund.worker",
    "stamkund.timeline",
    "stamkund.staff",
    "stamkund.customers",
    "stamkund.identity",
    "stamkund.catalogue",
    "stamkund.purchases",
    "stamkund.dialogue",
    "stamkund.valuation",
    "stamkund.imports",
    "stamkund.search",
    "stamkund.decisions",
    "stamkund.api",
    "stamkund.web",
]

MIDDLEWARE = [
    "stamkund.api.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "stamkund.web.shell.middleware.StaffLanguageMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "stamkund.config.urls"
WSGI_APPLICATION = "stamkund.config.wsgi.application"
DATABASES = {
    "default": database(environment.database_url(STAMKUND_HOME), durable=environment.is_on("DURABLE", default=True))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "stamkund.web.templatetags.look",
                "stamkund.web.templatetags.words",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "stamkund.web.shell.context.shell",
            ],
        },
    }
]

AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = ["stamkund.web.shell.accounts.StaffBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "stamkund.web.shell.accounts.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}

LANGUAGE_CODE = environment.text("LANGUAGE", "en")
LANGUAGES = [("en", "English"), ("sv", "Svenska"), ("nb", "Norsk bokmål")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = environment.text("TIME_ZONE", "Europe/Stockholm")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = environment.static_root(STAMKUND_HOME)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_COOKIES = environment.is_on("HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_ENGINE = "stamkund.web.shell.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"brief": {"()": "django.utils.log.CallbackFilter", "callback": without_traceback}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["brief"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"stamkund": {"level": "INFO"}},
}
