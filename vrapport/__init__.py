"""What became of an organisation's decisions: records kept in git, turned into a searchable site and a report."""

__version__ = "0.1.0"
