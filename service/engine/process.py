"""One worker process as the server sees it: started, asked, listened to, and killed when it must be."""

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any, Final, cast

from service.engine.port import Kind
from service.engine.wire import ANSWER, DATA, END, FAILURE, HEAD, HEADER, READY, RECYCLE
from service.errors import EngineFailed, MemoryExceeded, NotAcceptable, Problem, QueryRefused, TransferAborted

__all__ = ["HELD", "Job", "WorkerProcess"]

HELD: Final = 1 << 20
"""How many bytes of an answer are held back until the query is known to work."""

_UNREAD: Final = 1 << 20
_REAP_SECONDS: Final = 0.005
_LAST: Final = frozenset((ANSWER, END, FAILURE))
_PACKAGE: Final = str(Path(__file__).resolve().parents[2])


class Job:
    """One query: its request, and the answer as it arrives. It is an `Answer` once `held` is done.

    `charge(seconds)` is called once, with the time the query held a worker; `seconds` is how long it may.
    """

    def __init__(self, request: bytes, seconds: float, charge: Callable[[float], None]) -> None:
        self.request = request
        self.seconds = seconds
        self.charge = charge
        self.asked = time.monotonic()
        self.kind: Kind = "solutions"
        self.format = ""
        self.whole: bytes | None = None
        self.held: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.done = False
        self.worker: WorkerProcess | None = None
        self._blocks: deque[bytes] = deque()
        self._unread = 0
        self._failure: Exception | None = None
        self._arrival: asyncio.Future[None] | None = None

    def head(self, label: bytes) -> None:
        """Take the kind and the format of the answer."""
        kind, _, self.format = label.decode().partition(" ")
        self.kind = cast(Kind, kind)

    def take(self, block: bytes) -> None:
        """Take a block; past the held size the answer may begin."""
        self._blocks.append(block)
        self._unread += len(block)
        if self._unread > HELD and not self.held.done():
            self.held.set_result(None)
        if self.held.done() and self._unread > HELD + _UNREAD and self.worker is not None:
            self.worker.pause()
        self._wake()

    def complete(self, body: bytes | None = None) -> None:
        """Note that the answer is all there."""
        self.done = True
        if not self.held.done():
            self.whole = b"".join(self._blocks) if body is None else body
            self.held.set_result(None)
        self._wake()

    def fail(self, error: Exception) -> None:
        """Fail the job: with `error` while nothing was sent, by aborting the transfer afterwards."""
        if self.done:
            return
        self.done = True
        self._failure = error
        if not self.held.done():
            self.held.set_exception(error)
        self._wake()

    def _wake(self) -> None:
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)

    async def __aiter__(self) -> AsyncGenerator[bytes]:
        """Iterate over the blocks; leaving early stops the query.

        Raises TransferAborted where the answer cannot be completed.
        """
        if self.whole is not None:
            yield self.whole
            return
        try:
            while True:
                while self._blocks:
                    block = self._blocks.popleft()
                    self._unread -= len(block)
                    if self.worker is not None and self._unread < _UNREAD:
                        self.worker.resume()
                    yield block
                if self._failure is not None:
                    raise TransferAborted(str(self._failure)) from self._failure
                if self.done:
                    return
                self._arrival = asyncio.get_running_loop().create_future()
                await self._arrival
        finally:
            if not self.done and self.worker is not None:
                self.worker.abandon(self)

    async def read(self) -> bytes:
        """Return the whole body."""
        return self.whole if self.whole is not None else b"".join([block async for block in self])


class WorkerProcess(asyncio.Protocol):
    """The server's end of one worker.

    The worker answers its `jobs` in their order, and `began` on the first of them; None stands for one that was given
    to another worker or that nobody waits for; `took` is how long the last one ended took. `ready` resolves to the
    guard's report; `freed(worker)` is called whenever a job ended, `lost(worker, jobs)` when the process is gone, with
    the jobs it never began.
    """

    def __init__(
        self,
        memory: int,
        freed: Callable[["WorkerProcess"], None],
        lost: Callable[["WorkerProcess", list[Job]], None],
    ) -> None:
        self.ready: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self.jobs: deque[Job | None] = deque()
        self.began = 0.0
        self.took = 0.0
        self.alive = True
        self.retiring = False
        self._memory = memory
        self._freed = freed
        self._lost = lost
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._paused = False
        self._killed = False

    async def start(self) -> None:
        """Start the process; `ready` resolves when it has set its guard."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            command = [sys.executable, "-P", "-m", "service.engine.worker", str(theirs.fileno()), str(self._memory)]
            self._process = subprocess.Popen(  # noqa: S603
                command,
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": _PACKAGE, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
            )
        ours.setblocking(False)
        await asyncio.get_running_loop().create_unix_connection(lambda: self, sock=ours)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the transport (asyncio.Protocol)."""
        self._transport = cast(asyncio.Transport, transport)

    def ask(self, job: Job) -> None:
        """Give the worker a job, to be begun when it has answered those before it."""
        if not self.jobs:
            self.began = time.monotonic()
        self.jobs.append(job)
        job.worker = self
        assert self._transport is not None
        self._transport.write(job.request)

    def withdraw(self) -> list[Job]:
        """Return the jobs that wait behind the first one, to be given to another worker."""
        waiting = [job for place, job in enumerate(self.jobs) if place and job is not None]
        if waiting:
            self.jobs = deque([self.jobs[0], *(None for _ in range(len(self.jobs) - 1))])
        return waiting

    def data_received(self, data: bytes) -> None:
        """Take apart what the worker wrote (asyncio.Protocol)."""
        if self._buffer or len(data) < HEADER.size:
            self._buffer += data
            data = bytes(self._buffer)
        place, end = 0, len(data)
        while end - place >= HEADER.size:
            kind, size = HEADER.unpack_from(data, place)
            if end - place - HEADER.size < size:
                break
            place += HEADER.size
            self._frame(kind, data[place : place + size])
            place += size
        if place < end or self._buffer:
            self._buffer = bytearray(data[place:])

    def _frame(self, kind: int, payload: bytes) -> None:
        if kind == READY:
            self.ready.set_result(json.loads(payload))
            return
        if not self.jobs:
            self.kill()
            return
        job = self.jobs[0]
        if kind in _LAST:
            self._pass_on()
        if kind == END:
            self.retiring = payload == RECYCLE
        if job is not None:
            _deliver(job, kind, payload)
        if kind in _LAST:
            self.resume()
            self._freed(self)

    def _pass_on(self) -> None:
        job = self.jobs.popleft()
        now = time.monotonic()
        self.took = now - self.began
        if job is not None:
            job.charge(self.took)
        self.began = now

    def pause(self) -> None:
        """Read no further: the client is slower than the engine."""
        if not self._paused and self._transport is not None and self.alive:
            self._paused = True
            self._transport.pause_reading()

    def resume(self) -> None:
        """Read again."""
        if self._paused and self._transport is not None and self.alive:
            self._paused = False
            self._transport.resume_reading()

    def abandon(self, job: Job) -> None:
        """Forget a job that nobody waits for; if the worker is at it, kill it."""
        if job not in self.jobs:
            return
        place = self.jobs.index(job)
        job.done = True
        if place:
            self.jobs[place] = None
        else:
            self.kill()

    def kill(self, reason: Exception | None = None) -> None:
        """Kill the process now; the job it is at fails with `reason`."""
        first = self.jobs[0] if self.jobs else None
        if first is not None:
            first.charge(time.monotonic() - self.began)
            if reason is not None:
                first.fail(reason)
            self.jobs[0] = None
        self._killed = True
        if self._process is not None:
            self._process.kill()
        if self._transport is not None:
            self._transport.abort()

    @property
    def reaped(self) -> bool:
        """Whether the process has ended and left nothing behind."""
        return self._process is None or self._process.poll() is not None

    def retire(self) -> None:
        """Let the process end by itself, when it has answered what it was asked."""
        if self._transport is not None:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Learn how the process ended, and say so (asyncio.Protocol)."""
        if not self.ready.done():
            self.ready.set_exception(EngineFailed("An engine worker did not start."))
            # Whoever waited may have been cancelled; then nobody asks for it.
            self.ready.exception()
        self._collect()

    def _collect(self) -> None:
        code = None if self._process is None else self._process.poll()
        if code is None and self._process is not None:
            # Memory is given back before the process can be reaped; the event loop must not wait for that.
            asyncio.get_running_loop().call_later(_REAP_SECONDS, self._collect)
            if not self._killed:
                return
        if self.alive:
            self.alive = False
            waiting = self.withdraw()
            if self.jobs:
                first = self.jobs[0]
                self._pass_on()
                if first is not None:
                    first.fail(_death(code))
            self._lost(self, waiting)


def _deliver(job: Job, kind: int, payload: bytes) -> None:
    if kind == ANSWER:
        label, _, body = payload.partition(b"\n")
        job.head(label)
        job.complete(body)
    elif kind == HEAD:
        job.head(payload)
    elif kind == DATA:
        job.take(payload)
    elif kind == END:
        job.complete()
    else:
        job.fail(_problem(json.loads(payload)))


def _problem(failure: dict[str, str]) -> Problem:
    code, detail = failure["code"], failure["detail"]
    if code == "syntax":
        return QueryRefused(f"The query does not parse: {detail}", extra={"syntax": detail})
    if code == "not-acceptable":
        return NotAcceptable(f"This is a {detail} query, and the Accept header names no format it can be written in.")
    if code == "not-xml":
        return NotAcceptable(
            "The answer holds a character that XML 1.0 cannot carry; ask for JSON, CSV, TSV or Turtle instead."
        )
    if code == "network":
        return QueryRefused("Queries cannot reach other servers (SERVICE): run that part of the query there.")
    if code == "memory":
        return _memory()
    if code == "evaluation":
        return QueryRefused(f"The query cannot be evaluated: {detail}")
    return EngineFailed("The engine could not read the release; try again, and tell the operator if it persists.")


def _memory() -> MemoryExceeded:
    return MemoryExceeded("The query needed more memory than one query may use: narrow it, or add a LIMIT.")


def _death(code: int | None) -> Problem:
    if code == -6:
        # The allocator aborts where the address space ends.
        return _memory()
    if code in (-11, -7, -4, -8):
        return QueryRefused("The query crashed the engine, most often by deep nesting: write it flatter.")
    return EngineFailed("The engine stopped while it worked on the query: try again.", headers={"Retry-After": "1"})
