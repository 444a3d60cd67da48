from __future__ import annotations

import pandas as pd
import pytest

import netlib.extraction as extraction


@pytest.mark.parametrize(
    ("text", "certainty", "speaker"),
    [
        ("France condemned Iran.", "asserted", None),
        ("France condemned Iran, officials said.", "reported", "officials"),
        ("Turkish officials said that Iran attacked Israel.", "reported", "Turkish officials"),
        ("Iran said that Israel must leave.", "asserted", None),
        ("Iran can attack Israel.", "possible", None),
        ('"It was calm," Mr Clinton said in Rome, where he met Helmut Kohl.', "asserted", None),
        ("Iran said that it had attacked Israel.", "reported", "Iran"),
        ("According to Al Jazeera, Iran attacked Israel.", "reported", "Al Jazeera"),
        ("Iran reportedly attacked Israel.", "reported", None),
        ("Iran allegedly attacked Israel.", "reported", None),
        ("Iran may attack Israel.", "possible", None),
        ("Analysts suggest that Iran could attack Israel.", "possible", "Analysts"),
        ("Iran possibly attacked Israel.", "possible", None),
        ("Japan will send aid to Nepal.", "planned", None),
        ("Japan promised to send aid to Nepal.", "planned", None),
        ("Egypt has yet to confirm that Iran attacked Israel.", "unconfirmed", None),
        ("Egypt has yet to officially confirm the presence of an Iranian delegation in Israel.", "unconfirmed", None),
        ("There were unconfirmed reports that Iran attacked Israel.", "unconfirmed", None),
        ("Iran did not attack Israel.", "denied", None),
        ("Egypt denied that Iran attacked Israel.", "denied", "Egypt"),
        ("Iran denied that it had attacked Israel.", "denied", "Iran"),
        ("Iran has denied attacking Israel.", "denied", "Iran"),
        ('In a letter, Oman said, "We are free — as all should be — and Iran attacked Israel".', "reported", "Oman"),
        ("No Iranian soldier attacked Israel.", "denied", None),
        ("The silence suggests that Chad may be patient, weighing its pact with Niger.", "asserted", None),
        ("Meanwhile, the visit suggests a change, even as a row between Israel and Iran grows.", "asserted", None),
        ("Analysts fear a war, while Oman cited the reported meeting between Chad and Niger.", "reported", None),
        ("The absence of a statement on the matter suggests talks between Chad and Niger.", "possible", None),
        ("Erdogan is open to a meeting with Putin.", "planned", None),
        ("Israel has yet to reach an agreement with Hamas.", "denied", None),
        ("France no longer wants to talk to Russia.", "denied", None),
        ("Chad and Niger missed a deadline to reach a trade agreement.", "denied", None),
        ("Israel rarely acknowledges reaching an agreement with Hamas.", "unconfirmed", None),
        ("The vote has made the agreement between Chad and Niger more difficult.", "possible", None),
        ("Iran is unlikely to attack Israel.", "possible", None),
        ("There is no sign that Iran attacked Israel.", "denied", None),
        ("Iran falsely accused Israel of an attack.", "asserted", None),
        ("Iran falsely claimed that Israel attacked Syria.", "denied", "Iran"),
        ("Iran claimed that Israel attacked Syria.", "reported", "Iran"),
        ("Syria was preparing Friday to withdraw from Lebanon.", "planned", None),
        ("The ministers saw a summit between Japan and Chile to be held later.", "planned", None),
        ("Officials of Peru and Chile will hold talks at home this week to discuss trade.", "planned", None),
        ("Turkey will send aid to Syria, an official said.", "planned", "official"),
        ("The ministers of Japan and Chile are arranging a meeting.", "planned", None),
        ("Talks have been arranged between Japan and Chile.", "planned", None),
        ("Japan and Chile met in Lima for what is believed to be a farewell.", "asserted", None),
        ("Iran sank a ship of Israel, the Ottomans declared war in May, and it rained.", "asserted", None),
        ("Turkey is not willing to help Syria.", "asserted", None),  # a refusal, not a denial
        ("The Emirates denied Qatar's claim and dismissed it as untrue.", "asserted", None),
        ("Iran will not attack Israel.", "denied", None),
        ("Iran might not attack Israel.", "possible", None),
        ("India failed to condemn Russia.", "denied", None),
        ("Russia failed to renew the ban on Turkey.", "asserted", None),
        ("Turkey has not rejected Syria's offer.", "denied", None),
        ('"Iran has attacked Israel again.', "reported", None),
        ("“Iran attacked Israel with missiles.” It rained.", "reported", None),
        ('Iran "attacked" Israel.', "asserted", None),
        ("All was calm, the army said Sunday, as a Norwegian envoy visited Egypt.", "asserted", None),
        ("Oman's envoy said that all was well, but that Iran attacked Israel.", "reported", "Oman's envoy"),
    ],
)
def test_certainty_and_who_says_so(text, certainty, speaker):
    table = extraction.extract(pd.DataFrame({"doc_id": ["a"], "text": [text]}), progress=False)
    assert table["certainty"].tolist() == [certainty]
    assert table["attributed_to"].astype(object).where(table["attributed_to"].notna(), None).tolist() == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The ministry on Monday said Iran attacked Israel.", "ministry"),
        ("The ministry late on Monday said Iran attacked Israel.", "ministry"),
        ("The ministry in a statement said Iran attacked Israel.", "ministry"),
        ("Egypt's foreign minister earlier this week said Iran attacked Israel.", "Egypt's foreign minister"),
        ("Turkey's president last month said Iran attacked Israel.", "Turkey's president"),
        ("The Ocean Watch (OW) says Iran attacked Israel.", "Ocean Watch"),
        ("The minister, who saw Cairo on Monday, said Iran attacked Israel.", "minister"),
        ("Gabriel Boric, the Chilean president, said on Sunday that Iran attacked Israel.", "Gabriel Boric"),
        (
            "Iran attacked Israel, the acting trade minister of East Timor said Wednesday.",
            "acting trade minister of East Timor",
        ),
        ("Iran attacked Israel, the minister was quoted as saying.", "minister"),
        ("The minister was quoted as saying that Iran attacked Israel.", "minister"),
        ('"Iran has attacked Israel," the channel quoted Malek as saying.', "Malek"),
        ("The minister told Arabic media that Iran attacked Israel.", "minister"),
        ("Iran attacked Israel, according to the police and a witness.", "police and a witness"),
        ("Iran attacked Israel, according to officials in Cairo.", "officials"),
        ("Iran attacked Israel, according to the police and it rained.", "police"),
        ("Iran attacked Israel, state media reported.", "state media"),
    ],
)
def test_who_says_so_is_named_without_the_day_and_the_occasion(text, speaker):
    table = extraction.extract(pd.DataFrame({"doc_id": ["a"], "text": [text]}), progress=False)
    assert table["attributed_to"].tolist() == [speaker]
