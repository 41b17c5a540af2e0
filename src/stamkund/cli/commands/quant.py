"""``stamkund quant …``: pure mathematics on a file; no installation, no database, no Django."""

from stamkund.cli.lazy import Entry, LazyGroup
from stamkund.cli.words import gettext as _

COMMANDS = {
    "allocate": Entry("quant.allocate", _("Spend a budget on customers and actions."), needs_django=False),
    "clv": Entry("quant.clv", _("Fit a lifetime model to a purchase log or summary."), needs_django=False),
    "link": Entry("quant.link", _("Find the records that are one person or company."), needs_django=False),
    "recommend": Entry("quant.recommend", _("Recommend what each customer will buy next."), needs_django=False),
    "uplift": Entry("quant.uplift", _("Say what a treatment changes, and for whom."), needs_django=False),
}

app = LazyGroup(
    table=COMMANDS,
    name="quant",
    help=_("Do the mathematics of the customer base on a CSV or Parquet file."),
    context_settings={"help_option_names": ["-h", "--help"]},
)
