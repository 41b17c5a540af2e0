"""Parties, contact points, roles, identifiers and restrictions."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stamkund.kit.ids import uuid7


class PartyKind(models.TextChoices):
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class Party(models.Model):
    """A person or an organisation, known for ever by its public id. A merged party redirects to its survivor."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=16, choices=PartyKind, default=PartyKind.PERSON)
    name = models.CharField(_("name"), max_length=200)
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    sort_name = models.CharField(max_length=200, editable=False)
    city = models.CharField(_("city"), max_length=100, blank=True)
    folded_city = models.CharField(max_length=100, blank=True, editable=False)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="keeps", db_index=False
    )
    restricted = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged", db_index=False)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    last_event_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (
            models.Index(fields=("sort_name", "id"), condition=models.Q(merged_into=None), name="party_by_name"),
            models.Index(fields=("-created_at", "-id"), condition=models.Q(merged_into=None), name="party_by_creation"),
            models.Index(
                fields=("-last_event_at", "-id"), condition=models.Q(merged_into=None), name="party_by_contact"
            ),
            models.Index(fields=("folded_city", "sort_name", "id"), name="party_by_city"),
            models.Index(
                fields=("keeper", "sort_name", "id"), condition=models.Q(merged_into=None), name="party_by_keeper"
            ),
            models.Index(
                fields=("kind", "sort_name", "id"), condition=models.Q(merged_into=None), name="party_by_kind"
            ),
            # Only of the merged: SQLite would prefer an index of everybody else to the orders above.
            models.Index(fields=("merged_into",), condition=models.Q(merged_into__isnull=False), name="party_merged"),
        )

    def __str__(self) -> str:
        return self.name


class ContactKind(models.TextChoices):
    MAIL = "mail", _("Mail")
    PHONE = "phone", _("Phone")
    POSTAL = "postal", _("Postal address")
    VISITING = "visiting", _("Visiting address")
    WEB = "web", _("Web")
    SOCIAL = "social", _("Social")


class ContactPoint(models.Model):
    """One way to reach a party. ``matching`` is the value as it is compared: folded, or E.164 for a phone."""

    # The constraint below begins with the party: its index serves for both.
    party = models.ForeignKey(Party, models.CASCADE, related_name="contact_points", db_index=False)
    kind = models.CharField(max_length=16, choices=ContactKind)
    value = models.CharField(max_length=320)
    matching = models.CharField(max_length=320, editable=False)
    label = models.CharField(max_length=60, blank=True)
    primary = models.BooleanField(default=False)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, blank=True)
    verified_at = models.DateTimeField(null=True)
    invalid_since = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("party", "kind", "matching"), name="contact_point_once_per_party"),
        )
        indexes = (models.Index(fields=("matching", "kind"), name="contact_point_matching"),)

    def __str__(self) -> str:
        return self.value


class RoleKind(models.TextChoices):
    """How one party belongs to another, read from the first to the second."""

    WORKS_AT = "works_at", _("Works at")
    DECIDES_AT = "decides_at", _("Decides at")
    HOUSEHOLD = "household", _("Shares household with")
    PARENT = "parent", _("Parent of")
    REFERS = "refers", _("Sent us")
    SUPPLIES = "supplies", _("Supplies")
    BUYS_THROUGH = "buys_through", _("Buys through")


class Role(models.Model):
    """A dated, labelled relation between two parties."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="roles")
    at = models.ForeignKey(Party, models.CASCADE, related_name="filled_roles")
    kind = models.CharField(max_length=16, choices=RoleKind)
    label = models.CharField(max_length=80, blank=True)
    since_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(party=models.F("at")), name="role_joins_two_parties"),
            models.UniqueConstraint(fields=("party", "at", "kind", "since_on"), name="role_once"),
        )


class Identifier(models.Model):
    """The key by which a source system knows a party: customer number, card number, organisation number."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="identifiers")
    source = models.CharField(max_length=64)
    key = models.CharField(max_length=120)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "key"), name="identifier_once_per_source"),)


class Restriction(models.Model):
    """A customer only these members of staff (and administrators) may see, and why."""

    party = models.OneToOneField(Party, models.CASCADE, related_name="restriction")
    staff = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    reason = models.CharField(max_length=200)
    since_at = models.DateTimeField(default=timezone.now)
