"""Whatever a file holds, the author is told of it, and nothing breaks."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.told import BODY, Files, asked, lines, write
from vrapport.records import BY_FOLDER, KINDS

KEYS = sorted({field.alias or name for kind in KINDS for name, field in kind.fields.model_fields.items()})
VALUES = st.sampled_from(
    [
        "",
        "x",
        "~",
        "ja",
        "2019",
        "2019-02-30",
        "pågår",
        "[]",
        "{}",
        "[x, [y]]",
        "{a: b}",
        "|\n  x",
        "'",
        "&a",
        "*a",
        "!x",
        "[[a.9]]",
        "a",
        "ds",
        "a#b",
        "9" * 400,
        "../..",
        "{sv: x}",
        "{sv: {x: y}}",
        "\u202e",
        "::: x",
        "- a",
        "{date: 2019}",
        "{2019/A1: x}",
        "{a: {status: pågår}}",
        "2020/2019",
        "[ds, ds]",
    ]
)
ALMOST_YAML = st.lists(st.tuples(st.sampled_from(KEYS), VALUES), max_size=8).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs).encode()
)
ANYTHING = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(alphabet="ab:- \t\n[]{}'\"#&*!|>%@`?,\\0", max_size=80).map(str.encode),
    ALMOST_YAML,
    ALMOST_YAML.map(lambda front: b"---\n" + front + b"---\n## \xc2\xa7 1 x\nBeslut: [[a.2#x]] ska <b>\n"),
)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", [f"content/{kind}/a{BY_FOLDER[kind].suffix}" for kind in BY_FOLDER])
def test_any_record(path: str) -> None:
    @FEW
    @given(ANYTHING)
    def told(content: bytes) -> None:
        files: Files = {**BODY, path: content}
        _examined(files)

    told()


def test_any_settings() -> None:
    @FEW
    @given(st.one_of(ANYTHING, ANYTHING.map(lambda more: b"format: 1\ntitle: T\n" + more)))
    def told(content: bytes) -> None:
        files: Files = {"content/site.yml": content, "content/decisions/a.yml": "title: x\nstatus: p\xe5g\xe5r\n"}
        _examined(files)

    told()


def _examined(files: Files) -> None:
    with TemporaryDirectory() as folder:
        examined = asked(write(Path(folder), files))
        assert all(" | " in line for line in lines(examined))
        for finding in examined.findings:
            source = examined.sources.get(finding.place.path)
            assert source is None or finding.place.line <= source.text.count("\n") + 1
