"""What the documents say of the code is true."""

import re
from pathlib import Path

import pytest

from api.settings import CONFIG, list_settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PATTERNS = ("*.md", "docs/*.md", "*/README.md", "index/*/README.md")
DOCUMENTS = sorted(path for pattern in PATTERNS for path in ROOT.glob(pattern))


@pytest.mark.parametrize("setting", list_settings(), ids=lambda setting: setting.name)
def test_the_readme_has_every_setting_with_its_default_and_meaning(setting) -> None:
    default = "leeg" if setting.default in ("", None, ()) else str(setting.default)
    if isinstance(setting.default, bool):
        default = default.lower()
    assert f"| `{setting.name}` | {default} | {setting.help} |" in README


def test_the_readme_names_no_other_setting() -> None:
    known = {setting.name for setting in list_settings()} | {CONFIG}
    assert set(re.findall(r"BRIEFWIJZER_[A-Z_]+", README)) <= known


@pytest.mark.parametrize("package", ["sources", "index", "rag", "eval", "api"])
def test_the_readme_lists_every_module_once(package: str) -> None:
    modules = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / package).rglob("*.py")
        if path.name != "__init__.py"
    }
    listed = re.findall(rf"`({package}/[\w/]+\.py)`", README)
    assert sorted(listed) == sorted(modules)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_to_files_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target
