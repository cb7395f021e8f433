"""The service's commands."""

import gc
import os
import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from service.app import create_app
from service.canned.catalogue import BrokenQuery, read_catalogue
from service.commands_query import query_command
from service.export.command import export_command
from service.logs import configure
from service.settings import Settings

__all__ = ["app", "application", "serve"]

app = typer.Typer(help="Serve and query a release.", no_args_is_help=True)
app.command("export")(export_command)
app.command("query", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(query_command)


def application() -> object:
    """Return the application for the settings in the environment: what each server process runs."""
    settings = Settings()
    configure(settings)
    app = create_app(settings)
    # What is loaded now stays: without this, every collection of garbage goes through all of it again.
    gc.collect()
    gc.freeze()
    return app


def serve(settings: Settings, host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> None:
    """Serve until SIGTERM or SIGINT, then let running requests end.

    With several `workers`, server processes share the address; each has its own engine workers and reads the same
    release.
    """
    for name, value in settings.model_dump(exclude_unset=True).items():
        os.environ[f"POLICYGRAPH_{name.upper()}"] = str(value)
    if workers > 1 and not settings.engine_workers:
        os.environ["POLICYGRAPH_ENGINE_WORKERS"] = str(max(1, settings.workers() // workers))
    configure(settings)
    metrics = tempfile.mkdtemp(prefix="policygraph-metrics-") if workers > 1 else None
    if metrics is not None:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = metrics
    try:
        uvicorn.run(
            "service.cli:application",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=int(settings.query_seconds) + 5,
        )
    finally:
        if metrics is not None:
            shutil.rmtree(metrics, ignore_errors=True)


@app.command("serve")
def serve_command(
    home: Annotated[Path | None, typer.Option(help="Workspace with the releases; default: POLICYGRAPH_HOME.")] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Server processes.")] = 1,
) -> None:
    """Serve the current release over HTTP, and take up new ones as they are published."""
    try:
        read_catalogue()
    except BrokenQuery as error:
        typer.secho(str(error), err=True, fg="red")
        raise typer.Exit(1) from error
    settings = Settings() if home is None else Settings(home=home)
    serve(settings, host, port, workers)
