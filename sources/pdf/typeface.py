"""The fonts of a PDF as text is read: what each code shows, how wide it is, and whether it is bold or italic."""

from pypdf.generic import DictionaryObject, IndirectObject
from pypdf.generic._font import Font

_BOLD = ("bold", "black", "heavy", "demi")
_ITALIC = ("italic", "oblique")
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18
_BY_GLYPH = ("/Identity-H", "/Identity-V")
"""Encodings by which codes are numbers of glyphs, and say nothing of the letters."""
_EM = 1000
_USUAL_SPACE = 250
_WIDEST = 4.0
"""Em of the widest glyph that is believed."""


class Typeface:
    """A font as it is read: what each code shows and how wide it is, looked up once."""

    def __init__(self, resource: DictionaryObject) -> None:
        self._font = Font.from_font_resource(resource)
        name, flags = self._font.name.lower(), self._font.font_descriptor.flags
        self.bold = any(word in name for word in _BOLD) or bool(flags & _FORCE_BOLD_FLAG)
        self.italic = any(word in name for word in _ITALIC) or bool(flags & _ITALIC_FLAG)
        self.legible = "/ToUnicode" in resource or resource.get("/Encoding") not in _BY_GLYPH
        self.space = self._in_em(self._font.space_width or _USUAL_SPACE)
        self._glyphs: dict[str, tuple[str, float]] = {}

    def codes(self, shown: bytes) -> str:
        """The codes of a shown string, one character each."""
        if not isinstance(self._font.encoding, str):
            return shown.decode("latin-1")
        try:
            return shown.decode(self._font.encoding, "surrogatepass")
        except (UnicodeDecodeError, LookupError):
            return shown.decode("utf-16-be", "replace")

    def glyph(self, code: str) -> tuple[str, float]:
        """What a code shows, and its width in em."""
        known = self._glyphs.get(code)
        if known is None:
            font = self._font
            named = code if isinstance(font.encoding, str) else font.encoding.get(ord(code), code)
            width = font.space_width if code == font.space_char else font.get_text_width(code)
            known = self._glyphs[code] = (str(font.character_map.get(named, named)), self._in_em(width))
        return known

    @staticmethod
    def _in_em(width: object) -> float:
        return min(max(float(width) / _EM, 0.0), _WIDEST) if isinstance(width, (int, float)) else 0.5


class Faces:
    """The typefaces of a file, each made once."""

    def __init__(self) -> None:
        self._made: dict[object, Typeface | None] = {}

    def of(self, resources: DictionaryObject, name: object) -> Typeface | None:
        """The typeface that resources give a name to; None where there is none or it is no font."""
        fonts = resources.get("/Font")
        fonts = fonts.get_object() if fonts is not None else None
        if not isinstance(fonts, DictionaryObject) or name not in fonts:
            return None
        raw = fonts.raw_get(name)
        key = (raw.idnum, raw.generation) if isinstance(raw, IndirectObject) else id(raw)
        if key not in self._made:
            resource = raw.get_object()
            self._made[key] = Typeface(resource) if isinstance(resource, DictionaryObject) else None
        return self._made[key]
