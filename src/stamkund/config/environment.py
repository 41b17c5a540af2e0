"""What the environment says about this installation."""

import os
import secrets
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # our arrays are long and thin: more threads only spin


def home() -> Path:
    """Return the folder that holds everything embedded: database, files, warehouse (``STAMKUND_HOME``)."""
    folder = Path(os.environ.get("STAMKUND_HOME") or Path.home() / ".stamkund").resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def database_url(folder: Path) -> str:
    """Return ``STAMKUND_DATABASE_URL``, or the embedded database in *folder*."""
    return os.environ.get("STAMKUND_DATABASE_URL") or f"sqlite:///{folder / 'stamkund.sqlite3'}"


def secret_key(folder: Path) -> str:
    """Return the installation's own secret, made at the first start and kept in *folder* for its owner's eyes only."""
    if given := os.environ.get("STAMKUND_SECRET_KEY"):
        return given
    path = folder / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text()


def is_on(name: str, *, default: bool = False) -> bool:
    """Return whether the switch ``STAMKUND_<name>`` is on."""
    return os.environ.get(f"STAMKUND_{name}", "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str) -> list[str]:
    """Return the comma-separated values of ``STAMKUND_<name>``."""
    return [part.strip() for part in os.environ.get(f"STAMKUND_{name}", default).split(",") if part.strip()]


def text(name: str, default: str) -> str:
    """Return the value of ``STAMKUND_<name>``."""
    return os.environ.get(f"STAMKUND_{name}") or default


def static_root(folder: Path) -> Path:
    """Return where the collected static files stand: ``STAMKUND_STATIC``, or in *folder*."""
    return Path(os.environ.get("STAMKUND_STATIC") or folder / "static")
