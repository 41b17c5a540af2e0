"""Reading imports."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from stamkund.imports.models import STALLED_AFTER, Correction, Import, ImportState, Issue, Mapping
from stamkund.imports.reasons import row_reason
from stamkund.staff.models import StaffRole, User

WAITS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the rows of one import: published, unchanged and refused add up to rows."""

    import_id: UUID
    state: str
    rows: int
    published: int
    unchanged: int
    refused: int
    reasons: dict[str, int]
    parties: int
    purchases: int
    amount: Decimal
    currency: str
    seconds: float
    more: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As the command line and the API give it."""
        return {
            "import": str(self.import_id),
            "state": self.state,
            "rows": self.rows,
            "published": self.published,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "reasons": self.reasons,
            "parties": self.parties,
            "purchases": self.purchases,
            "amount": float(self.amount),
            "currency": self.currency,
            "seconds": self.seconds,
            **self.more,
        }


@dataclass(frozen=True, slots=True)
class Reason:
    """How many rows were refused for one reason, and how the first of them was written."""

    code: str
    label: str
    count: int
    example: str
    refused: bool


def all_imports() -> QuerySet[Import]:
    """Return every import, latest first."""
    return Import.objects.select_related("actor").order_by("-received_at", "-id")


def waiting_imports(viewer: User) -> QuerySet[Import]:
    """Return the imports that wait for `viewer`, latest first: left on their way, failed, or ready to be gone on with.

    An administrator also sees what went wrong with imports of nobody, those of the command line. What was brought in
    again since, or has not moved for two weeks, waits no more.
    """
    now = timezone.now()
    broken = Q(state__in=(ImportState.STOPPED, ImportState.FAILED), work="") | (
        ~Q(work="") & Q(moved_at__lt=now - STALLED_AFTER)
    )
    ready = Q(state__in=(ImportState.RECEIVED, ImportState.MAPPED, ImportState.CHECKED), work="")
    mine = Q(actor=viewer) & (broken | ready)
    concern = mine | (Q(actor=None) & broken) if viewer.role == StaffRole.ADMINISTRATOR else mine
    later = Import.objects.filter(
        checksum=OuterRef("checksum"), received_at__gt=OuterRef("received_at"), state=ImportState.PUBLISHED
    )
    return all_imports().filter(concern, ~Exists(later), moved_at__gt=now - WAITS)


def find_import(public_id: UUID) -> Import | None:
    """Return one import."""
    return Import.objects.select_related("actor").filter(public_id=public_id).first()


def find_mapping(name: str) -> Mapping | None:
    """Return the remembered mapping with that name."""
    return Mapping.objects.filter(name=name).first()


def result_of(run: Import, *, seconds: float = 0.0) -> Result:
    """Return what became of the rows so far."""
    counts = run.counts
    amounts = {currency: Decimal(amount) for currency, amount in counts.get("amounts", {}).items()}
    currency = max(amounts, key=lambda code: abs(amounts[code]), default="")
    names = ("changed", "blank", "anonymous", "left_out", "returns", "products", "taken_back", "left")
    more = {name: counts[name] for name in names if counts.get(name)}
    if len(amounts) > 1:
        more["amounts"] = {code: float(amount) for code, amount in amounts.items()}
    return Result(
        import_id=run.public_id,
        state=run.state,
        rows=counts.get("rows", 0),
        published=counts.get("published", 0),
        unchanged=counts.get("unchanged", 0),
        refused=counts.get("refused", 0),
        reasons=counts.get("reasons", {}),
        parties=counts.get("parties", 0),
        purchases=counts.get("purchases", 0),
        amount=amounts.get(currency, Decimal()),
        currency=currency,
        seconds=round(seconds, 2),
        more=more,
    )


def reasons_of(run: Import) -> list[Reason]:
    """Return the reasons for which rows were refused or fields left out, the most frequent first."""
    groups = Issue.objects.filter(import_run=run).values("code", "refused").annotate(count=Count("id"), first=Min("id"))
    examples = dict(Issue.objects.filter(pk__in=[group["first"] for group in groups]).values_list("pk", "value"))
    counted = run.counts.get("reasons", {})
    found = [
        Reason(
            code=group["code"],
            label=row_reason(group["code"]),
            count=max(group["count"], counted.get(group["code"], 0)) if group["refused"] else group["count"],
            example=examples.get(group["first"], ""),
            refused=group["refused"],
        )
        for group in groups
    ]
    return sorted(found, key=lambda reason: (not reason.refused, -reason.count, reason.code))


def issues_of(run: Import, code: str = "") -> QuerySet[Issue]:
    """Return what was wrong with the rows, in the order of the file; with a `code` only for that reason."""
    issues = Issue.objects.filter(import_run=run).order_by("row", "id")
    return issues.filter(code=code) if code else issues


def refused_among(run: Import, rows: Iterable[int]) -> set[int]:
    """Return which of the rows are refused."""
    return set(Issue.objects.filter(import_run=run, row__in=rows, refused=True).values_list("row", flat=True))


def corrections_made(run: Import) -> QuerySet[Correction]:
    """Return what was corrected in the file, oldest first: in this import, or an earlier one of the same bytes."""
    same = Import.objects.filter(checksum=run.checksum, kind=run.kind)
    read_alike = [one.pk for one in same.only("mapping", "facts") if _sheet(one) == _sheet(run)]
    return Correction.objects.filter(import_run__in=read_alike).select_related("actor").order_by("id")


def corrections_of(run: Import) -> dict[int, dict[str, str]]:
    """Return what stands instead of the values in the file: row → field → value."""
    found: dict[int, dict[str, str]] = {}
    for row, field_name, value in corrections_made(run).values_list("row", "field", "value"):
        found.setdefault(row, {})[field_name] = value
    return found


def _sheet(run: Import) -> str:
    return str(run.mapping.get("sheet") or run.facts.get("sheet", ""))
