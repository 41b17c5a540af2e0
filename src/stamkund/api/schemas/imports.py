"""Imports over the wire."""

from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field

from stamkund.api.schemas.fields import Text
from stamkund.imports.queries import corrections_made, issues_of, result_of
from stamkund.imports.reasons import row_reason

if TYPE_CHECKING:
    from stamkund.imports.models import Correction, Import, Issue

PROBLEMS_SHOWN = 100


def _require_pair(told: str) -> str:
    if "=" not in told:
        raise ValueError("write field=column")
    return told


Told = Annotated[Text, Field(max_length=300, pattern="="), AfterValidator(_require_pair)]


class NewImport(BaseModel):
    """How to read the file. What is left out is remembered from a file with the same headings, or guessed."""

    kind: Literal["", "parties", "purchases"] = Field(default="", alias="as", description="What its rows are.")
    source: Annotated[Text, Field(max_length=64, description="The system it comes from.")] = "file"
    sheet: Annotated[Text, Field(max_length=100, description="The sheet of a workbook; the first.")] = ""
    mapping: Annotated[Text, Field(max_length=80, description="The name of a remembered mapping.")] = ""
    map: list[Told] = Field(default_factory=list, max_length=100, description="`field=column`, or `field==constant`.")
    dates_as: Literal["", "dmy", "mdy"] = Field(
        default="", description="How to read dates like 03/04/2011. Left out: as remembered, or as the column shows."
    )
    dry_run: bool = Field(default=False, description="Only check every row; store nothing of them.")

    @property
    def options(self) -> dict[str, Any] | None:
        """What was told about how to read the file; nothing leaves it as remembered."""
        said = {"sheet": self.sheet, "dates_as": self.dates_as}
        return {name: value for name, value in said.items() if value} or None

    @property
    def told(self) -> dict[str, str]:
        """What was told about columns: field → column."""
        return dict(pair.split("=", 1) for pair in self.map)


class RowProblem(BaseModel):
    """What was wrong with one field of one row."""

    row: int
    field: str
    value: str
    code: str
    reason: str
    refused: bool = Field(description="Whether the whole row was refused, or only the field left out.")

    @classmethod
    def of(cls, issue: "Issue") -> "RowProblem":
        reason = row_reason(issue.code)
        return cls(
            row=issue.row, field=issue.field, value=issue.value, code=issue.code, reason=reason, refused=issue.refused
        )


class NewCorrection(BaseModel):
    """What is to stand in a row instead of a value that was refused."""

    row: int = Field(ge=1, le=1_000_000_000, description="The row, as the problem names it.")
    field: Annotated[Text, Field(max_length=32, description="The field, as the problem names it.")]
    value: Annotated[Text, Field(max_length=200, description="What it should say, written as the file would.")]


class CorrectionOut(BaseModel):
    """A value that somebody corrected; the file itself stays as it came."""

    row: int
    field: str
    before: str = Field(description="What the file says.")
    value: str
    code: str = Field(description="Why the value was refused.")
    corrected_by: str
    corrected_at: AwareDatetime

    @classmethod
    def of(cls, correction: "Correction") -> "CorrectionOut":
        return cls(
            row=correction.row,
            field=correction.field,
            before=correction.before,
            value=correction.value,
            code=correction.code,
            corrected_by=correction.actor.name if correction.actor else "",
            corrected_at=correction.corrected_at,
        )


class ImportOut(BaseModel):
    """A file on its way into memory, and what became of its rows so far."""

    id: UUID
    file_name: str
    kind: str
    state: str = Field(description="`received`, `mapped`, `checked`, `published`, `stopped`, `reverted` or `failed`.")
    work: str = Field(
        description="What was asked for and waits or is under way: `check`, `publish`, `revert`, or nothing."
    )
    failure: str = Field(description="Why it stopped, if it did.")
    received_at: AwareDatetime
    result: dict[str, Any] = Field(description="Rows published, unchanged and refused, with the reasons counted.")
    problems: list[RowProblem] = Field(description=f"The first {PROBLEMS_SHOWN} rows that were not as they should be.")
    corrections: list[CorrectionOut] = Field(description=f"The latest {PROBLEMS_SHOWN} values that were corrected.")

    @classmethod
    def of(cls, run: "Import") -> "ImportOut":
        return cls(
            id=run.public_id,
            file_name=run.file_name,
            kind=run.kind,
            state=run.state,
            work=run.work,
            failure=run.failure,
            received_at=run.received_at,
            result=result_of(run).as_json(),
            problems=[RowProblem.of(issue) for issue in issues_of(run)[:PROBLEMS_SHOWN]],
            corrections=[CorrectionOut.of(one) for one in corrections_made(run).reverse()[:PROBLEMS_SHOWN]],
        )
