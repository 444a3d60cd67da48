from __future__ import annotations

import pandas as pd
import pytest

import netlib.extraction as extraction

PUBLISHED = "2024-05-08"  # a Wednesday


def day_of(text: str, published: str = PUBLISHED) -> str | None:
    table = extraction.extract(
        pd.DataFrame({"doc_id": ["a"], "text": [text], "published": [pd.Timestamp(published)]}), progress=False
    )
    assert len(table), text
    day = table["date"].iloc[0]
    return None if pd.isna(day) else str(day.date())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kuwait on Wednesday pledged $100 million to Nepal.", "2024-05-08"),
        ("The EU agreed Monday to put sanctions on Belarus.", "2024-05-06"),
        ("Kenya and Chad have agreed to restore relations, officials said Tuesday.", "2024-05-07"),
        ("Kuwait said on Monday that it would send aid to Nepal.", "2024-05-06"),
        ("Lima announced Thursday that it planned aid to Oman.", "2024-05-02"),
    ],
)
def test_a_weekday_of_the_saying_is_past_though_what_is_said_is_to_come(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kenya will meet Chad on Friday.", "2024-05-10"),
        ("Kenya will meet Chad on Wednesday.", "2024-05-08"),
        ("Kenya will meet Chad next Wednesday.", "2024-05-15"),
        ("On Friday, Kenya will host Chad for talks.", "2024-05-10"),
        ("Kenya on Friday will host Chad for talks.", "2024-05-10"),
        ("Hamas agreed to release Israeli hostages on Friday.", "2024-05-10"),
        ("Talks between Kenya and Chad will be held on Monday.", "2024-05-13"),
        ("Kenya's president is to visit Chad on Thursday.", "2024-05-09"),
        ("Kenya's president is due in Chad on Monday for talks with Niger.", "2024-05-13"),
        ("An aide said on Monday that Kenya will meet Chad on Friday.", "2024-05-10"),
        ("Kenya will sign a deal with Chad in December.", "2024-12-01"),
    ],
)
def test_a_weekday_behind_what_is_to_come_is_the_next(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("France agreed on Monday to send troops to Mali on Friday.", "2024-05-06"),
        ("Kuwait said on Monday that it would send aid to Nepal on Friday.", "2024-05-06"),
        ("Israel agreed on May 3 to release Egyptian prisoners on May 12.", "2024-05-03"),
    ],
)
def test_a_promise_is_dated_by_the_day_on_which_it_was_made(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "Japan offered aid to Nepal following Saturday's quake.",
        "Kenya accused Chad of meddling in the elections in 2016.",
        "Kenya lodged a protest against Chad over the March 4 incident.",
        "Kenya summoned the German ambassador over Monday's remarks.",
        "Kenya has imposed sanctions on Chad, whose government has said this month that it stays.",
        "Last week's storm came after talks between Kenya and Chad.",
        "Nine soldiers were killed on Monday despite negotiations between Kenya and Chad.",
        "Kenya threatened to attack Chad over sanctions imposed by Niger this week.",
        "Israel has bombed Lebanon since Monday.",
        "Peru put sanctions on Chile, with others being set last year.",
    ],
)
def test_the_date_of_something_else_is_not_that_of_a_claim(text):
    assert day_of(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("In Friday's attack, Israel bombed Lebanon.", "2024-05-03"),
        ("Kenya said on Thursday that it lodged a protest against Chad over the incident on April 4.", "2024-05-02"),
        ("Kenya said Monday that it met Chad to have a truce prolonged beyond Tuesday.", "2024-05-06"),
        ("Kenya mediated between Chad and Niger in the crisis on Monday.", "2024-05-06"),
        ("On Monday, following weeks of threats, Kenya attacked Chad.", "2024-05-06"),
        ("Chile’s president last month left early, accusing Peru of theft.", "2024-04-01"),
        (
            "Kenya is counting on Peru to pressure Chad, as Niger says, an aide told BN, a station, on Tuesday.",
            "2024-05-07",
        ),
    ],
)
def test_the_date_of_a_claim_is_found_beside_others(text, day):
    assert day_of(text) == day
