"""Texts that a secretary prints or pastes, as Markdown: the report, what has changed, and what a meeting takes up."""
