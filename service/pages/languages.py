"""The language of a page: what its address says, else what the browser prefers."""

from typing import Final, Literal

__all__ = ["LANGUAGES", "Language", "choose_language"]

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


def choose_language(asked: str | None, accept_language: str) -> Language:
    """Return `asked` where it is one of ours, else the best match of Accept-Language (RFC 9110, section 12.5.4).

    English where the header names neither.
    """
    for language in LANGUAGES:
        if asked == language:
            return language
    best: tuple[float, Language] = (0.0, "en")
    for item in accept_language.split(","):
        tag, _, weight = item.partition(";")
        primary = tag.strip().lower().partition("-")[0]
        for language in LANGUAGES:
            if primary == language and _weight(weight) > best[0]:
                best = (_weight(weight), language)
    return best[1]


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
