"""What a run did and what an article is, printed for people: rich tables on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from io import StringIO
from itertools import pairwise
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from mediawatch.deduplicate.versions import readable_diff
from mediawatch.desk.shape.values_in_words import value_in_words
from mediawatch.settings import Settings
from mediawatch.store.publish.topic_tags import Change
from mediawatch.store.read import article_record, reports, story_record
from mediawatch.store.server.connect import transaction
from mediawatch.workflow.takedown import Chosen

_MARK = {True: "ok", False: "FAILED"}
_PLAIN_WIDTH = 140  # columns where there is no terminal to ask


def console() -> Console:
    """A console that asks the terminal for its width, and takes a wide one where there is none. Text is printed as it
    is: an article may say `:100:`."""
    out = Console(highlight=False, emoji=False)
    return out if out.is_terminal else Console(highlight=False, emoji=False, width=_PLAIN_WIDTH)


def render_run(settings: Settings, run_id: str, out: Console | None = None) -> None:
    """Print a run: counts in and out of each stage, gates, articles with their topics, repeats, quarantine."""
    out = out or console()
    with transaction(settings) as connection:
        told = reports.summary(connection, run_id)
        articles = reports.articles(connection, run_id)
        repeats = reports.repeats(connection, run_id)
        stories = reports.stories(connection, run_id)
        differences = reports.differences(connection, run_id)
        quarantined = reports.quarantined(connection, run_id)
    out.print(f"[bold]Run {escape(run_id)}: {told['state'].replace('_', ' ')}[/bold]")
    if told["state"] == "nothing_new":
        out.print(_nothing(told))
    if told["state"] == "mostly_quarantined":
        out.print(f"[bold]Warning:[/bold] {escape(_mostly(told))}")
    if left := told["published"].get("documents_left"):
        out.print(f"[bold]{left:,} new documents are left to the next run.[/bold] The same command again takes them.")
    out.print(_stages(told))
    for finding in told["findings"]:
        sample = "; ".join(map(str, finding["sample"]))
        out.print(
            f"  {finding['severity']} {finding['expectation']}: {escape(finding['observed'])}"
            + (f" ({escape(sample)})" if sample else "")
        )
    retagged = [c for c in told["published"].get("retagged", ()) if c["version"] > 1 or c["added"] + c["removed"]]
    if retagged:
        rows = [
            (c["topic_id"], *(f"{c[name]:,}" for name in ("version", "added", "removed", "kept"))) for c in retagged
        ]
        columns = ("topic", "version", "added", "removed", "kept")
        out.print(_table("Topics that changed: history was retagged", columns, rows, right=range(1, 5)))
    if articles:
        out.print(_articles(articles))
    if repeats:
        out.print(
            _table(
                "What repeats what",
                ("article", "repeats", "kind", "share of its text", "shared words"),
                [
                    (r["uri"], r["original"], r["kind"], f"{r['containment']:.0%}", f"{r['shared_words']:,}")
                    for r in repeats
                ],
            )
        )
    if stories:
        out.print(
            _table(
                "Stories",
                ("id", "headline", "lang", "from", "to", "articles", "publishers"),
                [
                    (
                        str(r["story_id"]),
                        r["headline"],
                        r["in_language"],
                        f"{r['first_published']:%Y-%m-%d}",
                        f"{r['last_published']:%Y-%m-%d}",
                        f"{r['article_count']:,}",
                        f"{r['publisher_count']:,}",
                    )
                    for r in stories
                ],
                right=(5, 6),
            )
        )
    if differences:
        rows = [
            (
                str(r["story_id"]),
                r["about"] if r["value_no"] == 1 else "",
                value_in_words(r["kind"], r["unit"], r["account_value"], r["value_text"], r["sentence"]),
                f"{r['account_count']:,}",
                r["value_text"],
            )
            for r in differences
        ]
        out.print(
            _table("Where accounts differ", ("story", "said of", "value", "accounts", "in words"), rows, right=(3,))
        )
    if quarantined:
        out.print(
            _table(
                "Quarantined",
                ("document", "stage", "reason", "what was wrong"),
                [(r["uri"], r["last_stage"], ", ".join(r["reasons"]), _wrong(r)) for r in quarantined],
            )
        )


def _mostly(told: dict[str, Any]) -> str:
    """How much of what was new was quarantined, and why, in one line."""
    new = sum(documents for outcome, documents in told["outcomes"].items() if outcome != "skipped")
    why = [f"{row['documents']:,} {row['reason']}" for row in told["reasons"] if row["outcome"] == "quarantined"]
    return f"{told['outcomes']['quarantined']:,} of {new:,} new documents were quarantined: {', '.join(why)}."


def _wrong(row: dict[str, Any]) -> str:
    """What was wrong with a quarantined document, and whether that is its last word."""
    if not row["retries_left"]:
        tried = f" (tried {row['occurrences']:,} times)" if row["occurrences"] > 1 else ""
        return f"{row['detail'] or ''}{tried}"
    times = {1: "once", 2: "twice"}.get(row["occurrences"], f"{row['occurrences']:,} times")
    return f"{row['detail'] or ''} (tried {times}; the next runs try it {row['retries_left']} more)"


def run_lines(settings: Settings, run_id: str) -> list[str]:
    """What `render_run` prints, for a log."""
    page = StringIO()
    render_run(settings, run_id, Console(file=page, highlight=False, emoji=False, width=_PLAIN_WIDTH))
    return page.getvalue().splitlines()


def gate_lines(settings: Settings, run_id: str, stage: str) -> list[str]:
    """What the gate of a stage let through and found, for a log."""
    with transaction(settings) as connection:
        told = reports.gate(connection, run_id, stage)
    holding = told["expectations"] - len(told["findings"])
    lines = [
        f"{stage}: {told['rows_in']:,} documents in, {told['rows_out']:,} out; "
        f"{holding} of {told['expectations']} expectations hold"
    ]
    lines += [
        f"  {row['documents']:,} {row['outcome']}: {row['reason']}, for example {row['example']}"
        for row in told["reasons"]
    ]
    for row in told["findings"]:
        lines.append(f"  {row['severity']} {row['expectation']}: {row['observed']}")
        lines += [f"    for example {sample}" for sample in row["sample"]]
    return lines


def render_removal(chosen: Chosen, out: Console | None = None) -> None:
    """Print what a removal would take out."""
    out = out or console()
    rows = [
        (str(row["article_id"]), str(row["day"]), row["publisher"] or "", row["headline"]) for row in chosen.articles
    ]
    out.print(_table("To be removed", ("id", "day", "publisher", "headline"), rows, right=(0,)))
    out.print(f"{len(rows)} articles, made of {chosen.documents} documents")


def render_article(settings: Settings, key: str, out: Console | None = None) -> None:
    """Print an article by number or address: text, lineage, tags with evidence, versions, duplicates.

    Raises UsageError where there is no such article.
    """
    out = out or console()
    with transaction(settings) as connection:
        found = article_record.article(connection, key)
    row = found["article"]
    out.print(f"[bold]{escape(row['headline'])}[/bold]")
    facts = (
        ("article", row["article_id"]),
        ("uri", row["uri"]),
        ("published", f"{_published(row)} ({row['date_published_source'] or 'no date given'})"),
        ("counts for", f"{row['day']} ({row['coverage_at_source']})"),
        ("language", f"{row['in_language']} ({row['language_source']}, confidence {row['language_confidence']:.2f})"),
        ("dateline", row["dateline"]),
        ("author", ", ".join(row["author"])),
        ("publisher", row["publisher"]),
        ("words", row["word_count"]),
        ("extraction", row["extraction_method"]),
        ("warnings", "; ".join(row["warnings"])),
    )
    for name, value in facts:
        if value not in (None, ""):
            out.print(f"  {name:<11} {escape(str(value))}")
    raw = found["raw"]
    out.print(
        f"  {'raw bytes':<11} {escape(raw['storage_url'])}, {raw['byte_length']:,} bytes from {raw['byte_offset']:,}, "
        f"sha256 {raw['raw_sha256']}, first taken by run {escape(raw['run_id'])}"
    )
    out.print()
    out.print(escape(row["article_body"]))
    out.print()
    if found["tags"]:
        out.print(
            _table(
                "Topics",
                ("topic", "grade", "score", "evidence (field: from-to: words <- clause)"),
                [
                    (
                        t["topic_id"],
                        t["grade"],
                        f"{t['score']:.2f}",
                        "\n".join(
                            f"{e['field']}: {e['start_char']}-{e['end_char']}: {e['evidence_text']} <- {e['clause']}"
                            for e in t["evidence"]
                        ),
                    )
                    for t in found["tags"]
                ],
            )
        )
    if len(found["versions"]) > 1:
        out.print(
            _table(
                "Versions",
                ("seen", "change", "headline", "content"),
                [
                    (f"{v['observed_at']:%Y-%m-%d %H:%M}", v["change_kind"], v["headline"], v["content_sha256"][:12])
                    for v in found["versions"]
                ],
            )
        )
        for before, after in pairwise(found["versions"]):
            out.print(f"\nWhat changed at {after['observed_at']:%Y-%m-%d %H:%M}: {after['change_kind']}")
            if before["headline"] != after["headline"]:
                out.print(f"- {escape(before['headline'])}\n+ {escape(after['headline'])}")
            if changed := readable_diff(before["article_body"], after["article_body"]):
                out.print(escape(changed))
        out.print()
    if found["links"]:
        out.print(
            _table(
                "Duplicates",
                ("article", "repeats", "kind", "share of its text"),
                [(d["uri"], d["original"], d["kind"], f"{d['containment']:.0%}") for d in found["links"]],
            )
        )


def render_story(settings: Settings, number: int, out: Console | None = None) -> None:
    """Print a story: its articles, and what its accounts say of the same thing: the agreement first, a line each.

    Raises UsageError where there is no such story.
    """
    out = out or console()
    with transaction(settings) as connection:
        found = story_record.story(connection, number)
    row = found["story"]
    out.print(f"[bold]{escape(row['headline'])}[/bold]")
    out.print(
        f"  story {row['story_id']}, {row['in_language']}, {row['first_published']:%Y-%m-%d} to "
        f"{row['last_published']:%Y-%m-%d}, {row['article_count']:,} articles"
        + (f" of {row['publisher_count']:,} publishers" if row["publisher_count"] else "")
    )
    articles = [
        (str(a["article_id"]), f"{a['day']}" if a["published_on"] else "says none", a["publisher"] or "", a["headline"])
        for a in found["articles"]
    ]
    out.print(_table("Articles", ("id", "day", "publisher", "headline"), articles, right=(0,)))
    told: dict[str, list[dict[str, Any]]] = {relation: [] for relation in _RELATIONS}
    for fact in found["facts"]:
        told[fact["relation"]].append(fact)
    if told["agreed"]:
        agreed = [_agreed_line(fact) for fact in told["agreed"]]
        out.print(_table("Where accounts agree", ("value", "accounts", "in the words of who said it first"), agreed))
    for relation, title in _RELATIONS.items():
        rows = [line for fact in told[relation] for line in _fact_lines(fact)] if relation != "agreed" else []
        if rows:
            out.print(_table(title, ("said of", "value", "account", "in its words"), rows))


_RELATIONS = {
    "agreed": "Where accounts agree",
    "differ": "Where accounts differ",
    "series": "What grew from day to day",
}


def _agreed_line(fact: dict[str, Any]) -> tuple[str, str, str]:
    """What accounts agree on, who they are, and the sentence of the first."""
    [(value, said), *_] = story_record.by_value(fact)
    who = ", ".join(str(account["article_id"]) for account in sorted(said, key=lambda said: said["article_id"]))
    return (
        value_in_words(fact["kind"], fact["unit"], value, said[0]["value_text"], said[0]["sentence"]),
        who,
        said[0]["sentence"],
    )


def _fact_lines(fact: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """A line for each account; what is said of stands in the first."""
    lines: list[tuple[str, str, str, str]] = []
    for value, said in story_record.by_value(fact):
        words = value_in_words(fact["kind"], fact["unit"], value, said[0]["value_text"], said[0]["sentence"])
        for account in said:
            who = f"{account['article_id']} {account['publisher'] or ''}".strip()
            when = "" if not account["said_it_first"] else " (first)"
            when = when if account["published_on"] else " (says no day)"
            lines.append((fact["about"] if not lines else "", words, f"{who}{when}", account["sentence"]))
    return lines


def render_changes(changes: Sequence[Change], *, applied: bool, out: Console | None = None) -> None:
    """Print what changed topics do to the tags of history."""
    out = out or console()
    if not changes:
        out.print("No topic has changed since history was tagged.")
        return
    rows = [
        (
            change.topic_id,
            str(change.version),
            *(f"{number:,}" for number in (change.added, change.removed, change.kept)),
            "\n".join(
                (*(f"+ {line}" for line in change.added_samples), *(f"- {line}" for line in change.removed_samples))
            ),
        )
        for change in changes
    ]
    title = "History was retagged" if applied else "History would change (nothing is written)"
    columns = ("topic", "version", "added", "removed", "kept", "for example")
    out.print(_table(title, columns, rows, right=range(1, 5)))


def _nothing(told: dict[str, Any]) -> str:
    """Why a run had nothing to publish."""
    became = [f"{row['documents']:,} {row['outcome']} ({row['reason']})" for row in told["reasons"]]
    return f"Nothing to publish: {', '.join(became) or 'there were no documents'}."


def _stages(told: dict[str, Any]) -> Table:
    gates = {gate["stage"]: gate for gate in told["gates"]}
    rows = []
    for stage in told["stages"]:
        gate = gates.pop(stage["stage"], None)
        rows.append(
            (
                stage["stage"],
                *(f"{stage[name]:,}" for name in ("rows_in", "rows_out", "quarantined", "skipped", "merged")),
                f"{stage['duplicates']:,}" if stage["stage"] not in ("collect", "clean") else "",
                "yes" if stage["adds_up"] else "NO",
                _said(gate),
            )
        )
    rows += [(stage, *[""] * 7, _said(gate)) for stage, gate in gates.items()]  # cluster counts no documents
    columns = ("stage", "in", "out", "quarantined", "skipped", "merged", "of out: repeats", "adds up", "quality gate")
    return _table("Documents, stage by stage", columns, rows, right=range(1, 7))


def _said(gate: dict[str, Any] | None) -> str:
    if gate is None:
        return "not run"
    return f"{_MARK[gate['success']]}, {gate['expectations'] - gate['failed']} of {gate['expectations']} hold"


def _articles(articles: Sequence[dict[str, Any]]) -> Table:
    rows = []
    for row in articles:
        topics = "\n".join(
            f"{t['topic']} ({t['grade']} {t['score']:.2f}): {', '.join(t['words'][:6])}" for t in row["topics"] or ()
        )
        date = str(row["day"]) if row["coverage_at_source"] == "date_published" else "no date"
        rows.append((str(row["article_id"]), row["headline"], row["in_language"], date, topics or "-"))
    return _table("Articles", ("id", "headline", "lang", "published", "topics: the words that earned them"), rows)


def _published(row: dict[str, Any]) -> str:
    """When an article was published, as exactly as its source says; a time of day in UTC, with the source's own day."""
    if row["date_published"] is None:
        return "unknown"
    if row["date_published_precision"] == "day":
        return str(row["published_on"])
    same = row["published_on"] == row["date_published"].astimezone(UTC).date()
    return str(row["date_published"]) if same else f"{row['date_published']}, there {row['published_on']}"


def _table(
    title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] | range = ()
) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", show_lines=False)
    for number, name in enumerate(columns):
        table.add_column(name, justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape(str(cell)) for cell in row))
    return table
