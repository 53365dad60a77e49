"""Numbers as short text: what postings are written in, and templates/assets/search.js reads back."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from operator import sub

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


def steps(numbers: Sequence[int]) -> str:
    """Write rising numbers as the first and then the step to each next, which is shorter."""
    if len(numbers) == 1:  # most words stand once in a document
        return _numeral(numbers[0])
    return "".join(map(_numeral, map(sub, numbers, chain((0,), numbers))))


class _Values(dict[str, int]):
    """Every number read so far."""

    def __missing__(self, text: str) -> int:
        value = 0
        for digit in map(DIGITS.index, text[:-1]):
            value = value * _CARRY + digit - _LAST + 1
        number = self[text] = value * _LAST + DIGITS.index(text[-1])
        return number


_value = _Values().__getitem__
_numerals_in = re.compile(f"[{re.escape(DIGITS[_LAST:])}]*[{re.escape(DIGITS[:_LAST])}]").findall


_ONES = str.maketrans(DIGITS[:_LAST], "1" * _LAST, DIGITS[_LAST:])


def ones(text: str) -> str:
    """Put a 1 for each number in a text, and leave what is none."""
    return text.translate(_ONES)


def rising(text: str) -> list[int]:
    """Read what `steps` wrote."""
    return list(accumulate(map(_value, _numerals_in(text))))
