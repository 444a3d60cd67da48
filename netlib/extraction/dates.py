"""When it happened: the dates that a text states, resolved against the day on which it was published.

Relative dates ("on Friday", "two days ago") need `published`; "the day before the meeting" needs an event that the
document dated earlier. What cannot be resolved stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["DatedEvent", "Found", "find_dates"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
_DAYS = {
    name: i for i, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_NUMBERS = {
    word: i
    for i, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
        ]
    )
} | {"a": 1, "an": 1, "several": 0, "few": 0}
_MONTH = (
    r"(?P<{0}>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_PATTERN = re.compile(
    r"\b(?:"
    r"(?P<iso>(?P<iy>[12]\d{3})-(?P<im>[01]\d)-(?P<id>[0-3]\d))"
    r"|" + _MONTH.format("m1") + r"\s+(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+(?P<y1>[12]\d{3})\b)?"
    r"|(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH.format("m2") + r"\b(?:,?\s+(?P<y2>[12]\d{3})\b)?"
    r"|" + _MONTH.format("m3") + r",?\s+(?:of\s+)?(?P<y3>[12]\d{3})\b"
    r"|(?:in|since|by|until|early|late|mid|last|this|next)\s+" + _MONTH.format("m4") + r"\b(?!,?\s+\d)"
    r"|(?:in|since|during|of|by|early|late|until)\s+(?P<y5>(?:1[5-9]|20)\d{2})\b"
    r"|(?P<anchor>(?:the|a|one|two|three)\s+days?\s+(?P<side>before|after)\s+(?P<event>(?:(?:the|a|an|his|her|their)\s+)?[^,.;]{0,60}))"
    r"|(?P<shift>(?:the\s+)?(?P<dir>previous|next|following|same)\s+day|(?:a|one)\s+day\s+(?P<dir2>earlier|later))"
    r"|(?P<word>today|yesterday|tomorrow|last\s+night|tonight|overnight)"
    r"|(?:(?P<rel>last|next|this|past|previous)\s+)?(?P<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|(?P<when>last|this|next|past)\s+(?P<unit>week|weekend|month|year|spring|summer|autumn|fall|winter)"
    r"|(?P<n>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a\s+few)\s+"
    r"(?P<ago>day|week|month|year|decade)s?\s+(?:ago|earlier)"
    r")\b",
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a sentence: its characters there, the day (the unknown part 1) and the precision."""

    start: int
    end: int
    day: date | None
    precision: str


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """Something that the document has dated: its day, and the words of the sentence that did."""

    day: date
    words: frozenset[str]


def find_dates(
    text: str, published: date | None, earlier: Sequence[DatedEvent] = (), *, ahead: bool = False
) -> list[Found]:
    """Return the dates that a sentence states, in order.

    Parameters
    ----------
    text : str
        The sentence.
    published : date, optional
        The day that relative dates count from, and whose year is meant where none is given. Without it, they have
        no day and the precision ``unknown``.
    earlier : sequence of DatedEvent
        What the document has dated before this sentence, for "the day before the meeting".
    ahead : bool, default False
        Whether the sentence speaks of what is to come, so that "on Friday" is the next one.

    Examples
    --------
    >>> find_dates("They met on November 16.", date(2025, 11, 17))
    [Found(start=12, end=23, day=datetime.date(2025, 11, 16), precision='day')]
    """
    found = []
    low = text.lower()
    if len(low) != len(text):  # "İ" has two characters in lower case
        low = "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)
    for match in _PATTERN.finditer(low):
        try:
            day, precision = _resolve(match, published, earlier, ahead)
        except (ValueError, OverflowError):  # before the year 1 or after 9999, where some tables put a missing date
            day, precision = None, "unknown"
        found.append(Found(match.start(), match.end(), day, precision))
    return found


def _resolve(
    match: re.Match[str], published: date | None, earlier: Sequence[DatedEvent], ahead: bool
) -> tuple[date | None, str]:
    part = match.groupdict()
    if part["iso"]:
        return _day(int(part["iy"]), int(part["im"]), int(part["id"]))
    for m, d, y in (("m1", "d1", "y1"), ("m2", "d2", "y2")):
        if part[m]:
            month, number = _MONTHS[part[m].lower().rstrip(".")], int(part[d])
            if part[y]:
                return _day(int(part[y]), month, number)
            return _nearest(published, month, number)
    if part["m3"]:
        return date(int(part["y3"]), _MONTHS[part["m3"].lower().rstrip(".")], 1), "month"
    if part["m4"]:
        if published is None:
            return None, "unknown"
        month = _MONTHS[part["m4"].lower().rstrip(".")]
        late = month > published.month and not ahead
        return date(published.year - late, month, 1), "month"
    if part["y5"]:
        return date(int(part["y5"]), 1, 1), "year"
    if part["anchor"]:
        number = _NUMBERS.get(part["anchor"].split()[0].lower(), 1)
        anchor = _anchor(part["event"], earlier)
        if anchor is None:
            return None, "unknown"
        return anchor + timedelta(days=number if part["side"].lower() == "after" else -number), "day"
    if part["shift"]:
        direction = (part["dir"] or part["dir2"]).lower()
        if not earlier:
            return None, "unknown"
        step = {"previous": -1, "earlier": -1, "same": 0}.get(direction, 1)
        return earlier[-1].day + timedelta(days=step), "day"
    return _relative(part, published, ahead)


def _relative(part: dict[str, str | None], published: date | None, ahead: bool) -> tuple[date | None, str]:
    if published is None:
        return None, "unknown"
    if part["word"]:
        word = part["word"].lower()
        step = {"yesterday": -1, "tomorrow": 1}.get(word, -1 if word.startswith("last") else 0)
        return published + timedelta(days=step), "day"
    if part["day"]:
        back = (published.weekday() - _DAYS[part["day"].lower()]) % 7
        which = (part["rel"] or "").lower()
        if which == "next" or (ahead and which not in ("last", "past", "previous")):
            return published + timedelta(days=(7 - back) % 7 or 7 * (which == "next")), "day"
        if which in ("last", "past", "previous") and back == 0:
            back = 7
        return published - timedelta(days=back), "day"
    if part["when"]:
        unit, which = str(part["unit"]).lower(), part["when"].lower()
        step = {"last": -1, "past": -1, "next": 1}.get(which, 0)
        if unit.startswith("week"):
            return (published + timedelta(days=7 * step)).replace(day=1), "month"
        if unit == "month":
            return _shift_months(published, step), "month"
        return date(published.year + step, 1, 1), "year"
    if part["ago"]:
        amount = str(part["n"]).lower()
        number = int(amount) if amount.isdigit() else _NUMBERS.get(amount.split()[-1], 0)
        unit = part["ago"].lower()
        if number == 0:
            return None, "unknown"
        if unit == "day":
            return published - timedelta(days=number), "day"
        if unit == "week":
            return (published - timedelta(weeks=number)).replace(day=1), "month"
        if unit == "month":
            return _shift_months(published, -number), "month"
        years = number * (10 if unit == "decade" else 1)
        return (date(published.year - years, 1, 1), "year") if published.year > years else (None, "unknown")
    return None, "unknown"


def _day(year: int, month: int, number: int) -> tuple[date | None, str]:
    try:
        return date(year, month, number), "day"
    except ValueError:
        return None, "unknown"


def _nearest(published: date | None, month: int, number: int) -> tuple[date | None, str]:
    """Return the day of a month in the year that brings it nearest to publication."""
    if published is None:
        return None, "unknown"
    days = [day for year in (-1, 0, 1) if (day := _day(published.year + year, month, number)[0])]
    if not days:
        return None, "unknown"
    return min(days, key=lambda day: (abs((day - published).days), day > published)), "day"


def _shift_months(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    return date(max(total // 12, 1), total % 12 + 1, 1)


def _anchor(phrase: str, earlier: Iterable[DatedEvent]) -> date | None:
    """Return the day of the earlier event that shares most words with a phrase such as "the Damascus meeting"."""
    words = {word for word in re.findall(r"[\w-]+", phrase.lower()) if len(word) > 3}
    best: date | None = None
    most = 0
    for event in earlier:
        shared = len(words & event.words) or sum(any(w[:4] == e[:4] for e in event.words) for w in words)
        if shared >= most and shared:
            best, most = event.day, shared
    return best
