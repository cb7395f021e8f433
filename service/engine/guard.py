"""The kernel guard of a worker process: no network, no new programs, bounded memory, no core dumps.

Standard library only, because a worker must start fast. The seccomp filter needs no privilege (it sets
no_new_privs); the empty network namespace needs one and is a second wall where it can be had.
"""

import contextlib
import ctypes
import errno
import os
import platform
import resource
import signal
import socket
import struct
from typing import Final, NamedTuple

__all__ = ["Guard", "set_guard"]

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2
_CLONE_NEWNET: Final = 0x40000000

_ALLOW: Final = 0x7FFF0000
_DENY: Final = 0x00050000 | errno.EPERM

# linux/audit.h: the architecture's identifier; asm/unistd.h: the numbers of the calls that are denied.
# io_uring is denied because it opens sockets without socket(2).
_DENIED: Final[dict[str, tuple[int, dict[str, int]]]] = {
    "x86_64": (
        0xC000003E,
        {
            "socket": 41, "connect": 42, "bind": 49, "listen": 50, "socketpair": 53, "execve": 59,
            "ptrace": 101, "process_vm_writev": 311, "execveat": 322, "io_uring_setup": 425,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "ptrace": 117, "socket": 198, "socketpair": 199, "bind": 200, "listen": 201, "connect": 203,
            "execve": 221, "process_vm_writev": 271, "execveat": 281, "io_uring_setup": 425,
        },
    ),
}  # fmt: skip

_X32_BIT: Final = 0x40000000
_LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_JUMP_AT_LEAST: Final = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_RETURN: Final = 0x06  # BPF_RET | BPF_K


class Guard(NamedTuple):
    """What the kernel now refuses this process: `network` is proved by trying, the others tell how."""

    network: bool
    seccomp: bool
    namespace: bool
    memory: bool


class _Program(ctypes.Structure):
    _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def set_guard(memory: int) -> Guard:
    """Guard this process for the rest of its life and return what holds.

    `memory` bounds the address space in bytes. Call it before any thread is started and before untrusted input is
    read: a filter covers the calling thread and those it starts later.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl"):
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The out-of-memory killer shall choose a worker, never the server.
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:  # noqa: PTH123
        score.write("1000")
    limited = _limit(memory)
    namespace = hasattr(libc, "unshare") and libc.unshare(_CLONE_NEWNET) == 0
    seccomp = _filter(libc)
    return Guard(_offline(namespace), seccomp, namespace, limited)


def _limit(memory: int) -> bool:
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (OSError, ValueError):
        return False
    return True


def _filter(libc: ctypes.CDLL) -> bool:
    known = _DENIED.get(platform.machine())
    if known is None or not hasattr(libc, "prctl"):
        return False
    architecture, calls = known
    program = _program(architecture, sorted(calls.values()))
    code = ctypes.create_string_buffer(program, len(program))
    description = _Program(len(program) // 8, ctypes.cast(code, ctypes.c_void_p))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(description), 0, 0) == 0)


def _program(architecture: int, denied: list[int]) -> bytes:
    """Return the filter: a foreign architecture or ABI is denied whole, then each listed call."""
    steps = [
        (_LOAD, 0, 0, 4),
        (_JUMP_EQUAL, 0, len(denied) + 3, architecture),
        (_LOAD, 0, 0, 0),
        (_JUMP_AT_LEAST, len(denied) + 1, 0, _X32_BIT),
        *((_JUMP_EQUAL, len(denied) - place, 0, number) for place, number in enumerate(denied)),
    ]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _DENY)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _offline(namespace: bool) -> bool:
    """Return whether this process provably cannot reach a network, loopback included."""
    try:
        probe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    except PermissionError:
        return True
    with probe:
        return namespace and probe.connect_ex(("127.0.0.1", os.getpid() % 60000 + 1)) == errno.ENETUNREACH
