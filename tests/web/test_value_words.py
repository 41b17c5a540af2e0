"""What the Value pages say, sentence by sentence."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from stamkund.valuation.models import Run, RunStatus
from stamkund.web.value.cohorts import cohort_table, period_name
from stamkund.web.value.report import CohortRow, Holdout, Month, Moved
from stamkund.web.value.wording import doubts, headline, how_we_know, refusal, silence

MONTH = Month(
    start=date(2026, 11, 1),
    acquired=Moved(412_000, 38),
    grown=Moved(655_000, 204),
    decayed=Moved(-398_000, 3961),
    lost=Moved(-289_000, 9),
)
RUN = Run(
    status=RunStatus.PUBLISHED,
    model="mbg-nbd",
    as_of=date(2026, 11, 19),
    finished_at=datetime(2026, 11, 19, 1, 14, tzinfo=UTC),
    purchases=18_936,
    customers=4_212,
    identified=True,
    cost_share=0.4,
    diagnostics={"learnt": {"timing": True, "spend": True}, "left_out": {}},
)


def test_a_good_month_says_why_and_who_left() -> None:
    said = headline(MONTH, 12_360_000)

    assert (said.way, said.change) == ("up", 380_000)
    assert said.reason == "Most of it is old customers who came back."
    assert said.left == "9 have probably left us."


@pytest.mark.parametrize(
    ("changes", "way", "reason"),
    [
        ({"acquired": Moved(900_000, 90)}, "up", "Most of it is new customers."),
        ({"lost": Moved(-2_000_000, 40)}, "down", "Most of it is customers who have probably left."),
        ({"decayed": Moved(-2_000_000, 40)}, "down", "Most of it is time passing without a purchase."),
        ({"grown": Moved(300_000, 90)}, "still", "What was gained and what faded are about the same."),
    ],
)
def test_the_headline_names_what_moved_the_total_most(changes: dict[str, Any], way: str, reason: str) -> None:
    said = headline(replace(MONTH, **changes), 12_360_000)

    assert (said.way, said.reason) == (way, reason)


@pytest.mark.parametrize(("left", "said"), [(0, "Nobody seems to have left us."), (1, "1 has probably left us.")])
def test_the_headline_counts_who_left(left: int, said: str) -> None:
    assert headline(replace(MONTH, lost=Moved(0, left)), 1).left == said


def test_how_we_know_says_model_ground_certainty_and_the_hidden_part() -> None:
    holdout = Holdout(date(2026, 5, 21), 1_912.2, 1_874, ())
    said = " ".join(how_we_know(RUN, holdout, date(2009, 3, 1), "en"))

    assert said.startswith("MBG/NBD with gamma-gamma spend, fitted ")
    assert "on 18\u00a0936 purchases by 4\u00a0212 customers since 2009." in said
    assert "All four parameters are identified." in said
    assert "On the 26 weeks we hid from it, it expected 1\u00a0912 purchases; 1\u00a0874 came." in said


def _run(**changes: object) -> Run:
    fields = {field.name: getattr(RUN, field.name) for field in Run._meta.concrete_fields}
    return Run(**fields | changes)


def test_an_assumption_is_called_one() -> None:
    run = _run(model="nbd", identified=False, diagnostics={"learnt": {"timing": False}})

    assert "too few to learn from" in next(how_we_know(run, None, None, "en"))


def test_what_the_data_do_not_tell_is_said() -> None:
    run = _run(
        model="nbd",
        identified=False,
        cost_share=None,
        doubts=["no_dropout", "no_dropout", "flat"],
        diagnostics={"learnt": {"timing": True}, "left_out": {"EUR": 1, "NOK": 12}},
    )
    said = " ".join(how_we_know(run, None, None, "en"))

    assert "do not show customers leaving" in said
    assert "Money is revenue" in said
    assert "1 sale in EUR is left out" in said
    assert "12 sales in NOK are left out" in said
    assert len(doubts(run)) == 2


def test_a_refusal_is_said_in_words_and_an_unknown_one_as_it_is() -> None:
    assert refusal(_run(reason="customers_fell")) == "more than half of the customers would have been gone"
    assert refusal(_run(reason="moon")) == "moon"


@pytest.mark.parametrize(
    ("first", "last", "days", "said"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), 1, "bought once, 6 months ago"),
        (date(2025, 1, 1), date(2026, 1, 1), 7, "silent for 6 months instead of 2"),
        (date(2026, 6, 1), date(2026, 6, 20), 9, "silent for 1 month instead of 1"),
    ],
)
def test_silence_is_told_against_the_habit(first: date, last: date, days: int, said: str) -> None:
    assert silence(first, last, days, date(2026, 6, 30)) == said


COHORTS = (
    CohortRow(date(2021, 1, 1), 176, (1.0, 0.62, 0.5, 0.45)),
    CohortRow(date(2022, 1, 1), 201, (1.0, 0.54, 0.4, 0.29)),
    CohortRow(date(2023, 1, 1), 214, (1.0, 0.61, 0.3)),
    CohortRow(date(2024, 1, 1), 188, (1.0, 0.2)),
)


def test_the_unfinished_period_of_each_cohort_is_marked_and_takes_no_part_in_the_remark() -> None:
    table = cohort_table(12, COHORTS, "en")

    assert [line.cells[-1].is_open for line in table.lines] == [True] * 4
    assert not table.lines[0].cells[0].is_open
    assert table.remark == "Of those who came in 2022, 54\u00a0% bought again the year after; usually 61\u00a0% do."


def test_cells_grow_darker_with_the_share() -> None:
    steps = [cell.step for cell in cohort_table(12, COHORTS, "en").lines[0].cells]

    assert steps == [4, 3, 3, 2]


def test_cohorts_that_are_alike_get_no_remark() -> None:
    assert cohort_table(12, COHORTS[:1] * 4, "en").remark == ""


def test_only_the_latest_twelve_cohorts_are_shown() -> None:
    rows = [CohortRow(date(2000 + year, 1, 1), 10, (1.0,) * (21 - year)) for year in range(20)]

    assert [line.name for line in cohort_table(12, rows, "en").lines][::11] == ["2008", "2019"]


def test_young_bases_are_told_by_quarter() -> None:
    assert period_name(date(2026, 7, 1), is_yearly=False) == "2026 Q3"
    assert not cohort_table(3, (), "en").is_yearly
