"""What the tests of hostile input share."""

QUICKLY = 2.0  # seconds of work: what explodes takes minutes, and a busy machine must not turn a test red
