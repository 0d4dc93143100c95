"""The source files of include/sources: one file is one source, and its name is the source's id.

A file that is wrong stops its own source alone. The error names file and line, and says in the words of the
file what to write instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mediawatch.collect.web.sources import Source
from mediawatch.errors import Terminal
from mediawatch.model import printable

ENDINGS = (".yaml", ".yml")


class SourceError(Terminal):
    """A source file is wrong. `str()` reads `file:line: what is wrong; what to do`."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        super().__init__(f"{path}:{line}: {what}")
        self.source_id = printable(path.stem)
        self.told = printable(f"{path.name}:{line}: {what}")
        """The same without the folder, for tables and reports."""


@dataclass(frozen=True, slots=True)
class LoadedSources:
    """The sources of a folder in the order of their ids, and the files of it that are wrong."""

    sources: tuple[Source, ...] = ()
    faults: tuple[SourceError, ...] = ()


class _Loader(yaml.SafeLoader):
    """YAML whose only booleans are true and false, as YAML 1.2 has it, and whose dates are text.

    By YAML 1.1 `NO`, `on` and `y` are booleans: the country code of Norway would be false.
    """


def _resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    left_out = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    found = {
        first: [(tag, pattern) for tag, pattern in pairs if tag not in left_out]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    for first in "tTfF":
        found.setdefault(first, []).append(
            ("tag:yaml.org,2002:bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"))
        )
    return found


_Loader.yaml_implicit_resolvers = _resolvers()

_PATTERNS = {
    "country": "must be the two capitals of ISO 3166-1, as IN or GB",
    "language": "must be a code of BCP 47, as en or pt-BR",
    "source_id": "the file's name is the source's id: it may hold small letters, digits and - alone, 63 at most",
}
_KINDS = {
    "tuple": "must be a list, as `[{value}]` or one `- ` line for each",
    "string": "must be text; put it in quotes, as '{value}'",
    "bool": "must be true or false",
    "float": "must be a number",
    "int": "must be a whole number",
}


def _words(error: ErrorDetails) -> str:
    """What is wrong with a value and what to write, for somebody who has the file open and no Python."""
    kind, given, limits = error["type"], error["input"], error.get("ctx", {})
    name = str(error["loc"][0]) if error["loc"] else ""
    if kind == "extra_forbidden":
        keys = ", ".join(sorted(set(Source.model_fields) - {"source_id"}))
        return f"there is no such key; the keys are {keys}"
    if kind == "missing":
        return "is missing; write it as `name: value`"
    if given is None or given == "":
        return "is empty; give it a value, or leave the key out"
    if kind == "string_pattern_mismatch" and name in _PATTERNS:
        return f"{_PATTERNS[name]}, not {given!r}"
    if (begin := kind.partition("_")[0]) in _KINDS and kind.endswith(("_type", "_parsing", "_from_float")):
        shown = given if isinstance(given, str | int | float) else "..."
        return _KINDS[begin].format(value=shown) + (f", not {given!r}" if isinstance(given, str) else "")
    for limit, word in (("ge", "at least"), ("gt", "more than"), ("le", "at most"), ("lt", "less than")):
        if limit in limits:
            return f"must be {word} {limits[limit]:g}, not {given}"
    if "max_length" in limits:
        return f"is too long: at most {limits['max_length']} characters"
    if kind == "literal_error":
        return f"must be {limits.get('expected')}, not {given!r}"
    return error["msg"].removeprefix("Value error, ")


def _line(node: yaml.Node | None, place: tuple[int | str, ...]) -> int:
    """The line (from 1) of the value at `place`, or of the nearest one around it that stands in the file."""
    line = node.start_mark.line if node is not None else 0
    for step in place:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == step), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        else:
            break
    return line + 1


def _twice(node: yaml.Node | None) -> yaml.Node | None:
    """The second of two equal keys of a mapping, which YAML readers would let win silently."""
    seen = set()
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if not isinstance(key, yaml.ScalarNode):
            continue
        if key.value in seen:
            return key
        seen.add(key.value)
    return None


def _hint(problem: str) -> str:
    """What mostly helps: between brackets YAML takes the `?` of an address for a sign of its own."""
    return (
        "; put addresses between brackets in quotes, or one on a line each after `- `"
        if "expected ','" in problem
        else ""
    )


def read_source(path: Path) -> Source:
    """The source in one file. Raises SourceError."""
    try:
        text = path.read_text("utf-8-sig")
        node = yaml.compose(text, Loader=_Loader)
        value: Any = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    except UnicodeDecodeError as error:
        raise SourceError(path, 1, "is not in UTF-8; save it so") from error
    except OSError as error:
        raise SourceError(path, 1, f"cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it holds a character that may not stand there"
        raise SourceError(path, mark.line + 1 if mark else 1, f"no YAML: {problem}{_hint(problem)}") from error
    except (ValueError, TypeError, RecursionError) as error:  # a number or a key that YAML cannot make
        raise SourceError(path, 1, f"no YAML that can be read: {error}") from error
    if not isinstance(value, dict):
        raise SourceError(path, 1, "a source is a list of `name: value` lines, beginning with `publisher:`")
    if (key := _twice(node)) is not None:
        raise SourceError(path, key.start_mark.line + 1, f"{key.value} stands here a second time; keep one")
    if "source_id" in value:
        raise SourceError(path, _line(node, ("source_id",)), "the file's name is the id; leave source_id out")
    try:
        return Source(source_id=path.stem, **{str(name): item for name, item in value.items()})
    except ValidationError as error:
        first = error.errors()[0]
        place = first["loc"]
        name = ".".join(str(step + 1 if isinstance(step, int) else step) for step in place)
        what = f"{name}: {_words(first)}" if name else _words(first)
        raise SourceError(path, _line(node, place), what) from error


def load_sources(folder: Path) -> LoadedSources:
    """All sources of a folder. Nothing where the folder does not exist."""
    sources: dict[str, Source] = {}
    faults: list[SourceError] = []
    paths = [path for path in folder.glob("*") if path.suffix.lower() in ENDINGS and not path.name.startswith(".")]
    for path in sorted(paths, key=lambda path: (path.stem, path.name)):
        try:
            source = read_source(path)
            if source.source_id in sources:
                raise SourceError(path, 1, f"another file is named {path.stem} too; keep one of them")
        except SourceError as fault:
            faults.append(fault)
        else:
            sources[source.source_id] = source
    return LoadedSources(tuple(sources.values()), tuple(faults))
