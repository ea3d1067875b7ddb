"""Draws the content streams of a PDF page, and keeps the text and the straight lines that they show.

The text operators are those of PDF 32000-1, 9.3 and 9.4. They are interpreted here, because pypdf's own extraction
gives text without the places and widths by which columns, footnotes and furniture are told.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from sources.hyphens import SOFT_HYPHEN
from sources.pdf.objects import IDENTITY, Matrix, dictionary, matrix_of, multiply, point_at, resolved
from sources.pdf.sheet import SLANTED, Fragment, Rule
from sources.pdf.typeface import Faces, Typeface

_DEEPEST = 12
"""How deep forms may be drawn inside forms."""
_MOST_FORMS = 2_000
"""How many forms a page may draw."""
_MOST_SAVED = 500
"""How many graphics states may be kept."""
_WORD_GAP = 0.5
"""A gap of this share of the font's space, or more, separates words: justified lines press spaces together."""
_STEP_BACK = 0.5
"""Em that the pen may go back inside a word (kerning)."""
_THIN = 2.0
"""Points of the thickest rectangle that is a line."""
_FARTHEST = 100_000.0
"""Points; what is placed farther away than this is not on any page."""
_SMALLEST = 1.0
"""Points; smaller text is not there to be seen, but is kept."""
_SKEW = 0.1
"""Share by which a direction may be off the horizontal or the vertical."""
_HYPHENS = ("-", "\u2010", SOFT_HYPHEN)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class _State:
    """The graphics state, as far as text needs it."""

    ctm: Matrix
    face: Typeface | None = None
    size: float = 0.0
    between_characters: float = 0.0
    between_words: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Mark:
    """Marked content that is open: where its fragments begin, what its text really is, whether it is furniture."""

    start: int
    text: str | None
    furniture: bool
    hidden: bool = False


class Canvas:
    """Draws content streams, and keeps the text and the lines that they show."""

    def __init__(self, pdf: object, faces: Faces, seen: Matrix, hidden: frozenset[int] = frozenset()) -> None:
        self.unread = 0
        self._pdf = pdf
        self._hidden = hidden
        self._seen_as = seen
        self.fragments: list[Fragment] = []
        self.rules: list[Rule] = []
        self._faces = faces
        self._state = _State(seen)
        self._saved: list[_State] = []
        self._line = self._text = IDENTITY
        self._pen = 0.0
        self._spaced = False
        self._word: list[str] = []
        self._word_start = 0.0
        self._marks: list[_Mark] = []
        self._path: list[Rule] = []
        self._point = (0.0, 0.0)
        self._resources = DictionaryObject()
        self._forms = 0
        self._open: set[int] = set()
        self._handlers: dict[bytes, Callable[[list[Any]], None]] = {
            b"q": self._save, b"Q": self._restore, b"cm": self._transform, b"Do": self._form,
            b"BT": self._begin_text, b"ET": lambda _: self._flush(),
            b"Tf": self._set_font, b"Tc": self._set("between_characters"), b"Tw": self._set("between_words"),
            b"TL": self._set("leading"), b"Ts": self._set("rise"), b"Tz": self._set("scale", 0.01),
            b"Td": self._move, b"TD": self._move_and_lead, b"Tm": self._place, b"T*": lambda _: self._next_line(),
            b"Tj": self._show_operand, b"TJ": self._show_array, b"'": self._show_next, b'"': self._show_spaced,
            b"BDC": self._begin_marked, b"BMC": self._begin_marked, b"EMC": lambda _: self._end_marked(),
            b"m": self._move_to, b"l": self._line_to, b"re": self._rectangle, b"n": lambda _: self._path.clear(),
        }  # fmt: skip
        self._handlers |= dict.fromkeys(
            (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), self._paint
        )

    def draw(self, contents: object, resources: DictionaryObject) -> None:
        """Draw a content stream, or several one after the other.

        :raises Exception: whatever pypdf raises on a stream that it cannot parse.
        """
        contents = resolved(contents)
        if not isinstance(contents, ArrayObject | StreamObject):
            return
        before, self._resources = self._resources, resources
        for operands, operator in ContentStream(contents, self._pdf, "bytes").operations:
            if handler := self._handlers.get(operator):
                with suppress(IndexError, TypeError, ValueError, OverflowError, AttributeError):
                    handler(operands)  # an operator without its operands does nothing, as in viewers
        self._flush()
        self._resources = before

    def stamp(self, form: object, rectangle: object) -> None:
        """Draw what an annotation shows (a filled form field) where it stands on the page: PDF 32000-1, 12.5.5."""
        form = resolved(form)
        if not isinstance(form, StreamObject):
            return
        with suppress(IndexError, TypeError, ValueError, AttributeError):
            left, bottom, right, top = (float(side) for side in form["/BBox"])  # type: ignore[attr-defined]
            a, b, c, d = (float(side) for side in resolved(rectangle))  # type: ignore[attr-defined]
            matrix = matrix_of(resolved(form.get("/Matrix", ArrayObject(map(FloatObject, IDENTITY)))))
            corners = [point_at(matrix, x, y) for x in (left, right) for y in (bottom, top)]
            low_x, low_y = min(x for x, _ in corners), min(y for _, y in corners)
            wide, tall = max(x for x, _ in corners) - low_x, max(y for _, y in corners) - low_y
            across, up = abs(c - a) / (wide or 1.0), abs(d - b) / (tall or 1.0)
            before = self._state
            place: Matrix = (across, 0.0, 0.0, up, min(a, c) - low_x * across, min(b, d) - low_y * up)
            self._state = _State(multiply(matrix, multiply(place, self._seen_as)))
            self.draw(form, dictionary(form.get("/Resources")))
            self._state = before

    # graphics state

    def _save(self, _: list[Any]) -> None:
        if len(self._saved) < _MOST_SAVED:
            self._saved.append(replace(self._state))

    def _restore(self, _: list[Any]) -> None:
        self._flush()
        if self._saved:
            self._state = self._saved.pop()

    def _transform(self, operands: list[Any]) -> None:
        self._flush()
        self._state.ctm = multiply(matrix_of(operands), self._state.ctm)

    def _set(self, name: str, factor: float = 1.0) -> Callable[[list[Any]], None]:
        def change(operands: list[Any]) -> None:
            self._flush()
            setattr(self._state, name, float(operands[0]) * factor)

        return change

    def _form(self, operands: list[Any]) -> None:
        self._flush()
        form = resolved(dictionary(self._resources.get("/XObject")).get(operands[0]))
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form" or id(form) in self._open:
            return
        self._forms += 1
        if self._forms > _MOST_FORMS or len(self._open) >= _DEEPEST:
            return
        self._open.add(id(form))
        state, saved = self._state, self._saved
        self._state, self._saved = replace(state), []
        if "/Matrix" in form:
            self._state.ctm = multiply(matrix_of(resolved(form["/Matrix"])), state.ctm)
        resources = form.get("/Resources")
        marks = len(self._marks)
        self.draw(form, dictionary(resources) if resources is not None else self._resources)
        del self._marks[marks:]
        self._state, self._saved = state, saved
        self._open.discard(id(form))

    # text

    def _begin_text(self, _: list[Any]) -> None:
        self._set_matrix(IDENTITY)

    def _set_matrix(self, matrix: Matrix) -> None:
        self._flush()
        self._line = self._text = matrix
        self._pen = 0.0
        self._spaced = False

    def _set_font(self, operands: list[Any]) -> None:
        self._flush()
        self._state.face = self._faces.of(self._resources, operands[0])
        self._state.size = float(operands[1])

    def _move(self, operands: list[Any]) -> None:
        x, y = float(operands[0]), float(operands[1])
        self._set_matrix(multiply((1, 0, 0, 1, x, y), self._line))

    def _move_and_lead(self, operands: list[Any]) -> None:
        self._state.leading = -float(operands[1])
        self._move(operands)

    def _place(self, operands: list[Any]) -> None:
        self._set_matrix(matrix_of(operands))

    def _next_line(self) -> None:
        self._set_matrix(multiply((1, 0, 0, 1, 0, -self._state.leading), self._line))

    def _show_operand(self, operands: list[Any]) -> None:
        self._show(operands[0])

    def _show_next(self, operands: list[Any]) -> None:
        self._next_line()
        self._show(operands[0])

    def _show_spaced(self, operands: list[Any]) -> None:
        self._state.between_words, self._state.between_characters = float(operands[0]), float(operands[1])
        self._next_line()
        self._show(operands[2])

    def _show_array(self, operands: list[Any]) -> None:
        state = self._state
        for part in operands[0]:
            if isinstance(part, int | float):
                gap = -float(part) / 1000
                if state.face and gap >= state.face.space * _WORD_GAP:
                    self._flush()
                    self._spaced = True
                elif gap < -_STEP_BACK:
                    self._flush()
                self._pen += gap * state.size * state.scale
            else:
                self._show(part)

    def _show(self, shown: object) -> None:
        state = self._state
        if state.face is None or isinstance(shown, NameObject) or not isinstance(shown, bytes | str):
            return
        data = shown if isinstance(shown, bytes) else shown.encode("latin-1", "replace")
        for code in state.face.codes(data):
            text, width = state.face.glyph(code)
            if not state.face.legible:
                self.unread += 1
                text = ""
            if not text or text.isspace():
                self._flush()
                self._spaced = True
            else:
                if not self._word:
                    self._word_start = self._pen
                self._word.append(text)
            step = (
                width * state.size + state.between_characters + (state.between_words if code == " " else 0.0)
            )
            self._pen += step * state.scale

    def _flush(self) -> None:
        """Keep the word that is being shown, if there is one."""
        if not self._word:
            return
        text, self._word = "".join(self._word), []
        state = self._state
        a, b, c, d, e, f = multiply(self._text, state.ctm)
        start = self._word_start
        length = (self._pen - start) * (a * a + b * b) ** 0.5
        size = max(abs(state.size) * (c * c + d * d) ** 0.5, _SMALLEST)
        angle = (0 if a >= 0 else 180) if abs(a) >= abs(b) else (270 if b > 0 else 90)
        if min(abs(a), abs(b)) > _SKEW * max(abs(a), abs(b)):
            angle = SLANTED
        x, y = a * start + c * state.rise + e, b * start + d * state.rise + f
        if not all(-_FARTHEST < number < _FARTHEST for number in (x, y, length, size)):
            return
        face = state.face
        self.fragments.append(
            Fragment(
                text, x, x + abs(length), y, size, bold=bool(face and face.bold), italic=bool(face and face.italic),
                angle=angle, spaced=self._spaced, furniture=any(mark.furniture for mark in self._marks),
            )
        )  # fmt: skip
        self._spaced = False

    # marked content

    def _begin_marked(self, operands: list[Any]) -> None:
        self._flush()
        properties = operands[1] if len(operands) > 1 else None
        hidden = False
        if isinstance(properties, NameObject):
            named = dictionary(self._resources.get("/Properties"))
            hidden = operands[0] == "/OC" and self._is_hidden(named, properties)
            properties = named.get(properties)
        properties = dictionary(properties)
        actual = properties.get("/ActualText")
        text = str(actual) if isinstance(actual, TextStringObject) else None
        if text is None and isinstance(actual, bytes):
            text = actual.decode("utf-16", "replace") if actual[:2] in _UTF16 else actual.decode("latin-1")
        furniture = operands[0] == "/Artifact" and properties.get("/Type") == "/Pagination"
        self._marks.append(_Mark(len(self.fragments), text, furniture, hidden))

    def _is_hidden(self, named: DictionaryObject, name: NameObject) -> bool:
        """Whether a layer is one that the file has turned off."""
        layer = named.raw_get(name) if name in named else None
        return isinstance(layer, IndirectObject) and layer.idnum in self._hidden

    def _end_marked(self) -> None:
        self._flush()
        if not self._marks:
            return
        mark = self._marks.pop()
        if mark.hidden:
            del self.fragments[mark.start :]
            return
        shown = self.fragments[mark.start :]
        if mark.text is None or not shown or any(f.y != shown[0].y or f.angle for f in shown):
            return
        del self.fragments[mark.start :]
        if not mark.text and all(f.text in _HYPHENS for f in shown):
            self.fragments.append(shown[-1]._replace(text=SOFT_HYPHEN))
        if mark.text.strip():
            whole = shown[0]._replace(text=mark.text.strip(), x1=max(f.x1 for f in shown))
            self.fragments.append(whole)

    # lines

    def _seen(self, x: float, y: float) -> tuple[float, float]:
        return point_at(self._state.ctm, x, y)

    def _move_to(self, operands: list[Any]) -> None:
        self._point = self._seen(float(operands[0]), float(operands[1]))

    def _line_to(self, operands: list[Any]) -> None:
        (xa, ya), (xb, yb) = self._point, self._seen(float(operands[0]), float(operands[1]))
        self._point = (xb, yb)
        if abs(xa - xb) < _THIN or abs(ya - yb) < _THIN:
            self._path.append(Rule(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))

    def _rectangle(self, operands: list[Any]) -> None:
        x, y, w, h = (float(operand) for operand in operands[:4])
        (xa, ya), (xb, yb) = self._seen(x, y), self._seen(x + w, y + h)
        left, right, top, bottom = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        if right - left < _THIN or bottom - top < _THIN:
            self._path.append(Rule(left, top, right, bottom))
        else:
            self._path += [
                Rule(left, top, right, top), Rule(left, bottom, right, bottom),
                Rule(left, top, left, bottom), Rule(right, top, right, bottom),
            ]  # fmt: skip

    def _paint(self, _: list[Any]) -> None:
        self.rules += self._path
        self._path.clear()
