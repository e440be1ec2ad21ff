"""Fixtures and settings that the tests share."""

from hypothesis import settings

# Few examples and always the same ones: the suite is run after every change, and must not fail by chance.
settings.register_profile("quick", max_examples=40, deadline=None, derandomize=True, database=None)
settings.load_profile("quick")
