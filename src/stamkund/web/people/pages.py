"""What the pages about people show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from django.http import Http404

from stamkund.customers.queries import all_parties, restrictions
from stamkund.staff.queries import all_staff

if TYPE_CHECKING:
    from stamkund.customers.models import Restriction
    from stamkund.staff.models import User


@dataclass(frozen=True, slots=True)
class Person:
    """One colleague and how many customers they keep."""

    user: "User"
    kept: int


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody who ever could sign in, those who still can first."""

    people: Sequence[Person]
    hidden: int

    @property
    def inside(self) -> int:
        return sum(person.user.is_active for person in self.people)


@dataclass(frozen=True, slots=True)
class HiddenPage:
    restrictions: "Sequence[Restriction]"


def people_page() -> PeoplePage:
    """Return who works here."""
    kept = _customers_per_keeper()
    people = [Person(user, kept.get(user.pk, 0)) for user in all_staff()]
    return PeoplePage(people, restrictions().count())


def find_person(person_id: int) -> Person:
    """Return one colleague; an unknown one is not found."""
    user = all_staff().filter(pk=person_id).first()
    if user is None:
        raise Http404
    return Person(user, all_parties().filter(keeper=user).count())


def hidden_page() -> HiddenPage:
    """Return the hidden customers with the reason and those who see them all the same."""
    return HiddenPage(list(restrictions()))


def _customers_per_keeper() -> Mapping[int, int]:
    counts = all_parties().exclude(keeper=None).order_by().values_list("keeper").annotate(count=Count("pk"))
    return dict(counts)
