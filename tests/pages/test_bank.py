"""The resource bank as it is browsed, campaigns by period, statements by stage, and lists that are not complete."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.small import FILES, SMALLEST, built, errors, published, write

DOCS = Path(__file__).resolve().parents[2] / "docs" / "sv"
SETTINGS = FILES["content/site.yml"]
SHOWN = re.compile(r"^`(?P<path>content/[^`]+)`\n\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)

BUS = "title: Fler bussar\ntype: motion\nplace: Ekstad\ntopics: [Kollektivtrafik, unga]\ndate: 2019-10\nlanguage: sv\n"
TRAIN = "title: Nattåg\ntype: fråga\nplace: Ås\ntopics: kollektivtrafik\ndate: 2018\nlanguage: en\ngroup: kommunen\n"
CARE = "title: Vårdplatser\nplace: Ekstad\ngroup: kommunen\nsummary: Om personalens scheman på sjukhuset.\n"
SHIFTS = "title: Scheman på sjukhuset\nsummary: Om personalens arbetstid.\n"
BANK = {
    "content/resources/buss.yml": BUS,
    "content/resources/tag.yml": TRAIN,
    "content/resources/vard.yml": CARE,
    "content/resources/scheman.yml": SHIFTS,
}


def pages(root: Path, *changes: Mapping[str, str]) -> dict[str, str]:
    files = published(write(root, *changes))
    return {at: text.decode() for at, text in files.items() if at.endswith(".html")}


def links(text: str) -> list[tuple[str, str]]:
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', text)


def names(text: str) -> list[str]:
    return re.findall(r'<p class="name"><a[^>]*>([^<]+)</a>', text)


def headings(text: str) -> list[str]:
    return [heading.strip() for heading in re.findall(r"<h2>(?:<a[^>]*>)?([^<]+)", text)]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return pages(tmp_path_factory.mktemp("bank"), BANK)


def test_all_proposals_are_listed_the_newest_first(bank: dict[str, str]) -> None:
    listed = bank["resursbank/index.html"]
    assert headings(listed)[-3:] == ["2019", "2018", "Utan datum"]
    assert names(listed)[:2] == ["Fler bussar", "Nattåg"]
    assert set(names(listed)) == {"Fler bussar", "Nattåg", "Vårdplatser", "Scheman på sjukhuset", "Ett brev"}


def test_the_list_leads_to_every_topic_place_year_and_type_with_how_many_there_are(bank: dict[str, str]) -> None:
    ways = {title: address for address, title in links(bank["resursbank/index.html"])}
    assert {"Kollektivtrafik (2)", "unga (1)", "Ekstad (2)", "Ås (1)", "2019 (1)", "Motion (1)", "Fråga (1)",
            "svenska (1)", "engelska (1)"} <= set(ways)  # fmt: skip
    for title, address in ways.items():
        if title.endswith(")"):
            page, _, anchor = address.partition("#")
            assert f'id="{anchor}"' in bank[f"resursbank/{page or 'index.html'}"]


def test_where_there_is_nothing_to_choose_between_there_is_no_page(bank: dict[str, str]) -> None:
    assert "resursbank/grupper.html" not in bank, "there is one group"
    assert "Kommunen (2)" not in bank["resursbank/index.html"]


def test_a_spot_is_found_on_whichever_page_of_a_long_list_it_is(tmp_path: Path) -> None:
    many = {f"content/resources/{n}.yml": f"title: Förslag {n}\nplace: Ort {n % 7}\n" for n in range(30)}
    made = pages(tmp_path, many, {"content/site.yml": SETTINGS + "list_length: 10\n"})
    ways = [address for address, title in links(made["resursbank/index.html"]) if title.startswith("Ort ")]
    assert len(ways) == 7
    for page, _, anchor in (address.partition("#") for address in ways):
        assert f'id="{anchor}"' in made[f"resursbank/{page}"]
    assert {page for page, _, _ in (address.partition("#") for address in ways)} > {"platser.html", "platser-2.html"}


def test_of_very_many_topics_the_fullest_are_named_and_the_rest_led_to(tmp_path: Path) -> None:
    many = {f"content/resources/{n}.yml": f"title: F {n}\ntopics: [ämne {n}, vanligt]\n" for n in range(40)}
    ways = links(pages(tmp_path, many)["resursbank/index.html"])
    assert ("amnen.html", "Alla 41") in ways
    assert any(title == "vanligt (40)" for _, title in ways)
    assert len([title for _, title in ways if title.startswith("ämne ")]) < 15


def test_a_proposal_says_what_it_is_and_how_to_use_it_again(bank: dict[str, str]) -> None:
    page = bank["resursbank/buss.html"]
    assert "Motion · Ekstad · oktober 2019" in page
    assert "Använd gärna förslaget igen" in page
    assert "Ingen licens är angiven" in page
    assert any(title == "Kollektivtrafik" and address.startswith("amnen.html#") for address, title in links(page))


def test_the_licence_outcome_and_what_it_led_to_are_shown(tmp_path: Path) -> None:
    keys = "licence: CC BY 4.0\noutcome: avslagen\nmotions: 2019/A1\ndecision: 2019/A2\narea: ekonomi\n"
    page = pages(tmp_path, {"content/resources/buss.yml": BUS + keys})["resursbank/buss.html"]
    assert "Licens: CC BY 4.0." in page
    assert "Ingen licens" not in page
    assert "Avslagen" in page
    assert {"../motioner/2019/A1.html", "../beslut/2019/A2.html", "../omraden/ekonomi.html"} <= dict(links(page)).keys()


def test_a_proposal_is_marked_with_the_language_it_is_written_in(tmp_path: Path) -> None:
    english = {"content/resources/en.yml": "title: Bussar\nlanguage: en\ntext: Buses for all.\n"}
    arabic = {"content/resources/ar.yml": "title: Bussar\nlanguage: ar\ntext: نص\n"}
    made = pages(tmp_path, english, arabic)
    assert re.search(r'<div lang="en"[^>]*>\s*<p[^>]*>Buses for all', made["resursbank/en.html"])
    assert re.search(r'class="lent" dir="rtl"', made["resursbank/ar.html"])
    assert 'dir="rtl"' not in made["resursbank/en.html"]


def similar(page: str) -> list[str]:
    return names(page.partition("<h2>Liknande</h2>")[2])


def test_those_that_share_a_topic_place_or_group_come_first(bank: dict[str, str]) -> None:
    assert similar(bank["resursbank/buss.html"]) == ["Nattåg", "Vårdplatser"]  # a topic, then a place
    assert similar(bank["resursbank/tag.html"]) == ["Fler bussar", "Vårdplatser"]  # a topic, then a group


def test_those_that_share_rare_words_come_after(bank: dict[str, str]) -> None:
    assert similar(bank["resursbank/vard.html"])[-1] == "Scheman på sjukhuset"
    assert similar(bank["resursbank/scheman.html"]) == ["Vårdplatser"]


def test_what_is_for_members_is_like_nothing(tmp_path: Path) -> None:
    made = pages(tmp_path, BANK, {"content/resources/tag.yml": TRAIN + "audience: medlemmar\n"})
    assert not [at for at, text in made.items() if "Nattåg" in text or "nattåg" in text.lower()]
    assert "resursbank/sprak.html" not in made, "the one language left is no choice"


def test_what_very_many_share_makes_no_two_alike(tmp_path: Path) -> None:
    many = {f"content/resources/{n}.yml": f"title: Nummer{n}\nplace: Regionen\n" for n in range(70)}
    assert not similar(pages(tmp_path, many)["resursbank/1.html"])


# --- campaigns and statements -----------------------------------------------------------------------------------------

CAMPAIGNS = {
    "content/campaigns/nu.yml": (
        "title: Nu\nperiod: 2019-09/2020-05\nplan: {adopted: 2019-08, by: styrelsen, text: Planens ord.}\n"
        "decisions: 2019/A1\nactivities:\n  - {date: 2019-12, text: Sist, evidence: Affischen}\n"
        "  - {text: Odaterat}\n  - {date: 2019-10-12, text: Först}\n"
    ),
    "content/campaigns/sen.yml": "title: Sedan\nperiod: hösten 2020\n",
    "content/campaigns/forr.yml": "title: Förr\nperiod: 2018\n",
    "content/campaigns/cykel.yml": "title: Utan\n",
}


def test_campaigns_are_listed_by_where_they_are_in_their_period(tmp_path: Path) -> None:
    made = pages(tmp_path, CAMPAIGNS)
    listed = made["kampanjer/index.html"]
    assert headings(listed) == ["Pågår", "Kommande", "Avslutad", "Utan angiven period"]
    assert names(listed) == ["Nu", "Sedan", "Förr", "Utan"]


@pytest.mark.parametrize(
    ("period", "course"),
    [
        ("2020-01-31", "Pågår"),  # the day itself
        ("2020-01", "Pågår"),
        ("2020-01-30", "Avslutad"),
        ("2020-02-01", "Kommande"),
        ("senast 2020-03", "Pågår"),
    ],
)
def test_the_course_of_a_campaign_follows_from_the_day(tmp_path: Path, period: str, course: str) -> None:
    made = pages(tmp_path, {"content/campaigns/cykel.yml": f"title: Cykel\nperiod: {period}\n"})
    assert f">{course}</span>" in made["kampanjer/cykel.html"]


def test_a_campaign_shows_its_plan_and_what_was_done_in_order_with_its_evidence(tmp_path: Path) -> None:
    page = pages(tmp_path, CAMPAIGNS)["kampanjer/nu.html"]
    done = page.partition("<h2>Aktiviteter</h2>")[2]
    assert done.index("Först") < done.index("Sist") < done.index("Odaterat")
    assert "Affischen" in done
    assert "Planens ord." in page
    assert 'role="img" aria-label="Period: september 2019–maj 2020.' in page


def test_a_sentence_in_a_picture_ends_once(tmp_path: Path) -> None:
    told = "title: Nu\nperiod: 2019-09/2020-05\nactivities: {date: 2019-12, text: Affischer sattes upp.}\n"
    page = pages(tmp_path, {"content/campaigns/nu.yml": told})["kampanjer/nu.html"]
    assert "december 2019: Affischer sattes upp." in page
    assert "upp.." not in page


def test_a_campaign_without_days_has_no_picture(tmp_path: Path) -> None:
    page = pages(tmp_path, CAMPAIGNS)["kampanjer/cykel.html"]
    assert "campaign-time" not in page


def test_a_campaign_of_one_vague_day_has_no_picture(tmp_path: Path) -> None:
    plan = "title: Nu\nplan: {adopted: hösten 2019, by: styrelsen}\n"
    made = pages(tmp_path, {"content/campaigns/nu.yml": plan, "content/campaigns/da.yml": f"{plan}period: 2020\n"})
    assert "campaign-time" not in made["kampanjer/nu.html"]
    assert "campaign-time" in made["kampanjer/da.html"]


STATEMENTS = {
    "content/statements/a.md": "---\ntitle: Utkastet\nstage: utkast\nedits: [Ett ord, Ett till]\n---\nText.\n",
    "content/statements/b.md": "---\ntitle: Det antagna\nadopted: 2019-03\nedits: Ett ord\n---\nText.\n",
    "content/statements/c.md": (
        "---\ntitle: Det utgivna\nstage: publicerat\npublished: 2019-05-01\n"
        "published_in: ['[Tidningen](https://example.org/)', Webben]\nedits: Ett ord\n---\nText.\n"
    ),
}


def test_statements_are_listed_by_stage_with_what_is_left(tmp_path: Path) -> None:
    listed = pages(tmp_path, STATEMENTS)["uttalanden/index.html"]
    assert headings(listed) == ["Utkast", "Antaget", "Publicerat", "Läget är inte angivet"]
    assert names(listed) == ["Utkastet", "Det antagna", "Det utgivna", "Cykla mera"]
    assert "inte antaget än · 2 begärda ändringar" in listed
    assert "inte publicerat än · 1 begärd ändring" in listed
    assert "begärd" not in listed.partition("Det utgivna")[2].partition("<h2>")[0], "nothing is left when it is out"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a", "Det är inte antaget än."),
        ("b", "Antaget i mars 2019, men inte publicerat än."),
        ("c", "Publicerat den 1 maj 2019."),
        ("cykel", "Hur långt det har kommit är inte angivet."),
    ],
)
def test_a_statement_says_how_far_it_has_come(tmp_path: Path, name: str, said: str) -> None:
    assert said in pages(tmp_path, STATEMENTS)[f"uttalanden/{name}.html"]


def test_a_published_statement_says_where(tmp_path: Path) -> None:
    page = pages(tmp_path, STATEMENTS)["uttalanden/c.html"]
    assert '<a href="https://example.org/"' in page
    assert "Webben" in page


# --- collections of which more exists ---------------------------------------------------------------------------------

AMENDMENT = {
    "content/motions/2019/VP1.md": "---\ntitle: Ändring\ntype: ändringsyrkande\nmeeting: 2019/arsmote\n---\nX.\n"
}
ANOTHER = {"content/motions/2019/A9.md": "---\ntitle: En till\nmeeting: 2019/arsmote\n---\nX.\n"}


@pytest.mark.parametrize("typed", ["motions", "motioner", "Motion", "[statistik, motions]"])
def test_an_incomplete_list_says_how_many_are_here(tmp_path: Path, typed: str) -> None:
    made = pages(tmp_path, AMENDMENT, ANOTHER, {"content/site.yml": SETTINGS + f"incomplete: {typed}\n"})
    assert "2 av motionerna finns här." in made["motioner/index.html"], "an amendment is no motion"
    assert [at for at, text in made.items() if "av motionerna finns här" in text] == ["motioner/index.html"]


def test_a_complete_list_says_nothing(tmp_path: Path) -> None:
    assert not [at for at, text in pages(tmp_path).items() if "finns här." in text]


@pytest.mark.parametrize("kind", ["decisions", "meetings", "bodies", "campaigns", "statements", "resources", "reports"])
def test_every_kind_has_its_own_words(tmp_path: Path, kind: str) -> None:
    made = pages(tmp_path, {"content/site.yml": SETTINGS + f"incomplete: {kind}\n"})
    assert len([at for at, text in made.items() if re.search(r"\d av \w+ finns här\.", text)]) == 1


def test_an_unknown_kind_is_told_of_with_what_was_meant(tmp_path: Path) -> None:
    done = built(write(tmp_path, {"content/site.yml": SETTINGS + "incomplete: [motionr]\n"}))
    assert not done.published
    assert any(line.startswith("content/site.yml:11:14: unknown-kind") for line in errors(done)), errors(done)
    words = done.examined.words
    hints = [words.tell(f.hint) for f in done.examined.findings if f.code == "unknown-kind" and f.hint]
    assert hints == ["Menade du ”motioner”?"]


# --- the documentation's examples -------------------------------------------------------------------------------------


@pytest.mark.parametrize("guide", ["resursbank.md", "statistik.md"])
def test_the_examples_of_the_guide_make_a_site(tmp_path: Path, guide: str) -> None:
    """What a secretary copies from the guide, figures and all, is built as it stands."""
    shown = {found["path"]: found["text"] for found in SHOWN.finditer((DOCS / guide).read_text(encoding="utf-8"))}
    assert len(shown) > 2
    around = {
        "content/bodies/regiongruppen.yml": "title: Regiongruppen\n",
        "content/bodies/kommungrupperna.yml": "title: Kommungrupperna\n",
        "content/motions/2019/A20.md": "---\ntitle: Lokaler\n---\nText.\n",
        **{f"content/decisions/2019/{name}.yml": f"title: {name}\n"
           for name in ("A20", "introduktion-fortroendevalda", "partiskatt-redovisning")},
    }  # fmt: skip
    files = published(write(tmp_path, around, shown, files=SMALLEST))
    titles = re.findall(r"^title: (.*)$", "\n".join(shown.values()), re.MULTILINE)
    hidden = [text for text in shown.values() if "audience: medlemmar" in text]
    told = "\n".join(text.decode() for at, text in files.items() if at.endswith(".html"))
    for title in titles:
        assert (f">{title}</h1>" in told) is not any(title in text for text in hidden) or title == "Beslutsuppföljning"
    tables = [path for path in shown if path.endswith(".csv")]
    public = [path for path in tables if not any(path[:-4] + ".yml" == at and shown[at] in hidden for at in shown)]
    assert {at for at in files if at.startswith("filer/")} == {path.replace("content/", "filer/") for path in public}
    assert told.count('class="chart"') == len(public)
