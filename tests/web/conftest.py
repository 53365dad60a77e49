"""What the tests of the built pages share: the example, and a showcase with all that a site can have."""

import pytest

from tests.conftest import ROOT, Command, Site
from tests.web.documents import document
from vrapport.outputs import manifest

SHOWCASE = ROOT / "tests" / "showcase"
RIGHT_TO_LEFT = "ar/"  # where the showcase's pages in Arabic lie


@pytest.fixture(scope="session")
def one_of_each(site: Site) -> dict[str, str]:
    """Choose a page of each kind that the theme knows: the longest, for it shows most."""
    return _longest_of_each(site, "")


@pytest.fixture(scope="session")
def showcase(vrapport: Command, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build the showcase once: three languages, one of them from right to left, and every kind of record."""
    output = tmp_path_factory.mktemp("showcase") / "output"
    done = vrapport("build", "--output", output, cwd=SHOWCASE)
    assert done.returncode == 0, done.stdout + done.stderr
    return Site(output / "public", tuple(sorted(manifest(output, "public"))))


@pytest.fixture(scope="session")
def shown(showcase: Site) -> dict[str, str]:
    """Choose a page of each kind in the showcase's own language."""
    return _longest_of_each(showcase, "")


@pytest.fixture(scope="session")
def shown_right_to_left(showcase: Site) -> dict[str, str]:
    """Choose a page of each kind in Arabic."""
    return _longest_of_each(showcase, RIGHT_TO_LEFT)


@pytest.fixture(params=["content", "showcase"])
def either(request: pytest.FixtureRequest) -> Site:
    """Ask the same of the example and of the showcase."""
    found: Site = request.getfixturevalue("site" if request.param == "content" else "showcase")
    return found


def _longest_of_each(site: Site, prefix: str) -> dict[str, str]:
    longest: dict[str, str] = {}
    for address in sorted(own_pages(site, prefix), key=lambda page: len(site.read(page))):
        longest[document(site.folder / address).kind] = address
    return longest


def own_pages(site: Site, prefix: str = "") -> tuple[str, ...]:
    """Return the pages of the language whose front page lies below a prefix."""
    language = document(site.folder / prefix / "index.html").first("html")["lang"]
    return tuple(page for page in site.pages if document(site.folder / page).first("html")["lang"] == language)
