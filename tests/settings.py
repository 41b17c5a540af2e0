"""Settings of the test run: the product's own, in a folder of their own, with fast passwords and plain static files."""

import os
import tempfile

# Of every process its own: two test runners would copy their databases into one warehouse.
home = tempfile.TemporaryDirectory(prefix="stamkund-tests-", ignore_cleanup_errors=True)
os.environ["STAMKUND_HOME"] = home.name
os.environ.setdefault("STAMKUND_DURABLE", "0")

from stamkund.config.settings import *  # noqa: E402, F403  (the environment must be set first)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405  (as above)
ACCOUNT_RATE_LIMITS = {}
if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405  (as above)
    # A file, like a real installation: a database in memory locks whole tables between threads.
    DATABASES["default"]["TEST"] = {"NAME": str(STAMKUND_HOME / "test.sqlite3")}  # noqa: F405  (as above)
