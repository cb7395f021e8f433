"""Figures: the numbers that items of lists bear, in Chinese or Arabic figures."""

__all__ = ["figure_of"]

_HAN = {character: number for number, character in enumerate("零一二三四五六七八九")}


def figure_of(words: str) -> int:
    """Return the number that 一, 十二, 二十 or 7 stands for; 0 for any other word."""
    if words.isdecimal():
        return int(words)
    tens, ten, ones = words.partition("十")
    if not ten:
        return _HAN.get(words, 0)
    return (_HAN.get(tens, 1) if tens else 1) * 10 + (_HAN.get(ones, 0) if ones else 0)
