"""Furnishing an empty installation with the invented company."""

from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stamkund.customers.models import Party
from stamkund.demo.company import SOURCE
from stamkund.demo.drafts import Company, touches
from stamkund.demo.invent import invent
from stamkund.demo.store.catalogue import store_products
from stamkund.demo.store.parties import store_parties, store_roles
from stamkund.demo.store.purchases import store_purchases
from stamkund.demo.store.staff import store_staff, store_views
from stamkund.demo.store.tasks import store_tasks
from stamkund.demo.store.timeline import store_first_contacts, store_happenings, store_looks
from stamkund.demo.store.world import World
from stamkund.demo.till_file import write_till_file
from stamkund.search.actions.reindex_all import reindex_all
from stamkund.valuation.actions.value_base import value_base

SEED = 1847


def furnish(*, seed: int = SEED, today: date | None = None) -> World:
    """Write the invented company down, as it stands on the morning of *today*; only where nobody is known yet.

    Its customers are valued and can be found. Beside the database it leaves a file to import, ``kassan-2025.csv``, in
    the home of the installation.
    """
    if Party.objects.exists():
        raise ValidationError(_("There are customers here already: the demo needs an empty home."))
    company = invent(seed=seed, today=today or timezone.localdate())
    world = _write_down(company, seed)
    write_till_file(settings.STAMKUND_HOME, seed=seed, parties=company.parties)
    reindex_all()
    value_base(source=SOURCE)
    return world


@transaction.atomic
def _write_down(company: Company, seed: int) -> World:
    """Store the company, all of it or nothing."""
    world = World(seed=seed, staff=store_staff())
    store_views(world.staff["asa"])
    world.products = store_products(seed, min(party.since for party in company.parties))
    store_parties(world, company.parties, _last_events(company))
    store_roles(world, company.roles)
    store_first_contacts(world, company)
    store_purchases(world, company.purchases)
    store_happenings(world, company.happenings)
    store_tasks(world, company.tasks)
    store_looks(world, company.looks)
    return world


def _last_events(company: Company) -> dict[str, datetime]:
    """Return when each party was last in touch."""
    return {party: at for at, party in touches(company.purchases, company.happenings)}
