"""Does no decision, or body, end up leading back to itself?"""

from collections.abc import Iterator, Mapping

from vrapport.findings import Finding, say, warning
from vrapport.records.bodies import Body
from vrapport.register import Register
from vrapport.wording import Wording


def replaced_in_a_circle(register: Register, words: Wording) -> Iterator[Finding]:  # noqa: ARG001 - every check is asked alike
    """Find decisions that replace one another in a circle, each circle once."""
    successors = dict(_successors(register))
    for start in sorted(successors):
        circle = _circle(start, successors)
        if circle and start == min(circle):
            yield warning(
                "replaced-in-a-circle",
                register.archive.by_kind["decisions"][start].place("updates"),
                say("The decisions replace one another in a circle: {circle}.", circle=" → ".join((*circle, start))),
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
    for start in sorted(around):
        circle = _circle(start, around)
        if circle and start == min(circle):
            yield warning(
                "part-of-itself",
                bodies[start].place("part_of"),
                say("The bodies are part of one another in a circle: {circle}.", circle=" → ".join((*circle, start))),
                say("Let one of them stand without “part_of”."),
            )


def _successors(register: Register) -> Iterator[tuple[str, str]]:
    for decision in register.decisions.values():
        for account in decision.accounts:
            target = register.archive.target(account.told.successor)
            if target and account is decision.latest:
                yield decision.id, target.id


def _circle(start: str, successors: Mapping[str, str]) -> tuple[str, ...]:
    """Follow successors from a decision; the way, if it leads back, else nothing."""
    way = [start]
    while (following := successors.get(way[-1])) and following not in way:
        way.append(following)
    return tuple(way) if following == start else ()
