"""An import, the mappings it learnt, what was wrong with its rows, and what it changed."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stamkund.kit.ids import uuid7

STALLED_AFTER = timedelta(minutes=2)


class ImportKind(models.TextChoices):
    """What the rows of a file are."""

    PARTIES = "parties", _("Customers")
    PURCHASES = "purchases", _("Purchases")


class ImportState(models.TextChoices):
    """How far a file has come. While work is under way the state is the last one that was reached."""

    RECEIVED = "received", _("Received")
    MAPPED = "mapped", _("Columns matched")
    CHECKED = "checked", _("Checked")
    PUBLISHED = "published", _("Published")
    REVERTED = "reverted", _("Taken back")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Failed")


class Work(models.TextChoices):
    """What is being done with an import right now, by whoever holds its `worker` mark."""

    NONE = "", ""
    CHECK = "check", _("Checking")
    PUBLISH = "publish", _("Publishing")
    REVERT = "revert", _("Taking back")


class Import(models.Model):
    """One file on its way into memory. `done_row` is the last row whose effects are stored: work goes on behind it."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=16, choices=ImportKind, blank=True)
    state = models.CharField(max_length=16, choices=ImportState, default=ImportState.RECEIVED)
    work = models.CharField(max_length=16, choices=Work, blank=True, default=Work.NONE)
    file_name = models.CharField(max_length=255)
    checksum = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    source = models.CharField(max_length=64, default="file")
    signature = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    rows = models.PositiveBigIntegerField(default=0)
    done_rows = models.PositiveBigIntegerField(default=0)
    done_row = models.PositiveBigIntegerField(default=0)
    failure = models.CharField(max_length=500, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    reverted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("-received_at", "-id"), name="import_by_time"),)

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_rest(self) -> bool:
        """Nobody works on it: nothing was asked for, or whoever did has not moved for two minutes."""
        return not self.work or self.moved_at < timezone.now() - STALLED_AFTER

    @property
    def is_publishable(self) -> bool:
        """Columns are matched, nobody works on it, and it is not published already."""
        states = (ImportState.MAPPED, ImportState.CHECKED, ImportState.STOPPED, ImportState.FAILED)
        return self.is_at_rest and bool(self.mapping) and self.state in states

    @property
    def is_correctable(self) -> bool:
        """Its rows were checked, and none of them is published yet."""
        states = (ImportState.CHECKED, ImportState.STOPPED)
        return self.is_publishable and not self.done_row and self.state in states

    @property
    def is_stoppable(self) -> bool:
        """A check or a publication was asked for and has not come to its end."""
        return self.work in {Work.CHECK, Work.PUBLISH}

    @property
    def is_stopped(self) -> bool:
        """Somebody stopped it, and nobody has asked for more since."""
        return self.state == ImportState.STOPPED and not self.work

    @property
    def is_revertable(self) -> bool:
        """Something of it stands in memory, and nobody works on it."""
        return self.is_at_rest and self.done_row > 0 and self.state != ImportState.REVERTED


class Mapping(models.Model):
    """How the columns of files with one heading were matched, so that the next such file needs no questions."""

    name = models.CharField(max_length=80, blank=True)
    signature = models.CharField(max_length=64)
    kind = models.CharField(max_length=16, choices=ImportKind)
    settings = models.JSONField(default=dict)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("name",), condition=~models.Q(name=""), name="mapping_name_once"),
            models.UniqueConstraint(
                fields=("signature",), condition=models.Q(name=""), name="mapping_once_per_signature"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.signature


class Issue(models.Model):
    """What is wrong with one field of one row. A row is `refused`, or only the field is left out."""

    import_run = models.ForeignKey(Import, models.CASCADE, related_name="issues", db_index=False)
    row = models.PositiveBigIntegerField()
    field = models.CharField(max_length=32, blank=True)
    value = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=40)
    refused = models.BooleanField(default=True)
    who = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = (models.Index(fields=("import_run", "code", "row"), name="issue_by_reason"),)


class Correction(models.Model):
    """What somebody wrote instead of a value; `before` is what the file says and goes on saying. The latest holds."""

    import_run = models.ForeignKey(Import, models.CASCADE, related_name="corrections", db_index=False)
    row = models.PositiveBigIntegerField()
    field = models.CharField(max_length=32)
    code = models.CharField(max_length=40, blank=True)
    before = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    corrected_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (models.Index(fields=("import_run", "row", "id"), name="correction_by_row"),)


class Change(models.Model):
    """What an import added (`before` is null: all from `object_id` to `last_id`) or changed, to be taken back."""

    import_run = models.ForeignKey(Import, models.CASCADE, related_name="changes", db_index=False)
    what = models.CharField(max_length=24)
    object_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = (models.Index(fields=("import_run", "what", "id"), name="change_of_import"),)
