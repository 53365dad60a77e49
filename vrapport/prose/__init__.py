"""Prose: Markdown as authors type it, turned into safe HTML, plain words, references, and warnings.

The walk of a text: blocks (who may read it), hazards and mentions (what the checks ask), rendering (what a page shows).
"""

from vrapport.prose.anchors import Anchors, clause_anchor, slug
from vrapport.prose.blocks import Block, blocks, without_blocks
from vrapport.prose.hazards import Hazard, hazards
from vrapport.prose.kept import asked_for, offer, was_asked_for
from vrapport.prose.mentions import Link, Mention, Reach, reach, well_formed
from vrapport.prose.minutes import DecisionPara, Paragraph, paragraphs
from vrapport.prose.prepared import Heading
from vrapport.prose.rendering import headings, key_of, plain, render, render_inline, scan, worked_out

__all__ = [
    "Anchors",
    "Block",
    "DecisionPara",
    "Hazard",
    "Heading",
    "Link",
    "Mention",
    "Paragraph",
    "Reach",
    "asked_for",
    "blocks",
    "clause_anchor",
    "hazards",
    "headings",
    "key_of",
    "offer",
    "paragraphs",
    "plain",
    "reach",
    "render",
    "render_inline",
    "scan",
    "slug",
    "was_asked_for",
    "well_formed",
    "without_blocks",
    "worked_out",
]
