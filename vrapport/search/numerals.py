"""Numbers as short text: what postings are written in, and templates/assets/search.js reads back."""

from collections.abc import Iterable

# Printable ASCII that needs no escape in JSON or a script. The first 60 end a number, the last 30 carry on:
# one character below 60, two below 1,860, three below 55,860.
DIGITS = "".join(chr(code) for code in range(ord("#"), ord("~") + 1) if chr(code) not in "<\\")
_LAST = 60
_CARRY = len(DIGITS) - _LAST


class _Numerals(dict[int, str]):
    """Every number written so far: the same few are written millions of times."""

    def __missing__(self, number: int) -> str:
        text = self[number] = _carried(number // _LAST) + DIGITS[number % _LAST]
        return text


def _carried(number: int) -> str:
    return _carried((number - 1) // _CARRY) + DIGITS[_LAST + (number - 1) % _CARRY] if number else ""


_numeral = _Numerals().__getitem__


def numerals(numbers: Iterable[int]) -> str:
    """Write numbers one after another; each shows where it ends."""
    return "".join(map(_numeral, numbers))


def steps(numbers: list[int]) -> str:
    """Write rising numbers as the first and then the step to each next, which is shorter."""
    if len(numbers) == 1:  # most words stand once in a document
        return _numeral(numbers[0])
    return numerals([number - before for before, number in zip([0, *numbers], numbers, strict=False)])
