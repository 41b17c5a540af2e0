"""Keeping a list as one likes it."""

from django.db import transaction

from stamkund.staff.models import SavedView, User


@transaction.atomic
def keep_view(*, owner: User, page: str, name: str, query: str, shared: bool = False) -> SavedView:
    """Keep the query string of *page* under *name*; the same name is overwritten."""
    fields = {"query": query, "shared": shared}
    return SavedView.objects.update_or_create(owner=owner, page=page, name=name, defaults=fields)[0]


@transaction.atomic
def drop_view(*, view: SavedView, owner: User) -> None:
    """Forget a view of one's own."""
    SavedView.objects.filter(pk=view.pk, owner=owner).delete()
