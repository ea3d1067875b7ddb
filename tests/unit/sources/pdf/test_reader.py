"""What the PDF reader says of files that cannot be read; whole PDFs are in the integration tests."""

import pypdf
import pytest
from pypdf.errors import DependencyError

from sources.errors import UnreadableLetterError
from sources.pdf import read_pdf


@pytest.mark.parametrize("data", [b"geen pdf", b"%PDF-1.7\n%%EOF", b"\x00" * 3000, b"%PDF-1.4\nafgebroken"])
def test_what_is_no_pdf(data: bytes) -> None:
    with pytest.raises(UnreadableLetterError, match=r"^brief\.pdf is beschadigd of geen PDF \("):
        read_pdf(data, "brief.pdf")


def test_a_lock_that_needs_a_library_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    monkeypatch.setattr(pypdf, "PdfReader", refuse)
    with pytest.raises(UnreadableLetterError, match=r"brief\.pdf is versleuteld op een manier .* \(AES\)"):
        read_pdf(b"", "brief.pdf")
