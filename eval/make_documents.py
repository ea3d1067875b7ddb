"""Makes the documents of the evaluation from their Markdown sources, in the layouts and formats of real letters.

    python -m eval.make_documents

It needs pandoc, LibreOffice and poppler (on Debian: `apt install pandoc libreoffice-writer-nogui poppler-utils`). Who
only asks the questions needs none of them: what it makes lies in `documents`.
"""

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sources.letterheads import dutch_date

DOCUMENTS = Path(__file__).parent / "documents"
SOURCES = Path(__file__).parent / "source"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is made up: its format, and for a PDF its columns and what stands at the foot of each page."""

    suffix: str
    columns: int = 1
    cells: str = "9pt"
    """Size of the letters in a table."""
    foot: str = "Pagina {page} van {pages}"


LAYOUTS = {
    "advies-wetsvoorstel-digitale-dienstverlening": Layout(".pdf", foot="{number}  {page}"),
    "beslisnota-geneesmiddelentekorten-2023": Layout(".pdf"),
    "circulaire-schuldhulpverlening-2022": Layout(".html"),
    "inspectiebrief-zwemwater": Layout(".txt"),
    "kamerbrief-veenweide-2024": Layout(".pdf"),
    "kamerbrief-veenweide-2025": Layout(".docx"),
    "kamervragen-geneesmiddelentekorten-2024": Layout(
        ".pdf", columns=2, cells="6.5pt", foot="{number}  {page}"
    ),
    "memorie-van-toelichting-digitale-dienstverlening": Layout(".html"),
    "raadsbrief-afval-en-grondstoffen": Layout(".odt"),
    "verslag-schriftelijk-overleg-reservisten": Layout(
        ".pdf", columns=2, cells="6.5pt", foot="{number}  {page}"
    ),
    "voortgangsrapportage-wind-op-land-2023": Layout(".pdf"),
    "voortgangsrapportage-wind-op-land-2024": Layout(".pdf"),
    "woo-besluit-parkeerbeleid": Layout(".docx"),
}

PARLIAMENT = ("advies", "kamervragen", "memorie van toelichting", "verslag schriftelijk overleg")
"""Kinds that begin with the head of a paper of the Tweede Kamer; the others have a letterhead."""


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The facts at the head of a source, and the text under them."""
    _, head, body = text.split("---\n", 2)
    lines = (line.split(":", 1) for line in head.splitlines() if line.strip())
    return {key: re.sub(r"\s+#.*$", "", value).strip().strip('"') for key, value in lines}, body


def letterhead(facts: dict[str, str]) -> str:
    """What stands above the text, as Markdown."""
    if facts["kind"] in PARLIAMENT:
        year, month, _ = (int(part) for part in facts["date"].split("-"))
        dossier, _, number = facts["kamerstuk"].partition(", nr. ")
        session = f"{year - 1}–{year}" if month < 9 else f"{year}–{year + 1}"
        house = ["Tweede Kamer der Staten-Generaal", f"Vergaderjaar {session}"]
        if facts["kind"] == "kamervragen":
            return _lines([*house, "Aanhangsel van de Handelingen", f"**{number}**", facts["title"]])
        return _lines([*house, f"**{dossier}**  {facts['title']}", f"**Nr. {number}**"])
    own = ["Ons kenmerk", facts["kenmerk"]] if "kenmerk" in facts else []
    kind = ["**Nota**", "**TER BESLISSING**"] if facts["kind"] == "beslisnota" else []
    head = [
        f"{facts['ministry']}",
        *kind,
        f"Aan {facts['addressee']}",
        f"Datum {dutch_date(facts['date'])}",
        f"Betreft {facts['title']}",
    ]
    return "\n\n".join([_lines(head), _lines(own)] if own else [_lines(head)])


def _lines(lines: list[str]) -> str:
    return "\\\n".join(lines)


def rewrite(old: Path, new: Path, member: str, change: Callable[[str], str]) -> None:
    """Copy an OpenDocument file with one of its parts changed."""
    with zipfile.ZipFile(old) as archive:
        parts = {item: archive.read(item) for item in archive.infolist()}
    with zipfile.ZipFile(new, "w") as archive:
        for item, data in parts.items():
            changed = change(data.decode()).encode() if item.filename == member else data
            archive.writestr(item, changed)


def ruled(content: str) -> str:
    """The content of a document with lines in its tables, as word processors draw them."""
    return content.replace('fo:border="none"', 'fo:border="0.5pt solid #000000" fo:padding="0.1cm"')


def styled(styles: str, layout: Layout, facts: dict[str, str]) -> str:
    """The styles of pandoc's template with A4 pages, our foot, columns and size of letters in tables."""
    foot = layout.foot.format(
        page='<text:page-number text:select-page="current">1</text:page-number>',
        pages="<text:page-count>1</text:page-count>",
        number=facts.get("kamerstuk", facts.get("kenmerk", "")),
    )
    styles = re.sub(r'fo:page-width="[^"]*"', 'fo:page-width="21cm"', styles)
    styles = re.sub(r'fo:page-height="[^"]*"', 'fo:page-height="29.7cm"', styles)
    styles = re.sub(r"<text:page-number.*?</text:page-number>", foot, styles, flags=re.DOTALL)
    if layout.columns > 1:
        columns = f'<style:columns fo:column-count="{layout.columns}" fo:column-gap="0.8cm"/>'
        end = "</style:page-layout-properties>"
        styles = styles.replace(end, f"{columns}{end}")
    size = f'<style:text-properties fo:font-size="{layout.cells}"/></style:style>'
    table = r'(<style:style style:name="Table_20_(?:Contents|Heading)".*?)</style:style>'
    return re.sub(table, rf"\1{size}", styles, flags=re.DOTALL)


def run(*command: str | Path) -> None:
    """Run a program; its failure is ours."""
    subprocess.run([str(part) for part in command], check=True)  # noqa: S603  (programs named here)


def make(source: Path) -> Path:
    """Make one document."""
    layout = LAYOUTS[source.stem]
    facts, body = front_matter(source.read_text(encoding="utf-8"))
    made = DOCUMENTS / (source.stem + layout.suffix)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = folder / f"{source.stem}.md"
        text.write_text(f"{letterhead(facts)}\n\n{body}", encoding="utf-8")
        pandoc: list[str | Path] = ["pandoc", "--from", "markdown-smart-yaml_metadata_block-citations", text]
        if layout.suffix == ".html":
            run(
                *pandoc,
                "--standalone",
                "--metadata",
                f"pagetitle={facts['title']}",
                "-V",
                "lang=nl",
                "-o",
                made,
            )
        elif layout.suffix == ".docx":
            run(*pandoc, "-o", made)
        else:
            odt = folder / f"{source.stem}.odt"
            plain, template, bare = (folder / f"{part}.odt" for part in ("plain", "template", "bare"))
            run("pandoc", "-o", plain, "--print-default-data-file", "reference.odt")
            rewrite(plain, template, "styles.xml", lambda styles: styled(styles, layout, facts))
            run(*pandoc, "--reference-doc", template, "-o", bare)
            rewrite(bare, odt, "content.xml", ruled)
            if layout.suffix == ".odt":
                made.write_bytes(odt.read_bytes())
                return made
            run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, odt)
            pdf = odt.with_suffix(".pdf")
            if layout.suffix == ".txt":
                run("pdftotext", pdf, made)
            else:
                made.write_bytes(pdf.read_bytes())
    return made


def main() -> None:
    """Make the documents that are named, or all."""
    names = sys.argv[1:] or sorted(LAYOUTS)
    for name in names:
        print(make(SOURCES / f"{name}.md").name)  # noqa: T201


if __name__ == "__main__":
    main()
