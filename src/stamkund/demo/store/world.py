"""What has been written down so far, by the keys of the drafts."""

from dataclasses import dataclass, field

from stamkund.catalogue.models import Product
from stamkund.customers.models import Party
from stamkund.staff.models import User

BATCH = 1_000


@dataclass(slots=True)
class World:
    """The rows that later rows point to."""

    seed: int
    staff: dict[str, User] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)

    def member(self, key: str | None) -> User | None:
        return self.staff[key] if key else None
