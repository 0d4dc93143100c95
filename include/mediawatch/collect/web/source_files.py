"""The source files of include/sources. A file is one source, and its name is the source's id; or it holds many under
`sources:`, each by its id, with what they have in common under `defaults:`.

What is wrong stops its own source alone. The error names file and line, and says in the words of the file what to write
instead.
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
from mediawatch.errors import Permanent
from mediawatch.model import printable

ENDINGS = (".yaml", ".yml")


class SourceError(Permanent):
    """A source file is wrong. `str()` reads `file:line: what is wrong; what to do`."""

    def __init__(self, path: Path, line: int, what: str, source_id: str | None = None) -> None:
        super().__init__(f"{path}:{line}: {what}")
        self.source_id = printable(source_id or path.stem)[:200]
        self.told = printable(f"{path.name}:{line}: {what}")
        """The same without the folder, for tables and reports."""


@dataclass(frozen=True, slots=True)
class LoadedSources:
    """The sources of a folder in the order of their ids, and the files of it that are wrong."""

    sources: tuple[Source, ...] = ()
    faults: tuple[SourceError, ...] = ()


_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as quick; PyYAML's wheels have it


class _Loader(_Base):  # type: ignore[misc]
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
    "source_id": "the id of a source (its file's name, where it has one of its own) may hold small letters, digits and "
    "- alone, 63 at most",
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


def _twice(node: yaml.Node | None, depth: int = 2) -> yaml.Node | None:
    """The second of two equal keys of a mapping, or of one `depth` levels further in; YAML readers would let it win
    silently."""
    seen = set()
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if not isinstance(key, yaml.ScalarNode):
            continue
        if key.value in seen:
            return key
        seen.add(key.value)
        if depth and (found := _twice(value, depth - 1)) is not None:
            return found
    return None


def _hint(problem: str) -> str:
    """What mostly helps: between brackets YAML takes the `?` of an address for a sign of its own."""
    return (
        "; put addresses between brackets in quotes, or one on a line each after `- `"
        if "expected ','" in problem
        else ""
    )


def read_sources(path: Path) -> LoadedSources:
    """The sources in one file, and what is wrong in it. Raises SourceError where it cannot be read at all."""
    value, node = _document(path)
    if "sources" not in value:
        return LoadedSources((_source(path, path.stem, value, node, ()),))
    if (other := next((name for name in value if name not in ("sources", "defaults")), None)) is not None:
        what = f"{other}: beside `sources:` there is `defaults:` alone; put what all have in common there"
        raise SourceError(path, _line(node, (other,)), what)
    defaults = value.get("defaults") or {}
    for name in ("sources", "defaults"):
        if not isinstance(value.get(name) or {}, dict):
            raise SourceError(path, _line(node, (name,)), f"{name}: must be `name: value` lines, further to the right")
    sources: list[Source] = []
    faults: list[SourceError] = []
    for name, item in (value["sources"] or {}).items():
        try:
            if not isinstance(item, dict):
                what = f"{name}: a source is a list of `name: value` lines, further to the right"
                raise SourceError(path, _line(node, ("sources", name)), what, str(name))
            if "source_id" in item:
                what = "the name before the colon is the id; leave source_id out"
                raise SourceError(path, _line(node, ("sources", name, "source_id")), what, str(name))
            sources.append(_source(path, str(name), {**defaults, **item}, node, ("sources", name), item))
        except SourceError as fault:
            faults.append(fault)
    return LoadedSources(tuple(sources), tuple(faults))


def read_source(path: Path) -> Source:
    """The source in a file that is one. Raises SourceError."""
    found = read_sources(path)
    if found.faults or len(found.sources) != 1:
        raise found.faults[0] if found.faults else SourceError(path, 1, "it holds several sources, or none")
    return found.sources[0]


def _document(path: Path) -> tuple[dict[str, Any], yaml.Node | None]:
    """The mapping that a file is, and the node that knows its lines. Raises SourceError."""
    try:
        text = path.read_text("utf-8-sig")
        loader = _Loader(text)
        try:
            node: yaml.Node | None = loader.get_single_node()
            if (key := _twice(node)) is not None:
                raise SourceError(path, key.start_mark.line + 1, f"{key.value} stands here a second time; keep one")
            value: Any = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
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
        raise SourceError(path, 1, "a source is a list of `name: value` lines, such as `publisher:` and `feeds:`")
    if "source_id" in value:
        raise SourceError(path, _line(node, ("source_id",)), "the file's name is the id; leave source_id out")
    return value, node


def _source(
    path: Path,
    source_id: str,
    value: dict[Any, Any],
    node: yaml.Node | None,
    within: tuple[str, ...],
    own: dict[Any, Any] | None = None,
) -> Source:
    """The source that the keys of a mapping describe, which stands `within` the file; those that are not its `own`
    stand under defaults. Raises SourceError."""

    def line(place: tuple[int | str, ...]) -> int:
        if place == ("source_id",):
            return _line(node, within)
        shared = own is not None and place and place[0] not in own
        return _line(node, ("defaults", *place) if shared else (*within, *place))

    if (empty := next((name for name, item in value.items() if item is None), None)) is not None:
        what = f"{empty}: is empty; give it a value, or leave the key out"
        raise SourceError(path, line((str(empty),)), what, source_id)
    try:
        return Source(source_id=source_id, **{str(name): item for name, item in value.items()})
    except ValidationError as error:
        first = error.errors()[0]
        place = first["loc"]
        name = ".".join(str(step + 1 if isinstance(step, int) else step) for step in place)
        what = f"{name}: {_words(first)}" if name else _words(first)
        raise SourceError(path, line(place), what, source_id) from error


def load_sources(folder: Path) -> LoadedSources:
    """All sources of a folder. Nothing where the folder does not exist."""
    sources: dict[str, Source] = {}
    files: dict[str, Path] = {}
    faults: list[SourceError] = []
    for path in source_paths(folder):
        try:
            found = read_sources(path)
        except SourceError as fault:
            faults.append(fault)
            continue
        faults += found.faults
        for source in found.sources:
            if (other := files.setdefault(source.source_id, path)) != path:
                alike = other.stem == path.stem
                what = f"another file is named {path.stem} too; keep one of them"
                if not alike:
                    what = f"{source.source_id} is a source of {other.name} already; keep one of them"
                faults.append(SourceError(path, 1, what, source.source_id))
            else:
                sources[source.source_id] = source
    return LoadedSources(tuple(sources[name] for name in sorted(sources)), tuple(faults))


def source_paths(folder: Path) -> list[Path]:
    """The source files of a folder, in the order in which they are read."""
    paths = [path for path in folder.glob("*") if path.suffix.lower() in ENDINGS and not path.name.startswith(".")]
    return sorted(paths, key=lambda path: (path.stem, path.name))
