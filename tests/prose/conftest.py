from hypothesis import settings

# A loaded machine must not fail a property: how long hostile text may take has tests of its own.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
