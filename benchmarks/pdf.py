"""How fast PDFs are read, side by side with the plain text extraction of pypdf and of pypdfium2.

    python -m benchmarks.pdf FOLDER

Processor time, each file three times in turn and the best of the three; files without text are passed over.
"""

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2

from sources.errors import UnreadableLetterError
from sources.pdf import read_pdf


def ours(data: bytes) -> int:
    """Pages read into a document."""
    return len(read_pdf(data, "brief.pdf").pages)


def plain(data: bytes) -> int:
    """Pages whose text pypdf extracted."""
    return sum(page.extract_text() is not None for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def pdfium(data: bytes) -> int:
    """Pages whose text pypdfium2 extracted."""
    return sum(page.get_textpage().get_text_range() is not None for page in pypdfium2.PdfDocument(data))


READERS: dict[str, Callable[[bytes], int]] = {
    "briefwijzer": ours,
    "pypdf extract_text": plain,
    "pypdfium2 get_text_range": pdfium,
}


def main(folder: Path) -> None:
    """Print pages per second of each reader, over all files in `folder` and for the longest."""
    pages: dict[str, int] = {}
    seconds: dict[str, dict[str, float]] = {name: {} for name in READERS}
    for path in sorted(folder.glob("*.pdf")):
        data = path.read_bytes()
        try:
            pages[path.name] = ours(data)
        except UnreadableLetterError:
            continue
        best = dict.fromkeys(READERS, float("inf"))
        for _ in range(3):
            for name, read in READERS.items():
                start = time.process_time()
                read(data)
                best[name] = min(best[name], time.process_time() - start)
        for name, took in best.items():
            seconds[name][path.name] = took
    longest = max(pages, key=lambda name: pages[name])
    sys.stdout.write(
        f"{sum(pages.values())} pages in {len(pages)} files; longest {longest}, {pages[longest]} pages\n"
    )
    for name, took in seconds.items():
        every = sum(pages.values()) / sum(took.values())
        sys.stdout.write(
            f"{name:26} {every:8.1f} pages/s; longest {pages[longest] / took[longest]:8.1f} pages/s\n"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
