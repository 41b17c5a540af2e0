"""The web server's way in."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stamkund.config.settings")
application = get_wsgi_application()

# Loaded now, so that nobody waits for the mathematics when the first purchase comes in.
import_module("stamkund.valuation.actions.revise_customer")
