"""Which documents are one version, when an address was used again, and what changed between versions."""

from __future__ import annotations

import hashlib
import itertools
from datetime import UTC, datetime, timedelta

import pytest
from mediawatch.deduplicate import versions
from mediawatch.deduplicate.fingerprint import fingerprint
from mediawatch.deduplicate.history import Placement
from mediawatch.deduplicate.relate import relate
from mediawatch.deduplicate.same_page import Delivery
from mediawatch.deduplicate.versions import at_address, change_kind, readable_diff
from mediawatch.model import Article, Excluded, Outcome
from memory_history import MemoryHistory

SEEN = datetime(2026, 5, 1, tzinfo=UTC)
FERRY = (
    "The ferry left the harbour with twelve more passengers than its papers allow. "
    "Divers will look at the hull again on Thursday. The company will answer every question of the inspectors. "
    "Nobody was hurt, and the other ferries of the line sail as usual this week."
)
BRIDGE = (
    "The old bridge over the river will be closed for repairs until the end of the summer. "
    "Drivers are asked to use the tunnel instead, where tolls are waived on weekdays. The town pays for the work."
)
NUMBERS = itertools.count()


def document(uri: str, body: str, seen: int = 0, headline: str = "News") -> Article:
    return Article(
        document_id=f"{next(NUMBERS):016x}",
        uri=uri,
        headline=headline,
        headline_source="first-sentence",
        article_body=body,
        in_language="en",
        language_source="langdetect",
        language_confidence=1.0,
        word_count=len(body.split()),
        content_sha256=hashlib.sha256(f"{headline}\0{body}".encode()).hexdigest(),
        text_sha256=fingerprint(body).text_sha256,
        extraction_method="plain-text",
        observed_at=SEEN + timedelta(days=seen),
    )


def merge(articles: list[Article], history: MemoryHistory) -> tuple[list[Article], list[Excluded]]:
    """(articles that go on, what was merged into them)"""
    by_id = {a.document_id: a for a in articles}
    deliveries = [Delivery(a.document_id, a.uri, a.content_sha256, a.observed_at, a.text_sha256) for a in articles]
    merged = versions.merge(deliveries, lambda ids: {name: by_id[name].article_body for name in ids}, history)
    return [at_address(by_id[name], uri) for name, uri in merged.stays.items()], merged.gone


def published(uri: str, body: str) -> MemoryHistory:
    mark = fingerprint(body)
    place = Placement(uri, body, mark.text_sha256, mark.hashes, mark.shingle_count, None, SEEN)
    history = MemoryHistory()
    history.publish([place], relate([place], history))
    return history


def test_the_same_version_goes_on_once_as_it_was_seen_last() -> None:
    first, last, other = (document("https://x.example/a", FERRY, seen) for seen in (0, 2, 1))
    changed = document("https://x.example/a", FERRY + " More soon.")
    kept, merged = merge([last, first, changed, other], MemoryHistory())
    assert {a.document_id for a in kept} == {last.document_id, changed.document_id}
    assert {m.document_id for m in merged} == {first.document_id, other.document_id}
    assert {(m.outcome, m.stage, m.reason) for m in merged} == {(Outcome.MERGED, "deduplicate", "same_version")}
    assert last.document_id in merged[0].detail


def test_an_unrelated_text_at_a_file_is_another_article() -> None:
    new = document("file://inbox/a.txt", BRIDGE)
    (kept,), merged = merge([new], published("file://inbox/a.txt", FERRY))
    assert not merged
    assert kept.uri == f"file://inbox/a.txt#{new.content_sha256[:8]}"
    assert kept.warnings[-1].startswith("address_reused: ")


def test_an_article_at_an_address_of_its_own_keeps_its_warning_when_it_comes_again() -> None:
    history = published("file://inbox/a.txt", FERRY)
    first = document("file://inbox/a.txt", BRIDGE)
    (kept,), _ = merge([first], history)
    mark = fingerprint(BRIDGE)
    place = Placement(kept.uri, BRIDGE, mark.text_sha256, mark.hashes, mark.shingle_count, None, SEEN)
    history.publish([place], relate([place], history))
    (again,), _ = merge([document("file://inbox/a.txt", BRIDGE, 1)], history)
    assert (again.uri, again.warnings) == (kept.uri, kept.warnings)


def test_a_related_text_at_a_file_is_a_new_version() -> None:
    (kept,), _ = merge([document("file://inbox/a.txt", FERRY + " " + BRIDGE)], published("file://inbox/a.txt", FERRY))
    assert kept.uri == "file://inbox/a.txt"
    assert not kept.warnings


def test_a_new_version_finds_its_own_of_several_articles_of_a_file() -> None:
    history = published("file://inbox/a.txt#3", FERRY)
    (second,), _ = merge([document("file://inbox/a.txt#3", BRIDGE)], history)
    mark = fingerprint(BRIDGE)
    place = Placement(second.uri, BRIDGE, mark.text_sha256, mark.hashes, mark.shingle_count, None, SEEN)
    history.publish([place], relate([place], history))
    (again,), _ = merge([document("file://inbox/a.txt#3", BRIDGE + " Buses are not affected.", 1)], history)
    assert again.uri == second.uri
    assert not again.warnings


def test_an_unrelated_text_at_a_url_is_a_new_version() -> None:
    (kept,), _ = merge([document("https://x.example/a", BRIDGE)], published("https://x.example/a", FERRY))
    assert kept.uri == "https://x.example/a"


def test_the_order_of_documents_does_not_matter() -> None:
    documents = [document("file://inbox/a.txt", body, seen) for seen, body in enumerate((FERRY, BRIDGE, FERRY))]
    answers = [
        {(a.document_id, a.uri) for a in merge(list(order), MemoryHistory())[0]}
        for order in itertools.permutations(documents)
    ]
    assert all(answer == answers[0] for answer in answers)
    assert len(answers[0]) == 2


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        ("Ferry overloaded", FERRY.replace(".", " .").replace("ferry", "Ferry"), "trivial"),
        ("FERRY OVERLOADED!", FERRY, "trivial"),
        ("Ferry overloaded", FERRY.replace("passengers", "passangers"), "trivial"),
        ("Ferry had too many on board", FERRY, "headline"),
        ("Ferry overloaded", FERRY.replace("twelve", "eleven"), "correction"),
        ("Ferry overloaded", FERRY.replace(" again", ""), "correction"),
        (
            "Ferry overloaded",
            FERRY + " Correction: the ferry carried eleven people too many, not twelve.",
            "correction",
        ),
        ("Ferry overloaded", FERRY + " " + BRIDGE, "update"),
        ("Ferry overloaded", FERRY + " The captain was questioned.", "update"),
        ("Bridge closed", BRIDGE, "update"),
    ],
)
def test_kinds_of_change(headline: str, body: str, kind: str) -> None:
    assert change_kind("Ferry overloaded", FERRY, headline, body) == kind


def test_a_figure_is_never_a_matter_of_spelling() -> None:
    before, after = ("The ship weighs 10500 tons since Monday.", "The ship weighs 10600 tons since Monday.")
    assert change_kind("A", before, "A", after) == "correction"


def test_the_diff_shows_changed_sentences_in_their_place() -> None:
    after = FERRY.replace("Thursday", "Friday")
    assert readable_diff(FERRY, after).split("\n") == [
        "…",
        "  The ferry left the harbour with twelve more passengers than its papers allow.",
        "- Divers will look at the hull again on Thursday.",
        "+ Divers will look at the hull again on Friday.",
        "  The company will answer every question of the inspectors.",
    ]
    assert readable_diff(FERRY, FERRY.replace(" The company", "\n\nThe company")) == ""


LONG = f"{FERRY} {BRIDGE} The mayor thanked the divers and said that the harbour would be open on Sunday as planned."

WITHDRAWN = [
    "This article has been withdrawn because it did not meet our standards.",
    "Dieser Artikel wurde zurückgezogen, weil er nicht unseren Regeln entsprach.",
    "Cet article a été retiré par la rédaction.",
    "Este artículo ha sido retirado por la redacción.",
    "Материал отозван редакцией.",
    "本报道已撤回。",
    "EDITORS: Please kill the story on the ferry. It was sent in error.",
]


@pytest.mark.parametrize("notice", WITHDRAWN)
def test_a_notice_in_place_of_a_report_withdraws_it(notice: str) -> None:
    assert change_kind("Ferry", LONG, "Ferry", notice) == "withdrawn"


def test_what_an_event_removes_withdraws_no_report() -> None:
    assert change_kind("Ferry", LONG, "Ferry", LONG.replace("the hull", "the removed hull")) != "withdrawn"
    story = LONG + " The company said that an article on its page about the ferry had been removed."
    assert change_kind("Ferry", LONG, "Ferry", story) == "update"


@pytest.mark.parametrize(
    "left",
    [
        " ".join(LONG.split()[:40]),
        " ".join(LONG.split()[:35]) + " …",
        FERRY + "\n\nSubscribe now to continue reading. Already a subscriber? Log in.",
        " ".join(LONG.split()[:30]) + "\n\nJetzt abonnieren und weiterlesen.",
        " ".join(LONG.split()[:70]) + "...",
    ],
)
def test_what_a_wall_leaves_is_cut(left: str) -> None:
    assert change_kind("Ferry", LONG, "Ferry", left) == "cut"
    assert change_kind("Ferry", left, "Ferry", LONG) == "update"


@pytest.mark.parametrize(
    "after",
    [
        LONG.replace(" The mayor thanked the divers and said that the harbour would be open on Sunday as planned.", ""),
        LONG.replace("Nobody was hurt, and the other ferries of the line sail as usual this week.", ""),
        "Divers found the hull of the ferry whole on Thursday, the company said, and passengers may sail again today.",
        FERRY + " Correction: an earlier version told of a bridge.",
    ],
)
def test_a_publisher_who_takes_out_a_passage_cuts_nothing(after: str) -> None:
    assert change_kind("Ferry", LONG, "Ferry", after) != "cut"


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("At least 12 were killed at sea.", "At least 15 were killed at sea.", "update"),
        ("Es starben zwölf Menschen, 12 Tote.", "Es starben vierzehn Menschen, 14 Tote.", "update"),
        ("Число погибших достигло 1,200 человек.", "Число погибших достигло 1,350 человек.", "update"),
        ("地震造成12人死亡", "地震造成15人死亡", "update"),
        ("At least 15 were killed at sea.", "At least 12 were killed at sea.", "correction"),
        ("The ticket costs 12 euros for a crossing.", "The ticket costs 15 euros for a crossing.", "correction"),
        ("At least 12 were killed in Port Sena.", "At least 12 were killed in Port Lund.", "correction"),
    ],
)
def test_a_toll_that_rises_is_an_update(before: str, after: str, kind: str) -> None:
    rest = " " + FERRY
    assert change_kind("A", before + rest, "A", after + rest) == kind


CHINESE = (
    "港務局長表示，渡輪出發時多載了十二人。潛水員將於週四再次檢查船體。公司將回答檢查員的所有問題。"
    "沒有人受傷，其他渡輪照常運行。市長感謝潛水員，並表示港口將按計劃於週日開放。"
)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("十二", "十一", "correction"),
        ("週四", "週五", "correction"),
        ("沒有人受傷，其他渡輪照常運行。", "三人受了輕傷，船長昨晚被捕，其他渡輪全部停運。", "update"),
        ("。潛水員", "。\n\n潛水員", "trivial"),
    ],
)
def test_changes_in_scripts_without_spaces_are_counted_by_characters(old: str, new: str, kind: str) -> None:
    assert change_kind("A", CHINESE, "A", CHINESE.replace(old, new)) == kind


def test_the_diff_of_a_script_without_spaces_shows_sentences() -> None:
    shown = readable_diff(CHINESE, CHINESE.replace("週四", "週五")).split("\n")
    assert [line for line in shown if line[0] in "+-"] == [
        "- 潛水員將於週四再次檢查船體。",
        "+ 潛水員將於週五再次檢查船體。",
    ]
