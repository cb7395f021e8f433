"""The settings of the service, each with its help; read from `POLICYGRAPH_…` variables."""

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

__all__ = ["Settings"]

_MIB = 1 << 20


class Settings(BaseSettings):
    """What an operator may choose. Every field is an environment variable: `query_seconds` is
    `POLICYGRAPH_QUERY_SECONDS`.
    """

    model_config = SettingsConfigDict(env_prefix="POLICYGRAPH_", frozen=True, extra="ignore")

    home: Annotated[Path, Field(description="Folder that holds `current` and `releases/`.")] = Path("data")
    public_url: Annotated[
        str,
        Field(
            description="Address under which clients reach the service, without a trailing slash; empty: as the "
            "request says."
        ),
    ] = ""

    query_seconds: Annotated[
        float,
        Field(gt=0, description="Deadline of one query and of the transfer of its answer; a client may ask for less."),
    ] = 10.0
    query_memory: Annotated[int, Field(ge=256 * _MIB, description="Address space of one engine worker, in bytes.")] = (
        1536 * _MIB
    )
    query_characters: Annotated[int, Field(gt=0, description="Longest query text that is read.")] = 200_000
    query_depth: Annotated[int, Field(gt=0, description="Deepest nesting of brackets that is sent to the engine.")] = (
        200
    )
    engine_workers: Annotated[
        int, Field(ge=0, description="Engine workers per server process; 0: one per processor.")
    ] = 0
    queue_length: Annotated[int, Field(ge=0, description="Queries that may wait for a worker.")] = 64
    queue_seconds: Annotated[float, Field(gt=0, description="Longest wait for a worker.")] = 5.0
    allow_unguarded: Annotated[
        bool,
        Field(
            description="Serve arbitrary SPARQL also where the kernel cannot deny it the network. A query can then "
            "send requests from this machine."
        ),
    ] = False

    budget_seconds: Annotated[
        float,
        Field(ge=0, description="Query seconds one client may use per minute and server process; 0: no limit."),
    ] = 60.0
    client_header: Annotated[
        str,
        Field(
            description="Header in which a trusted proxy names the client, such as `x-forwarded-for` (the last "
            "address counts); empty: the peer address."
        ),
    ] = ""

    ready_bytes: Annotated[int, Field(ge=0, description="Memory for ready answers, in bytes; 0: none kept.")] = (
        64 * _MIB
    )
    lookup_bytes: Annotated[
        int, Field(ge=0, description="Memory for the assembled look-ups of one release, in bytes; 0: none kept.")
    ] = 128 * _MIB
    poll_seconds: Annotated[float, Field(gt=0, description="How often the `current` file is looked at.")] = 0.5
    open_releases: Annotated[int, Field(ge=1, description="Older releases kept open beside the current one.")] = 2

    log_level: Annotated[Literal["debug", "info", "warning", "error"], Field(description="Least level logged.")] = (
        "info"
    )
    log_format: Annotated[Literal["json", "console"], Field(description="Shape of the log lines.")] = "json"
    log_requests: Annotated[bool, Field(description="Log every request; counts are in /metrics either way.")] = False

    def workers(self) -> int:
        """Return how many engine workers one server process runs."""
        if self.engine_workers:
            return self.engine_workers
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
