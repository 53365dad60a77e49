from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from tests.small import built, published, stamps, write
from vrapport.build import Built
from vrapport.findings import Place
from vrapport.shipped import folder
from vrapport.theme import Frame, Page, TemplateFaultError, Theme, assets, theme

HEAD = '{% extends "base.html" %}\n{% block main %}\n<h1>{{ page.title }}</h1>\n'


def page(text: str) -> dict[str, str]:
    """Write a site's own page.html, in which the fault stands on the fourth line."""
    return {"templates/page.html": f"{HEAD}{text}\n{{% endblock %}}\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write(tmp_path)
    published(root)
    return root


def refused(root: Path) -> Built:
    """Build a site that cannot be built, and hold that nothing published was touched."""
    before = stamps(root / "output/public")
    done = built(root)
    assert done.published is None
    assert stamps(root / "output/public") == before
    assert {path.name for path in (root / "output").iterdir()} == {"public", ".vrapport", ".vrapport-public.json"}
    return done


def fault(done: Built) -> tuple[str, str, str]:
    (found,) = (found for found in done.examined.findings if not found.severity)
    words = done.examined.words
    assert found.hint
    return f"{found.code} {found.place}", words.tell(found.what), words.tell(found.hint)


def test_the_site_s_own_template_wins_over_the_shipped_one(root: Path) -> None:
    write(root, files=page("<p>Vår egen</p>"))
    assert "<p>Vår egen</p>".encode() in published(root)["om.html"]
    (root / "templates/page.html").unlink()
    assert "Vår egen".encode() not in published(root)["om.html"]


def test_the_site_s_own_asset_wins_over_the_shipped_one_and_more_are_published(root: Path) -> None:
    write(root, files={"templates/assets/site.css": "a{}", "templates/assets/img/logga.svg": "<svg/>"})
    (root / "templates/assets/.hemlig").write_text("x", encoding="utf-8")
    files = published(root)
    assert files["assets/site.css"] == b"a{}"
    assert files["assets/img/logga.svg"] == b"<svg/>"
    assert "assets/.hemlig" not in files


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("{{ saknas }}", "'saknas' is undefined"),
        ("{{ page.saknas }}", "has no attribute 'saknas'"),
        ("{% om %}", "unknown tag 'om'"),
        ("{{ page.title|saknas }}", "No filter named 'saknas'"),
        ('{% include "saknas.html" %}', "det finns ingen mall som heter ”saknas.html”"),
        ('{% import "saknas.html" as m %}{{ m.a() }}', "det finns ingen mall som heter ”saknas.html”"),
        ("{{ 1 + page.title }}", "unsupported operand"),
        ("{{ 1 // 0 }}", "division"),
        ("{{ 5|prose }}", "not subscriptable"),
        ('{{ link("x", "y", "z") }}', "positional argument"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "recursion"),
    ],
)
def test_a_fault_in_a_template_is_named_with_its_line_and_the_page(root: Path, wrong: str, said: str) -> None:
    write(root, files=page(wrong))
    place, what, hint = fault(refused(root))
    assert place == "template-fault templates/page.html:4"
    assert said in what
    assert "om.html" in hint


def test_a_fault_inside_a_shipped_macro_points_at_the_site_s_own_line(root: Path) -> None:
    write(root, files=page('{% import "macros/parts.html" as parts with context %}{{ parts.rows(5) }}'))
    assert fault(refused(root))[0] == "template-fault templates/page.html:4"


def test_a_template_that_never_ends_is_named(root: Path) -> None:
    write(root, files={"templates/page.html": f"{HEAD}{{% if page %}}\n"})
    assert fault(refused(root))[0].startswith("template-fault templates/page.html:")


def test_a_template_that_is_no_text_is_named(root: Path) -> None:
    write(root, files={})
    (root / "templates").mkdir()
    (root / "templates/page.html").write_bytes("<p>å</p>".encode("latin-1"))
    assert fault(refused(root))[0] == "not-utf8 templates/page.html:1"


def test_a_template_that_is_a_link_is_not_followed(root: Path, tmp_path: Path) -> None:
    (root / "templates").mkdir()
    (tmp_path / "utanför.html").write_text("hemligt", encoding="utf-8")
    (root / "templates/page.html").symlink_to(tmp_path / "utanför.html")
    assert fault(refused(root))[0] == "link-in-content templates/page.html"


@pytest.mark.parametrize(
    "link",
    ["templates", "templates/assets", "templates/assets/img", "templates/assets/site.css", "templates/macros",
     "templates/strings", "templates/strings/sv.po"],
)  # fmt: skip
def test_no_link_below_the_templates_is_followed(root: Path, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "utanför"
    catalogue = (folder("templates") / "strings" / "sv.po").read_text(encoding="utf-8")
    write(outside, files={"hemlig.css": "a{}", "assets/hemlig.css": "a{}", "img/hemlig.css": "a{}", "sv.po": catalogue})
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(outside / {".css": "hemlig.css", ".po": "sv.po"}.get(Path(link).suffix, ""))
    assert fault(refused(root))[0] == f"link-in-content {link}"
    assert not [at for at, _ in assets(root) if "hemlig" in at]


def test_an_editor_s_own_link_and_backups_are_nobodys_business(root: Path) -> None:
    write(root, files={"templates/assets/egen.css": "a{}", "templates/assets/egen.css~": "b{}"})
    (root / "templates/.#page.html").symlink_to("någon@datorn.123")
    assert {at for at in published(root) if "egen" in at} == {"assets/egen.css"}


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")  # a fork beside pytest-xdist's threads
def test_a_fault_among_many_pages_is_told_by_several_processes_too(root: Path) -> None:
    many = {f"content/pages/s{n}.md": f"---\ntitle: Sida {n}\n---\nx\n" for n in range(210)}
    write(root, many, page("{{ saknas }}"))
    done = built(root, jobs=2)
    assert done.published is None
    assert "template-fault templates/page.html:4" in fault(done)[0]


def test_words_that_cannot_be_read_are_a_fault_and_no_crash(root: Path) -> None:
    write(root, {"templates/strings/sv.po": 'msgid "x\nnonsense'})
    done = built(root)
    assert done.published is None
    assert fault(done)[0].startswith("bad-catalogue templates/strings")


def test_a_public_resource_lends_out_nothing_of_a_hidden_record(root: Path) -> None:
    lent = {
        "content/resources/brev.md": "---\ntitle: Ett brev\nlink: hemligt.pdf\n---\nSkriv så här.\n",
        "content/resources/hemligt.md": "---\ntitle: Hemligt\naudience: medlemmar\n---\nText.\n",
        "content/resources/hemligt.pdf": "%PDF",
    }
    write(root, lent)
    assert any("hidden-record-named" in line for line in fault(built(root)))


def test_a_catalogue_of_another_name_is_another_theme(root: Path) -> None:
    shipped = (folder("templates") / "strings/sv.po").read_text(encoding="utf-8")
    write(root, files={"templates/strings/sv.po": shipped.replace("Sidan byggdes", "Sidan gjordes")})
    assert b"Sidan gjordes" in published(root)["index.html"]
    (root / "templates/strings/sv.po").rename(root / "templates/strings/da.po")
    assert b"Sidan gjordes" not in published(root)["index.html"]


def test_what_an_editor_leaves_beside_a_catalogue_is_let_be(root: Path) -> None:
    (root / "templates/strings/x.po").mkdir(parents=True)
    (root / "templates/strings/.#sv.po").symlink_to("somebody@elsewhere:1")
    assert published(root)


# --- what is said once for all pages of a folder ----------------------------------------------------------------------

AROUND: dict[str, Any] = {"site": {"language": "sv", "front": "index.html"}, "nav": [], "today": {}}
SAID = (
    '{% import "macros/own.html" as own %}'
    "{{ shared(own.front) }};{{ shared(own.named, word) }};{{ shared(own.titled) }}"
)
OWN_MACROS = (
    "{% macro front() %}{{ link(site.front) }}{% endmacro %}"
    "{% macro named(word) %}{{ word }}{% endmacro %}"
    "{% macro titled() %}{{ page.title }}{% endmacro %}"
)


@pytest.fixture
def sharing(tmp_path: Path) -> Theme:
    """Use a theme whose one page shows what is shared."""
    return a_theme(tmp_path, OWN_MACROS)


def a_theme(root: Path, macros: str) -> Theme:
    files = {"templates/macros/own.html": macros, "templates/own.html": SAID}
    return theme(write(root, files), {"sv": built(root).examined.words})


def a_page(address: str, *, frame: Frame | None = None, **own: object) -> Page:
    """Make a page that has a title and a word of its own."""
    made = {"page": {"address": address, "title": address}, "word": "a"} | own
    return Page(
        address=address, language="sv", template="own.html", make=lambda: made, frame=frame or Frame(AROUND)
    )  # fmt: skip


def test_what_is_shared_is_that_of_its_folder_its_frame_and_what_it_was_handed(sharing: Theme) -> None:
    other = Frame(AROUND | {"site": AROUND["site"] | {"front": "x.html"}})
    pages = (
        (a_page("a.html"), "index.html;a;a.html"),
        (a_page("b.html"), "index.html;a;b.html"),
        (a_page("c/a.html"), "../index.html;a;c/a.html"),
        (a_page("c/b.html", word="<b>"), "../index.html;&lt;b&gt;;c/b.html"),
        (a_page("c/c.html", word=Markup("<b>")), "../index.html;<b>;c/c.html"),
        (a_page("c/d.html", word=["l"]), "../index.html;[&#39;l&#39;];c/d.html"),
        (a_page("c/e.html", word=1), "../index.html;1;c/e.html"),
        (a_page("c/f.html", word=True), "../index.html;True;c/f.html"),
        (a_page("c/g.html", site=other.data["site"]), "../x.html;a;c/g.html"),
        (a_page("a.html", frame=other), "x.html;a;a.html"),
    )
    for page, expected in (*pages, *reversed(pages)):
        assert sharing.render(page).decode() == expected


def test_what_asks_whether_there_is_a_word_is_said_for_each_page(tmp_path: Path) -> None:
    asking = "{% if mine is defined %}{{ mine }}{% else %}none{% endif %}{{ mine|default('none') }}"
    look = a_theme(tmp_path, OWN_MACROS.replace("{{ page.title }}", asking))
    assert [look.render(a_page(f"{mine}.html", mine=mine)).decode() for mine in "xy"] == [
        "index.html;a;xx",
        "index.html;a;yy",
    ]


def test_what_is_shared_is_said_once(sharing: Theme) -> None:
    links: list[str] = []

    def counted(address: str) -> str:
        links.append(address)
        return address

    sharing.environments["sv"].globals["link"] = counted
    for number in range(5):
        sharing.render(a_page(f"c/{number}.html"))
    assert len(links) == 1


def test_a_fault_in_what_is_shared_is_told_as_any_other(tmp_path: Path) -> None:
    look = a_theme(tmp_path, OWN_MACROS.replace("{{ page.title }}", "\n{{ page.nothing }}"))
    with pytest.raises(TemplateFaultError) as told:
        look.render(a_page("a.html"))
    assert told.value.finding.place == Place("templates/macros/own.html", 2)


def test_the_menu_tells_where_one_is(tmp_path: Path) -> None:
    files = published(write(tmp_path, {}))
    assert files["kalender.html"].count(b' aria-current="page"') == 1
    assert b'<a href="kalender.html" aria-current="page">' in files["kalender.html"]
    assert b'aria-current="page"' not in files["om.html"]
