"""Staff, their API tokens and the views of lists they keep."""

import hashlib
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StaffRole(models.TextChoices):
    """What a member of staff may do."""

    ADMINISTRATOR = "administrator", _("Administrator")
    KEEPER = "keeper", _("Keeper")
    READER = "reader", _("Reader")


class Theme(models.TextChoices):
    SYSTEM = "system", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class UserAccounts(BaseUserManager["User"]):
    """Creates users; Django's own commands look for these names."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A member of staff. Signs in with mail and password."""

    email = models.EmailField(_("mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=16, choices=StaffRole, default=StaffRole.KEEPER)
    is_active = models.BooleanField(default=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    theme = models.CharField(_("theme"), max_length=8, choices=Theme, default=Theme.SYSTEM)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserAccounts()

    def __str__(self) -> str:
        return self.name

    @property
    def may_write(self) -> bool:
        return self.is_active and self.role != StaffRole.READER

    @property
    def may_administer(self) -> bool:
        return self.is_active and self.role == StaffRole.ADMINISTRATOR


class ApiToken(models.Model):
    """A secret that lets a program act as a member of staff; only its digest is stored."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def digest_of(secret: str) -> str:
        """Return what is stored of *secret*: a plain SHA-256 is enough for 256 random bits."""
        return hashlib.sha256(secret.encode()).hexdigest()


class SavedView(models.Model):
    """A list as somebody likes it: a name for a query string; shared with everybody or private."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="views")
    page = models.CharField(max_length=32, default="customers")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500)
    shared = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("owner", "page", "name"), name="view_name_once_per_owner"),)
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name
