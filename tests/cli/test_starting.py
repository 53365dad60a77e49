"""`init` and `new` write what can be built at once, and never over anything."""

from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Ask

KINDS = (
    "beslut",
    "motion",
    "möte",
    "organ",
    "kampanj",
    "uttalande",
    "förslag",
    "rapport",
    "statistik",
    "lägesrapport",
    "sida",
)


def test_a_new_site_has_nothing_wrong_and_can_be_built(ask: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "vår förening"
    done = ask("init", folder, "--today", "2024-02-29")
    assert done.exit_code == 0, done.output
    assert "vrapport build" in done.stdout
    assert ask("check", "--strict", "--site", folder, "--today", "2024-02-29").exit_code == 0
    assert ask("build", "--strict", "--site", folder, "--today", "2024-02-29").exit_code == 0
    assert (folder / "content/decisions/2024/cykelstall.yml").is_file()
    assert "vrapport check" in (folder / "README.md").read_text(encoding="utf-8")


def test_the_example_is_the_one_that_is_shipped(ask: Ask, tmp_path: Path) -> None:
    assert ask("init", "--example", tmp_path / "exempel").exit_code == 0
    copied = {
        path.relative_to(tmp_path / "exempel"): path.read_bytes()
        for path in (tmp_path / "exempel/content").rglob("*.yml")
    }
    shipped = {path.relative_to(ROOT): path.read_bytes() for path in (ROOT / "content").rglob("*.yml")}
    assert copied == shipped


def test_a_folder_that_is_not_empty_is_refused(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "brev.txt").touch()
    done = ask("init", tmp_path)
    assert done.exit_code == 2
    assert "är inte tom" in done.stderr
    assert "Error" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["brev.txt"]


def test_a_folder_that_git_has_begun_is_welcome(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    assert ask("init").exit_code == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_record_of_any_kind_is_right_as_it_stands(ask: Ask, small: Path, kind: str) -> None:
    done = ask("new", kind, "Nytt: å, ä och ö #1", "--site", small)
    assert done.exit_code == 0, done.output
    assert Path(done.stdout.strip()).is_file()
    assert ask("check", "--site", small).exit_code == 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_that_a_new_record_offers_can_be_taken_into_use(ask: Ask, small: Path, kind: str) -> None:
    path = Path(ask("new", kind, "Ny", "--site", small).stdout.strip())
    lines = path.read_text(encoding="utf-8").splitlines()
    offered = [line.removeprefix("# ") for line in lines if not line.startswith(("# Ta bort", "# Där"))]
    path.write_text("\n".join(offered) + "\n", encoding="utf-8")
    done = ask("check", "--site", small)
    assert done.exit_code == 0, done.stdout


def test_a_record_lies_in_its_kind_and_year(ask: Ask, small: Path) -> None:
    made = ask("new", "decision", "Fler Bänkar!", "--site", small, "--today", "2021-05-06").stdout.strip()
    assert Path(made) == small / "content/decisions/2021/fler-bankar.yml"
    assert Path(made).read_text(encoding="utf-8").startswith("title: Fler Bänkar!\n")


def test_what_is_there_is_never_written_over(ask: Ask, small: Path) -> None:
    first = Path(ask("new", "organ", "Utskottet", "--site", small).stdout.strip())
    first.write_text("title: Mitt\n", encoding="utf-8")
    refused = ask("new", "organ", "Utskottet", "--site", small)
    assert refused.exit_code == 2
    assert "finns redan" in refused.stderr
    assert first.read_text(encoding="utf-8") == "title: Mitt\n"


@pytest.mark.parametrize("title", ["", "!!!", "a\x1b[31mb", "\udcff"])
def test_a_title_that_cannot_be_one_is_refused(ask: Ask, small: Path, title: str) -> None:
    assert ask("new", "beslut", title, "--site", small).exit_code == 2


def test_a_record_can_be_begun_while_another_is_broken(ask: Ask, broken: Path) -> None:
    assert ask("new", "beslut", "Ett till", "--site", broken).exit_code == 0


def test_a_round_of_reporting_has_every_open_decision_in_place(ask: Ask, small: Path) -> None:
    text = Path(ask("new", "update", "Våren", "--site", small).stdout.strip()).read_text(encoding="utf-8")
    assert "each:\n  2019/A2: oförändrat  # Bänkar (planeras)\n  2019/A10: oförändrat  # Belysning (pågår)\n" in text


def test_a_round_offers_what_nobody_has_spoken_of_and_what_has_a_step_left(ask: Ask, small: Path) -> None:
    for name, text in {
        "tyst": "title: Tyst\n",
        "klart": "title: Klart\nstatus: genomfört\n",
        "kvar": "title: Kvar\nupdates: {date: 2019-12, status: genomfört, next: Utvärdering}\n",
    }.items():
        (small / f"content/decisions/{name}.yml").write_text(text, encoding="utf-8")
    path = Path(ask("new", "update", "Våren", "--site", small).stdout.strip())
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "  kvar: oförändrat  # Kvar (genomfört; nästa steg kvar)" in lines
    assert "  # tyst: ...  # Tyst (ej redovisat)" in lines
    assert not any("klart" in line for line in lines)
    assert ask("check", "--site", small).exit_code == 0
