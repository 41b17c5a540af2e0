"""The main characters, whose cards tell a whole story: from their scripts to drafts."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from stamkund.customers.actions.add_contact_point import NewContactPoint
from stamkund.demo.baskets import line_of
from stamkund.demo.drafts import Company, LookDraft, PartyDraft, PurchaseDraft, Restricted, RoleDraft, TaskDraft
from stamkund.demo.scripts import PartyScript
from stamkund.demo.tables import character_files
from stamkund.demo.tellings import tell


def read_scripts() -> dict[str, PartyScript]:
    """Return every main character by key."""
    return {
        key: PartyScript.model_validate(script)
        for path in character_files()
        for key, script in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }


def play(scripts: Mapping[str, PartyScript], today: date) -> Company:
    """Return what the *scripts* tell when the curtain rises *today*."""
    cast = list(scripts.items())
    return Company(
        parties=tuple(_party(key, script, today) for key, script in cast),
        roles=tuple(
            RoleDraft(party=key, at=role.at, kind=role.kind, label=role.label, since_on=role.since)
            for key, script in cast
            for role in script.role
        ),
        purchases=tuple(purchase for key, script in cast for purchase in _purchases(key, script, today)),
        happenings=tuple(
            tell(
                told.kind,
                key,
                at=told.before(today),
                by=told.by,
                text=told.text,
                minutes=told.minutes,
                incoming=told.incoming,
                pinned=told.pinned,
            )
            for key, script in cast
            for told in script.happened
        ),
        tasks=tuple(task for key, script in cast for task in _tasks(key, script, today)),
        looks=tuple(
            LookDraft(staff=look.staff, party=key, at=look.before(today))
            for key, script in cast
            for look in script.look
        ),
    )


def _party(key: str, script: PartyScript, today: date) -> PartyDraft:
    numbers = (("till", script.customer_number), ("last", script.last))
    hidden = script.restricted
    return PartyDraft(
        key=key,
        since=script.since.before(today),
        kind=script.kind,
        name=script.name,
        given_name=script.given_name,
        family_name=script.family_name,
        points=tuple(_points(script)),
        keeper=script.keeper,
        identifiers=tuple((source, number) for source, number in numbers if number),
        restricted=Restricted(hidden.reason, hidden.staff) if hidden else None,
    )


def _points(script: PartyScript) -> Iterator[NewContactPoint]:
    if script.mail:
        yield NewContactPoint(kind="mail", value=script.mail)
    if script.phone:
        yield NewContactPoint(kind="phone", value=script.phone)
    if script.street:
        yield NewContactPoint(
            kind="postal", street=script.street, postcode=script.postcode, city=script.city, country=script.country
        )


def _purchases(key: str, script: PartyScript, today: date) -> Iterator[PurchaseDraft]:
    for number, bought in enumerate(script.bought):
        at = bought.before(today)
        yield PurchaseDraft(
            key=f"{key}-{number:03}",
            party=key,
            at=at,
            lines=tuple(line_of(goods, bought.pairs, on=at.date(), today=today) for goods in bought.goods),
            channel=bought.channel,
            by=bought.by if bought.channel != "web" else None,
        )


def _tasks(key: str, script: PartyScript, today: date) -> Iterator[TaskDraft]:
    for task in script.task:
        yield TaskDraft(
            party=key,
            title=task.title,
            due_on=today + timedelta(days=task.due_in),
            owner=task.owner,
            planned_at=task.planned.before(today),
        )
