"""Quick ways to the same: what is written, filled in and spelled quickly is what the plain way would make of it."""

import json
import re
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from vrapport.digests import written
from vrapport.shipped import folder
from vrapport.vocabulary import MotionType, Outcome, ResourceType, Stage, Status
from vrapport.wording import slug, wording

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS | st.sampled_from([*Status, *Outcome]),
    lambda within: st.lists(within, max_size=4) | st.dictionaries(TEXTS, within, max_size=4),
    max_leaves=20,
)
PATTERNS = st.lists(st.sampled_from(["{n}", "{day}", "{other}", "{", "}", "{}", "{n:on}", ":on", "å"])).map("".join)
BRACE = re.compile(r"\{(\w+)(:on)?\}")
WORDS_OF = {language: (folder("templates") / "strings" / f"{language}.po").read_bytes() for language in ("sv", "en")}
WORDS = wording("sv", WORDS_OF["sv"], WORDS_OF["en"])


@given(PLAIN)
def test_data_are_written_as_the_standard_library_writes_them(data: object) -> None:
    assert written(data) == json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    assert written(data, indent=2) == json.dumps(data, ensure_ascii=False, indent=2).encode()


@given(PATTERNS, TEXTS, TEXTS)
def test_a_pattern_is_filled_in_brace_by_brace(pattern: str, n: str, day: str) -> None:
    values = {"n": n, "day": day}
    filled = BRACE.sub(lambda brace: values.get(brace[1], brace[0]), pattern.replace("{n:on}", "{n}"))
    assert WORDS._(pattern.replace("{n:on}", "{n}"), **values) == filled


@given(TEXTS)
def test_a_sentence_without_values_is_said_as_it_stands(text: str) -> None:
    assert WORDS._(f"{text}{{n}}") == f"{text}{{n}}"


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_a_slug_is_the_same_letter_by_letter(text: str) -> None:
    pieces = (slug(f"a{letter}a")[1:-1] for letter in normalize("NFC", text))
    assert slug(f"a{text}a").replace("-", "") == "".join(("a", *pieces, "a")).replace("-", "")


def test_vocabularies_that_share_a_code_keep_their_own_words_for_it() -> None:
    own = {"outcome.adopted": "bifallet", "stage.adopted": "beslutad", "motion.motion": "hemställan"}
    words = wording("sv", WORDS_OF["sv"], WORDS_OF["en"], own)
    for one, other in [(Outcome.ADOPTED, Stage.ADOPTED), (ResourceType.MOTION, MotionType.MOTION)]:
        assert one == other
        assert len({words.label(one), words.label(other)}) == 2
        for code in (one, other):
            assert words.label(code) == words.word(code.key)
