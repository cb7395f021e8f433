"""A browser for tests and screenshots: Debian's Chromium under Playwright, with a fresh profile and no way out."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, sync_playwright

__all__ = ["Watched", "chromium_path", "opened"]

_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium_path() -> Path | None:
    """Return the browser that `POLICYGRAPH_CHROMIUM` names, or Debian's; None where there is neither."""
    path = Path(os.environ.get("POLICYGRAPH_CHROMIUM", "/usr/bin/chromium"))
    return path if path.exists() else None


@contextlib.contextmanager
def opened(
    width: int = 1280, height: int = 900, *, dark: bool = False, scripts: bool = True
) -> Iterator[BrowserContext]:
    """Open a browser with a fresh profile and a window of this size; `scripts` False switches JavaScript off."""
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=str(chromium_path()),
            headless=True,
            args=list(_FLAGS),
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        try:
            yield context
        finally:
            context.close()


class Watched:
    """A page whose every request, error and policy violation is seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)

    def _asked(self, url: str) -> None:
        if urlsplit(url).hostname != "127.0.0.1" and urlsplit(url).scheme != "data":
            self.foreign.append(url)

    def check(self) -> None:
        """Assert that the page kept to its own host, its policy, and raised nothing."""
        assert self.foreign == []
        assert self.errors == []
