"""What comes by the clock, on one page: name of a task without arguments → its rhythm, in local time."""

from datetime import time

from stamkund.worker.rules import Daily, Rhythm

SCHEDULE: dict[str, Rhythm] = {
    "valuation.value_base": Daily(at=time(2, 15)),
    "api.forget_old": Daily(at=time(3, 30)),
    "worker.forget_finished": Daily(at=time(3, 40)),
}
