"""Days beside the headline that are those of an event, a deadline or a validity, and months in capitals."""

from __future__ import annotations

from datetime import date

import pytest
from mediawatch.clean.dates.written import find_date

from tests.unit.clean.test_bylines_beside_agencies import page
from tests.unit.clean.test_page import parse

LINES = [
    ("en", "Registration deadline: 3 June 2024"),
    ("en", "Exhibition until 3 June 2024"),
    ("en", "Event: 3 June 2024, 7pm, Town Hall"),
    ("en", "© 3 June 2024 Valley Media"),
    ("en", "Price: $12.05.24"),
    ("de", "Veranstaltungsdatum: 3. Juni 2024"),
    ("de", "Ausstellung bis 3. Juni 2024"),
    ("fr", "Inscriptions jusqu'au 3 juin 2024"),
    ("fr", "Rendez-vous le 3 juin 2024"),
    ("es", "Fecha del evento: 3 de junio de 2024"),
    ("it", "Quando: 3 giugno 2024, ore 19"),
    ("pt", "Validade: 03/06/2024"),
    ("nl", "Te zien tot en met 3 juni 2024"),
    ("sv", "När: 3 juni 2024 kl. 19"),
    ("da", "Hvornår: 3. juni 2024"),
    ("fi", "Hakuaika päättyy 3.6.2024"),
    ("cs", "Kdy: 3. června 2024"),
    ("hu", "Időpont: 2024. június 3."),
    ("ro", "Înscrieri până pe 3 iunie 2024"),
    ("tr", "Son başvuru: 3 Haziran 2024"),
    ("el", "Πότε: 3 Ιουνίου 2024"),
    ("ru", "Дата проведения: 3 июня 2024"),
    ("uk", "Коли: 3 червня 2024"),
    ("ar", "موعد الفعالية: 3 يونيو 2024"),
    ("fa", "مهلت ثبت نام: ۱۴ خرداد ۱۴۰۳"),
    ("he", "מועד האירוע: 3 ביוני 2024"),
    ("zh", "活动时间：2024年6月3日"),
    ("ja", "開催日：2024年6月3日"),
    ("ko", "접수마감: 2024년 6월 3일"),
    ("ko", "마감: 2024년 6월 3일"),
    ("th", "วันที่จัดงาน: 3 มิถุนายน 2567"),
    ("vi", "Hạn nộp: 03/06/2024"),
    ("id", "Batas pendaftaran: 3 Juni 2024"),
]


@pytest.mark.parametrize(("language", "line"), LINES)
def test_the_day_of_an_event_is_not_that_of_the_page(language: str, line: str) -> None:
    assert parse(page(language, f"<p>{line}</p>"), url="https://paper.example/bridge").date_published is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("tr", "3 HAZİRAN 2024"),
        ("tr", "3 Haziran 2024"),
        ("el", "3 ΙΟΥΝΙΟΥ 2024"),
        ("es", "Inicio | 3 de junio de 2024"),
        ("fr", "Édition du 3 juin 2024"),
        ("it", "3° giugno 2024"),
        ("es", "Arte 3 de junio de 2024"),
        ("pt", "Arte 3 de junho de 2024"),
        ("ko", "코스피 상승 마감 2024.06.03"),
        ("fr", "Dossier 03/06/24"),
    ],
)
def test_a_day_of_publication_stays(language: str, line: str) -> None:
    draft = parse(page(language, f"<p>{line}</p>"), url="https://paper.example/bridge")
    assert draft.date_published is not None
    assert draft.date_published.date() == date(2024, 6, 3)


@pytest.mark.parametrize(
    ("language", "line"),
    [("el", "12 ΜΑΪΟΥ 2024"), ("el", "12 ΜΑΙΟΥ 2024"), ("el", "12 ΜΑΪ 2024"), ("tr", "12 MAYIS 2024")],
)
def test_months_in_capitals(language: str, line: str) -> None:
    found = find_date(line, language)
    assert found is not None
    assert found.day.date() == date(2024, 5, 12)


def test_a_state_is_no_docket() -> None:
    found = find_date("Tucson, AZ 06/13/24", "en")
    assert found is not None
    assert found.day.date() == date(2024, 6, 13)
