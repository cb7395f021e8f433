"""The pool: workers at the ready, a bounded queue before them, deadlines on them, replacements behind them."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from service.engine.process import Job, WorkerProcess
from service.errors import DeadlinePassed, Draining, EngineFailed, Overloaded
from service.logs import log
from service.metrics import KILLED, QUEUED

__all__ = ["Pool"]

_SPARE = 1
_AHEAD = 8
_AHEAD_SECONDS = 0.004
_SLOW = 0.05
_TICK = 0.01
_ABANDONED_MAY_FINISH = 0.25
_LATEST_COUNTS = 0.1
_LONGEST_PAUSE = 5.0


class Pool:
    """`size` workers at work and a spare one ready, so that a killed worker is replaced at once.

    While queries are short, a worker is given up to eight ahead, because a process that sleeps between them spends more
    on waking than on answering; jobs behind one that turns out slow are given to another worker. Any job that no worker
    has answered may be begun anew: queries only read. `guard` is what the kernel refuses the workers, as the last one
    started reported it.
    """

    def __init__(self, size: int, memory: int, queue_length: int, queue_seconds: float) -> None:
        self.guard: dict[str, Any] = {}
        self._size = size
        self._memory = memory
        self._queue_length = queue_length
        self._queue_seconds = queue_seconds
        self._idle: deque[WorkerProcess] = deque()
        self._busy: list[WorkerProcess] = []
        self._started: set[WorkerProcess] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting: deque[Job] = deque()
        self._ticking = False
        self._typical = 0.0
        self._failures = 0
        self._closed = False

    async def open(self) -> None:
        """Start the workers and wait for the first. Raises EngineFailed where it does not start."""
        self._refill()
        await asyncio.wait(tuple(self._starting), timeout=30, return_when=asyncio.FIRST_COMPLETED)
        if not self.guard:
            raise EngineFailed("The engine's workers do not start; the log says why.")

    async def close(self) -> None:
        """End every worker; queries still running fail."""
        self._closed = True
        shutting_down = Draining("The service is shutting down.", headers={"Retry-After": "5"})
        for job in self._waiting:
            job.fail(shutting_down)
        for task in tuple(self._starting):
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for worker in (*self._idle, *self._busy):
            worker.kill(shutting_down)
        while any(not worker.reaped for worker in self._started):
            await asyncio.sleep(_TICK)

    @property
    def usable(self) -> bool:
        """Whether a query sent now would find a worker, at once or after waiting."""
        return not self._closed and bool(self._idle or self._busy)

    async def run(self, request: bytes, seconds: float, charge: Callable[[float], None]) -> Job:
        """Run one request and return its job when the answer is complete or has passed the held size.

        `charge` is told how long the request held a worker. Raises Overloaded where the queue is full or no worker
        comes free in time, DeadlinePassed, or what the worker reported. Cancelling stops the query.
        """
        job = Job(request, seconds, charge)
        if self._waiting or not self._dispatch(job):
            if len(self._waiting) >= self._queue_length or self._closed:
                raise _overloaded()
            self._waiting.append(job)
        if not self._ticking:
            self._tick()
        try:
            await job.held
        except asyncio.CancelledError:
            self._forget(job)
            raise
        return job

    def _dispatch(self, job: Job) -> bool:
        if self._idle and len(self._busy) < self._size:
            # The one used last: its caches are warm.
            worker = self._idle.pop()
            self._busy.append(worker)
            worker.ask(job)
            return True
        now = time.monotonic()
        ahead = min(_AHEAD, _AHEAD_SECONDS / self._typical) if self._typical else _AHEAD
        open_to_more = [
            worker
            for worker in self._busy
            if len(worker.jobs) < ahead and now - worker.began < _SLOW and worker.alive and not worker.retiring
        ]
        if not open_to_more:
            return False
        min(open_to_more, key=_load).ask(job)
        return True

    def _dispatch_waiting(self) -> None:
        while self._waiting:
            job = self._waiting[0]
            if not job.done and not self._dispatch(job):
                return
            self._waiting.popleft()

    def _forget(self, job: Job) -> None:
        if job.worker is None:
            job.done = True
        else:
            # A short query is cheaper to finish than a worker to replace.
            asyncio.get_running_loop().call_later(_ABANDONED_MAY_FINISH, self._abandon, job)

    def _abandon(self, job: Job) -> None:
        if job.worker is not None and not job.done:
            job.worker.abandon(job)

    def _tick(self) -> None:
        """Look at every job that takes long, while there are any: deadlines, the queue, and who waits behind whom."""
        now = time.monotonic()
        for worker in tuple(self._busy):
            first = worker.jobs[0] if worker.jobs else None
            if first is not None and now - worker.began > first.seconds:
                self._expire(worker, first)
            elif now - worker.began > _SLOW:
                self._requeue(worker.withdraw())
                if first is None and now - worker.began > _ABANDONED_MAY_FINISH:
                    # Nobody waits for what it is doing.
                    worker.kill()
        for job in self._waiting:
            if now - job.asked > self._queue_seconds:
                job.fail(_overloaded())
        self._dispatch_waiting()
        QUEUED.set(len(self._waiting))
        self._ticking = bool(self._busy or self._waiting) and not self._closed
        if self._ticking:
            asyncio.get_running_loop().call_later(_TICK, self._tick)

    def _expire(self, worker: WorkerProcess, job: Job) -> None:
        KILLED.labels("deadline").inc()
        log.info("query killed", why="deadline", seconds=job.seconds)
        worker.kill(
            DeadlinePassed(f"The query ran longer than {job.seconds:g} s and was stopped: narrow it, or add a LIMIT.")
        )

    def _requeue(self, jobs: list[Job]) -> None:
        for job in reversed(jobs):
            job.worker = None
            self._waiting.appendleft(job)

    def _freed(self, worker: WorkerProcess) -> None:
        self._typical += _LATEST_COUNTS * (worker.took - self._typical)
        if not worker.jobs:
            self._busy.remove(worker)
            if worker.retiring:
                worker.retire()
            else:
                self._idle.append(worker)
        if self._waiting:
            self._dispatch_waiting()

    def _lost(self, worker: WorkerProcess, jobs: list[Job]) -> None:
        if worker in self._busy:
            self._busy.remove(worker)
            KILLED.labels("ended").inc()
        if worker in self._idle:
            self._idle.remove(worker)
        if self._closed:
            return
        self._requeue(jobs)
        self._dispatch_waiting()
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
        self._started = {former for former in self._started if not former.reaped} | {worker}
        try:
            await worker.start()
            guard = await asyncio.wait_for(worker.ready, 20)
        except (EngineFailed, OSError, TimeoutError) as error:
            self._failures += 1
            log.error("worker did not start", error=str(error), failures=self._failures)
            worker.kill()
            return
        except asyncio.CancelledError:
            worker.kill()
            raise
        self._failures = 0
        if not self.guard:
            log.info("engine ready", **guard)
        self.guard = guard
        self._idle.append(worker)
        self._dispatch_waiting()


def _load(worker: WorkerProcess) -> int:
    return len(worker.jobs)


def _overloaded() -> Overloaded:
    return Overloaded(
        "More queries are waiting than the service takes: try again shortly.", headers={"Retry-After": "2"}
    )
