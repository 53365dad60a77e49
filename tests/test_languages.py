"""A site in several languages: what readers of each see, what stands for all, and what is kept from them."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath
from tempfile import mkdtemp
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result

from tests import small
from tests.told import Files, asked, lines, told, write
from vrapport.cli import main
from vrapport.search import Document, index
from vrapport.search.lemmas import lemmas
from vrapport.wording import autonym, direction, wording

SITE = "content/site.yml"
OWN = small.FILES[SITE].replace("language: sv\n", "language: sv\nlanguages: [sv, en, ar]\n")
FEE = small.FILES["content/decisions/2019/A2.yml"]
ARABIC = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"

msgid "Skip to the content"
msgstr "انتقل إلى المحتوى"

msgid "kind.decisions.count"
msgid_plural "kind.decisions.count"
msgstr[0] "لا قرارات"
msgstr[1] "قرار واحد"
msgstr[2] "قراران"
msgstr[3] "{n} قرارات"
msgstr[4] "{n} قرارا"
msgstr[5] "{n} قرار"
"""
FILES: Mapping[str, str] = {
    **small.FILES,
    SITE: OWN.replace("  ekonomi: Ekonomi", "  ekonomi: {title: {sv: Ekonomi, en: Economy}}"),
    "templates/strings/ar.po": ARABIC,
    "content/decisions/2019/A2.yml": FEE.replace(
        "title: Avgiften blir oförändrad", "title: {sv: Avgiften blir oförändrad, en: The fee stays the same}"
    ),
    "content/meetings/2019/arsmote.en.md": (
        "---\ntitle: Annual meeting 2019\n---\n## § 1 Opening\nThe childrens' meeting opened.\n"
        "## § 2 Motions\nDecision: we write, see [[2019/A1]].\n"
    ),
    "content/pages/om.md": "---\ntitle: Om oss\n---\nVi finns i [Ås](karta.txt).\n",
    "content/pages/karta.txt": "En karta.\n",
    "content/decisions/2019/A4.yml": (
        "title: {sv: Hemligt, en: Sekretum}\naudience: medlemmar\nsummary: {sv: Kanarie, en: Canary}\n"
    ),
    "content/pages/mer.md": (
        "---\ntitle: Mer\ntext:\n  sv: |\n    Öppet.\n    ::: medlemmar\n    Kanarie.\n    :::\n"
        "  en: |\n    Open.\n    ::: medlemmar\n    Canary.\n    :::\n---\n"
    ),
}
HREFLANG = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
SWITCH = re.compile(r'<nav class="languages".*?</nav>', re.DOTALL)
LINK = re.compile(r'<a href="([^"]+)" lang="(\w+)"')
LINKED = re.compile(r'(?:href|src|action)="([^"#?:]+)["#?]')
MIXED = re.compile(r'<title>.*?</title>|<meta[^>]*>|<p class="cite">.*?</p>|<nav class="languages".*?</nav>', re.DOTALL)
PREFIXES = ("", "en/", "ar/")


@cache
def site() -> Mapping[str, bytes]:
    """Build the small site in Swedish, English and Arabic, once."""
    return small.published(small.write(Path(mkdtemp()), FILES))


def text(address: str) -> str:
    return site()[address].decode()


def pages(prefix: str = "") -> Iterator[str]:
    """Tell the pages of one language, by their addresses in the site's own."""
    others = tuple(each for each in PREFIXES if each)
    for address in site():
        if address.endswith(".html") and address.startswith(prefix) and (prefix or not address.startswith(others)):
            yield address.removeprefix(prefix)


# --- pages and the switch ---------------------------------------------------------------------------------------------


def test_every_page_stands_in_every_language_but_what_is_said_where_there_is_none() -> None:
    own = set(pages()) - {"404.html"}
    assert len(own) > 50
    assert set(pages("en/")) == set(pages("ar/")) == own


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_switch_keeps_the_page(prefix: str) -> None:
    for address in pages(prefix):
        here = prefix + address
        switch = SWITCH.search(text(here))
        found = (
            {join(dirname(here), unquote(link)): language for link, language in LINK.findall(switch[0])}
            if switch
            else {}
        )
        versions = {each + address: each.rstrip("/") or "sv" for each in PREFIXES if each != prefix}
        assert {normpath(link): language for link, language in found.items()} == (
            {} if address == "404.html" else versions
        ), here


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_version_names_all_of_them_and_itself_to_search_engines(prefix: str) -> None:
    base = "https://exempel.se/uppfoljning/"
    for address in pages(prefix):
        place = address.removesuffix("index.html")
        named = HREFLANG.findall(text(prefix + address))
        all_of_them = [("sv", base + place), ("x-default", base + place)]
        all_of_them += [(each.rstrip("/"), base + each + place) for each in PREFIXES[1:]]
        assert named == ([] if address == "404.html" else all_of_them)
        if named:
            assert f'<link rel="canonical" href="{base}{prefix}{place}">' in text(prefix + address)


@pytest.mark.parametrize(("prefix", "attributes"), [("", "sv ltr"), ("en/", "en ltr"), ("ar/", "ar rtl")])
def test_a_page_says_its_language_and_which_way_it_is_written(prefix: str, attributes: str) -> None:
    language, way = attributes.split()
    for address in pages(prefix):
        assert f'<html lang="{language}" dir="{way}"' in text(prefix + address)


def test_languages_are_named_as_their_own_readers_do() -> None:
    names = {language: (autonym(language), direction(language)) for language in ("sv", "en", "ar", "fi", "so", "es")}
    assert names == {
        "sv": ("Svenska", "ltr"), "en": ("English", "ltr"), "ar": ("العربية", "rtl"),
        "fi": ("Suomi", "ltr"), "so": ("Soomaali", "ltr"), "es": ("Español", "ltr"),
    }  # fmt: skip


def test_every_link_of_every_language_leads_somewhere() -> None:
    for prefix in PREFIXES:
        for address in pages(prefix):
            here = prefix + address
            links = {normpath(join(dirname(here), unquote(link))) for link in LINKED.findall(text(here))}
            assert {link for link in links if link not in site()} == set(), here


def test_data_files_and_what_search_engines_read_are_published_once() -> None:
    for name in ("beslut/2019/A1.json", "filer/pages/karta.txt", "robots.txt", "sitemap.xml", "404.html"):
        assert [address for address in site() if address.endswith(name)] == [name]
    assert 'href="../filer/pages/karta.txt"' in text("en/om.html")
    assert 'href="../../../beslut/2019/A1.json"' in text("en/beslut/2019/A1.html")


def test_the_map_of_the_site_lists_every_language() -> None:
    listed = set(re.findall("<loc>https://exempel.se/uppfoljning/(.*)</loc>", text("sitemap.xml")))
    own = {address.removesuffix("index.html") for address in pages()} - {"404.html"}
    assert {prefix + address for prefix in PREFIXES for address in own} == listed


def test_an_old_address_leads_on_in_every_language(tmp_path: Path) -> None:
    old = {"content/pages/om.md": "---\ntitle: Om oss\nformerly: vilka.html\n---\nVi.\n"}
    made = small.published(small.write(tmp_path, FILES, old))
    for prefix, way in (("", "om.html"), ("en/", "om.html")):
        page = made[f"{prefix}vilka.html"].decode()
        assert f'href="{way}"' in page
        assert 'hreflang="x-default"' not in page


def test_a_site_in_one_language_has_no_switch_and_names_no_versions(tmp_path: Path) -> None:
    made = small.published(small.write(tmp_path))
    assert not [address for address in made if address.startswith(("en/", "sv/"))]
    for address, page in made.items():
        if address.endswith(".html"):
            assert not SWITCH.search(page.decode())
            assert not HREFLANG.search(page.decode())
            assert ' lang="' not in page.decode().replace('<html lang="sv"', "")


# --- what is not in the page's language -------------------------------------------------------------------------------


def test_what_is_not_translated_is_marked_wherever_it_stands() -> None:
    for address in pages("en/"):
        page = MIXED.sub("", text(f"en/{address}"))
        for words in ("Cykelställ vid stationen", "Provföreningen i Ås", "Kommunen har svarat", "Om oss"):
            for found in re.finditer(rf">\s*{words}\W*<", page):
                opening = page[page.rindex("<", 0, found.start() + 1) : found.start() + 1]
                around = page[max(0, found.start() - 400) : found.start() + 1]
                assert 'lang="sv"' in opening or '<div lang="sv">' in around or '<span lang="sv">' in around, (
                    address,
                    words,
                )


def test_where_the_direction_differs_it_is_said_too() -> None:
    assert '<h1 lang="sv" dir="ltr">Cykelställ vid stationen' in text("ar/beslut/2019/A1.html")
    assert '<h1 lang="sv">Cykelställ vid stationen' in text("en/beslut/2019/A1.html")
    assert '<div lang="sv" dir="ltr">' in text("ar/motioner/2019/A1.html")


def test_what_is_translated_stands_in_the_page_s_own_language() -> None:
    page = text("en/beslut/2019/A2.html")
    assert "<h1>The fee stays the same" in page
    assert ">Economy</a>" in page
    assert "<h1>Economy</h1>" in text("en/omraden/ekonomi.html")
    assert '<h1 lang="sv">Kampanj</h1>' in text("en/omraden/kampanj.html")
    assert "<h1>Annual meeting 2019</h1>" in text("en/moten/2019/arsmote.html")


def test_a_page_says_once_that_it_is_shown_in_another_language() -> None:
    said = "Shown in Swedish, not translated."
    assert text("en/beslut/2019/A1.html").count(said) == 1
    assert said not in text("en/moten/2019/arsmote.html")
    for address in pages():
        assert "översättning saknas" not in text(address)


def test_a_page_of_the_site_s_own_language_says_so_where_only_the_translation_is_there(tmp_path: Path) -> None:
    made = small.published(small.write(tmp_path, FILES, {"content/pages/om.md": "---\ntitle: {en: About}\n---\n"}))
    assert "Visas på engelska, översättning saknas." in made["om.html"].decode()


def test_a_reference_in_a_foreign_text_is_in_its_own_language() -> None:
    (link,) = re.findall(r"see (<a [^>]+>)Cykelställ", text("en/moten/2019/arsmote.html"))
    assert 'lang="sv"' in link
    (link,) = re.findall("se (<a [^>]+>)Avgiften", text("ar/beslut/2019/A1.html"))
    assert "lang=" not in link  # the text around it is as Swedish as its title


def test_what_members_alone_may_read_is_in_no_language() -> None:
    for address, content in site().items():
        assert b"anarie" not in content, address
        assert b"Canary" not in content, address
        assert b"Sekretum" not in content, address


# --- drafts -----------------------------------------------------------------------------------------------------------


def test_a_draft_is_nowhere_until_a_speaker_has_reviewed_it(tmp_path: Path) -> None:
    files = {name: words for name, words in FILES.items() if name != "templates/strings/ar.po"}
    root = small.write(tmp_path, {"content/pages/y.md": "---\ntitle: Y\n---\nY\n"}, files=files)
    done = small.built(root)
    assert done.published
    made = small.tree(done.published.folder)
    assert not [address for address in made if address.startswith("ar/") or "/ar/" in address]
    assert not [address for address, page in made.items() if address.endswith(".html") and b'lang="ar"' in page]
    assert [finding.code for finding in done.examined.findings if finding.place.path == SITE] in (
        ["draft-language"], ["language-without-words"],
    )  # fmt: skip


def test_a_shipped_draft_is_published_once_it_is_called_reviewed(tmp_path: Path) -> None:
    settings = {SITE: OWN.replace("[sv, en, ar]", "[sv, es]")}
    drafted = told(tmp_path / "a", settings)
    assert [said for said in drafted if "draft-language" in said and "spanska (es)" in said]
    assert not [
        said for said in told(tmp_path / "b", settings, {SITE: settings[SITE] + "reviewed: es\n"}) if "draft" in said
    ]


def test_a_language_without_words_is_told_of_and_not_published(tmp_path: Path) -> None:
    root = small.write(tmp_path, {SITE: OWN.replace("[sv, en, ar]", "[sv, de]")})
    done = small.built(root)
    said = [line for line in small.errors(done) if "language-without-words" in line]
    assert said == [
        f"{SITE}:5:17: language-without-words: Det finns inga ord på tyska (de), så inget publiceras på det språket."
    ]
    assert done.published
    assert not (done.published.folder / "de").exists()


def test_the_settings_too_may_be_typed_in_each_of_the_site_s_languages(tmp_path: Path) -> None:
    title = "title: {sv: Beslut, en: Decisions, ar: قرارات}\n"
    assert not [said for said in told(tmp_path / "a", {SITE: f"{title}languages: [sv, en, ar]\n"}) if "unknown" in said]
    refused = [said for said in told(tmp_path / "b", {SITE: f"{title}languages: [sv, en]\n"}) if "unknown" in said]
    assert len(refused) == 1
    assert "”ar”" in refused[0]
    assert "sv och en" in refused[0]


# --- translations whose original has changed --------------------------------------------------------------------------

BOTH: Files = {
    SITE: "format: 1\ntitle: T\nlanguages: [sv, en]\n",
    "content/decisions/a.yml": (
        "title: {sv: Ett, en: One}\nupdates: {date: 2019, status: pågår, text: {sv: A, en: B}}\n"
    ),
    "content/pages/om.md": "---\ntitle: Om\n---\nText.\n",
    "content/pages/om.en.md": "---\ntitle: About\n---\nText, too.\n",
}
STALE = "The original has changed since the translation."


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["translated", "--site", str(root), *arguments])


def stale(root: Path) -> set[str]:
    return {address for address, page in small.published(root).items() if STALE.encode() in page}


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    assert old in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_each_record_is_told_of_once_until_its_translations_are_written_down(tmp_path: Path) -> None:
    write(tmp_path, BOTH)
    asks = [said.split(" | ")[0] for said in told(tmp_path, BOTH) if "translation" in said]
    assert asks == [
        "content/decisions/a.yml:1:1 warning translation-not-recorded",
        "content/pages/om.md:2:1 warning translation-not-recorded",
    ]
    assert run(tmp_path).exit_code == 0
    assert not [said for said in lines(asked(tmp_path)) if "translation" in said]
    assert stale(tmp_path) == set()


def test_a_translation_is_outdated_from_when_its_original_changes_until_it_is_mended(tmp_path: Path) -> None:
    write(tmp_path, BOTH)
    run(tmp_path)
    change(tmp_path, "content/pages/om.md", "Text.", "En annan text.")
    change(tmp_path, "content/decisions/a.yml", "sv: A,", "sv: Annat,")
    run(tmp_path)  # takes up nothing: the translations stood still
    places = [said.split(" | ")[0] for said in lines(asked(tmp_path)) if "original-changed" in said]
    assert places == [
        "content/decisions/a.yml:2:60 warning original-changed",
        "content/pages/om.en.md:4:1 warning original-changed",
    ]
    assert stale(tmp_path) == {"en/om.html", "en/beslut/a.html"}
    change(tmp_path, "content/pages/om.en.md", "Text, too.", "Another text.")
    run(tmp_path)
    assert stale(tmp_path) == {"en/beslut/a.html"}
    run(tmp_path, "decisions/a")
    assert stale(tmp_path) == set()


def test_to_say_that_one_holds_says_nothing_of_another(tmp_path: Path) -> None:
    write(tmp_path, BOTH)
    run(tmp_path)
    change(tmp_path, "content/pages/om.md", "Text.", "En annan text.")
    change(tmp_path, "content/decisions/a.yml", "sv: A,", "sv: Annat,")
    run(tmp_path, "om")
    assert stale(tmp_path) == {"en/beslut/a.html"}


def test_an_account_added_above_another_leaves_its_translation_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, BOTH)
    run(tmp_path)
    rows = "title: {sv: Ett, en: One}\nupdates:\n  - {date: 2018, status: planeras, text: Nytt}\n"
    small.write(
        tmp_path, files={"content/decisions/a.yml": rows + "  - {date: 2019, status: pågår, text: {sv: A, en: B}}\n"}
    )
    assert not [said for said in lines(asked(tmp_path)) if "translation" in said or "original" in said]


def test_the_file_is_not_published_and_holds_no_words(tmp_path: Path) -> None:
    write(tmp_path, BOTH)
    run(tmp_path)
    kept = (tmp_path / "content/translations.txt").read_text(encoding="utf-8")
    assert len(kept.splitlines()) == 1 + 4
    assert "Text" not in kept
    assert not [address for address in small.published(tmp_path) if "translations" in address]


def test_nobody_learns_that_what_members_alone_may_read_has_changed(tmp_path: Path) -> None:
    hidden = "{date: 2019, status: pågår, audience: medlemmar, text: {sv: A, en: B}}"
    write(tmp_path, BOTH, {"content/decisions/a.yml": f"title: {{sv: Ett, en: One}}\nupdates: {hidden}\n"})
    run(tmp_path)
    change(tmp_path, "content/decisions/a.yml", "sv: A,", "sv: Annat,")
    assert [said for said in lines(asked(tmp_path)) if "original-changed" in said]
    assert stale(tmp_path) == set()


@pytest.mark.parametrize(("ident", "said"), [("b", "Ingen post heter ”b”."), ("om", "”om” har ingen översättning.")])
def test_the_command_refuses_what_it_cannot_mean(tmp_path: Path, ident: str, said: str) -> None:
    files = {name: words for name, words in BOTH.items() if name != "content/pages/om.en.md"}
    result = run(write(tmp_path, files), ident)
    assert result.exit_code == 2
    assert said in result.output
    assert not (tmp_path / "content/translations.txt").exists()


# --- search and words -------------------------------------------------------------------------------------------------


def test_each_language_has_its_own_index_with_what_is_not_translated_in_it() -> None:
    words = {language: b"".join(content for address, content in site().items()
                                if address.startswith(f"assets/search/{language}/")).decode()
             for language in ("sv", "en", "ar")}  # fmt: skip
    assert "The fee stays the same" in words["en"]
    assert "The fee stays the same" not in words["sv"]
    for language in ("sv", "en", "ar"):
        assert "Kommunen har svarat" in words[language]
    assert '"en/beslut/2019/A1.html"' in words["en"]
    assert '"beslut/2019/A1.html"' in words["sv"]


def test_words_are_forms_of_what_they_are_in_their_own_language() -> None:
    assert lemmas(["bostäder", "children"], "en", {"bostäder": "sv"}) == {"bostäder": "bostad", "children": "child"}
    foreign = Document(address="a.html", title="Children", text="bostäder", kind="x", foreign=(("sv", "bostäder"),))
    own = Document(address="a.html", title="Children", text="bostäder", kind="x")
    assert index([foreign], "en")["search/en/lexicon.js"] != index([own], "en")["search/en/lexicon.js"]
    assert '"äder"' in index([foreign], "en")["search/en/lexicon.js"].decode()


def test_a_language_that_no_dictionary_knows_is_searched_by_its_words() -> None:
    made = index([Document(address="a.html", title="Go'aanka shirka", text="Go'aan", kind="x")], "so")
    assert "shirka" in made["search/so/lexicon.js"].decode()


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, "لا قرارات"), (1, "قرار واحد"), (2, "قراران"), (3, "3 قرارات"), (11, "11 قرارا"), (100, "100 قرار")],
)
def test_arabic_counts_in_six_forms_with_western_figures(n: int, said: str) -> None:
    arabic = wording("ar", ARABIC.encode(), b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n')
    assert arabic.count("kind.decisions", n) == said


def test_numbers_lists_and_order_follow_the_language() -> None:
    english = b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    spoken = {language: wording(language, english, english) for language in ("sv", "ar", "es", "so", "fi")}
    assert spoken["ar"].number(12345.5) == "12,345.5"
    assert spoken["es"].number(12345.5) == "12.345,5"
    assert spoken["ar"]._("{all}", all=("أ", "ب")) == "أ وب"
    assert sorted(["nz", "ñu", "o", "na"], key=spoken["es"].sort_key) == ["na", "nz", "ñu", "o"]
    assert sorted(["ö", "z", "ä"], key=spoken["fi"].sort_key) == ["z", "ä", "ö"]


# --- incremental builds -----------------------------------------------------------------------------------------------


def test_a_site_in_several_languages_built_again_is_the_same_as_built_anew(tmp_path: Path) -> None:
    root = small.write(tmp_path / "a", FILES)
    small.published(root)
    for path, words in (
        ("content/decisions/2019/A1.yml", small.FILES["content/decisions/2019/A1.yml"].replace(
            "title: Cykelställ vid stationen", "title: {sv: Cykelställ vid stationen, en: Bicycle stands}")),
        (SITE, FILES[SITE].replace("[sv, en, ar]", "[sv, en]")),
    ):  # fmt: skip
        small.write(root, {path: words}, files={})
        again = small.published(root)
        assert again == small.published(root, tmp_path / "anew")
    assert not [address for address in again if address.startswith("ar/")]
