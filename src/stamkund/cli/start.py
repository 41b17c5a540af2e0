"""Starting Django, for the commands that need it."""

import os

from stamkund.cli.words import language


def start_django() -> None:
    """Make models and settings usable, and let them speak to the operator."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stamkund.config.settings")
    import django  # noqa: PLC0415  (help must not wait for it)
    from django.utils import translation  # noqa: PLC0415  (as above)

    django.setup()
    translation.activate(language())
