"""What every batch of one run needs to know."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from stamkund.imports.models import Import
from stamkund.imports.publishing.tally import Tally
from stamkund.imports.rows.occurrences import Occurrences
from stamkund.imports.rows.settings import MappingSettings
from stamkund.staff.models import User


@dataclass
class Context:
    """One run over one file. `is_trial`: nothing is written, everything is counted.

    `read_on` is called once a batch is decided: what follows leaves the processor to whoever reads the next one.
    """

    run: Import
    settings: MappingSettings
    actor: User | None
    region: str
    currency: str
    now: datetime
    is_trial: bool
    tally: Tally = field(default_factory=Tally)
    met: Occurrences = field(default_factory=Occurrences)
    read_on: Callable[[], None] = lambda: None

    @property
    def source(self) -> str:
        return self.run.source
