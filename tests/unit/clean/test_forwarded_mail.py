"""Mails that pass on others, and what programs write around a text, in many languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.mail import parse_mail
from mediawatch.collect.containers.mail_heads import header_of

from tests.unit.clean.texts_by_language import TEXTS

AS_OF = datetime(2026, 11, 28, tzinfo=UTC)
TEXT = "The lock at Harrow Mill was reopened on Tuesday after a season of repairs, and the first barge carried clay."


SENDER = "Ben Ried <ben.ried@b.example>"


def _read(text: str, *, subtype: str = "plain", subject: str = "Fwd", sender: str = SENDER) -> Draft:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "desk@watch.example", subject
    message["Date"] = "Tue, 07 Apr 2026 09:00:00 +0200"
    message.set_content(text, subtype=subtype)
    return parse_mail(message.as_bytes(), as_of=AS_OF)


HEADS = [
    ("de", "-----Ursprüngliche Nachricht-----", "Von|Gesendet|An|Betreff", "Dienstag, 24. März 2026 10:30"),
    ("fr", "-----Message d'origine-----", "De |Envoyé |À |Objet ", "mardi 24 mars 2026 10:30"),
    ("es", "-----Mensaje original-----", "De|Enviado el|Para|Asunto", "martes, 24 de marzo de 2026 10:30"),
    ("es", "", "De|Enviado|Para|Asunto", "martes, 24 de marzo de 2026 10:30"),
    ("pt", "-----Mensagem original-----", "De|Enviado|Para|Assunto", "terça-feira, 24 de março de 2026 10:30"),
    ("pt", "", "De|Enviada em|Para|Assunto", "terça-feira, 24 de março de 2026 10:30"),
    ("it", "-----Messaggio originale-----", "Da|Inviato|A|Oggetto", "martedì 24 marzo 2026 10:30"),
    ("nl", "-----Oorspronkelijk bericht-----", "Van|Verzonden|Aan|Onderwerp", "dinsdag 24 maart 2026 10:30"),
    ("sv", "-----Ursprungligt meddelande-----", "Från|Skickat|Till|Ämne", "den 24 mars 2026 10:30"),
    ("da", "-----Oprindelig meddelelse-----", "Fra|Sendt|Til|Emne", "24. marts 2026 10:30"),
    ("fi", "-----Alkuperäinen viesti-----", "Lähettäjä|Lähetetty|Vastaanottaja|Aihe", "ti 24. maaliskuuta 2026 10:30"),
    ("pl", "-----Oryginalna wiadomość-----", "Od|Wysłano|Do|Temat", "wtorek, 24 marca 2026 10:30"),
    ("pl", "-----Wiadomość oryginalna-----", "Od|Data|Do|Temat", "24.03.2026 10:30"),
    ("cs", "-----Původní zpráva-----", "Od|Odesláno|Komu|Předmět", "úterý 24. března 2026 10:30"),
    ("sk", "-----Pôvodná správa-----", "Od|Odoslané|Komu|Predmet", "utorok 24. marca 2026 10:30"),
    ("sl", "-----Izvirno sporočilo-----", "Od|Poslano|Za|Zadeva", "torek, 24. marec 2026 10:30"),
    ("hu", "-----Eredeti üzenet-----", "Feladó|Elküldve|Címzett|Tárgy", "2026. március 24., kedd 10:30"),
    ("hu", "", "Feladó|Küldve|Címzett|Tárgy", "2026. március 24. 10:30"),
    ("ro", "-----Mesaj original-----", "De la|Trimis|Către|Subiect", "marți, 24 martie 2026 10:30"),
    ("bg", "-----Original Message-----", "От|Изпратено|До|Относно", "вторник, 24 март 2026 г. 10:30"),
    ("el", "-----Αρχικό μήνυμα-----", "Από|Εστάλη|Προς|Θέμα", "Τρίτη, 24 Μαρτίου 2026 10:30"),
    ("tr", "-----Özgün İleti-----", "Kimden|Gönderildi|Kime|Konu", "24 Mart 2026 Salı 10:30"),
    ("tr", "", "Kimden|Gönderme Tarihi|Kime|Konu", "24 Mart 2026 Salı 10:30"),
    ("ru", "-----Original Message-----", "От|Отправлено|Кому|Тема", "24 марта 2026 г. 10:30"),
    ("ru", "-----Исходное сообщение-----", "От|Дата|Кому|Тема", "вторник, 24 марта 2026 г. 10:30"),
    ("uk", "", "Від|Надіслано|Кому|Тема", "24 березня 2026 р. 10:30"),
    ("uk", "", "Від|Дата|Кому|Тема", "вт, 24 бер. 2026 р. о 10:30"),
    ("lt", "-----Pradinis laiškas-----", "Nuo|Išsiųsta|Kam|Tema", "2026 m. kovo 24 d. 10:30"),
    ("lv", "", "No|Nosūtīts|Kam|Tēma", "otrdiena, 2026. gada 24. marts 10:30"),
    ("et", "", "Saatja|Saadetud|Adressaat|Teema", "teisipäev, 24. märts 2026 10:30"),
    ("zh", "-----邮件原件-----", "发件人|发送时间|收件人|主题", "2026年3月24日 10:30"),
    ("zh", "", "寄件者|寄件日期|收件者|主旨", "2026年3月24日 10:30"),
    ("zh", "", "发件人|日期|收件人|主题", "2026年3月24日 星期二 10:30"),
    ("ja", "-----元のメッセージ-----", "差出人|送信日時|宛先|件名", "2026年3月24日 10:30"),
    ("ja", "", "From|Date|To|Subject", "2026年3月24日(火) 10:30"),
    ("ko", "-----원본 메시지-----", "보낸 사람|보낸 날짜|받는 사람|제목", "2026년 3월 24일 화요일 오전 10:30"),
    ("ko", "", "보낸사람|날짜|받는사람|제목", "2026년 3월 24일 (화) 오전 10:30"),
    ("ar", "", "من|تاريخ الإرسال|إلى|الموضوع", "24 مارس 2026 10:30"),
    ("ar", "", "من|التاريخ|إلى|الموضوع", "الثلاثاء، 24 مارس 2026 10:30"),
    ("hi", "", "प्रेषक|भेजा गया|प्रति|विषय", "24 मार्च 2026 10:30"),
    ("hi", "", "प्रेषक|दिनांक|प्रति|विषय", "24 मार्च 2026 10:30"),
    ("vi", "", "Từ|Đã gửi|Đến|Chủ đề", "24 tháng 3, 2026 10:30"),
    ("vi", "", "Từ|Ngày|Đến|Tiêu đề", "24 tháng 3, 2026 10:30"),
    ("id", "", "Dari|Terkirim|Ke|Perihal", "24 Maret 2026 10:30"),
    ("id", "", "Dari|Tanggal|Kepada|Subjek", "24 Maret 2026 10:30"),
    ("en", "-----Original Message-----", "From|Sent|To|Subject", "Tuesday, March 24, 2026 10:30 AM"),
    ("uk", "---------- Forwarded message ---------", "Від|Date|Subject|To", "вт, 24 бер. 2026 р. о 10:30"),
    ("tr", "---------- Forwarded message ---------", "Gönderen|Date|Subject|To", "24 Mar 2026 Sal, 10:30"),
    ("hu", "---------- Forwarded message ---------", "Feladó|Date|Subject|To", "2026. márc. 24., K, 10:30"),
    ("el", "---------- Forwarded message ---------", "Από|Date|Subject|To", "Τρί 24 Μαρ 2026 στις 10:30 π.μ."),
    ("vi", "---------- Forwarded message ---------", "Từ|Date|Subject|To", "Th 3, 24 thg 3, 2026 vào lúc 10:30"),
    ("fi", "---------- Forwarded message ---------", "Lähettäjä|Date|Subject|To", "ti 24. maalisk. 2026 klo 10.30"),
    ("id", "---------- Forwarded message ---------", "Dari|Date|Subject|To", "Sel, 24 Mar 2026 pukul 10.30"),
    ("fr", "Début du message réexpédié :", "De|Objet|Date|À", "24 mars 2026 à 10:30:00 UTC+1"),
    ("it", "Inizio messaggio inoltrato:", "Da|Oggetto|Data|A", "24 marzo 2026 alle ore 10:30:00 CET"),
    ("da", "Start på videresendt besked:", "Fra|Emne|Dato|Til", "24. marts 2026 kl. 10.30.00 CET"),
    ("zh", "以下是转发的邮件：", "发件人|主题|日期|收件人", "2026年3月24日 GMT+8 10:30:00"),
    ("zh", "開始轉寄郵件：", "寄件人|主旨|日期|收件人", "2026年3月24日 GMT+8 10:30:00"),
    ("ja", "転送されたメッセージ：", "差出人|件名|日付|宛先", "2026年3月24日 10:30:00 JST"),
    ("ko", "전달된 메시지 시작:", "보낸 사람|제목|날짜|받는 사람", "2026년 3월 24일 오전 10:30:00 GMT+9"),
    ("tr", "İletilen ileti başlangıcı:", "Kimden|Konu|Tarih|Kime", "24 Mart 2026 10:30:00 GMT+3"),
    ("cs", "Začátek přeposlané zprávy:", "Od|Předmět|Datum|Komu", "24. března 2026 10:30:00 SEČ"),
    ("hu", "Továbbított üzenet kezdete:", "Feladó|Tárgy|Dátum|Címzett", "2026. március 24. 10:30:00 CET"),
    ("el", "Έναρξη προωθημένου μηνύματος:", "Από|Θέμα|Ημερομηνία|Προς", "24 Μαρτίου 2026 στις 10:30:00 π.μ. EET"),
    ("fr", "-------- Message transféré --------", "Sujet |Date |De |Pour ", "Tue, 24 Mar 2026 10:30:00 +0100"),
    ("it", "-------- Messaggio Inoltrato --------", "Oggetto|Data|Mittente|A", "Tue, 24 Mar 2026 10:30:00 +0100"),
    ("pl", "-------- Przekazana wiadomość --------", "Temat|Data|Nadawca|Adresat", "Tue, 24 Mar 2026 10:30:00 +0100"),
    ("cs", "-------- Přeposlaná zpráva --------", "Předmět|Datum|Od|Komu", "Tue, 24 Mar 2026 10:30:00 +0100"),
    ("ja", "-------- Forwarded Message --------", "件名|日付|差出人|宛先", "Tue, 24 Mar 2026 10:30:00 +0100"),
    ("hu", "-------- Továbbított üzenet --------", "Tárgy|Dátum|Feladó|Címzett", "Tue, 24 Mar 2026 10:30:00 +0100"),
]
"""(language, dividing line, labels in the program's order, the day), as Outlook, Gmail, Apple Mail, Thunderbird write
them."""


@pytest.mark.parametrize("kind", ["plain", "quoted", "html"])
@pytest.mark.parametrize(("language", "divider", "labels", "day"), HEADS)
def test_the_head_of_a_forwarded_mail(language: str, divider: str, labels: str, day: str, kind: str) -> None:
    text = TEXTS[language]
    headline = text[:12] if language in ("zh", "ja") else " ".join(text.split()[:4])
    values = {"from": "Harrow Post <post@harrow.example>", "subject": headline, "date": day}
    lines = [f"{label}: {values.get(header_of(label), 'Ben <b@c.example>')}" for label in labels.split("|")]
    if kind == "html":
        escaped = "<br>".join(line.replace("<", "&lt;").replace(">", "&gt;") for line in lines)
        draft = _read(f"<p>FYI</p><p>{divider}</p><p>{escaped}</p><p>{text}</p><p>{text}</p>", subtype="html")
    else:
        mail = "\n".join([*lines, "", text, "", text])
        mail = mail if kind == "plain" else "\n".join(f"> {line}" for line in mail.split("\n"))
        draft = _read(f"FYI\n\n{divider}\n{mail}\n")
    assert (draft.headline, draft.publisher, draft.author) == (headline, "Harrow Post", ())
    assert draft.date_published is not None
    assert draft.date_published.date() == date(2026, 3, 24)
    assert draft.body.replace("\n\n", "\n") == f"{text}\n{text}"


SUBJECTS = (
    "WG|Fwd|RE|Tr|RV|ENC|Doorst|VS|VB|转发|答复|轉寄|回覆|전달|회신|إعادة توجيه|رد|הועבר|İLT|YNT|PD|ODP|TOV|VÁ|ΠΡΘ|ΑΠ"
    "|SV|AW|I|R|Antw|VL|RES|TL|BLS|返信|転送|Reenv|Ответ|Přep|Odg|Chuyển tiếp|ส่งต่อ|[EXTERNAL] FW|[Extern] WG"
)


@pytest.mark.parametrize("mark", SUBJECTS.split("|"))
def test_marks_of_answers_and_forwards_are_no_headline(mark: str) -> None:
    assert _read(f"{TEXT}\n\n{TEXT}", subject=f"{mark}: Harrow lock reopens").headline == "Harrow lock reopens"


LINES = [
    "Von meinem iPhone gesendet",
    "Envoyé de mon iPhone",
    "Enviado desde mi iPhone",
    "Inviato da iPhone",
    "Verstuurd vanaf mijn iPhone",
    "Enviado do meu iPhone",
    "Skickat från min iPhone",
    "Sendt fra min iPhone",
    "Sendt fra min iPhone",
    "Отправлено с iPhone",
    "发自我的iPhone",
    "iPhoneから送信",
    "나의 iPhone에서 보냄",
    "Wysłane z iPhone'a",
    "iPhone'umdan gönderildi",
    "Odesláno z iPhonu",
    "Elküldve az iPhone-omról",
    "Στάλθηκε από το iPhone μου",
    "Надіслано з iPhone",
    "Lähetetty iPhonesta",
    "أُرسلت من الـ iPhone",
    "Sent from my iPhone",
    "Trimis de pe iPhone-ul meu",
    "נשלח מה-iPhone שלי",
    "ส่งจาก iPhone ของฉัน",
    "Đã gửi từ iPhone của tôi",
    "Dikirim dari iPhone saya",
    "If you no longer wish to receive these emails, unsubscribe here.",
    "Wenn Sie keine weiteren E-Mails erhalten möchten, können Sie sich hier abmelden.",
    "Si vous ne souhaitez plus recevoir nos courriels, cliquez ici pour vous désabonner.",
    "Si no desea recibir más correos, puede darse de baja aquí.",
    "Se não quiser receber mais e-mails, clique aqui para cancelar a inscrição.",
    "Se non vuoi più ricevere le nostre email, annulla l'iscrizione.",
    "Wil je deze nieuwsbrief niet meer ontvangen? Schrijf je hier uit.",
    "Vill du inte längre få nyhetsbrevet? Avsluta prenumerationen här.",
    "Ønsker du ikke længere at modtage nyhedsbrevet? Afmeld dig her.",
    "Ønsker du ikke lenger å motta nyhetsbrevet? Meld deg av her.",
    "Jos et halua enää vastaanottaa uutiskirjettä, peruuta tilaus tästä.",
    "Jeśli nie chcesz otrzymywać newslettera, wypisz się tutaj.",
    "Pokud si nepřejete dostávat newsletter, odhlaste se zde.",
    "Ak si neželáte dostávať newsletter, odhláste sa tu.",
    "Ha nem szeretne több hírlevelet kapni, iratkozzon le itt.",
    "Dacă nu mai doriți să primiți acest newsletter, dezabonați-vă aici.",
    "Чтобы отписаться от рассылки, нажмите здесь.",
    "Щоб відписатися від розсилки, натисніть тут.",
    "Ако не желаете да получавате бюлетина, отпишете се тук.",
    "Αν δεν θέλετε να λαμβάνετε το ενημερωτικό δελτίο, κάντε κλικ για διαγραφή.",
    "Bu e-postaları almak istemiyorsanız abonelikten çıkın.",
    "لإلغاء الاشتراك في النشرة البريدية اضغط هنا",
    "להסרה מרשימת התפוצה לחצו כאן",
    "برای لغو اشتراک خبرنامه اینجا کلیک کنید",
    "यदि आप ये ईमेल नहीं चाहते हैं तो सदस्यता समाप्त करें",
    "Jika tidak ingin menerima email ini lagi, berhenti berlangganan di sini.",
    "Nếu không muốn nhận bản tin này nữa, hãy hủy đăng ký tại đây.",
    "หากไม่ต้องการรับจดหมายข่าว คลิกยกเลิกการสมัครรับข่าว",
    "如果您不想再收到此类邮件，请点击退订",
    "このメールマガジンの配信停止はこちら",
    "뉴스레터를 더 이상 원하지 않으시면 수신거부를 클릭하세요",
    "Si no voleu rebre més correus, doneu-vos de baixa aquí.",
    "Ako ne želite primati newsletter, odjavite se ovdje.",
    "Ako ne želite da primate bilten, odjavite se ovde.",
    "Če ne želite več prejemati novic, se odjavite tukaj.",
    "Jei nebenorite gauti naujienlaiškio, atsisakykite prenumeratos čia.",
    "Ja nevēlaties saņemt jaunumus, atsakieties no abonēšanas šeit.",
    "Kui te ei soovi uudiskirja saada, loobuge tellimusest siin.",
    "Voir cette lettre dans le navigateur",
    "Ver este e-mail no navegador",
    "Bekijk deze nieuwsbrief in je browser",
    "Läs nyhetsbrevet i webbläsaren",
    "Se nyhetsbrevet i nettleseren",
    "Lue uutiskirje selaimessa",
    "Zobrazit v prohlížeči",
    "Zobraziť v prehliadači",
    "Megtekintés böngészőben",
    "Vezi în browser",
    "Отвори в браузъра",
    "Δείτε το στο πρόγραμμα περιήγησης",
    "عرض هذه الرسالة في المتصفح",
    "לצפייה בדפדפן",
    "مشاهده در مرورگر",
    "Lihat email ini di browser",
    "Xem email này trong trình duyệt",
    "ดูอีเมลนี้ในเบราว์เซอร์",
    "Pogledaj u pregledniku",
    "Pogledaj u pregledaču",
    "Ogled v brskalniku",
    "Žiūrėti naršyklėje",
    "Skatīt pārlūkprogrammā",
    "Vaata veebilehitsejas",
    "Veure al navegador",
]


@pytest.mark.parametrize("line", LINES)
def test_lines_about_the_mail_are_no_text(line: str) -> None:
    assert _read(f"{TEXT}\n\n{line}\n").body == TEXT


@pytest.mark.parametrize(
    "last",
    [
        "The first barge was filmed with an iPhone.",
        "Will Samsung build here too?",
        "“It was only an iPad!”",
        "Huawei और Samsung यहाँ भी बनाएँगे।",
        "هل تبني Samsung هنا أيضا؟",
    ],
)
def test_an_article_that_ends_with_a_telephone_keeps_its_end(last: str) -> None:
    assert _read(f"{TEXT}\n\n{last}\n").body == f"{TEXT}\n\n{last}"


def test_a_mail_of_one_line_about_a_telephone_keeps_it() -> None:
    assert _read("Samsung opens a works at Harrow Mill\n").body == "Samsung opens a works at Harrow Mill"


@pytest.mark.parametrize(
    ("sender", "author", "publisher"),
    [
        ("Harrow Post <post@harrow.example>", (), "Harrow Post"),
        ("Anna Post <anna.post@harrow.example>", ("Anna Post",), None),
    ],
)
def test_a_mailbox_of_an_office_is_no_person(sender: str, author: tuple[str, ...], publisher: str | None) -> None:
    draft = _read(TEXT, sender=sender)
    assert (draft.author, draft.publisher) == (author, publisher)
