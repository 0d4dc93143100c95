"""What a publisher sets around its reports is no passage; what a wall leaves of a report is a truncation of it."""

# ruff: noqa: E501 - sentences of frames
from __future__ import annotations

from itertools import combinations

import pytest
from mediawatch.deduplicate import report_frames as room
from mediawatch.deduplicate.measure import Text, kind_of
from mediawatch.deduplicate.report_frames import breaks_off, without_frame

NOTES = [
    "The bakery on Mill Street in Orsa will close for two weeks while a new oven is put in, owner Lena Dahl said.",
    "Police in Velmar are looking for a man who took eleven bicycles from the yard of the Harlan school last night.",
    "The river ferry between Pell and Nordby sails again from Friday after a month of repairs to its engine.",
    "Councillors voted seven to four for a new bus line from the hospital to the market after the holidays.",
]
FRAMES = {
    "disclaimer": "The information in this publication is provided by Northern Media Group Ltd, 14 Harbour Road, Port Haven, "
    "for general purposes only and does not constitute financial, legal or medical advice. Northern Media Group accepts "
    "no liability for losses arising from its use. Copyright 2026 Northern Media Group. All rights reserved.",
    "sign-up box": "Sign up for Daybreak, our free morning newsletter by Anna Lund, and get the five stories that matter in "
    "Port Haven every weekday at 6.30. More than 40,000 readers have joined. You can leave at any time with one click. "
    "By signing up you accept our terms of use and the privacy policy of Northern Media.",
    "consent": "We and our 842 partners store information on a device, such as cookies, and process personal data for "
    "advertising, measurement and audience research. You can change your mind at any time. Choose Accept to agree.",
    "German": "Dieser Beitrag ist ein Angebot der Nordischen Mediengruppe GmbH, Hafenstraße 14. Alle Angaben ohne Gewähr. "
    "Nachdruck, auch auszugsweise, nur mit schriftlicher Genehmigung. Sie erreichen die Redaktion montags bis freitags "
    "von 9 bis 17 Uhr unter der Rufnummer 0228 5550.",
    "Russian": "Нажимая кнопку, вы даёте согласие на обработку персональных данных и принимаете условия рассылки. Все права "
    "защищены, перепечатка возможна только с разрешения редакции портала «Северная волна», телефон 555-01-02.",
}
NO_WORDS_OF_A_FRAME = (
    "Harbour Post was founded in 1911 by Otto Lund and is printed in Port Haven by the Nordby brothers, who also make the "
    "Pell Courier and the Velmar Gazette. Its offices on Quay Street are open from eight to four, and its archive, with "
    "forty thousand photographs, may be seen on Thursdays."
)
REPORT = (
    "The ferry between Pell and Nordby left the harbour with twelve more passengers than its papers allow, inspectors of "
    "the coast guard found on Sunday. The company that runs the ferry said the captain had been suspended.\n"
    "Captain Jon Aske told the inspectors that the counting machine at the Pell pier had failed, and that he had counted "
    "the passengers by hand. The coast guard wants to see the machine.\n"
    "Nobody was hurt. The other ferries of the company sail as usual this week, and passengers of the Nordby line can use "
    "their tickets on any of them. Inspectors will look at the hull of the ferry on Thursday."
)


@pytest.mark.parametrize("frame", [*FRAMES.values(), NO_WORDS_OF_A_FRAME])
def test_different_notes_above_one_frame_are_no_copies(frame: str) -> None:
    for pair in combinations(NOTES, 2):
        one, two = (Text(f"{note}\n\n{frame}") for note in pair)
        assert kind_of(one, two) == kind_of(two, one)
        assert kind_of(one, two) in (None, "form")


def test_different_notes_above_one_frame_are_no_copies_in_scripts_without_spaces() -> None:
    notes = [
        "奧薩鎮磨坊街的麵包店將停業兩週，以便安裝新烤爐，店主達爾說，老烤爐已用了四十年。",
        "佩爾與諾德比之間的渡輪經過一個月的引擎維修後，將於週五恢復航行，票價不變。",
    ]
    frame = "港口郵報由奧托創辦，在海文港印刷，辦公室每天八點至四點開放，檔案館藏有四萬張照片，每週四可供參觀。讀者來信請寄碼頭街十二號。"
    assert kind_of(*(Text(f"{note}\n\n{frame}") for note in notes)) in (None, "form")


@pytest.mark.parametrize("frame", FRAMES)
def test_different_notes_below_one_frame_are_no_copies(frame: str) -> None:
    for pair in combinations(NOTES, 2):
        assert kind_of(*(Text(f"{FRAMES[frame]}\n\n{note}") for note in pair)) in (None, "form")


@pytest.mark.parametrize("frame", [*FRAMES.values(), NO_WORDS_OF_A_FRAME])
def test_one_report_in_different_frames_is_a_copy(frame: str) -> None:
    other = FRAMES["consent"] if frame != FRAMES["consent"] else FRAMES["disclaimer"]
    assert kind_of(Text(f"{REPORT}\n\n{frame}"), Text(f"{other}\n\n{REPORT}")) == "copy"
    assert kind_of(Text(f"{REPORT}\n\n{frame}"), Text(REPORT)) in ("copy", "truncation")


def test_a_report_about_consent_keeps_its_words() -> None:
    told = FRAMES["consent"]
    assert without_frame(told) == told
    assert without_frame(f"{NOTES[0]}\n{told}") == NOTES[0]


@pytest.mark.parametrize("words", [30, 40, 50])
@pytest.mark.parametrize(
    "wall",
    [
        "",
        "Subscribe now to continue reading. Already a subscriber? Log in to read the full story.",
        "This article is for members only. Join today for unlimited access to all our newsletters.",
        "Lesen Sie weiter mit einem Abo. Jetzt vier Wochen gratis testen.",
    ],
)
def test_an_opening_before_a_wall_is_a_truncation(words: int, wall: str) -> None:
    stub = Text(f"{' '.join(REPORT.split()[:words])} ...\n\n{wall}")
    assert kind_of(stub, Text(REPORT)) == kind_of(Text(REPORT), stub) == "truncation"


def test_an_opening_that_a_digest_begins_with_is_none_of_the_digest() -> None:
    digest = Text("\n".join([" ".join(REPORT.split()[:35]) + ".", NOTES[0], NOTES[1], NOTES[3]]))
    assert kind_of(Text(" ".join(REPORT.split()[:35]) + " ...\n\nSubscribe to read. Log in."), digest) != "truncation"


def test_how_a_text_ends() -> None:
    assert breaks_off("The ferry left the")
    assert breaks_off("The ferry left. …")
    assert not breaks_off("The ferry left the harbour.")


def test_no_long_paragraph_is_remembered() -> None:
    before = room._has_signs.cache_info().currsize
    assert not room._is_frame("the lock at the mill is shut " * 100)
    assert room._has_signs.cache_info().currsize == before
