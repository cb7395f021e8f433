"""English numbers: those written in words (five, two thirds, half, twelve million), as patterns and as values."""

from decimal import Decimal
from typing import Final

__all__ = ["ENGLISH_SCALES", "SPELLED", "spelled_fraction", "spelled_number"]

_ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
                "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS: Final = {word: n for n, word in enumerate(_ONES, 1)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_PARTS: Final = {
    "half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
ENGLISH_SCALES: Final = {
    "lakh crore": 10**12, "crore": 10**7, "lakh": 10**5, "trillion": 10**12, "billion": 10**9, "million": 10**6,
    "thousand": 1000, "hundred": 100, "dozen": 12, "tn": 10**12, "bn": 10**9, "K": 1000, "M": 10**6, "B": 10**9,
    "k": 1000, "m": 10**6, "b": 10**9,
}  # fmt: skip


def _words(*, capital: bool) -> str:
    """Return the pattern of the numbers from two to ninety-nine, their first letter a capital or not."""
    tens, ones = (
        "|".join(word.capitalize() if capital else word for word in sorted(words, key=len, reverse=True))
        for words in (_TENS, _ONES[1:])
    )
    return rf"(?:(?:{tens})(?:-(?:{'|'.join(_ONES[:9])}))?|{ones})"


_WORD: Final = _words(capital=False)
_CAPITAL: Final = _words(capital=True)
_SCALE: Final = "dozen|hundred|thousand|million|billion|trillion"
_SHARE: Final = f"(?:{'|'.join(_PARTS)})"
_SHARES: Final = f"(?:{'|'.join(part for part in _PARTS if part != 'half')})s"
_AFTER_SHARE: Final = "of|had|have|has|were|are|was|is|in|by|to|more|less|higher|lower|as|from|since|between|and"
_COMPOUND: Final = "fold|thirds?|quarters?|fifths?|way|sided|dimensional|step|tier|pronged|stage|time|size|track"
_BEGINS: Final = r"(?<![\w$€£¥.-])"
_NO_PERIOD: Final = r"(?<!first )(?<!second )(?<!other )(?<!latter )(?<!next )"

SPELLED: Final = (
    rf"{_BEGINS}(?P<top>(?:[Aa]n?|[Oo]ne|{_WORD}|{_CAPITAL})[ -])"
    rf"(?P<part>{_SHARES}(?!\w)|{_SHARE}(?=[ ](?:{_AFTER_SHARE})\b|[,.;)]|$))"
    rf"|{_BEGINS}[Oo]ne[ ](?:in|out[ ]of)[ ](?:every[ ])?(?P<outof>{_WORD})(?!\w)"
    rf"|{_BEGINS}{_NO_PERIOD}(?P<half>[Hh]alf)(?=[ ](?:of|the|its|their|a|as|all|an)\b)"
    rf"|{_BEGINS}(?P<word>{_WORD}|(?<![A-Za-z,;] ){_CAPITAL}(?=[ ][a-z])|"
    rf"(?:[Aa]|[Oo]ne)(?=[ ](?:{_SCALE})\b))"
    rf"(?:[ ](?P<wscale>{_SCALE}))?(?!\w)(?!-(?:{_COMPOUND}))"
    r"(?![ ]of\s+(?:the|these|those|them|which|its|their)\b)"
)
"""Alternatives of a pattern; groups `top` and `part`, or `outof`, or `half`, or `word` and `wscale`."""


def spelled_number(words: str, scale: str | None) -> Decimal:
    """Return the value of `twenty-seven`, or of `twelve` with the scale `million`."""
    tens, _, ones = words.lower().partition("-")
    number = Decimal(_NUMBERS.get(tens, 1) + _NUMBERS.get(ones, 0))
    return (number * ENGLISH_SCALES[scale]).normalize() if scale else number


def spelled_fraction(top: str, part: str) -> tuple[int, int]:
    """Return numerator and denominator of `two thirds` or `a quarter`."""
    return _NUMBERS.get(top.strip(" -").lower(), 1), _PARTS[part.rstrip("s")]
