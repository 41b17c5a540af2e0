"""``stamkund quant recommend``"""

import time
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from stamkund.cli.output import AsJson, fail, print_json
from stamkund.cli.quant.recommend_rows import lists_as_rows
from stamkund.cli.quant.recommend_told import describe_evaluation, tell
from stamkund.cli.quant.refusals import refused_plainly
from stamkund.cli.quant.tables import Column, Kind, open_table, write_rows
from stamkund.cli.words import gettext as _
from stamkund.quant.recommendation import (
    AlternatingLeastSquares,
    CoPurchase,
    Ease,
    Evaluation,
    ItemModel,
    Purchases,
    TimeSplit,
    TwoLists,
    evaluate,
)

app = typer.Typer(add_completion=False)


class Model(StrEnum):
    """What finds new items."""

    AUTO = "auto"
    EASE = "ease"
    ALS = "als"
    CO_PURCHASE = "co-purchase"


MODELS: dict[Model, type[ItemModel]] = {
    Model.EASE: Ease,
    Model.ALS: AlternatingLeastSquares,
    Model.CO_PURCHASE: CoPurchase,
}
Day = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help=_("Learn from what came before, judge by the rest.")),
]


@app.command(help=_("Recommend what each customer will buy again and what is new to them, and say how well that goes."))
def recommend(  # noqa: PLR0917  (each is an option of the command, given by its name)
    file: Annotated[Path, typer.Argument(help=_("One row per purchase."))],
    user: Annotated[str, typer.Option(metavar="COLUMN", help=_("Who bought."))],
    item: Annotated[str, typer.Option(metavar="COLUMN", help=_("What."))],
    moment: Annotated[str, typer.Option("--time", metavar="COLUMN", help=_("When."))],
    split: Day = None,
    k: Annotated[int, typer.Option("--k", min=1, max=1000, help=_("How long each list is."))] = 10,
    model: Annotated[Model, typer.Option(help=_("What finds new items."))] = Model.AUTO,
    seed: Annotated[int, typer.Option(min=0, help=_("Sets the resamples."))] = 0,
    output: Annotated[Path | None, typer.Option(help=_("Write both lists with reasons, CSV or Parquet."))] = None,
    as_json: AsJson = False,
) -> None:
    if split is None and output is None:
        fail(_("give --split to judge the lists, --output to have them, or both"))
    started = time.perf_counter()
    with open_table(file) as table:
        wanted = [Column(user, Kind.TEXT, may_be_blank=True), Column(item, Kind.TEXT), Column(moment, Kind.MOMENT)]
        found = table.read(wanted)
    rows = np.flatnonzero(found[user] != None)  # noqa: E711  (cell by cell)
    with refused_plainly(file.name, rows.tolist()):
        purchases = Purchases.check(*(found[column.name][rows] for column in wanted))
        history, evaluation, lists = _learn(purchases, split, k, MODELS[model]() if model in MODELS else None, seed)
    told: dict[str, Any] = describe_evaluation(evaluation)
    told |= {"without_customer": found[user].size - rows.size}
    told |= {"k": k, "model": type(lists.discover.model_).__name__, "doubts": list(lists.doubts)}
    told |= {"train": dict(zip(("users", "items"), history.shape, strict=True)) | {"purchases": history.user.size}}
    if output:
        write_rows(output, lists_as_rows(lists, history, k))
    told |= {"seconds": round(time.perf_counter() - started, 3)}
    print_json(told) if as_json else tell(told)


def _learn(
    purchases: Purchases, split: datetime | None, k: int, model: ItemModel | None, seed: int
) -> tuple[Purchases, Evaluation | None, TwoLists]:
    """Both lists, as of the split and judged by what came after, or as of the morning after the last purchase."""
    if split is None:
        return purchases, None, TwoLists.fit(purchases, float(np.floor(purchases.day.max())) + 1, model)
    day = float(np.datetime64(split.date(), "D").astype(int))
    parts = TimeSplit.at(purchases, day)
    lists = TwoLists.fit(parts.history, day, model)
    return parts.history, evaluate(lists, parts, k, seed), lists
