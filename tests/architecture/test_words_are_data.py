"""Lists of words of human languages stand in the files of the words, where a native speaker mends them.

What is counted are words with letters beyond ASCII: a list in several languages always has some. Names of CSS classes,
of parameters in addresses and of query operators are no words in this sense.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

HOME = Path(os.environ.get("MEDIAWATCH_TREE") or Path(__file__).resolve().parents[2])
DOMAIN = HOME / "include" / "mediawatch"
NO_LISTS = {
    "clean/dates/date_lines.py": "characters that stand for the days of the week",
    "clean/process/warm_up.py": "a page that is read before the first",
    "tag/language/clitics.py": "letters that are written on the next word",
    "tag/language/query_words.py": "endings, parts of words",
    "tag/language/words.py": "spellings and endings, parts of words",
}
"""Module -> what its letters are. Letters of a class, `[月火]`, are no words either."""

FEW = 4
"""Words of one constant that need no file: an example, or a sign that has no other place."""

_WORD = re.compile(r"[^\W\d_]{2,}")


def constants(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of each string of a module that is no docstring, the parts of one formatted string together."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
            yield node.lineno, " ".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (told | inside):
            yield node.lineno, node.value


def foreign(text: str) -> set[str]:
    return {word for word in _WORD.findall(text) if not word.isascii()}


def test_no_list_of_words_stands_in_code() -> None:
    found = {
        f"{path.relative_to(DOMAIN).as_posix()}:{line}": sorted(words)
        for path in sorted(DOMAIN.rglob("*.py"))
        if path.relative_to(DOMAIN).as_posix() not in NO_LISTS
        for line, text in constants(path)
        if len(words := foreign(text)) > FEW
    }
    assert found == {}
