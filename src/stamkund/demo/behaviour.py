"""When somebody buys: each customer has a pace of their own and, after every purchase, a chance of leaving for good.

Paces vary as a gamma distribution, chances of leaving as a beta distribution: the process that MBG/NBD describes
(Batislam, Denizel and Filiztekin 2007, section 3), in felt weeks so that the season shows. A fit on the demo must find
these four numbers again.
"""

from collections.abc import Iterator
from datetime import date
from random import Random

from stamkund.demo.clock import Season

PACE_SHAPE = 1.4
PACE_WEEKS = 36.0
LEAVING_A = 1.1
LEAVING_B = 3.6


def buying_days(chance: Random, season: Season, *, pace_weeks: float = PACE_WEEKS) -> Iterator[date]:
    """Yield the days of a customer's purchases, the first being the start of *season*."""
    pace = chance.gammavariate(PACE_SHAPE, 1 / pace_weeks)
    leaves = chance.betavariate(LEAVING_A, LEAVING_B)
    felt = 0.0
    while felt < season.weeks:
        yield season.day_at(felt)
        if chance.random() < leaves:
            return
        felt += chance.expovariate(pace)
