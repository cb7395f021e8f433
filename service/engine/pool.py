"""The pool: workers at the ready, a bounded queue before them, deadlines on them, replacements behind them."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from service.engine.process import Job, WorkerProcess
from service.errors import DeadlinePassed, EngineFailed, Overloaded
from service.logs import log
from service.metrics import ENGINE_SECONDS, KILLED, QUEUED

__all__ = ["Pool"]

_SPARE = 1
_ABANDONED_MAY_FINISH = 0.25
_LONGEST_PAUSE = 5.0


class Pool:
    """`size` workers and a spare one, so that a killed worker is replaced at once.

    `guard` is what the kernel refuses the workers, as the first of them reported it.
    """

    def __init__(self, size: int, memory: int, queue_length: int, queue_seconds: float) -> None:
        self.guard: dict[str, Any] = {}
        self._size = size
        self._memory = memory
        self._queue_length = queue_length
        self._queue_seconds = queue_seconds
        self._idle: deque[WorkerProcess] = deque()
        self._busy: set[WorkerProcess] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting: deque[asyncio.Future[WorkerProcess]] = deque()
        self._failures = 0
        self._closed = False

    async def open(self) -> None:
        """Start the workers and wait for the first. Raises EngineFailed where it does not start."""
        self._refill()
        first = next(iter(self._starting))
        await asyncio.wait([first], timeout=30)
        if not self.guard:
            raise EngineFailed("The engine's workers do not start; the log says why.")

    async def close(self) -> None:
        """End every worker; queries still running fail."""
        self._closed = True
        for waiting in self._waiting:
            if not waiting.done():
                waiting.cancel()
        for task in tuple(self._starting):
            task.cancel()
        for worker in (*self._idle, *self._busy):
            worker.kill(EngineFailed("The service is shutting down."))
        await asyncio.sleep(0)

    @property
    def usable(self) -> bool:
        """Whether a query sent now would find a worker, at once or after waiting."""
        return not self._closed and bool(self._idle or self._busy)

    async def run(self, request: bytes, seconds: float, charge: Callable[[float], None]) -> Job:
        """Run one request and return its job when the answer is complete or has passed the held size.

        `charge` is told how long the request held a worker. Raises Overloaded where no worker comes free in time,
        DeadlinePassed, or what the worker reported. Cancelling stops the query.
        """
        worker = await self._worker()
        job = Job(charge)
        worker.ask(job, request)
        loop = asyncio.get_running_loop()
        timer = loop.call_later(seconds, self._expire, worker, job, seconds)
        try:
            await job.held
        except asyncio.CancelledError:
            loop.call_later(_ABANDONED_MAY_FINISH, worker.abandon, job)
            raise
        finally:
            if job.done:
                timer.cancel()
        return job

    async def _worker(self) -> WorkerProcess:
        if self._idle and len(self._busy) < self._size:
            # The one used last: its caches are warm.
            worker = self._idle.pop()
            self._busy.add(worker)
            return worker
        if len(self._waiting) >= self._queue_length or self._closed:
            raise _overloaded()
        loop = asyncio.get_running_loop()
        place: asyncio.Future[WorkerProcess] = loop.create_future()
        self._waiting.append(place)
        timer = loop.call_later(self._queue_seconds, _refuse, place)
        QUEUED.inc()
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and place.exception() is None:
                self._busy.discard(place.result())
                self._give(place.result())
            raise
        finally:
            timer.cancel()
            QUEUED.dec()

    def _expire(self, worker: WorkerProcess, job: Job, seconds: float) -> None:
        if worker.job is job:
            KILLED.labels("deadline").inc()
            log.info("query killed", why="deadline", seconds=seconds)
            worker.kill(
                DeadlinePassed(f"The query ran longer than {seconds:g} s and was stopped: narrow it, or add a LIMIT.")
            )

    def _freed(self, worker: WorkerProcess) -> None:
        ENGINE_SECONDS.observe(time.monotonic() - worker.began)
        self._busy.discard(worker)
        if worker.retiring:
            worker.retire()
        else:
            self._give(worker)

    def _give(self, worker: WorkerProcess) -> None:
        self._idle.append(worker)
        self._match()

    def _match(self) -> None:
        while self._waiting and self._idle and len(self._busy) < self._size:
            place = self._waiting.popleft()
            if not place.done():
                next_worker = self._idle.pop()
                self._busy.add(next_worker)
                place.set_result(next_worker)

    def _lost(self, worker: WorkerProcess) -> None:
        if worker in self._busy:
            self._busy.discard(worker)
            KILLED.labels("ended").inc()
        if worker in self._idle:
            self._idle.remove(worker)
        if not self._closed:
            self._match()
            self._refill()

    def _refill(self) -> None:
        missing = self._size + _SPARE - len(self._idle) - len(self._busy) - len(self._starting)
        for _ in range(missing):
            task = asyncio.get_running_loop().create_task(self._start())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _start(self) -> None:
        if self._failures:
            await asyncio.sleep(min(0.1 * 2**self._failures, _LONGEST_PAUSE))
        worker = WorkerProcess(self._memory, self._freed, self._lost)
        try:
            await worker.start()
            guard = await asyncio.wait_for(worker.ready, 20)
        except (EngineFailed, OSError, TimeoutError) as error:
            self._failures += 1
            log.error("worker did not start", error=str(error), failures=self._failures)
            worker.kill()
            return
        self._failures = 0
        if not self.guard:
            log.info("engine ready", **guard)
        self.guard = guard
        self._give(worker)


def _refuse(place: "asyncio.Future[WorkerProcess]") -> None:
    if not place.done():
        place.set_exception(_overloaded())


def _overloaded() -> Overloaded:
    return Overloaded(
        "More queries are waiting than the service takes: try again shortly.", headers={"Retry-After": "2"}
    )
