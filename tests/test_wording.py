"""What the site says in Swedish and English, and what it understands."""

import pickle
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vrapport.dates import NotADate, day, read_code
from vrapport.findings import Message, say
from vrapport.shipped import folder
from vrapport.vocabulary import (
    VOCABULARIES,
    Audience,
    Change,
    MeetingType,
    Mover,
    Outcome,
    ReportType,
    Schedule,
    Status,
    Truth,
)
from vrapport.wording import Catalogue, NotACatalogue, Wording, _coded, _phrases, folded, read_catalogue, slug, wording

SOURCES = {language: (folder("templates") / "strings" / f"{language}.po").read_bytes() for language in ("sv", "en")}
SWEDISH = wording("sv", SOURCES["sv"], SOURCES["en"])
IN_FIGURES = wording(
    "sv", SOURCES["sv"], SOURCES["en"],
    {"date.Q1": "{year}-77", "date.autumn": "7-{year}", "date.by": "0-{date}", "date.between": "{first}--{last}"},
)  # fmt: skip
ENGLISH = wording("en", SOURCES["en"], SOURCES["en"], also={"sv": SOURCES["sv"]})
CATALOGUES = [read_catalogue(language, source) for language, source in SOURCES.items()]

PRINTED = [
    ("2019-06-10", "10 juni 2019", "10 June 2019"),
    ("2019-11", "november 2019", "November 2019"),
    ("2020-spring", "våren 2020", "spring 2020"),
    ("2020-summer", "sommaren 2020", "summer 2020"),
    ("2020-autumn", "hösten 2020", "autumn 2020"),
    ("2020-Q1", "första kvartalet 2020", "first quarter of 2020"),
    ("2020-Q2", "andra kvartalet 2020", "second quarter of 2020"),
    ("2020-Q3", "tredje kvartalet 2020", "third quarter of 2020"),
    ("2020-Q4", "fjärde kvartalet 2020", "fourth quarter of 2020"),
    ("2019-H1", "första halvåret 2019", "first half of 2019"),
    ("2019-H2", "andra halvåret 2019", "second half of 2019"),
    ("2019", "2019", "2019"),
    ("by 2020-01", "senast januari 2020", "by January 2020"),
    ("by 2020-spring", "senast våren 2020", "by spring 2020"),
    ("2019-03/2019-04", "mars\N{EN DASH}april 2019", "March\N{EN DASH}April 2019"),
    ("2019-03/2020-01", "mars 2019\N{EN DASH}januari 2020", "March 2019\N{EN DASH}January 2020"),
    ("2019-06-10/2019-H2", "10 juni 2019\N{EN DASH}andra halvåret 2019", "10 June 2019\N{EN DASH}second half of 2019"),
]
SENTENCES = ["Decided {date:on}", "{date}", "{n} and {date:on}", "{missing}"]
PIECES = ["senast", "mellan", "och", "\N{EN DASH}", "-", "/", "by", "2019", "2020-01", "juni", "vårn", "31", "Q1", "{"]

# The catalogues


def is_key(msgid: str) -> bool:
    return re.fullmatch(r"[a-z]+(\.[\w-]+)+", msgid) is not None


@pytest.mark.parametrize("language", SOURCES)
def test_nothing_stands_twice_in_a_catalogue(language: str) -> None:
    msgids = re.findall(r'^msgid (".+"(?:\n".*")*)', SOURCES[language].decode(), re.MULTILINE)
    assert [msgid for msgid, times in Counter(msgids).items() if times > 1] == []


def test_both_languages_have_the_whole_vocabulary() -> None:
    swedish, english = ({key for key in words.forms if is_key(key) and ".typed" not in key} for words in CATALOGUES)
    assert swedish == english


def test_swedish_says_every_sentence_that_english_counts() -> None:
    assert {msgid for msgid in CATALOGUES[1].forms if not is_key(msgid)} <= set(CATALOGUES[0].forms)


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda catalogue: catalogue.language)
def test_a_translation_fills_in_what_the_sentence_fills_in(catalogue: Catalogue) -> None:
    for msgid, forms in catalogue.forms.items():
        asked = set(re.findall(r"\{(\w+)", msgid)) if not is_key(msgid) else None
        for form in forms:
            braces = set(re.findall(r"\{(\w+)", form))
            assert asked is None or braces == asked, msgid
            assert re.fullmatch(r"[^{}]*(\{\w+(:on)?\}[^{}]*)*", form), msgid


@pytest.mark.parametrize("language", SOURCES)
def test_every_code_has_its_word(language: str) -> None:
    said = {"sv": SWEDISH, "en": ENGLISH}[language]
    assert [code.key for codes in VOCABULARIES.values() for code in codes if not said.has(code.key)] == []


@pytest.mark.parametrize("language", SOURCES)
def test_statuses_and_outcomes_can_be_counted_and_statuses_explained(language: str) -> None:
    said = {"sv": SWEDISH, "en": ENGLISH}[language]
    for code in (*Status, *Outcome, *Schedule, *Change):
        assert said.count(code.key, 2).startswith("2 ")
    assert all(said.word(f"{status.key}.explained").endswith(".") for status in Status)


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_no_word_can_be_typed_for_two_codes(vocabulary: str) -> None:
    codes = [code.value for code in VOCABULARIES[vocabulary]]
    meant: dict[str, str] = {folded(code): code for code in codes}
    for catalogue in CATALOGUES:
        for code in codes:
            key = f"{vocabulary}.{code}"
            typed = (catalogue.form(f"{key}.typed", None) or "").split(",")
            for word in (catalogue.form(key, None), catalogue.form(f"{key}.motion", None), *typed):
                if word and word.strip():
                    assert meant.setdefault(folded(word), code) == code, word


def test_no_word_is_the_label_of_both_an_outcome_and_a_status() -> None:
    for said in (SWEDISH, ENGLISH):
        of_motions = {said.label(outcome, "motion") for outcome in Outcome}
        assert not {said.label(status) for status in Status} & (
            {said.label(outcome) for outcome in Outcome} | of_motions
        )


def test_every_vocabulary_has_a_name() -> None:
    assert [name for name in VOCABULARIES if not SWEDISH.has(f"vocabulary.{name}")] == []


def test_nobody_is_told_that_something_was_moved_forward() -> None:
    text = SOURCES["sv"].decode().lower()
    assert not re.search("framflytt|flytta[dt]s? fram|årsrapport", text)


def test_addresses_are_plain_ascii() -> None:
    for catalogue in CATALOGUES:
        addresses = [forms[0] for key, forms in catalogue.forms.items() if key.startswith("address.")]
        assert addresses
        assert all(re.fullmatch("[a-z][a-z-]*", address) for address in addresses)


def test_no_two_pages_share_a_folder() -> None:
    for catalogue in CATALOGUES:
        addresses = [forms[0] for key, forms in catalogue.forms.items() if re.fullmatch(r"address\.[\w-]+", key)]
        assert [address for address, times in Counter(addresses).items() if times > 1] == []


def test_what_is_fuzzy_or_untranslated_is_not_said() -> None:
    source = b'msgid ""\nmsgstr "Language: sv\\n"\n\n#, fuzzy\nmsgid "a"\nmsgstr "x"\n\nmsgid "b"\nmsgstr ""\n'
    assert read_catalogue("sv", source).forms == {}


@pytest.mark.parametrize(
    "source",
    [
        b"status: done\n",
        b'msgid "a"\nmsgstr[x] "b"\n',
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "\xff"\n',
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nonsense\\n"\n\nmsgid "a"\nmsgstr "b"\n',
        b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=__import__;\\n"\n\nmsgid "a"\nmsgstr "b"\n',
    ],
)
def test_a_file_that_is_no_catalogue_is_said_to_be_none(source: bytes) -> None:
    with pytest.raises(NotACatalogue) as caught:
        read_catalogue("sv", source)
    assert caught.value.message.values["language"] == "sv"


# Words and sentences


def test_words_counts_and_labels() -> None:
    assert SWEDISH.word("status.done") == "Genomfört"
    assert SWEDISH.count("status.done", 1) == "1 genomfört"
    assert SWEDISH.count("status.done.count", 9) == "9 genomförda"
    assert SWEDISH.count("kind.decisions", 12345) == "12\N{NO-BREAK SPACE}345 beslut"
    assert SWEDISH.label(Outcome.CARRIED) == "Bifallet"
    assert SWEDISH.label(Outcome.CARRIED, "motion") == "Bifallen"
    assert SWEDISH.label(Outcome.NOTED, "motion") == "Lagt till handlingarna"
    assert ENGLISH.label(ReportType.INTERIM) == "Interim report"


def test_a_word_nobody_wrote_is_a_fault_of_ours() -> None:
    assert not SWEDISH.has("status.nonsense")
    with pytest.raises(KeyError):
        SWEDISH.word("status.nonsense")
    with pytest.raises(KeyError):
        SWEDISH.count("field.title", 2)


def test_the_number_chooses_the_form() -> None:
    assert SWEDISH._n("{n} item.", "{n} items.", 1) == "1 beslutspunkt."
    assert SWEDISH._n("{n} item.", "{n} items.", 3) == "3 beslutspunkter."
    assert ENGLISH.tell(say("{n} item.", n=3)) == "3 items."
    assert SWEDISH._n("{n} goose", "{n} geese", 2) == "2 geese"


def test_a_sentence_is_filled_with_whatever_it_speaks_of() -> None:
    values = {"a": ("x", Status.DONE, read_code("2019-11")), "b": say("{n} item.", n=1), "c": date(2019, 6, 10)}
    assert (
        SWEDISH.tell(Message("{a}. {b}. {c}.", values))
        == "x, Genomfört och november 2019. 1 beslutspunkt.. 10 juni 2019."
    )


def test_braces_in_the_content_are_only_braces() -> None:
    assert SWEDISH.tell(say("{a} {b} {gone}", a="{b}", b="{")) == "{b} { {gone}"
    assert SWEDISH._("{text} {a:>10} {} {0} {{", a=1, text="x") == "x {a:>10} {} {0} {{"


def test_a_date_within_a_sentence_takes_its_preposition() -> None:
    built = "The page was built as of {date}."
    assert SWEDISH.tell(say(built, date=read_code("2019-06-10"))) == "Sidan byggdes med läget den 10 juni 2019."
    assert SWEDISH.tell(say(built, date="januari 2020")) == "Sidan byggdes med läget i januari 2020."
    assert SWEDISH.tell(say(built, date="alldeles nyss")) == "Sidan byggdes med läget alldeles nyss."
    assert ENGLISH.tell(say(built, date=date(2019, 6, 10))) == "The page was built as of 10 June 2019."


@settings(deadline=None)
@given(st.text("0123456789-", max_size=10))
@example("2020-77")
@example("7-2020")
@example("2019-06-10")
def test_dates_of_figures_alone_are_read_as_by_trying_every_phrase(typed: str) -> None:
    """Few phrases can say a date without a letter; a site's own may be one of them, and the others are left out."""
    coded = _coded(IN_FIGURES, typed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vrapport.wording._phrases_for", lambda said, forms, _: _phrases(said, forms))
        assert _coded.__wrapped__(IN_FIGURES, typed) == coded
    if typed == "2020-77":
        assert IN_FIGURES.read_date(typed).code == "2020-Q1"


DAYS = st.dates().map(str) | st.from_regex(r"[0-9]{4}-[01][0-9]-[0-3][0-9]", fullmatch=True)
ODD = [
    {},
    {"date.Q1": "{year}-06-10"},
    {"date.by": "{date}"},
    {"date.between": "{first}{last}"},
    {"date.Q1": "{year}77"},
]


@given(DAYS | st.text("0123456789-/", max_size=12), st.sampled_from(ODD))
@example("2019-06-10", {"date.Q1": "{year}-06-10"})
@example("2019-06-10", {"date.by": "{date}"})
@example("2019-02-30", {})
@example("0999-01-01", {})
@example("٢٠١٩-06-10", {})
def test_a_day_is_read_at_once_as_it_is_read_by_every_phrase(typed: str, own: dict[str, str]) -> None:
    said = wording("sv", SOURCES["sv"], SOURCES["en"], own)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vrapport.wording._may_say_days", lambda _: True)
        slowly = read_or_refused(said, typed)
    assert read_or_refused(said, typed) == slowly


def read_or_refused(said: Wording, typed: str) -> object:
    """Tell what a date is read as, or why it is none."""
    try:
        return said.read_date(typed)
    except NotADate as fault:
        return fault.message, fault.suggestion


def test_a_site_may_use_words_of_its_own() -> None:
    own = {"status.done": "Verkställt!", "Added afterwards": "Senare", "date.spring": "vårterminen {year}"}
    said = wording("sv", SOURCES["sv"], SOURCES["en"], own)
    assert said.tell(say("{a}: {b}", a=Status.DONE, b=say("Added afterwards"))) == "Verkställt!: Senare"
    assert said.code_for("status", "verkställt!", Status) == said.code_for("status", "genomfört", Status) == "done"
    assert said.read_date("Vårterminen 2020") == said.read_date("våren 2020") == read_code("2020-spring")
    assert said.date(read_code("2020-spring")) == "vårterminen 2020"


def test_a_pattern_that_lost_its_year_is_printed_but_not_read() -> None:
    for pattern in ("våren", "våren {year} {year}", "våren {1}", "våren {", "(våren {year} {day}"):
        said = wording("sv", SOURCES["sv"], SOURCES["en"], {"date.spring": pattern})
        assert said.read_date("våren 2020").code == "2020-spring"
        assert said.date(read_code("2020-spring"))


def test_what_a_language_lacks_is_said_in_english() -> None:
    small = b'msgid ""\nmsgstr "Language: nb\\n"\n\nmsgid "status.done"\nmsgstr "Gjennomf\xc3\xb8rt"\n'
    said = wording("nb", small, SOURCES["en"])
    assert [said.word("status.done"), said.word("status.ongoing")] == ["Gjennomført", "Ongoing"]
    assert said.count("status.done", 2) == "2 carried out"
    assert said.code_for("status", "gjennomført", Status) == "done"


def test_a_language_unknown_to_all_still_has_dates() -> None:
    assert wording("tlh", SOURCES["sv"], SOURCES["en"]).day(date(2019, 6, 10)) == "10 June 2019"


def test_a_wording_can_be_sent_to_another_process() -> None:
    sent: Wording = pickle.loads(pickle.dumps(SWEDISH))  # noqa: S301 - our own bytes
    assert sent.word("status.done") == "Genomfört"


# Dates


@pytest.mark.parametrize(("code", "swedish", "english"), PRINTED)
def test_a_date_is_printed_as_vaguely_as_it_was_given(code: str, swedish: str, english: str) -> None:
    assert SWEDISH.date(read_code(code)) == swedish
    assert ENGLISH.date(read_code(code)) == english


@pytest.mark.parametrize(("code", "swedish", "english"), PRINTED)
def test_what_is_printed_can_be_typed(code: str, swedish: str, english: str) -> None:
    for said in (SWEDISH, ENGLISH):
        assert {said.read_date(text).code for text in (code, swedish, english, swedish.upper())} == {code}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("den 10 juni 2019", "2019-06-10"),
        ("10 jun. 2019", "2019-06-10"),
        ("June 10, 2019", "2019-06-10"),
        ("senast 2020-01", "by 2020-01"),
        ("senast den 10 juni 2019", "by 2019-06-10"),
        ("mellan mars 2019 och januari 2020", "2019-03/2020-01"),
        ("mellan mars och april 2019", "2019-03/2019-04"),
        ("mars - apr. 2019", "2019-03/2019-04"),
        ("mars 2019\N{EN DASH}april 2019", "2019-03/2019-04"),
        ("mars 2019 \N{EN DASH} 2020-01", "2019-03/2020-01"),
        ("kvartal 1 2020", "2020-Q1"),
        ("andra halvan av 2019", "2019-H2"),
        ("år 2019", "2019"),
        ("fall 2019", "2019-autumn"),
        ("va\N{COMBINING RING ABOVE}ren 2020", "2020-spring"),
    ],
)
def test_a_date_may_be_typed_as_it_is_said(typed: str, code: str) -> None:
    assert SWEDISH.read_date(typed).code == code


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("10 jnui 2019", "10 juni 2019"),
        ("vårn 2020", "våren 2020"),
        ("2019-6-1", "2019-06-01"),
        ("10juni 2019", "10 juni 2019"),
        ("10 Jume 2019", "10 juni 2019"),
        ("snast januari 2020", "senast januari 2020"),
        ("senast 2019-6-1", "senast 1 juni 2019"),
        ("förta kvartalet 2020", "första kvartalet 2020"),
        ("mars 2019-januari 2020", "mars 2019\N{EN DASH}januari 2020"),
        ("31 juni 2019", "30 juni 2019"),
        ("juni", None),
        ("i morgon", None),
        ("{year}", None),
        ("juni " * 100, None),
    ],
)
def test_a_misspelt_date_is_met_with_the_right_one(typed: str, suggestion: str | None) -> None:
    with pytest.raises(NotADate) as caught:
        SWEDISH.read_date(typed)
    assert caught.value.suggestion == suggestion


def test_a_date_that_is_none_is_shown_as_it_was_typed() -> None:
    with pytest.raises(NotADate) as caught:
        SWEDISH.read_date("10  Jnui 2019")
    assert SWEDISH.tell(caught.value.message) == "”10 Jnui 2019” är inget datum."
    assert SWEDISH.tell(caught.value.hint) == "Skriv 10 juni 2019."


def test_a_day_that_is_not_in_the_calendar_is_explained() -> None:
    with pytest.raises(NotADate) as caught:
        SWEDISH.read_date("31 juni 2019")
    assert SWEDISH.tell(caught.value.message) == "Det finns bara 30 dagar i juni 2019."


@settings(deadline=None)
@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_printed_is_read_back(when: date) -> None:
    assert SWEDISH.read_date(ENGLISH.day(when)) == ENGLISH.read_date(SWEDISH.day(when)) == day(when)


@settings(deadline=None)
@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join))
@example("100002/100001")
def test_any_text_is_a_date_or_is_not(text: str) -> None:
    try:
        SWEDISH.read_date(text)
    except NotADate as fault:
        assert fault.suggestion is None or SWEDISH.read_date(fault.suggestion).code  # noqa: PT017 - both ways are right


# Typed words


@pytest.mark.parametrize(
    ("vocabulary", "typed", "code"),
    [
        ("status", "GENOMFÖRT", "done"),
        ("status", "pågående  arbete", "ongoing"),
        ("status", "on-request", "on-request"),
        ("status", "carried out", "done"),
        ("status", "genomfo\N{COMBINING DIAERESIS}rt", "done"),
        ("status", "unreported", None),
        ("status", "ej redovisat", None),
        ("status", "NO", None),
        ("outcome", "bifallen", "carried"),
        ("outcome", "till handlingarna", "noted"),
        ("outcome", "delvis bifallen", None),
        ("body", "arbetsgrupp", "working-group"),
        ("report", "delrapport", "interim"),
        ("motion", "ändringsyrkande", "amendment"),
        ("chart", "staplar", "bars"),
        ("per", "år", "year"),
    ],
)
def test_what_is_typed_becomes_a_code(vocabulary: str, typed: str, code: str | None) -> None:
    known = VOCABULARIES[vocabulary]
    codes = known.typable() if issubclass(known, Status | Outcome) else tuple(known)
    assert SWEDISH.code_for(vocabulary, typed, codes) == ENGLISH.code_for(vocabulary, typed, codes) == code


def test_small_words_of_the_records_are_understood() -> None:
    assert SWEDISH.code_for("meeting", "mötesrapport", MeetingType) == "report"
    assert SWEDISH.code_for("audience", "medlemmar", Audience) == "members"
    assert SWEDISH.code_for("mover", "enskild medlem", Mover) == "member"
    assert SWEDISH.code_for("change", "oförändrat", Change) == "unchanged"
    assert [SWEDISH.code_for("truth", typed, Truth) for typed in ("ja", "NO", "true")] == ["yes", "no", "yes"]


def test_an_audience_of_the_sites_own_goes_by_its_code() -> None:
    assert SWEDISH.code_for("audience", "Board", ["public", "board"]) == "board"
    assert SWEDISH.nearest("audience", "baord", ["public", "board"]) == "board"


def test_the_nearest_word_is_proposed_in_the_sites_language() -> None:
    assert SWEDISH.nearest("status", "imlpemented", Status.typable()) == "genomfört"
    assert SWEDISH.nearest("status", "pågr", Status.typable()) == "pågår"
    assert SWEDISH.nearest("status", "ongoin", Status.typable()) == "ongoing"
    assert ENGLISH.nearest("status", "genomfrt", Status.typable()) == "carried out"
    assert SWEDISH.nearest("status", "xyzzy", Status.typable()) is None


# Order, addresses, numbers


def test_swedish_order() -> None:
    right = ["a1", "A2", "A10", "Café", "cafét", "é", "Eva", "Zebra", "Ås", "Äpple", "Öl"]
    wrong = right[::-1]
    assert sorted(wrong, key=SWEDISH.sort_key) == right


def test_other_languages_have_their_plain_order() -> None:
    assert sorted(["Öl", "Zebra", "Äpple", "Ås"], key=ENGLISH.sort_key) == ["Äpple", "Ås", "Öl", "Zebra"]


@settings(deadline=None)
@given(st.lists(st.text()))
def test_any_texts_have_an_order_that_does_not_depend_on_where_they_began(texts: list[str]) -> None:
    backwards = texts[::-1]
    ordered = sorted(texts, key=SWEDISH.sort_key)
    assert ordered == sorted(backwards, key=SWEDISH.sort_key)
    assert all(SWEDISH.sort_key(one) <= SWEDISH.sort_key(other) for one, other in pairwise(ordered))


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Höstens kampanjer", "hostens-kampanjer"),
        ("§ 5: Åtgärder, ÄRENDEN & övrigt", "5-atgarder-arenden-ovrigt"),
        ("Pågår", "pagar"),
        ("Ærø, Łódź, Straße", "aero-lodz-strasse"),
        ("Ⅳ ﬁlm", "iv-film"),
        ("Προϋπολογισμός", "προϋπολογισμός"),
        ("हिन्दी", "हिन्दी"),
        ("...", ""),
    ],
)
def test_a_piece_of_an_address(text: str, piece: str) -> None:
    assert slug(text) == SWEDISH.slug(text) == piece


@settings(deadline=None)
@given(st.text())
def test_a_piece_of_an_address_is_safe_in_one(text: str) -> None:
    assert not set(slug(text)) & set(" /\\.?#&%:\"'<>\0\n")
    assert slug(slug(text)) == slug(text)


def test_numbers_are_written_in_the_language() -> None:
    assert SWEDISH.number(1234567.5) == "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567,5"
    assert ENGLISH.number(1234567) == "1,234,567"


def test_a_catalogue_that_was_read_before_is_recalled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    source = SOURCES["sv"] + b'\nmsgid "bus"\nmsgid_plural "buses"\nmsgstr[0] "buss"\nmsgstr[1] "bussar"\n'
    read_catalogue.cache_clear()
    first = read_catalogue("sv", source)
    monkeypatch.setattr("vrapport.wording._parsed", lambda *_: pytest.fail("it was read anew"))
    read_catalogue.cache_clear()
    again = read_catalogue("sv", source)
    assert (again.language, again.forms, again.plural) == (first.language, first.forms, first.plural)
    assert again.form("bus", 2) == "bussar"


@pytest.mark.parametrize("damaged", [b"", b"x", b"0" * 64 + b"\n[{}, 1]"])
def test_a_catalogue_that_changed_or_was_damaged_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: bytes
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    read_catalogue.cache_clear()
    read_catalogue("sv", SOURCES["sv"])
    assert read_catalogue("sv", b'msgid "bus"\nmsgstr "buss"\n').forms == {"bus": ("buss",)}
    (kept,) = tmp_path.rglob("catalogue-sv.json")
    kept.write_bytes(damaged)
    read_catalogue.cache_clear()
    assert read_catalogue("sv", SOURCES["sv"]).forms == CATALOGUES[0].forms


@given(st.dates(date(1000, 1, 1)), st.sampled_from([SWEDISH, ENGLISH]), st.sampled_from(SENTENCES))
def test_a_day_is_said_alike_as_a_day_as_a_date_and_as_printed(when: date, words: Wording, sentence: str) -> None:
    ways: tuple[object, ...] = (when, day(when), words.day(when))
    said = {words._(sentence, date=way, n=2) for way in ways}
    assert said | {words.tell(say(sentence, date=way, n=2)) for way in ways} == said
    assert len(said) == 1
