from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlib.extraction.dates import DatedEvent, find_dates

MONDAY = date(2025, 11, 17)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("They met on November 16.", date(2025, 11, 16), "day"),
        ("They met on November 16, 2023.", date(2023, 11, 16), "day"),
        ("They met on 16 November.", date(2025, 11, 16), "day"),
        ("They met on Nov. 3.", date(2025, 11, 3), "day"),
        ("They met on the 2nd of May 2011.", date(2011, 5, 2), "day"),
        ("They met on 2011-05-02.", date(2011, 5, 2), "day"),
        ("They met on December 30.", date(2025, 12, 30), "day"),
        ("They met on January 3.", date(2026, 1, 3), "day"),
        ("In December 2005, they met.", date(2005, 12, 1), "month"),
        ("They met in December.", date(2024, 12, 1), "month"),
        ("They met in 2011.", date(2011, 1, 1), "year"),
        ("They met on Monday.", MONDAY, "day"),
        ("They met on Friday.", date(2025, 11, 14), "day"),
        ("They met last Monday.", date(2025, 11, 10), "day"),
        ("They will meet next Friday.", date(2025, 11, 21), "day"),
        ("They met yesterday.", date(2025, 11, 16), "day"),
        ("They met two days ago.", date(2025, 11, 15), "day"),
        ("They met three weeks ago.", date(2025, 10, 1), "month"),
        ("They met last week.", date(2025, 11, 1), "month"),
        ("They met last month.", date(2025, 10, 1), "month"),
        ("They met 13 months ago.", date(2024, 10, 1), "month"),
        ("They met last year.", date(2024, 1, 1), "year"),
        ("They met ten years ago.", date(2015, 1, 1), "year"),
        ("They met on February 31, 2020.", None, "unknown"),
        ("They met the day after the storm.", None, "unknown"),
    ],
)
def test_one_date(text, day, precision):
    [found] = find_dates(text, MONDAY)
    assert (found.day, found.precision) == (day, precision)


def test_the_day_before_an_event_that_was_dated_earlier():
    earlier = [DatedEvent(date(2025, 11, 16), frozenset({"damascus", "delegation", "met"}))]
    [found] = find_dates("They spoke the day before the Damascus meeting.", MONDAY, earlier)
    assert (found.day, found.precision) == (date(2025, 11, 15), "day")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("They will meet on Friday.", date(2025, 11, 21)),
        ("They will meet on Monday.", MONDAY),
        ("They will meet next Monday.", date(2025, 11, 24)),
        ("They agreed last Friday.", date(2025, 11, 14)),
        ("They will meet in December.", date(2025, 12, 1)),
    ],
)
def test_what_is_to_come_is_the_next_weekday(text, day):
    [found] = find_dates(text, MONDAY, ahead=True)
    assert found.day == day


@pytest.mark.parametrize("text", ["They met on Friday.", "They met last week.", "They met on November 16."])
def test_without_a_publication_day_a_relative_date_stays_unknown(text):
    [found] = find_dates(text, None)
    assert (found.day, found.precision) == (None, "unknown")


@pytest.mark.parametrize("published", [date.min, date.max])
@pytest.mark.parametrize("text", ["yesterday", "tomorrow", "last year", "next year", "ten weeks ago", "on Friday"])
def test_a_missing_date_that_was_written_as_the_first_or_the_last_is_no_reason_to_fail(text, published):
    [found] = find_dates(f"They met {text}.", published)
    assert (found.day is None) == (found.precision == "unknown")


def test_no_date():
    assert find_dates("They met.", MONDAY) == []


@given(st.text(max_size=200), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
@settings(max_examples=150)
def test_any_text(text, published):
    for found in find_dates(text, published):
        assert text[found.start : found.end]
        assert (found.day is None) == (found.precision == "unknown")
