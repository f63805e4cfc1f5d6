"""The conference day that every run measures. It stands alone: a sitting at the window must load nothing ahead of time."""

from datetime import UTC, datetime

MORNING = datetime(2026, 11, 17, 15, 55, tzinfo=UTC)
"""Five to nine in Utah: the same students whenever it runs."""
