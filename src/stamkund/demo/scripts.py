"""The form in which a main character's story is written: ``characters/*.toml``, every date counted back from today."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from stamkund.demo.company import ZONE

DaysAgo = Annotated[int, Field(ge=1)]


class Script(BaseModel):
    """A part of a story; a misspelt word in a file is an error, not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Moment(Script):
    """A local time so many days before today."""

    days_ago: DaysAgo
    at: time = time(11, 20)

    def before(self, today: date) -> datetime:
        return datetime.combine(today - timedelta(days=self.days_ago), self.at, ZONE)


class RoleScript(Script):
    kind: str
    at: str
    label: str = ""
    since: date | None = None


class HappenedScript(Moment):
    kind: Literal["note", "call", "visit", "meeting"]
    by: str
    text: str
    minutes: int | None = None
    incoming: bool | None = None
    pinned: bool = False


class BoughtScript(Moment):
    goods: tuple[str, ...]
    pairs: int = 1
    channel: Literal["shop", "web", "phone"] = "shop"
    by: str | None = "jonas"


class TaskScript(Script):
    title: str
    due_in: int
    owner: str
    planned: Moment


class LookScript(Moment):
    staff: str


class RestrictedScript(Script):
    reason: str
    staff: tuple[str, ...] = ()


class PartyScript(Script):
    """Somebody, with everything that happened between them and us."""

    kind: Literal["person", "organisation"] = "person"
    given_name: str = ""
    family_name: str = ""
    name: str = ""
    since: Moment
    keeper: str | None = None
    customer_number: str = ""
    last: str = ""
    mail: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "SE"
    restricted: RestrictedScript | None = None
    role: tuple[RoleScript, ...] = ()
    happened: tuple[HappenedScript, ...] = ()
    bought: tuple[BoughtScript, ...] = ()
    task: tuple[TaskScript, ...] = ()
    look: tuple[LookScript, ...] = ()
