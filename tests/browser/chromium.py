"""A browser for tests and screenshots: Debian's Chromium under Playwright, with a fresh profile and no way out."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

__all__ = ["Watched", "chromium_path", "launched", "watched"]

_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium_path() -> Path | None:
    """Return the browser that `POLICYGRAPH_CHROMIUM` names, or Debian's; None where there is neither."""
    path = Path(os.environ.get("POLICYGRAPH_CHROMIUM", "/usr/bin/chromium"))
    return path if path.exists() else None


@contextlib.contextmanager
def launched() -> Iterator[Browser]:
    """Start a browser with a fresh profile; every context that it opens is fresh too."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium_path()), headless=True, args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


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


@contextlib.contextmanager
def watched(
    browser: Browser, width: int = 1280, height: int = 900, *, dark: bool = False, scripts: bool = True
) -> Iterator[Watched]:
    """Open a window of this size with a fresh profile and check it in the end; `scripts` False: without JavaScript."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
    )
    try:
        window = Watched(context.new_page())
        yield window
        window.check()
    finally:
        context.close()
