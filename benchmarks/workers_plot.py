"""Articles a second against workers, as an SVG on standard output: points that machines.py measured, and a line
computed from the shares of one worker's run.

    python benchmarks/workers_plot.py --documents 3000 --single 40 --mapped 50 --measured 1:33 2:48

`--single`: seconds of the tasks of which a run has one each; `--mapped`: of those that are mapped over shards, with one
worker. The line is documents / (single + mapped / workers): as if each worker had a core of its own.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 320, 60, 40, 30
MOST_WORKERS = 8


def plot(documents: int, single: float, mapped: float, measured: Mapping[int, float]) -> str:
    """`measured`: workers -> documents/s."""
    computed = {workers: documents / (single + mapped / workers) for workers in range(1, MOST_WORKERS + 1)}
    most = 1.2 * max(*computed.values(), *measured.values())

    def x(workers: float) -> float:
        return LEFT + (workers - 1) / (MOST_WORKERS - 1) * (WIDTH - LEFT - 40)

    def y(rate: float) -> float:
        return HEIGHT - BOTTOM - rate / most * (HEIGHT - BOTTOM - TOP)

    line = " ".join(f"{x(workers):.1f},{y(rate):.1f}" for workers, rate in computed.items())
    last = computed[MOST_WORKERS]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
            'font-size="12"><title>Articles a second against workers</title>',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - 20}" fill="none" stroke="#444"/>',
            f'<text x="{WIDTH / 2:.0f}" y="{HEIGHT - 6}" text-anchor="middle">workers</text>',
            f'<text x="8" y="{TOP - 14}">articles a second, one run</text>',
            *(f'<text x="{x(n):.0f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{n}</text>' for n in computed),
            *(
                f'<path d="M{LEFT} {y(rate):.1f}H{WIDTH - 20}" stroke="#ddd"/>'
                f'<text x="{LEFT - 8}" y="{y(rate) + 4:.1f}" text-anchor="end">{rate}</text>'
                for rate in range(0, int(most), 20)
            ),
            f'<polyline points="{line}" fill="none" stroke="#1f6f8b" stroke-width="2" stroke-dasharray="6 4"/>',
            f'<text x="{x(MOST_WORKERS):.1f}" y="{y(last) - 8:.1f}" text-anchor="end" fill="#1f6f8b">computed</text>',
            *(f'<circle cx="{x(n):.1f}" cy="{y(rate):.1f}" r="4" fill="#c8553d"/>' for n, rate in measured.items()),
            f'<text x="{x(1) + 10:.1f}" y="{y(measured[min(measured)]) + 16:.1f}" fill="#c8553d">measured</text>',
            "</svg>",
            "",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, required=True)
    parser.add_argument("--single", type=float, required=True)
    parser.add_argument("--mapped", type=float, required=True)
    parser.add_argument("--measured", nargs="+", required=True, help="workers:documents/s")
    asked = parser.parse_args()
    measured = {int(workers): float(rate) for workers, _, rate in (item.partition(":") for item in asked.measured)}
    print(plot(asked.documents, asked.single, asked.mapped, measured), end="")


if __name__ == "__main__":
    main()
