"""Fair sharing: how many query seconds a client may use."""

from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from time import monotonic

from service.errors import BudgetSpent

__all__ = ["Budget"]

_CLIENTS = 10_000


class Budget:
    """A bucket of query seconds per client: it holds `seconds`, and refills within a minute.

    Checked before a query and charged after it, so one query may overdraw; the debt is waited for. Clients beyond
    ten thousand are forgotten, the one seen longest ago first.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def check(self, client: str | None) -> None:
        """Raise BudgetSpent, saying when to come back, where the client's bucket is empty."""
        if client is None or not self._seconds or client not in self._buckets:
            return
        left = self._left(client)
        if left <= 0:
            wait = ceil((0.05 * self._seconds - left) * 60 / self._seconds)
            raise BudgetSpent(
                f"This address has used its {self._seconds:g} query seconds a minute; come back in {wait} s. "
                "For bulk work take an export or run your own instance.",
                headers={"Retry-After": str(wait)},
            )

    def charge(self, client: str | None, seconds: float) -> None:
        """Take `seconds` from the client's bucket."""
        if client is None or not self._seconds:
            return
        self._buckets[client] = (self._left(client) - seconds, self._clock())
        self._buckets.move_to_end(client)
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)

    def _left(self, client: str) -> float:
        if client not in self._buckets:
            return self._seconds
        left, then = self._buckets[client]
        return min(self._seconds, left + (self._clock() - then) * self._seconds / 60)
