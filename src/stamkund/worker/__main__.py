"""``python -m stamkund.worker``: the worker alone, without the weight of the command line."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stamkund.config.settings")
    django.setup()
    from stamkund.worker.process import run_worker

    run_worker()
