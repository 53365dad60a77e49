"""Branches with records of their own: each is read as if it were alone, and the whole knows them apart."""

import re
import shutil
from pathlib import Path

import pytest

from tests.federation.sites import FARSTA, KISTA, ONLY_A1, asked, bare, below, codes, district, federation
from tests.small import CLOCK, published, write
from vrapport.accountability.editions import editions
from vrapport.accountability.seals import sealed_text
from vrapport.build import build
from vrapport.examining import examine
from vrapport.receipts import Order, look, still_good
from vrapport.register import Register

A1 = "decisions/2019/A1.yml"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return federation(tmp_path_factory.mktemp("federation"))


@pytest.fixture(scope="module")
def register(root: Path) -> Register:
    found = asked(root).register
    assert found
    return found


@pytest.fixture(scope="module")
def site(root: Path) -> dict[str, str]:
    return {address: content.decode(errors="replace") for address, content in published(root).items()}


def alone(root: Path) -> Register:
    found = examine(write(root), clock=CLOCK).register
    assert found
    return found


def test_nothing_is_wrong(root: Path) -> None:
    assert codes(root) == []


def test_ids_begin_with_the_name_of_the_branch(register: Register) -> None:
    assert {"2019/A1", "kista/2019/A1", "farsta/2019/A1"} <= register.decisions.keys()
    assert "kista/styrelsen" in register.archive.by_kind["bodies"]


def test_a_branch_is_followed_up_as_if_it_were_alone(register: Register, tmp_path: Path) -> None:
    """Every id in it, typed without its beginning, means the branch's own; so do names."""
    for ident, decision in alone(tmp_path).decisions.items():
        known = register.decisions[f"kista/{ident}"]
        assert known.status is decision.status
        assert [each.id for each in known.responsible] == [f"kista/{each.id}" for each in decision.responsible]
        assert [each.id for each in known.motions] == [f"kista/{each.id}" for each in decision.motions]
        assert [each.id for each in known.campaigns] == [f"kista/{each.id}" for each in decision.campaigns]
        assert (known.meeting and known.meeting.id) == (decision.meeting and f"kista/{decision.meeting.id}")
        assert len(known.accounts) == len(decision.accounts)


def test_the_district_is_what_it_was(register: Register, tmp_path: Path) -> None:
    for ident, decision in alone(tmp_path).decisions.items():
        known = register.decisions[ident]
        assert (known.status, len(known.accounts)) == (decision.status, len(decision.accounts))
        assert [each.id for each in known.responsible] == [each.id for each in decision.responsible]


def test_what_a_branch_has_not_is_the_districts(register: Register, site: dict[str, str]) -> None:
    assert [body.id for body in register.decisions["farsta/2019/A1"].responsible] == ["kommunen"]
    page = site["beslut/farsta/2019/A1.html"]
    assert 'href="../../2019/A2.html"' in page
    assert 'href="../../../motioner/2019/A1.html"' in page


def test_pages_of_a_branch_lead_to_its_own(site: dict[str, str]) -> None:
    main = re.sub("(?s).*<main|<nav.*?</nav>|</main>.*", "", site["beslut/kista/2019/A1.html"])
    assert 'href="A2.html"' in main
    assert "motioner/kista/2019/A1.html" in main
    assert "/../2019/A" not in main


def test_a_title_names_what_the_branch_means(tmp_path: Path) -> None:
    titled = {f"{FARSTA}/{A1}": "title: Mer om [[2019/B1]]\n", f"{FARSTA}/decisions/2019/B1.yml": "title: Farstas B1\n"}
    others = {"content/decisions/2019/B1.yml": "title: Distriktets B1\n"}
    page = published(federation(tmp_path, titled, others))["beslut/farsta/2019/A1.html"].decode()
    assert "Mer om Farstas B1" in page
    assert "Distriktets" not in page


def test_the_district_names_what_a_branch_has(tmp_path: Path) -> None:
    said = {
        f"content/{A1}": "title: Ett\nresponsible: kista/Styrelsen\ntext: Som [[kista/2019/A1]].\n",
        "content/updates/2020-01.yml": "title: Läget\ndate: 2020-01-31\n"
        "each:\n  kista/2019/A1:\n    status: genomfört\n    text: Klart.\n",
    }
    root = federation(tmp_path, said)
    assert codes(root) == []
    known = asked(root).register
    assert known
    assert [body.id for body in known.decisions["2019/A1"].responsible] == ["kista/styrelsen"]
    assert [each.status for each in known.decisions["kista/2019/A1"].accounts if each.record.id == "2020-01"] == [
        "done"
    ]


def test_bodies_of_the_same_name_are_told_apart(site: dict[str, str]) -> None:
    assert "Styrelsen (kista)" in site["organ/index.html"]
    assert "Styrelsen (kista)" in site["beslut/kista/2019/A1.html"]
    assert "(kista)" not in site["beslut/2019/A1.html"]


def test_a_branch_is_called_as_the_district_calls_it(tmp_path: Path) -> None:
    root = federation(tmp_path, {"content/bodies/kista.yml": "title: Kista partiförening\n"})
    assert "Styrelsen (Kista partiförening)" in published(root)["organ/index.html"].decode()


def test_the_settings_of_a_branch_are_not_read(tmp_path: Path) -> None:
    assert codes(federation(tmp_path, {f"{KISTA}/content/site.yml": "titel: fel\nformat: 7\n"})) == []


def test_what_is_wrong_in_a_branch_is_told_where_it_stands(tmp_path: Path) -> None:
    wrong = {f"{FARSTA}/{A1}": "title: Ett\nmotions: 2019/A9\n", f"{FARSTA}/beslut/a.yml": "title: Två\n"}
    assert codes(federation(tmp_path, wrong)) == [
        f"{FARSTA}/beslut/a.yml unknown-folder",
        f"{FARSTA}/{A1}:2:10 missing-record",
    ]


def test_a_record_that_cannot_be_read_is_not_called_missing_too(tmp_path: Path) -> None:
    wrong = {
        f"{FARSTA}/{A1}": "title: Ett\ntext: Se [[2019/B1]].\n",
        f"{FARSTA}/decisions/2019/B1.yml": "tite: Två\n",
        "content/pages/om.md": "---\ntitle: Om\n---\nSe [[farsta/2019/B1]].\n",
    }
    assert codes(federation(tmp_path, wrong)) == [f"{FARSTA}/decisions/2019/B1.yml:1:1 unknown-key"]


def test_two_records_cannot_have_one_id(tmp_path: Path) -> None:
    twin = {"content/decisions/farsta/2019/A1.yml": "title: Samma\n"}
    assert codes(federation(tmp_path, twin)) == [f"{FARSTA}/{A1} same-id"]


@pytest.mark.parametrize(
    ("roots", "code"),
    [
        ("[foreningar/kista, andra/Kista]", "same-root"),
        ("[foreningar, foreningar/kista]", "nested-root"),
        ("content/kista", "bad-root"),
        ("templates", "bad-root"),
        ("output/kista", "bad-root"),
        ("../kista", "bad-root"),
        ("/etc", "bad-root"),
        ("foreningar//kista", "bad-root"),
        (".git/kista", "bad-root"),
        ("foreningar/kista.se", "bad-root"),
        ("foreningar/saknas", "missing-root"),
        ("andra/tom", "missing-root"),
        ("andra/decisions", "root-name-taken"),
        ("andra/länk", "link-in-content"),
        ("länkad/kista", "link-in-content"),
    ],
)
def test_roots_that_cannot_be(tmp_path: Path, roots: str, code: str) -> None:
    site = federation(tmp_path / "site", {**district(f"roots: {roots}\n"), "andra/decisions/a.yml": "title: x\n"})
    (site / "andra/tom").mkdir()
    (site / "andra/länk").symlink_to(site / KISTA)
    (site / "länkad").symlink_to(site / "foreningar")
    found = asked(site)
    assert [each.code for each in found.findings if each.place.path == "content/site.yml"] == [code]
    assert all(each.hint for each in found.findings if each.code == code)


def test_what_names_a_branch_that_is_not_there_is_not_wrong_too(tmp_path: Path) -> None:
    root = federation(tmp_path, {"content/pages/om.md": "---\ntitle: Om\n---\nSe [[kista/2019/A1]].\n"})
    shutil.rmtree(root / KISTA)
    (root / KISTA).mkdir()
    assert [code.partition(" ")[2] for code in codes(root)] == ["missing-root"]


def test_files_have_addresses_of_their_own(tmp_path: Path) -> None:
    linked = "---\ntitle: Karta\n---\nSe [kartan](../bilder/karta.txt).\n"
    own = {f"{home}/pages/karta.md": linked for home in ("content", f"{KISTA}/content", FARSTA)}
    files = {f"{home}/bilder/karta.txt": home for home in ("content", f"{KISTA}/content", FARSTA)}
    site = published(federation(tmp_path, own, files))
    assert site["filer/bilder/karta.txt"] == b"content"
    assert site["filer/kista/bilder/karta.txt"] == f"{KISTA}/content".encode()
    assert site["filer/farsta/bilder/karta.txt"] == FARSTA.encode()
    assert b'href="../filer/farsta/bilder/karta.txt"' in site["farsta/karta.html"]


def test_an_address_from_before_is_the_branchs_own(tmp_path: Path) -> None:
    """Two branches may have had a page of the same name, each on a site of its own."""
    old = {
        **{f"{home}/decisions/ny.yml": "title: Ny\nformerly: beslut/gammal.html\n" for home in ("content", FARSTA)},
        **{f"{home}/pages/ny.md": "---\ntitle: Ny\nformerly: x.html\n---\nx\n" for home in ("content", FARSTA)},
    }
    site = published(federation(tmp_path, old))
    assert {"beslut/gammal.html", "beslut/farsta/gammal.html", "x.html", "farsta/x.html"} <= site.keys()


def test_no_link_leads_out_of_a_branch(tmp_path: Path) -> None:
    out = {f"{FARSTA}/pages/ut.md": "---\ntitle: Ut\n---\nSe [den](../../../content/site.yml) och [a](../LICENSE).\n"}
    assert codes(federation(tmp_path, out)) == [f"{FARSTA}/pages/ut.md:4:4 missing-file"]


def test_figures_lie_beside_their_record(tmp_path: Path) -> None:
    figures = {
        f"{FARSTA}/statistics/avgifter.yml": "title: Avgifter\nunit: kronor\n",
        f"{FARSTA}/statistics/avgifter.csv": "År;Kronor\n2019;100\n",
    }
    site = published(federation(tmp_path, figures))
    assert "100" in site["statistik/farsta/avgifter.html"].decode()
    assert "filer/farsta/statistics/avgifter.csv" in site


def test_what_is_for_members_stays_with_them(tmp_path: Path) -> None:
    hidden = {f"{FARSTA}/decisions/2019/H1.yml": "title: Hemligheten\naudience: medlemmar\n"}
    site = published(federation(tmp_path, hidden))
    assert not [address for address, content in site.items() if b"Hemlighet" in content or "H1" in address]


def test_a_report_without_meetings_speaks_of_its_own(tmp_path: Path) -> None:
    reports = {
        f"{home}/reports/2020.md": f"---\ntitle: Allt\nas_of: 2020-01-{day}\n---\n"
        for home, day in (("content", 20), (f"{KISTA}/content", 25), (FARSTA, 30))
    }
    older = {"content/reports/2019.md": "---\ntitle: Rapport 2019\nas_of: 2020-01-05\n---\n"}
    register = asked(federation(tmp_path, reports, older)).register
    assert register
    covered = {report.id: {each.record.within for each in register.covered_by(report)} for report in register.editions}
    assert (covered["2020"], covered["kista/2020"], covered["farsta/2020"]) == ({""}, {"kista"}, {"farsta"})
    found = {edition.report.id: edition.previous for edition in editions(register)}
    assert found["kista/2020"] is found["farsta/2020"] is None
    assert register.front_report
    assert register.front_report.id == "2020"


def test_a_branch_calls_its_bodies_by_their_names(tmp_path: Path) -> None:
    named = {
        "content/bodies/valberedning.yml": "title: Valberedningen\n",
        f"{FARSTA}/bodies/vb.yml": "title: Valberedningen\nalso: Beredningen\n",
        f"{FARSTA}/{A1}": "title: Ett\nresponsible: [Valberedningen, Beredningen]\n",
        f"content/{A1}": "title: Ett\nresponsible: Valberedningen\n",
    }
    root = federation(tmp_path, named)
    assert codes(root) == []
    known = asked(root).register
    assert known
    assert {body.id for body in known.decisions["farsta/2019/A1"].responsible} == {"farsta/vb"}
    assert {body.id for body in known.decisions["2019/A1"].responsible} == {"valberedning"}


def test_a_link_to_a_file_leads_to_the_branchs_record(tmp_path: Path) -> None:
    linked = "---\ntitle: Om\n---\nSe [ett](../decisions/2019/A1.yml) och [två](../decisions/2019/A2.yml).\n"
    page = published(federation(tmp_path, {f"{FARSTA}/pages/om.md": linked}))["farsta/om.html"].decode()
    assert 'href="../beslut/farsta/2019/A1.html"' in page
    assert 'href="../beslut/2019/A2.html"' in page


def adopted(root: Path) -> Path:
    report = "---\ntitle: Rapport\nas_of: 2019-12-31\nadopted: 2019/arsmote\npublished: 2020-01-15\n---\n"
    return write(root, {"content/reports/2019.md": report})


def test_a_seal_holds_here_as_at_home(tmp_path: Path) -> None:
    home = adopted(tmp_path / "home")
    known = examine(home, clock=CLOCK).register
    assert known
    write(home, files={"content/reports/2019.seal": sealed_text(known, known.editions[0], "Ett sigill")})
    root = federation(tmp_path / "site")
    shutil.rmtree(root / KISTA)
    shutil.copytree(home, root / KISTA)
    assert not [found for found in asked(root).findings if "seal" in found.code]
    again = asked(root).register
    assert again
    report = next(each for each in again.editions if each.id == "kista/2019")
    assert sealed_text(again, report, "Ett sigill") == (root / KISTA / "content/reports/2019.seal").read_text("utf-8")
    text = (root / KISTA / "content" / A1).read_text("utf-8")
    (root / KISTA / "content" / A1).write_text(text.replace("Ett brev är skrivet", "Två brev"), encoding="utf-8")
    broken = [found for found in asked(root).findings if "seal" in found.code]
    assert [found.place.path for found in broken] == [f"{KISTA}/content/{A1}"]


def test_translations_are_remembered_at_home(tmp_path: Path) -> None:
    pages = {f"{KISTA}/content/pages/om.md": "---\ntitle: {sv: Om, en: About}\n---\nText.\n"}
    settings = {"content/site.yml": district()["content/site.yml"] + "languages: [sv, en]\n"}
    root = federation(tmp_path, settings, pages)
    assert "translation-not-recorded" in {found.code for found in asked(root).findings}
    from vrapport.records.translations import translations  # noqa: PLC0415 - only here

    known = asked(root).register
    assert known
    lines = [line for _, _, line in translations(known.archive.by_kind["pages"]["kista/om"], "sv")]
    text = "".join(f"{line}\n" for line in lines).replace("pages/kista/om", "pages/om")
    write(root, files={f"{KISTA}/content/translations.txt": text})
    assert "translation-not-recorded" not in {found.code for found in asked(root).findings}


def test_what_is_kept_in_another_repository_has_no_link_to_this_one(tmp_path: Path) -> None:
    kept = {"content/site.yml": district()["content/site.yml"] + "repository: https://github.com/x/y\n"}
    root = federation(tmp_path, kept, {f"{KISTA}/.git": "gitdir: ../../.git/modules/kista\n"})
    site = published(root)
    assert b"x/y/edit/main/foreningar/farsta/decisions/2019/A1.yml" in site["beslut/farsta/2019/A1.html"]
    assert b"/edit/main/" not in site["beslut/kista/2019/A1.html"]


def order(root: Path) -> Order:
    return Order(root=root, output=root / "output", audience="public", today=None, clock=CLOCK)


CHANGES = {
    "edited": {f"{KISTA}/content/{A1}": "title: Nytt\n"},
    "added": {f"{FARSTA}/pages/ny.md": "---\ntitle: Ny\n---\nText.\n"},
    "renamed": {"content/bodies/kista.yml": "title: Kista partiförening\n"},
    "left": district("roots: foreningar/kista\n"),
    "another": {**district("roots: [foreningar/kista, andra/ny]\n"), **below("andra/ny", ONLY_A1)},
    "whole": below(f"{FARSTA}/content", bare({f"content/{A1}": "title: Nu en hel webbplats\n"})),
}


@pytest.mark.parametrize("change", CHANGES)
def test_incremental_is_clean(tmp_path: Path, change: str) -> None:
    root = federation(tmp_path / "site")
    assert build(root, root / "output", clock=CLOCK, before=look(order(root))).published
    assert still_good(look(order(root)), lambda _: "")
    write(root, files=CHANGES[change])
    before = look(order(root))
    assert not still_good(before, lambda _: "")
    assert build(root, root / "output", clock=CLOCK, before=before).published
    assert still_good(look(order(root)), lambda _: "")
    fresh = shutil.copytree(root, tmp_path / "fresh", ignore=shutil.ignore_patterns("output", ".vrapport"))
    assert published(root, root / "output") == published(fresh, tmp_path / "o")


def test_a_site_without_branches_is_the_same_with_an_empty_list(tmp_path: Path) -> None:
    assert published(write(tmp_path / "a")) == published(write(tmp_path / "b", files=district("roots: []\n")))
