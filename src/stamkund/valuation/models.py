"""Runs, values and customer equity."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stamkund.customers.models import Party


class RunStatus(models.TextChoices):
    PUBLISHED = "published", _("Published")
    REFUSED = "refused", _("Refused")


class Run(models.Model):
    """One valuation of the whole base. A refused run published nothing: the values before it stand.

    ``parameters`` are those of timing (r, alpha, …, in weeks) and of spend (p, q, gamma, in ``currency``) together;
    ``cost_share`` is the cost assumed per
    unit of revenue where none is known, empty if the values are revenue; ``report`` what the Value page shows.
    """

    status = models.CharField(max_length=16, choices=RunStatus)
    reason = models.CharField(max_length=32, blank=True)
    as_of = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(default=timezone.now)
    seconds = models.FloatField()
    fingerprint = models.CharField(max_length=64)
    model = models.CharField(max_length=16)
    parameters = models.JSONField(default=dict)
    standard_errors = models.JSONField(default=dict)
    log_likelihood = models.FloatField(null=True)
    identified = models.BooleanField()
    doubts = models.JSONField(default=list)
    diagnostics = models.JSONField(default=dict)
    customers = models.PositiveIntegerField()
    purchases = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    cost_share = models.FloatField(null=True)
    horizon_weeks = models.FloatField()
    discount = models.FloatField()
    level = models.FloatField()
    total = models.DecimalField(max_digits=18, decimal_places=2)
    low = models.DecimalField(max_digits=18, decimal_places=2)
    high = models.DecimalField(max_digits=18, decimal_places=2)
    report = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=("-finished_at", "-id"), name="run_latest"),)


class Value(models.Model):
    """What one customer is worth: history, forecast, and the discounted money expected within the run's horizon.

    ``frequency`` counts purchase days after the first. ``probability_alive`` is empty where the data show no leaving.
    ``at_stake`` is what the customer would be worth more if we knew they were still with us. No database constraint
    ties rows to parties: they are written a million at a time, every night, from those very parties.
    """

    party = models.OneToOneField(Party, models.CASCADE, primary_key=True, related_name="value", db_constraint=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    first_on = models.DateField()
    last_on = models.DateField()
    frequency = models.PositiveIntegerField()
    mean_money = models.DecimalField(max_digits=18, decimal_places=2)
    probability_alive = models.FloatField(null=True)
    expected_purchases = models.FloatField()
    clv = models.DecimalField(max_digits=18, decimal_places=2)
    low = models.DecimalField(max_digits=18, decimal_places=2)
    high = models.DecimalField(max_digits=18, decimal_places=2)
    at_stake = models.DecimalField(max_digits=18, decimal_places=2)
    revised_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (
            models.Index(F("clv").desc(), F("party").desc(), name="value_by_clv"),
            models.Index(F("at_stake").desc(), condition=Q(at_stake__gt=0), name="value_at_stake"),
        )


class Equity(models.Model):
    """The sum of all values: one row, moved by every revision, so that no page adds up a million rows.

    ``acquired``, ``grown`` and ``reduced`` say what revisions have moved since the run.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    total = models.DecimalField(max_digits=18, decimal_places=2)
    low = models.DecimalField(max_digits=18, decimal_places=2)
    high = models.DecimalField(max_digits=18, decimal_places=2)
    customers = models.PositiveIntegerField()
    acquired = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    grown = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    reduced = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="one_equity"),)
