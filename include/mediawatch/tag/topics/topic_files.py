"""Topic files: one YAML file a topic, read with the position of everything, so that an error names its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

import yaml

from mediawatch.errors import TopicError
from mediawatch.tag.query.diagnostics import QueryError
from mediawatch.tag.query.limits import MAX_QUERIES, check_topic
from mediawatch.tag.query.parse import TOPIC_ID
from mediawatch.tag.topics.definition import Example, Grade, Queries, Query, Topic
from mediawatch.tag.topics.parts import part_ids
from mediawatch.tag.translate.advice import parse_query

_KEYS = (
    "id", "label", "description", "query", "queries", "mediatopics", "grade", "threshold", "examples",
)  # fmt: skip
_MEDIATOPIC = re.compile(r"(?:medtop:)?(\d{8})")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_EXAMPLE_KEYS = (
    "headline", "text", "language", "grade", "site", "publisher", "author", "date_published", "source", "media_type",
    "region", "country", "collection", "section", "keywords",
)  # fmt: skip
MAX_FILE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class TopicFault:
    """What is wrong with one topic file. `topic_id` is None where the file does not say whose it is."""

    topic_id: str | None
    told: str  # `file:line:column: what is wrong; what to do`

    def __str__(self) -> str:
        return self.told


@dataclass(frozen=True, slots=True)
class LoadedTopics:
    """The topics of a folder, by id, and the files of it that are wrong."""

    topics: tuple[Topic, ...] = ()
    faults: tuple[TopicFault, ...] = ()


def load_topics(folder: Path) -> tuple[Topic, ...]:
    """The topics of `folder`, by id. Raises TopicError, which names file, line and column."""
    found = read_topics(folder)
    if found.faults:
        raise TopicError(found.faults[0].told)
    return found.topics


def read_topics(folder: Path) -> LoadedTopics:
    """The topics of `folder` that can be read, and what is wrong with the other files. Raises TopicError where there is
    no such folder, or no topic file in it."""
    if not folder.is_dir():
        raise TopicError(f"{folder}:1:1: there is no such folder; name the folder that holds the topic files")
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    if not paths:
        raise TopicError(f"{folder}:1:1: the folder holds no topic file; write one, such as my-topic.yaml")
    readers: dict[str, _Reader] = {}
    topics: dict[str, Topic] = {}
    faults: list[TopicFault] = []
    for path in paths:
        try:
            reader = _Reader(path)
            topic = reader.topic()
            if topic.id in readers:
                taken = readers[topic.id].path.name
                raise reader.error(reader.id_node, f"the id {topic.id} is taken by {taken}", "choose another")
        except TopicError as error:
            faults.append(TopicFault(_stated_id(path), str(error)))
            continue
        readers[topic.id] = reader
        topics[topic.id] = topic
    wrong = {fault.topic_id for fault in faults}
    whole: dict[str, Topic] = {}
    for name, topic in topics.items():
        try:
            whole[name] = replace(topic, parts=_parts(name, topics, wrong, readers, (name,)))
            readers[name].check_size(whole[name])
        except TopicError as error:
            whole.pop(name, None)
            faults.append(TopicFault(name, str(error)))
    return LoadedTopics(tuple(whole[name] for name in sorted(whole)), tuple(faults))


def _parts(
    name: str,
    topics: Mapping[str, Topic],
    wrong: Collection[str | None],
    readers: Mapping[str, _Reader],
    way: tuple[str, ...],
) -> dict[str, Queries]:
    """The queries of all topics that topic `name` has for parts, directly or through others. Raises TopicError where
    one is not there, has a file that is `wrong`, or has the topic itself for a part."""
    found: dict[str, Queries] = {}
    for part, error in readers[name].parts_named():
        if part in wrong:
            raise error(f"the file of topic {part} is wrong", "mend it first")
        if part not in topics:
            raise error(f"there is no topic {part}", f"there are {', '.join(sorted(topics))}")
        if part in way:
            circle = " -> ".join((*way[way.index(part) :], part))
            raise error(f"a topic cannot be a part of itself: {circle}", "take one of them out")
        found[part] = topics[part].asks
        found.update(_parts(part, topics, wrong, readers, (*way, part)))
    return found


_STATED_ID = re.compile(rb"""^\xef?\xbb?\xbf?id[ \t]*:[ \t]*["']?([a-z0-9-]+)["']?[ \t]*(?:#.*)?\r?$""", re.MULTILINE)


def _stated_id(path: Path) -> str | None:
    """The id that a file states, whatever else is wrong with it."""
    try:
        with path.open("rb") as file:
            found = _STATED_ID.search(file.read(MAX_FILE_BYTES))
    except OSError:
        return None
    return found[1].decode() if found and TOPIC_ID.fullmatch(found[1].decode()) else None


class _Reader:
    """One file's YAML nodes to a Topic."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id_node: yaml.Node | None = None
        self.scalars: list[tuple[yaml.ScalarNode, str]] = []  # the queries as they stand in the file
        try:
            raw = path.read_bytes()
            if len(raw) > MAX_FILE_BYTES:
                raise TopicError(f"{path}:1:1: the file is larger than {MAX_FILE_BYTES} bytes; is it a topic file?")
            self.source = raw.decode("utf-8-sig")
        except OSError as error:
            raise TopicError(f"{path}:1:1: cannot be read ({error.strerror}); check its permissions") from None
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise TopicError(f"{path}:{line}:1: not UTF-8; save the file in UTF-8") from None
        try:
            self.root = yaml.compose(self.source, yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            problem = error.problem or error.context or "not YAML"
            raise TopicError(
                f"{path}:{line}:{column}: not valid YAML: {problem}; check indentation and quotes"
            ) from None
        except (yaml.YAMLError, RecursionError) as error:
            first = str(error).splitlines()[0] if str(error) else "too deeply nested"
            raise TopicError(f"{path}:1:1: not valid YAML: {first}; check indentation and quotes") from None

    def parts_named(self) -> Iterator[tuple[str, Callable[[str, str], TopicError]]]:
        """The id of each topic that the file's queries name, and how to complain about it."""
        for node, text in self.scalars:
            for part in part_ids(parse_query(text)):
                yield part.id, partial(self._query_error, node, max(text.find(part.clause), 0))

    def check_size(self, topic: Topic) -> None:
        """Refuses a topic that is too large with all its queries and parts."""
        for tree in topic.trees():
            try:
                check_topic(tree)
            except QueryError as error:
                node = self.scalars[0][0] if self.scalars else None
                raise self.error(node, error.message, error.advice) from None

    def error(self, node: yaml.Node | None, what: str, advice: str) -> TopicError:
        line, column = (node.start_mark.line + 1, node.start_mark.column + 1) if node is not None else (1, 1)
        return TopicError(f"{self.path}:{line}:{column}: {what}; {advice}")

    def topic(self) -> Topic:
        root = self.root
        if not isinstance(root, yaml.MappingNode):
            raise self.error(root, "a topic file holds id, label and query", "write them as key: value lines")
        fields = self._mapping(root, _KEYS, "a topic")
        for key in ("id", "label"):
            if key not in fields:
                raise self.error(root, f"{key} is missing", f"add a line {key}: ...")
        if "query" not in fields and "queries" not in fields:
            raise self.error(root, "query is missing", "add a line query: ...")
        self.id_node = fields["id"]
        topic_id = self._text(fields["id"], "id")
        if not TOPIC_ID.fullmatch(topic_id):
            raise self.error(fields["id"], f"{topic_id!r} is no id", "use a-z, 0-9 and hyphens, 80 characters at most")
        return Topic(
            id=topic_id,
            label=self._text(fields["label"], "label"),
            query=self._query(fields["query"]) if "query" in fields else None,
            queries=self._queries(fields.get("queries")),
            description=self._text(fields["description"], "description") if "description" in fields else "",
            mediatopics=self._mediatopics(fields.get("mediatopics")),
            grade=self._grade(fields.get("grade")) or "mentions",
            threshold=self._threshold(fields.get("threshold")),
            examples=self._examples(fields.get("examples")),
            path=str(self.path),
        )

    def _mapping(self, node: yaml.Node, known: tuple[str, ...], what: str) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self.error(node, f"{what} is written as key: value lines", f"its keys are {', '.join(known)}")
        fields: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else None
            if name not in known:
                raise self.error(key, f"{what} has no key {name!r}", f"its keys are {', '.join(known)}")
            if name in fields:
                raise self.error(key, f"{name} is there twice", "remove one of them")
            fields[name] = value
        return fields

    def _text(self, node: yaml.Node, what: str) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self.error(node, f"{what} must be a text", f"write {what}: some text")
        if "\0" in node.value or any("\ud800" <= char <= "\udfff" for char in node.value):
            raise self.error(node, f"{what} has a character that no database keeps", "remove it")
        return str(node.value).strip()

    def _list(self, node: yaml.Node | None, what: str) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(node, f"{what} must be a list", "begin each of its lines with -")
        return list(node.value)

    def _query(self, node: yaml.Node) -> Query:
        """One query, or a list of several."""
        if not isinstance(node, yaml.SequenceNode):
            return self._one_query(node)
        if not 1 <= len(node.value) <= MAX_QUERIES:
            raise self.error(node, f"a list of queries has from 1 to {MAX_QUERIES}", "make it several topics")
        return tuple(self._one_query(item) for item in node.value)

    def _one_query(self, node: yaml.Node) -> str:
        text = self._text(node, "query")
        assert isinstance(node, yaml.ScalarNode)  # noqa: S101  _text has seen to it
        try:
            parse_query(text)
        except QueryError as error:
            raise self._query_error(node, error.offset, error.message, error.advice) from None
        self.scalars.append((node, text))
        return text

    def _query_error(self, node: yaml.ScalarNode, offset: int, message: str, advice: str) -> TopicError:
        """A complaint about character `offset` of the query in `node`."""
        stripped = len(str(node.value)) - len(str(node.value).lstrip())
        line, column = self._position(node, offset + stripped)
        return TopicError(f"{self.path}:{line}:{column}: {message}; {advice}")

    def _position(self, node: yaml.ScalarNode, offset: int) -> tuple[int, int]:
        """Line and column in the file of character `offset` of a scalar, whatever its style: the value's visible
        characters are found again in the source one after the other, as YAML only folds blanks and adds marks."""
        at, end = node.start_mark.index, node.end_mark.index
        if node.style in ("|", ">"):
            at = self.source.find("\n", at, end) + 1
        elif node.style in ("'", '"'):
            at += 1
        value = str(node.value)
        for char in value[:offset]:
            if not char.isspace():
                found = self.source.find(char, at, end)
                at = found + 1 if found >= 0 else at
                if node.style == "'" and char == "'":
                    at += 1
        while at < end and self.source[at].isspace() and offset < len(value):
            at += 1
        line_start = self.source.rfind("\n", 0, at) + 1
        return self.source.count("\n", 0, at) + 1, at - line_start + 1

    def _queries(self, node: yaml.Node | None) -> dict[str, Query]:
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode) or not node.value:
            raise self.error(node, "queries holds one query for each language", "write lines such as hi: ...")
        queries: dict[str, Query] = {}
        for key, value in node.value:
            language = key.value if isinstance(key, yaml.ScalarNode) else ""
            if not _LANGUAGE.fullmatch(language):
                raise self.error(key, f"{language!r} is no language code", "write en, hi, ru, zh-Hant ...")
            if language in queries:
                raise self.error(key, f"{language} is there twice", "join both queries with OR")
            queries[language] = self._query(value)
        return queries

    def _mediatopics(self, node: yaml.Node | None) -> tuple[str, ...]:
        codes = []
        for item in self._list(node, "mediatopics"):
            match = _MEDIATOPIC.fullmatch(self._text(item, "a media topic"))
            if not match:
                raise self.error(item, f"{item.value!r} is no IPTC Media Topic", "write medtop: and its eight digits")
            codes.append(f"medtop:{match.group(1)}")
        return tuple(dict.fromkeys(codes))

    def _grade(self, node: yaml.Node | None) -> Grade | None:
        if node is None:
            return None
        text = self._text(node, "grade")
        if text == "about":
            return "about"
        if text == "mentions":
            return "mentions"
        raise self.error(node, f"{text!r} is no grade", "write about or mentions")

    def _threshold(self, node: yaml.Node | None) -> float:
        if node is None:
            return 0.0
        text = self._text(node, "threshold")
        if not re.fullmatch(r"0|1|[01]?\.\d+", text) or float(text) > 1:
            raise self.error(node, f"{text!r} is no threshold", "write a number from 0 to 1")
        return float(text)

    def _examples(self, node: yaml.Node | None) -> tuple[Example, ...]:
        if node is None:
            return ()
        groups = self._mapping(node, ("match", "no_match"), "examples")
        return tuple(
            self._example(item, matches=name == "match")
            for name, group in groups.items()
            for item in self._list(group, name)
        )

    def _example(self, node: yaml.Node, *, matches: bool) -> Example:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return Example(self._text(node, "an example"), matches, line=line)
        fields = self._mapping(node, _EXAMPLE_KEYS, "an example")
        if "text" not in fields and "headline" not in fields:
            raise self.error(node, "an example needs a text or a headline", "add a line text: ...")
        if "grade" in fields and not matches:
            raise self.error(fields["grade"], "an example that must not match has no grade", "remove it")
        texts = {name: self._text(value, name) for name, value in fields.items() if name != "grade"}
        if "language" in texts and not _LANGUAGE.fullmatch(texts["language"]):
            raise self.error(
                fields["language"], f"{texts['language']!r} is no language code", "write en, hi, zh-Hant ..."
            )
        if "date_published" in texts:
            try:
                datetime.fromisoformat(texts["date_published"])
            except ValueError:
                raise self.error(fields["date_published"], "this is no date", "write 2025-05-05") from None
        return Example(texts.pop("text", ""), matches, grade=self._grade(fields.get("grade")), line=line, **texts)
