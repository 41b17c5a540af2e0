"""``stamkund``: the table of commands, and how every one of them ends.

Asking for help must not cost the start of Django, so the table holds each command's one line and imports nothing.
"""

import os
import sys

from stamkund.cli.lazy import Entry, LazyGroup
from stamkund.cli.output import FailureError, say
from stamkund.cli.words import gettext as _

BUG_REPORT = _("This is a mistake of Stamkund's, not yours. STAMKUND_DEBUG=1 shows where it happened.")


COMMANDS = {
    "demo": Entry("commands.demo", _("Open a furnished, invented company in the browser."), needs_django=False),
    "init": Entry("commands.init", _("Make an installation, or bring it up to date.")),
    "serve": Entry("commands.serve", _("Run web and worker together."), needs_django=False),
    "worker": Entry("commands.worker", _("Run one more worker.")),
    "check": Entry("commands.check", _("Say what is wrong with this installation and what to do.")),
    "token": Entry("commands.token", _("Make a token for a program.")),
    "import": Entry("commands.imports", _("Import files of customers or purchases."), "import_app"),
    "imports": Entry("commands.imports", _("List what was imported, stop an import, or take one back."), "imports_app"),
    "value": Entry("commands.value", _("Value the customer base.")),
    "party": Entry("commands.party", _("Show a customer's card.")),
    "quant": Entry("commands.quant", _("Do the mathematics on a file, without an installation."), needs_django=False),
    "backup": Entry("commands.backup", _("Write everything into one file.")),
    "restore": Entry("commands.restore", _("Bring everything back from such a file.")),
    "verify": Entry("commands.verify", _("Restore such a file somewhere apart and compare.")),
    "bench": Entry("commands.bench", _("Measure this installation's speed on invented customers."), needs_django=False),
}


def build() -> LazyGroup:
    """Return the whole command."""
    return LazyGroup(
        table=COMMANDS,
        name="stamkund",
        help=_("Stamkund remembers every customer and manages the customer base as an asset."),
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def run() -> None:
    """Run the command line. Exit 0: done. 1: failed, with one sentence. 2: asked wrongly."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a second one waits longer for small matrices than it works
    try:
        build().main(prog_name="stamkund")
    except FailureError as failure:
        say(f"stamkund: {failure}")
        sys.exit(1)
    except Exception as error:
        if os.environ.get("STAMKUND_DEBUG"):
            raise
        say(f"stamkund: {type(error).__name__}: {error}\n{BUG_REPORT}")
        sys.exit(1)
