"""The curves behind deduplicate's thresholds: each is moved by itself, and score.py's figures are printed as a table.

python benchmarks/deduplicate_thresholds.py ../shared/eval
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from deduplicate_quality import Links, load_score, placement, read
from doubles import MemoryHistory
from mediawatch.deduplicate import thresholds
from mediawatch.deduplicate.relate import relate

CURVES: dict[str, tuple[float, ...]] = {
    "GAP": (0, 5, 10, 15),
    "COPY": (0.3, 0.35, 0.4, 0.45, 0.5),
    "CONTIGUOUS": (0.3, 0.4, 0.5, 0.6, 0.7),
    "TRUNCATION": (0.35, 0.4, 0.45, 0.5, 0.6),
    "TRUNCATION_START": (5, 20, 40, 80),
    "TRUNCATION_OWN": (40, 60, 80, 120),
    "FAITHFUL": (0.0, 0.8, 0.85, 0.88, 0.91, 0.95),
    "COHERENT": (0.0, 0.04, 0.06, 0.08, 0.1, 0.12),
    "EXCERPT_WORDS": (30, 40, 50, 60, 70),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds score.py and dev/")
    folder = parser.parse_args().folder
    score = load_score(folder)
    gold = score.read_gold(str(folder / "dev" / "duplicates.gold.jsonl"))
    articles = [placement(item) for item in read(folder / "dev" / "duplicates.jsonl.gz")]
    print("| threshold | value | F1 | precision | cut | cut_boil | heavy | excerpt recall, precision | quote | links |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name, values in CURVES.items():
        chosen = getattr(thresholds, name)
        for value in values:
            setattr(thresholds, name, value)
            history = MemoryHistory()
            history.publish(articles, relate(articles, history))
            result = json.loads(json.dumps(score.rnd(score.score_duplicates(Links(history), gold)[0])))
            edit, excerpt = result["recall_by_edit"], result["excerpt"]
            mark = "**" if value == chosen else ""
            figures = [
                f"{mark}{value:g}{mark}",
                f"{result['f1']:.3f}",
                f"{result['precision']:.3f}",
                *(f"{edit[kind]:.2f}" for kind in ("cut", "cut_boil", "heavy")),
                f"{excerpt['recall']:.2f}, {excerpt['precision']:.2f}",
                f"{result['quote']['false_links']:.3f}",
                str(result["links"]),
            ]
            print(f"| {name} | {' | '.join(figures)} |", flush=True)
        setattr(thresholds, name, chosen)


if __name__ == "__main__":
    main()
