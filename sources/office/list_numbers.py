"""Numbers of lists, as word processors and browsers show them: 1, a, A, i or I."""

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_ROMAN = 3999
_LETTERS = 26
_LARGEST = 9999
BULLET = "•"
"""Stands for every list sign but a dash, as in the letters that were printed."""


def written(form: str, number: int) -> str | None:
    """A number in one of the forms `1`, `a`, `A`, `i` and `I`; None for another form, or a number it cannot write.

    After `z` comes `aa`, then `bb`: word processors double the letter.
    """
    if not 0 <= number <= _LARGEST:
        return None
    if form == "1":
        return str(number)
    if form in ("a", "A") and number:
        letter = chr(ord(form) + (number - 1) % _LETTERS)
        return letter * ((number - 1) // _LETTERS + 1)
    if form in ("i", "I") and 0 < number <= _LARGEST_ROMAN:
        out = ""
        for value, sign in _ROMAN:
            out += sign * (number // value)
            number %= value
        return out if form == "i" else out.upper()
    return None
