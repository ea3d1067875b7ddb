"""Small things of PDF files: transformations, and objects behind references."""

from pypdf.generic import DictionaryObject, PdfObject

Matrix = tuple[float, float, float, float, float, float]
"""`a b c d e f` of PDF 32000-1, 8.3.3."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """The transformation `m` followed by `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def point_at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a transformation brings a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def matrix_of(operands: object) -> Matrix:
    """The transformation that six numbers are.

    :raises TypeError: they are no numbers.
    :raises ValueError: they are not six.
    """
    if not isinstance(operands, list):
        raise TypeError("no matrix")
    a, b, c, d, e, f = (float(operand) for operand in operands[:6])
    return a, b, c, d, e, f


def resolved(value: object) -> object:
    """The object that a value is or refers to."""
    return value.get_object() if isinstance(value, PdfObject) else value


def dictionary(value: object) -> DictionaryObject:
    """The dictionary that a value is or refers to; an empty one where it is none."""
    found = resolved(value)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
