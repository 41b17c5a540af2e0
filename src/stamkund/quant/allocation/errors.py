"""What can be wrong with a budget and its limits."""

from collections.abc import Sequence

from stamkund.quant.rows import RefusedError


class InfeasibleError(RefusedError):
    """No choice meets every limit; `limits` names those that contradict each other.

    Where the reason is that no whole choice was found, that is no proof, and `limits` are those left unmet.
    """

    def __init__(self, reason: str, limits: Sequence[str]) -> None:
        self.limits = tuple(limits)
        super().__init__(f"{reason}: {', '.join(self.limits)}")
