"""``stamkund quant clv`` with covariates, groups and a season."""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from stamkund.quant.clv import MBGNBD, Histories, fit_groups
from stamkund.quant.clv.simulation import World, simulate
from tests.cli.conftest import Stamkund

APPAREL = ("--id", "Id", "--date", "Date", "--amount", "Price")


@pytest.fixture
def apparel(shared_data: Path, tmp_path: Path) -> Path:
    """The purchases of 600 customers, with what is known of each in every row."""
    with gzip.open(shared_data / "apparel" / "apparelStaticCov.csv.gz", "rt") as file:
        known = {row["Id"]: f"{row['Gender']},{row['Channel']}" for row in csv.DictReader(file)}
    with gzip.open(shared_data / "apparel" / "apparelTrans.csv.gz", "rt") as file:
        rows = [f"{row['Id']},{row['Date']},{row['Price']},{known[row['Id']]}" for row in csv.DictReader(file)]
    place = tmp_path / "apparel.csv"
    place.write_text("\n".join(["Id,Date,Price,Gender,Channel", *rows]))
    return place


@pytest.fixture
def shops(tmp_path: Path) -> Path:
    """A summary of two shops: in Malmö they buy three times as often as in Bergen."""
    rows, chance = ["x,t_x,T,litt,shop,id"], np.random.default_rng(20261125)
    for shop, alpha in (("Bergen", 18.0), ("Malmö", 6.0)):
        base = simulate(World(r=0.8, alpha=alpha, a=0.7, b=2.0, birth=1), np.full(300, 80.0), 0.0, 0.0, chance)
        customers = zip(base.x, base.t_x, base.T, base.litt, strict=True)
        rows += [f"{x},{t_x},{T},{litt},{shop},{shop} {row}" for row, (x, t_x, T, litt) in enumerate(customers)]
    place = tmp_path / "shops.csv"
    place.write_text("\n".join(rows))
    return place


@pytest.mark.data
def test_covariates_in_a_log_give_the_published_fit(apparel: Path, stamkund: Stamkund) -> None:
    """Pareto/NBD with Gender and Channel on both processes, as CLVTools has it."""
    output = apparel.with_name("forecast.csv")
    asked = (*APPAREL, "--calibration-end", "2006-12-31", "--model", "pareto-nbd", "--covariates", "Gender,Channel")
    told = stamkund("quant", "clv", str(apparel), *asked, "--predict", "52", "--output", str(output), "--json").json
    rows = list(csv.DictReader(output.read_text().splitlines()))

    published = {
        "r": 1.83784, "alpha": 92.912, "s": 0.59200, "beta": 49.623,
        "trans.Gender": 0.28587, "trans.Channel": 0.62412, "life.Gender": -0.64299, "life.Channel": 0.79068,
    }  # fmt: skip
    assert told["parameters"] == pytest.approx(published, rel=5e-3)
    assert told["log_likelihood"] == pytest.approx(-5821.0627, abs=0.01)
    assert told["likelihood_ratio"] == pytest.approx(54.07, abs=0.02)
    assert told["holdout"]["actual"] == 1317
    assert len(rows) == told["customers"] == 600
    assert all(0 <= float(row["p_alive"]) <= 1 and float(row["clv"]) >= 0 for row in rows)


@pytest.mark.data
def test_a_season_is_learnt_from_the_log_and_judged_beside_none(apparel: Path, stamkund: Stamkund) -> None:
    """October to December 2007: 125 came, as docs/reference/season.md has it; so much of the year is still ahead."""
    output = apparel.with_name("forecast.csv")
    ends = ("--calibration-end", "2007-09-30", "--observation-end", "2007-12-31")
    asked = (*APPAREL, *ends, "--season", "--predict", str(92 / 7), "--output", str(output))
    told = stamkund("quant", "clv", str(apparel), *asked, "--json").json
    expected = [float(row["expected_purchases"]) for row in csv.DictReader(output.read_text().splitlines())]

    assert len(told["season"]) == 12
    assert min(told["season"][9:]) > 1
    assert told["holdout"]["actual"] == 125
    assert told["holdout"]["forecast"] == pytest.approx(132, abs=0.5)
    assert told["holdout"]["forecast"] == pytest.approx(sum(expected))
    assert told["holdout"]["without_season"]["forecast"] == pytest.approx(89, abs=0.5)
    assert "without the season 89.3 were expected" in stamkund("quant", "clv", str(apparel), *asked).out


@pytest.mark.data
def test_centuries_of_seasons_are_not_counted_day_by_day(apparel: Path, stamkund: Stamkund) -> None:
    output = apparel.with_name("forecast.csv")
    asked = (*APPAREL, "--season", "--model", "nbd", "--output", str(output), "--predict")
    expected = []
    for weeks in (1461 / 7, 10 * 1461 / 7, 1e9):
        assert stamkund("quant", "clv", str(apparel), *asked, str(weeks)).code == 0
        rows = csv.DictReader(output.read_text().splitlines())
        expected.append(sum(float(row["expected_purchases"]) for row in rows))

    assert expected[1] == pytest.approx(10 * expected[0])
    assert expected[2] == pytest.approx(1e9 / (1461 / 7) * expected[0], rel=1e-6)
    assert "a horizon is finite" in stamkund("quant", "clv", str(apparel), *asked, "inf").err


def test_each_group_is_drawn_towards_the_whole(shops: Path, stamkund: Stamkund) -> None:
    output = shops.with_name("forecast.csv")
    asked = ("--id", "id", "--group", "shop", "--predict", "52", "--output", str(output))
    told = stamkund("quant", "clv", str(shops), *asked, "--json").json
    rows = list(csv.DictReader(output.read_text().splitlines()))

    with shops.open() as file:
        known = {row["id"]: (float(row["x"]), float(row["t_x"])) for row in csv.DictReader(file)}
    bases = {}
    for shop in ("Bergen", "Malmö"):
        x, t_x = np.array([history for name, history in known.items() if name.startswith(shop)]).T
        bases[shop] = Histories.compress(x, t_x, np.full(x.size, 80.0))
    pooled = fit_groups(MBGNBD, bases)
    assert told["spread"] == pooled.spread
    assert {name: group["parameters"] for name, group in told["groups"].items()} == {
        name: pytest.approx(model.parameters_) for name, model in pooled.groups.items()
    }
    assert told["groups"]["Malmö"]["customers"] == 300
    for row in rows[::60]:
        shop = row["id"].split()[0]
        model = pooled.groups[shop]
        assert float(row["expected_purchases"]) == pytest.approx(
            model.expected_purchases(52, *known[row["id"]], 80.0)[0]
        )
    assert "2 groups, each drawn towards the whole" in stamkund("quant", "clv", str(shops), "--group", "shop").out


@pytest.mark.parametrize("model", ["bg-nbd", "pareto-nbd", "nbd", "mbg-cnbd-k"])
def test_every_model_of_when_customers_buy_takes_groups(model: str, shops: Path, stamkund: Stamkund) -> None:
    told = stamkund("quant", "clv", str(shops), "--model", model, "--group", "shop", "--json").json

    assert set(told["groups"]) == {"Bergen", "Malmö"}


LOG = "who,day,shop,age\nkarin,2026-01-01,Malmö,41\nkarin,2026-02-12,Bergen,41\nbo,2026-01-08,Malmö,30\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--group", "shop"), "column shop: not the same in all purchases of karin"),
        (("--group", "shops"), "has no column shops"),
        (("--covariates", "shop", "--model", "pareto-nbd"), "column shop: not a number in row 1"),
        (("--covariates", "age"), "--covariates is for pareto-nbd"),
        (("--covariates", "age", "--group", "shop", "--model", "pareto-nbd"), "do not go together"),
        (("--group", "shop", "--model", "sbg"), "--group and --season are for models of when customers buy"),
        (("--season",), "a season takes two years of purchases"),
    ],
)
def test_what_cannot_be_done_with_traits_is_said_in_one_sentence(
    typed: tuple[str, ...], said: str, tmp_path: Path, stamkund: Stamkund
) -> None:
    log = tmp_path / "log.csv"
    log.write_text(LOG)
    done = stamkund("quant", "clv", str(log), "--id", "who", "--date", "day", *typed)

    assert (done.code, done.out) == (1, "")
    assert said in done.err


def test_a_summary_has_no_season_and_wrong_rows_are_named_as_they_stand(shops: Path, stamkund: Stamkund) -> None:
    assert "a season is learnt from a log" in stamkund("quant", "clv", str(shops), "--season").err
    with shops.open("a") as file:
        file.write("\n1,90,80,0,Bergen,late")
    assert "t_x is later than T in row 601" in stamkund("quant", "clv", str(shops), "--group", "shop").err
