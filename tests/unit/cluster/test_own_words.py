"""What a publisher sets around every report is no word of the report."""

from __future__ import annotations

import pytest
from mediawatch.cluster.article_reading import ArticleText, read_article
from mediawatch.cluster.own_words import own_words

REPORTS = {
    "de": (
        "Der Hafen von Tolvik bleibt bis Freitag gesperrt, weil ein Frachter auf Grund lief. Fähren fahren ab Harnby.",
        "Wir nutzen Cookies und verarbeiten personenbezogene Daten. "
        "Ihre Einwilligung können Sie jederzeit in der Datenschutzerklärung widerrufen.",
        "cooki",
    ),
    "pl": (
        "Port w Tolviku jest zamknięty do piątku, bo frachtowiec wszedł na mieliznę. Promy płyną z Harnby.",
        "Twoje dane są bezpieczne, a zgodę możesz wycofać w każdej chwili w polityce prywatności. "
        "Zgadzasz się na pliki cookies naszych partnerów w celach marketingowych.",
        "cooki",
    ),
    "es": (
        "El puerto de Tolvik sigue cerrado hasta el viernes porque un carguero encalló. Los barcos salen de Harnby.",
        "Regístrese para recibir nuestro boletín y suscríbase gratis.",
        "boletí",
    ),
    "fr": (
        "Le port de Tolvik reste fermé jusqu'à vendredi parce qu'un cargo s'est échoué. Les bacs partent de Harnby.",
        "Inscrivez-vous à notre newsletter et abonnez-vous dès maintenant.",
        "newsl",
    ),
}


@pytest.mark.parametrize("language", REPORTS)
def test_a_sentence_of_a_frame_gives_no_term(language: str) -> None:
    report, frame, word = REPORTS[language]
    assert own_words("Tolvik", f"{report} {frame}", language).strip() == report
    told = read_article(ArticleText("Tolvik", f"{report} {frame}", language))
    assert word[:5] not in told.profile
    assert told.profile.keys() == read_article(ArticleText("Tolvik", report, language)).profile.keys()


@pytest.mark.parametrize("language", REPORTS)
def test_a_report_stays_as_it_is(language: str) -> None:
    report, frame, _ = REPORTS[language]
    assert own_words("Tolvik", f"{report}\n\n{report}", language) == f"{report}\n\n{report}"
    assert own_words("Tolvik", frame, language) == frame  # nothing else would be left


def test_a_report_on_a_frame_stays() -> None:
    """One word of a frame in a sentence is what the sentence tells of."""
    report = "Das Gericht in Harnby verbot am Freitag Cookies ohne Zustimmung. Die Firma zahlt 3 Millionen Euro Strafe."
    assert own_words("Firma zahlt Strafe", report, "de") == report


@pytest.mark.parametrize(
    ("language", "headline", "report"),
    [
        (
            "de",
            "Verlag in Harnby führt neues Abo ein",
            "Der Verlag in Harnby verlangt ab März fünf Euro im Monat. Wer das Abo abschließt, muss sich anmelden und "
            "der Werbung zustimmen, sagte die Leiterin. Die Redaktion verspricht ihren Abonnenten einen Newsletter.",
        ),
        (
            "fr",
            "Cookies : un éditeur condamné à Harnby",
            "Le tribunal de Harnby a condamné lundi un éditeur de presse de la ville. Il déposait des cookies sans "
            "consentement dès que les lecteurs voulaient s'abonner. Accepter les cookies doit être aussi simple.",
        ),
        (
            "es",
            "El diario de Harnby estrena suscripción",
            "El diario de Harnby cobrará cinco euros al mes desde marzo, dijo su directora. Quien se suscriba al "
            "boletín podrá leer gratis dos noticias. Los lectores deben registrarse para recibir el boletín.",
        ),
    ],
)
def test_a_report_whose_headline_tells_of_a_frame_stays(language: str, headline: str, report: str) -> None:
    assert own_words("Tolvik", report, language) != report
    assert own_words(headline, report, language) == report
