"""Two small letters, and a look into the index that was made of them."""

from index.settings import IndexSettings
from index.snapshot import current_snapshot, open_snapshot

CHIPS = "Het kabinet steunt de chipsector met 230 miljoen euro. Dat geld is er in 2025."
ENERGY = "De minister stelt een plan voor energie op. Het plan volgt in het najaar."


def opened(index_dir, settings=None):
    return open_snapshot(index_dir, settings or IndexSettings(), "stub")


def files_of(index_dir):
    folder = index_dir / "snapshots" / current_snapshot(index_dir)
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
