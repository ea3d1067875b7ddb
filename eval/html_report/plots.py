"""Where everything of a plot stands: numbers to places in an SVG image, which the templates then draw.

x runs to the right and y down, as in SVG; each plot has its own width and height, and the browser scales it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from eval.curves import Bin, Point, Slot


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of an image that data is drawn in: from `left` to `right` and from `top` to `bottom`."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    def x(self, share: float) -> float:
        """The place of a share (0 to 1) from left to right."""
        return round(self.left + share * (self.right - self.left), 1)

    def y(self, share: float) -> float:
        """The place of a share (0 to 1) from the bottom up."""
        return round(self.bottom - share * (self.bottom - self.top), 1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis with its text."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A bar; `text` is written at its end."""

    x: float
    y: float
    width: float
    height: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class HitLine:
    """One group in a plot of hits: the places of hit@1, hit@3 and hit@5, and of the interval around hit@1."""

    label: str
    y: float
    first: float
    third: float
    fifth: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class HitPlot:
    """A line for each group."""

    frame: Frame
    ticks: tuple[Tick, ...]
    lines: tuple[HitLine, ...]


@dataclass(frozen=True, slots=True)
class ReliabilityPlot:
    """Share right against confidence: a bar for each bin, a dot at its mean confidence, and below it how many."""

    frame: Frame
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    bars: tuple[Rectangle, ...]
    dots: tuple[tuple[float, float], ...]
    counts: tuple[Rectangle, ...]


@dataclass(frozen=True, slots=True)
class AbstentionPlot:
    """Rightly against wrongly refused: the curve over all thresholds, and the place of the one in force."""

    frame: Frame
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    curve: str
    here: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A line with a text beside it, at height `y`; `ends` is whether the text ends at the line, or begins there."""

    at: float
    y: float
    text: str
    ends: bool


@dataclass(frozen=True, slots=True)
class TimePlot:
    """How many questions took how long, with lines at the median and the 95th percentile."""

    frame: Frame
    across: tuple[Tick, ...]
    bars: tuple[Rectangle, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits of a group: shares from 0 to 1, and the interval around the first."""

    label: str
    first: float
    third: float
    fifth: float
    low: float
    high: float


_LINE = 30.0
_COUNTS = 60.0
"""Height of the bars that say how many questions each bin has."""


def hit_plot(groups: Sequence[Hits]) -> HitPlot:
    """A plot of the hits by group, in their order."""
    bottom = 14 + _LINE * len(groups)
    frame = Frame(width=560, height=bottom + 28, left=130, right=540, top=10, bottom=bottom)
    lines = (
        HitLine(
            label=group.label,
            y=10 + _LINE * (number + 0.5),
            first=frame.x(group.first),
            third=frame.x(group.third),
            fifth=frame.x(group.fifth),
            low=frame.x(group.low),
            high=frame.x(group.high),
        )
        for number, group in enumerate(groups)
    )
    return HitPlot(frame, _shares(frame, across=True), tuple(lines))


def reliability_plot(bins: Sequence[Bin]) -> ReliabilityPlot:
    """A plot of the bins; those without questions have neither bar nor dot."""
    frame = Frame(width=460, height=522, left=56, right=446, top=12, bottom=402)
    most = max((each.count for each in bins), default=0) or 1
    base = frame.height - 8
    bars, dots, counts = [], [], []
    for each in bins:
        x, width = frame.x(each.low), frame.x(each.high) - frame.x(each.low)
        height = round((_COUNTS - 16) * each.count / most, 1)
        counts.append(Rectangle(x + 2, base - height, width - 4, height, str(each.count)))
        if each.confidence is not None and each.right is not None:
            top = frame.y(each.right)
            bars.append(Rectangle(x + 2, top, width - 4, round(frame.bottom - top, 1)))
            dots.append((frame.x(each.confidence), top))
    return ReliabilityPlot(
        frame, _shares(frame, across=True), _shares(frame), tuple(bars), tuple(dots), tuple(counts)
    )


def abstention_plot(points: Sequence[Point], here: Point) -> AbstentionPlot:
    """A plot of the curve, in steps: between two thresholds nothing changes.

    :param points: from the lowest threshold to the highest.
    :param here: what the threshold in force does.
    """
    frame = Frame(width=460, height=450, left=56, right=446, top=12, bottom=402)
    corners: list[tuple[float, float]] = []
    for point in points:
        place = (frame.x(point.wrongly_refused), frame.y(point.rightly_refused))
        if corners and corners[-1][0] != place[0] and corners[-1][1] != place[1]:
            corners.append((place[0], corners[-1][1]))
        corners.append(place)
    return AbstentionPlot(
        frame=frame,
        across=_shares(frame, across=True),
        up=_shares(frame),
        curve=" ".join(f"{x},{y}" for x, y in corners),
        here=(frame.x(here.wrongly_refused), frame.y(here.rightly_refused)),
    )


def time_plot(slots: Sequence[Slot], median: float, p95: float) -> TimePlot:
    """A plot of the slots, which are of one width; the last one may stand for longer times too."""
    frame = Frame(width=560, height=280, left=20, right=540, top=56, bottom=236)
    most = max(slot.count for slot in slots)
    share = 1 / len(slots)
    bars = tuple(
        Rectangle(
            x=frame.x(number * share) + 1,
            y=frame.y(slot.count / most),
            width=round(frame.x((number + 1) * share) - frame.x(number * share) - 2, 1),
            height=round(frame.bottom - frame.y(slot.count / most), 1),
            text=str(slot.count) if slot.count else "",
        )
        for number, slot in enumerate(slots)
    )
    step = math.ceil(len(slots) / 10)
    across = tuple(
        Tick(frame.x(number * share), f"{slot.low:g}")
        for number, slot in enumerate(slots)
        if number % step == 0
    )
    end = slots[0].high * len(slots)
    marks = tuple(
        Mark(frame.x(min(1.0, at / end)), y, f"{name} {at:.0f} ms", ends=at > end / 2)
        for name, at, y in (("p50", median, 14.0), ("p95", p95, 32.0))
    )
    return TimePlot(frame, across, bars, marks)


def _shares(frame: Frame, *, across: bool = False) -> tuple[Tick, ...]:
    """Ticks at every fifth of an axis from 0 to 1."""
    return tuple(
        Tick((frame.x if across else frame.y)(number / 5), f"{number / 5:.1f}".replace(".", ","))
        for number in range(6)
    )
