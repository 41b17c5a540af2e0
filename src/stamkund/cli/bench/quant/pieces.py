"""All that is measured, by name."""

from stamkund.cli.bench.quant.allocating import allocate_budget, solve_exactly
from stamkund.cli.bench.quant.lifetimes import fit, fit_spend, fit_with_lifetimes, forecast, revise, revise_regular
from stamkund.cli.bench.quant.linking import check_one, link_all, link_plainly
from stamkund.cli.bench.quant.piece import Piece
from stamkund.cli.bench.quant.recommending import restore_items, restore_items_plainly
from stamkund.cli.bench.quant.valuing import value_purchases
from stamkund.quant.clv import BGNBD, MBGNBD, ParetoNBD

SIZES = (10_000, 100_000, 1_000_000)

PIECES: dict[str, Piece] = {
    "fit MBG/NBD": Piece(fit(MBGNBD), (*SIZES, 10_000_000)),
    "fit BG/NBD": Piece(fit(BGNBD), SIZES),
    "fit BG/NBD, lifetimes": Piece(fit_with_lifetimes, SIZES, needs="lifetimes"),
    "fit Pareto/NBD": Piece(fit(ParetoNBD), SIZES),
    "fit Gamma-Gamma": Piece(fit_spend, SIZES),
    "forecast 36 months, MBG/NBD": Piece(forecast(MBGNBD), SIZES),
    "forecast 36 months, Pareto/NBD": Piece(forecast(ParetoNBD), SIZES),
    "revise one customer, MBG/NBD": Piece(revise(MBGNBD), (10_000,)),
    "revise one customer, Pareto/NBD": Piece(revise(ParetoNBD), (10_000,)),
    "revise one customer, MBG/CNBD-2": Piece(revise_regular(2), (10_000,)),
    "revise one customer, MBG/CNBD-3": Piece(revise_regular(3), (10_000,)),
    "revise one customer, MBG/CNBD-4": Piece(revise_regular(4), (10_000,)),
    "revise one customer, MBG/CNBD-6": Piece(revise_regular(6), (10_000,)),
    "valuation, purchases in Parquet": Piece(value_purchases, (100_000, 1_000_000, 10_000_000)),
    "allocation, 10 actions": Piece(allocate_budget(compiled=False), SIZES),
    "allocation, 10 actions, numba": Piece(allocate_budget(compiled=True), SIZES, needs="numba"),
    "allocation, 10 actions, HiGHS": Piece(solve_exactly, (1_000,)),
    "linkage, all records": Piece(link_all, (10_000, 100_000), needs="splink"),
    "linkage, all records, Splink by itself": Piece(link_plainly, (10_000,), needs="splink"),
    "linkage, one record": Piece(check_one, SIZES, needs="splink"),
    "recommendation, EASE, items": Piece(restore_items, (1_000, 4_000, 8_000)),
    "recommendation, EASE by numpy's inverse, items": Piece(restore_items_plainly, (4_000,)),
}
