import pytest

from vrapport.prose import paragraphs

MINUTES = """Närvarande: nio ledamöter.

## § 41 Höstens kampanjer
Kanslichefen visade en plan.

Beslut: Kansliet arbetar vidare
med planen. [[ds/2019-06-10-kampanjer]]

Mer text.
## Utskottens riktlinjer
**Beslut:** Riktlinjerna antas.
beslut:

- att a
- att b

Inte beslutet.
```
## § 9 kod
Beslut: kod
```
"""


def test_minutes_are_split_at_their_headings() -> None:
    assert [(p.number, p.title, p.anchor, p.line) for p in paragraphs(MINUTES)] == [
        (None, "", "", 1),
        ("41", "Höstens kampanjer", "p41", 3),
        (None, "Utskottens riktlinjer", "utskottens-riktlinjer", 10),
    ]
    assert paragraphs(MINUTES)[0].body == "Närvarande: nio ledamöter."


def test_a_decision_knows_its_words_line_and_mentions() -> None:
    _, campaigns, guidelines = paragraphs(MINUTES)
    (decision,) = campaigns.decisions
    assert (decision.text, decision.line) == ("Kansliet arbetar vidare\nmed planen. [[ds/2019-06-10-kampanjer]]", 6)
    assert [(m.target, m.line, m.column) for m in decision.mentions] == [("ds/2019-06-10-kampanjer", 7, 13)]
    assert [(d.text, d.line) for d in guidelines.decisions] == [("Riktlinjerna antas.", 11), ("- att a\n- att b", 12)]


@pytest.mark.parametrize(
    ("heading", "number", "title", "anchor"),
    [
        ("§ 41 Rubrik", "41", "Rubrik", "p41"),
        ("§41. Rubrik", "41", "Rubrik", "p41"),
        ("41 § Rubrik", "41", "Rubrik", "p41"),
        ("§ 41 - Rubrik", "41", "Rubrik", "p41"),
        ("§§ 4-6 Rubrik", "4-6", "Rubrik", "p4-6"),
        ("§ 5/2019 Rubrik", "5/2019", "Rubrik", "p5-2019"),
        ("§ 5a Rubrik", "5a", "Rubrik", "p5a"),
        ("§ 5 a-kassan", "5", "a-kassan", "p5"),
        ("§ 41", "41", "", "p41"),
        ("41 nya medlemmar", None, "41 nya medlemmar", "41-nya-medlemmar"),
        ("Rubrik ##", None, "Rubrik", "rubrik"),
        ("P41", None, "P41", "s-p41"),
    ],
)
def test_a_heading_gives_number_title_and_anchor(heading: str, number: str | None, title: str, anchor: str) -> None:
    (paragraph,) = paragraphs(f"## {heading}\ntext")
    assert (paragraph.number, paragraph.title, paragraph.anchor) == (number, title, anchor)


def test_anchors_are_unique_and_numbers_come_first() -> None:
    text = "## Övrigt\n## Övrigt\n## § 5 a\n## § 5 b"
    assert [paragraph.anchor for paragraph in paragraphs(text)] == ["ovrigt", "ovrigt-2", "p5", "p5-2"]


def test_the_words_for_a_decision_can_be_others() -> None:
    assert [d.text for d in paragraphs("Päätös: x\nBeslut: y", ["Päätös"])[0].decisions] == ["x\nBeslut: y"]


@pytest.mark.parametrize("text", ["", "\n\n", "<!-- a -->"])
def test_empty_minutes_have_no_paragraphs(text: str) -> None:
    assert paragraphs(text) == ()
