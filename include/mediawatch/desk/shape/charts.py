"""Numbers as the geometry of a chart: what a template draws as inline SVG, without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 1000, 240
LEFT, RIGHT, TOP, BOTTOM = 76, 12, 14, 36


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis at `at` (pixels of the drawing), with what it says."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Axes of a chart whose x are days and whose y begin at 0."""

    days: Sequence[date]
    top: float  # the largest y
    percent: bool = False

    @property
    def step(self) -> float:
        """Pixels from one day to the next."""
        return (WIDTH - LEFT - RIGHT) / max(1, len(self.days))

    def x(self, number: int) -> float:
        """Middle of day number `number`."""
        return round(LEFT + (number + 0.5) * self.step, 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / self.top, 1)

    @property
    def box(self) -> dict[str, int]:
        """Where the axes lie in the drawing."""
        return {
            "width": WIDTH,
            "height": HEIGHT,
            "left": LEFT,
            "right": WIDTH - RIGHT,
            "top": TOP,
            "floor": HEIGHT - BOTTOM,
        }

    @property
    def floor(self) -> float:
        """y of 0."""
        return HEIGHT - BOTTOM

    def lines(self, values: Sequence[float | None]) -> list[str]:
        """Points of the polylines; a None parts two of them."""
        runs: list[list[str]] = [[]]
        for number, value in enumerate(values):
            if value is None:
                runs.append([])
            else:
                runs[-1].append(f"{self.x(number)},{self.y(value)}")
        return [" ".join(run) for run in runs if run]

    @property
    def across(self) -> list[Tick]:
        """Days that are named below: six at most, the first and last among them."""
        last = len(self.days) - 1
        every = max(1, -(-len(self.days) // 6))
        places = list(range(0, last + 1, every))
        return [
            Tick(self.x(place), f"{self.days[place].day} {_MONTHS[self.days[place].month - 1]}") for place in places
        ]

    @property
    def up(self) -> list[Tick]:
        """Values that are named at the side: 0, the middle and the top."""
        return [Tick(self.y(part), self._said(part)) for part in (0, self.top / 2, self.top)]

    def _said(self, value: float) -> str:
        if self.percent:
            return f"{value:.0%}" if self.top >= 0.05 else f"{value:.1%}"
        return f"{value:,.0f}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def frame(days: Sequence[date], series: Sequence[Sequence[float | None]], *, percent: bool = False) -> Frame:
    """A frame that all of `series` fit into, its top a round number."""
    most = max((value for values in series for value in values if value is not None), default=0)
    return Frame(days, _round_up(most, least=0.01 if percent else 2), percent)


def _round_up(value: float, least: float) -> float:
    """The next 1, 2, 4 or 6 times a power of ten: halves of these are round too."""
    unit = least / 2
    while True:
        for factor in (2, 4, 6, 10, 12, 16):
            if unit * factor >= max(value, least):
                return unit * factor
        unit *= 10


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart: a value for each day, None where there is none."""

    key: str
    label: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Chart:
    frame: Frame
    series: Sequence[Series]


def chart(days: Sequence[date], series: Sequence[Series], *, percent: bool = False) -> Chart:
    """A chart of all of `series`."""
    return Chart(frame(days, [line.values for line in series], percent=percent), series)
