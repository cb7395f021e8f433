"""Markup: the visible text of an HTML page, as the characters of its text nodes in order, and its title.

Blocks end lines and table cells are parted by tabs; scripts, styles and navigation are dropped.
"""

from html.parser import HTMLParser

__all__ = ["visible_text"]

_DROPPED = frozenset({"script", "style", "noscript", "template", "head", "nav", "footer", "aside", "form", "svg"})
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody",
    "thead", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col", "area", "base", "embed"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.titles: dict[str, list[str]] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._break()
        elif tag in _CELLS and self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\t")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        for tag in ("title", "h1"):
            if tag in self._open:
                self.titles.setdefault(tag, []).append(data)
        if not _DROPPED.intersection(self._open) and "title" not in self._open:
            inside = "pre" in self._open
            self.parts.append(data if inside else data.replace("\r", "").replace("\n", " "))

    def _break(self) -> None:
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")


def visible_text(markup: str) -> tuple[str, str | None]:
    """Return the visible text of an HTML page and its title (its first heading, else its title element)."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    text = "\n".join(line for line in lines if line) + "\n"
    titles = ("".join(reader.titles.get(tag, ())).strip() for tag in ("h1", "title"))
    return text, next((title for title in titles if title), None)
