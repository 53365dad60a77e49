"""Does no decision, or body, end up leading back to itself?"""

from collections.abc import Iterator, Mapping

from vrapport.findings import Finding, say, warning
from vrapport.records.bodies import Body
from vrapport.register import Register
from vrapport.wording import Wording


def replaced_in_a_circle(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find decisions that replace one another in a circle, each circle once."""
    for circle in _circles(dict(_successors(register))):
        yield warning(
            "replaced-in-a-circle",
            register.archive.by_kind["decisions"][circle[0]].place("updates"),
            say("The decisions replace one another in a circle: {circle}.", circle=" → ".join((*circle, circle[0]))),
            say("Let one of them stand without a successor."),
        )


def part_of_itself(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find bodies that are part of one another in a circle, each circle once."""
    bodies = register.archive.by_kind["bodies"]
    around = {
        ident: target.id
        for ident, record in bodies.items()
        if isinstance(record.data, Body) and (target := register.archive.target(record.data.part_of))
    }
    for circle in _circles(around):
        yield warning(
            "part-of-itself",
            bodies[circle[0]].place("part_of"),
            say("The bodies are part of one another in a circle: {circle}.", circle=" → ".join((*circle, circle[0]))),
            say("Let one of them stand without “part_of”."),
        )


def _successors(register: Register) -> Iterator[tuple[str, str]]:
    for decision in register.decisions.values():
        target = register.archive.target(decision.latest.told.successor) if decision.latest else None
        if target:
            yield decision.id, target.id


def _circles(following: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Find every circle, each from its first member on; nothing is gone through twice."""
    found, seen = [], set[str]()
    for start in following:
        way: dict[str, int] = {}
        each: str | None = start
        while each is not None and each not in seen:
            seen.add(each)
            way[each] = len(way)
            each = following.get(each)
        if each in way:
            circle = list(way)[way[each] :]
            first = circle.index(min(circle))
            found.append((*circle[first:], *circle[:first]))
    return sorted(found)
