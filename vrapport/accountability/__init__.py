"""What the register adds up to over time: editions and their changes, measures, and what a meeting takes up."""
