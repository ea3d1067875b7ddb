"""How far making an index is, as bars in the terminal."""

from types import TracebackType
from typing import Any, Self

from tqdm import tqdm

from index.build import EMBEDDING, READING

WORDING = {READING: ("Brieven lezen", "brief"), EMBEDDING: ("Vectoren maken", "tekst")}


class Bars:
    """One bar for each stage, one after the other."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._stage = ""
        self._bar: tqdm[Any] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._close()

    def show(self, stage: str, done: int, total: int) -> None:
        """Show how far it is; the bar of the stage before is left as it ended."""
        if self._bar is None or stage != self._stage:
            self._close()
            what, unit = WORDING[stage]
            self._stage = stage
            self._bar = tqdm(total=total, desc=what, unit=unit, disable=not self._shown)
        self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
