"""policygraph: an evidence-grade knowledge graph and query service for AI policy.

This module is the public face only. `main` is the command line, composed lazily so that `policygraph serve` never
imports the loaders and `policygraph build` never imports the web framework.
"""

import sys
from importlib import import_module
from pathlib import Path

__all__ = ["main"]

_HERE = Path(__file__).resolve().parent
_PACKAGES = ("ontology", "loaders", "service")
_COMMANDS = {
    "build": "loaders.cli",
    "verify": "loaders.cli",
    "coverage": "loaders.cli",
    "releases": "loaders.cli",
    "add": "loaders.cli",
    "evaluate": "loaders.cli",
    "serve": "service.cli",
    "query": "service.cli",
    "export": "service.cli",
}


def _check_packages() -> None:
    """Refuse to run with somebody else's `service` or `ontology` package in front of ours on the path."""
    for name in _PACKAGES:
        found = Path(import_module(name).__file__ or "").resolve().parent
        if found != _HERE / name:
            raise ImportError(
                f"policygraph needs its own package {name!r} ({_HERE / name}), but {found} shadows it; "
                f"run from another folder or remove {found.parent} from the Python path"
            )


def main() -> None:
    """Run the command line; exit code 0 on success, 1 where the input was refused, 2 on wrong usage."""
    import typer

    _check_packages()
    app = typer.Typer(
        name="policygraph",
        help="An evidence-grade knowledge graph of AI policy: every claim carries the exact words of its source.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback()(lambda: None)  # keeps the command's name in the call even where a package has only one
    wanted = _COMMANDS.get(sys.argv[1]) if len(sys.argv) > 1 else None
    for module in dict.fromkeys(_COMMANDS.values()):
        if wanted in (None, module):
            app.registered_commands += import_module(module).app.registered_commands
    app()


if __name__ == "__main__":
    main()
