"""The table of scaling.py as an SVG: cost of an article by the size of the history, which is on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log10

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 320, 60, 40, 20
COLOURS = {"deduplicate_ms": ("#1f6f8b", "fingerprint and match"), "cluster_ms": ("#c8553d", "cluster")}


def plot(table: Sequence[Mapping[str, float]]) -> str:
    """`table`: rows with history, deduplicate_ms, cluster_ms, in the order of history."""
    low, high = log10(table[0]["history"]), log10(max(table[-1]["history"], table[0]["history"] + 1))
    most = 1.2 * max(row[name] for row in table for name in COLOURS)

    def x(history: float) -> float:
        return LEFT + (log10(history) - low) / (high - low) * (WIDTH - LEFT - 40)

    def y(milliseconds: float) -> float:
        return HEIGHT - BOTTOM - milliseconds / most * (HEIGHT - BOTTOM - TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        'font-size="12"><title>Processor time of an article by articles of history</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - 20}" fill="none" stroke="#444"/>',
        f'<text x="{WIDTH / 2:.0f}" y="{HEIGHT - 6}" text-anchor="middle">articles of history</text>',
        f'<text x="8" y="{TOP - 6}">ms of processor time an article</text>',
    ]
    for row in table:
        at = x(row["history"])
        parts.append(f'<text x="{at:.0f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{row["history"]:,.0f}</text>')
    step = 10 ** int(log10(most)) / 2 if most > 1 else 0.2
    for number in range(int(most / step) + 1):
        at = y(number * step)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - 20}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{number * step:g}</text>')
    for name, (colour, label) in COLOURS.items():
        points = [(x(row["history"]), y(row[name])) for row in table]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        parts.append(f'<text x="{LEFT + 12}" y="{points[0][1] - 8:.1f}" fill="{colour}">{label}</text>')
    return "\n".join([*parts, "</svg>", ""])
