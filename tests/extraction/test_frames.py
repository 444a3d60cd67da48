"""Who is source and who is target, whatever the shape of the sentence."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netlib.extraction as extraction
from netlib.extraction.predicates import lexicon


def claims(text: str) -> set[str]:
    table = extraction.extract(pd.DataFrame({"doc_id": ["a"], "text": [text]}), progress=False)
    return {
        f"{row.source_country}{'=' if row.reciprocal else '>'}{row.target_country} {row.event}"
        for row in table.itertuples()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # active and passive
        ("France condemned Iran.", {"FRA>IRN ACCUSE"}),
        ("Iran was condemned by France.", {"FRA>IRN ACCUSE"}),
        ("Sanctions were imposed on Belarus by Canada.", {"CAN>BLR COERCE"}),
        ("Two Polish sailors were arrested in Libya.", {"LBY>POL COERCE"}),
        # nouns
        ("Turkey's talks with Syria went on.", {"TUR>SYR CONSULT"}),
        ("Talks between Turkey and Syria went on.", {"TUR=SYR CONSULT"}),
        ("U.S.-China talks went on.", {"USA=CHN CONSULT"}),
        ("Norway's criticism of Hungary grew.", {"NOR>HUN ACCUSE"}),
        ("The invasion of Kuwait by Iraq began.", {"IRQ>KWT ASSAULT"}),
        ("Israel carried out airstrikes on Lebanon.", {"ISR>LBN ASSAULT"}),
        ("The American offer was rejected by Iran.", {"IRN>USA REJECT"}),
        ("France threatened to pull its troops out of Mali.", {"FRA>MLI THREATEN"}),
        ("Thousands of Chinese took part in a rally against Japan.", {"CHN>JPN PROTEST"}),
        ("Iraq passed a resolution calling for the departure of Turkish troops.", {"IRQ>TUR REQUEST"}),
        ("North Korea fired a missile that hit Japan.", {"PRK>JPN ASSAULT"}),
        ("Tanks were moved up to the Syrian border by the Turkish army.", {"TUR>SYR MOBILIZE"}),
        ("Shops are urged to join a boycott of Peru prompted by Chile's claim.", set()),
        ("Mali and Niger moved men up after their forces had fired at each other.", {"MLI=NER ASSAULT"}),
        ("In a communique issued on Friday, Peru and Chile said they will hold talks.", {"PER=CHL AGREE"}),
        ("Peru pledged to step up efforts with Chile to fight crime.", {"PER>CHL AGREE"}),
        ("The Peruvian minister, whom Chile had expelled, returned home.", {"CHL>PER SANCTION"}),
        ("A truce brokered by Egypt between Israel and Hamas took effect.", {"ISR=PSE RETREAT"}),
        ("A meeting took place between Peru and Chile.", {"PER=CHL CONSULT"}),
        ("Heavy fighting between Ethiopian and Eritrean troops flared anew.", {"ETH=ERI ASSAULT"}),
        ("Moscow issued a decree banning Georgian wine.", {"RUS>GEO COERCE"}),
        ("A cyberattack on Ukrainian banks blamed on Russia disrupted payments.", {"RUS>UKR COERCE"}),
        ("Algeria recalled its ambassador from Paris and went home.", {"DZA>FRA SANCTION"}),
        ("Strikes were carried out by Israel after midnight, hitting a street in Gaza City.", {"ISR>PSE ASSAULT"}),
        ("Gunners from Pakistan fired 12 shells over the border, the Indian army said.", {"PAK>IND ASSAULT"}),
        ("Peru protested after the execution of two of its nationals by Chile.", {"CHL>PER ASSAULT"}),
        ("US groups rejected US President Donald Trump's plan for Israel.", {"USA>USA REJECT"}),
        ("Peru and Chile failed to reach a deal on the Bolivian border.", {"PER=CHL REJECT"}),
        ("Obama said he would not lift the embargo until Cuba held elections.", {"USA>CUB REJECT"}),
        ("Peru and Chile have signed a pact, announced Bolivian envoy Juan Roe, on Monday.", {"PER=CHL SUPPORT"}),
        ("Duties were levied by Beijing on some Australian wines.", {"CHN>AUS COERCE"}),
        ("Mozambicans caught in a forest were deported from Malawi.", {"MWI>MOZ COERCE"}),
        ("Narendra Modi warned that India would isolate Pakistan.", {"IND>PAK THREATEN"}),
        ("Peru rejected as baseless Chile's claim that it had lied.", {"PER>CHL REJECT"}),
        ("The Dutch envoy apologised for killings by Dutch soldiers in Indonesia.", {"NLD>IDN CONCEDE"}),
        ("Israel's premier apologised by phone to his Qatari counterpart.", {"ISR>QAT CONCEDE"}),
        ('Belgium expressed "sincere regrets" to Rwanda.', {"BEL>RWA CONCEDE"}),
        ("During a visit to Peru, Chile's president praised Bolivia.", {"CHL>PER CONSULT", "CHL>BOL SUPPORT"}),
        ("A Romanian was killed by a bear in Slovakia.", set()),
        ("Japan's coast guard vessels and the Indian navy held an exercise.", {"JPN=IND COOPERATE"}),
        ("Chad to import electricity from Niger", {"TCD>NER AGREE"}),
        ("It was discussed at a meeting of the Egyptian and Ethiopian ministers.", {"EGY=ETH CONSULT"}),
        ("Italy and Slovenia share intelligence on smugglers.", {"ITA=SVN COOPERATE"}),
        ("In Tehran the Pakistani minister met Iranian officials.", {"PAK>IRN CONSULT"}),
        ("Peru condemned the capture of a rebel by Chile.", {"PER>CHL ACCUSE"}),
        ("Russia will next week lift its ban on Polish meat.", {"RUS>POL AGREE"}),
        ("Peru was alarmed when Bolivia's former premier, Chile's Juan Roe, left.", set()),
        ("The two Koreas held talks.", {"KOR=PRK CONSULT"}),
        ("Japan urged both Koreas to talk.", {"JPN>KOR REQUEST", "JPN>PRK REQUEST"}),
        ("Finland suspects a Russian ship of cutting the cable.", {"FIN>RUS ACCUSE"}),
        ("The Palestinian general strike hit shops in Hebron.", set()),
        ("Peru and Chile vowed to keep up their boycott until Bolivia paid.", {"PER>BOL THREATEN", "CHL>BOL THREATEN"}),
        ("Mr Kohl agreed that India had taken a wrong decision.", set()),
        ("The EU lodged a complaint at the World Trade Organization.", set()),
        ("Kabila mocked it, and Denis Mukwege, the laureate, complained of it.", set()),
        (
            "The Chilean envoy, who left because his men were beaten and killed, begged Peru to wait.",
            {"CHL>PER REQUEST"},
        ),
        ("It rained weeks after Andijan, and Chad, which trains with Libya, has backed Niger.", {"TCD>NER SUPPORT"}),
        # who speaks is meant by "we" and "its"
        ('"We urge Japan to wait," the Chilean president said.', {"CHL>JPN REQUEST"}),
        ("Kyiv said Russia had shelled its towns.", {"RUS>UKR ASSAULT"}),
        ("Russia had fired on its positions, Ukraine said.", {"RUS>UKR ASSAULT"}),
        ("Peru said Chile had withdrawn its troops.", set()),
        # who says that somebody attacked accuses him
        ("Moscow claims Ukraine shelled a school.", {"RUS>UKR ACCUSE"}),
        ("Reuters said Ukraine shelled a school.", set()),
        ("Moscow said Ukraine had not shelled a school.", set()),
        # a threat is meant for whoever the "if" names
        ("Rabat warned of consequences if Algeria armed the rebels.", {"MAR>DZA THREATEN"}),
        # a crowd is that of the city
        ("Some 200 protesters gathered outside the Russian embassy in Tbilisi.", {"GEO>RUS PROTEST"}),
        ("Anti-Japanese protests broke out in Chinese cities.", {"CHN>JPN PROTEST"}),
        ("Rain pelted the Russian embassy in Tbilisi.", set()),
        # both sides alike
        ("Kenya and Uganda signed a treaty.", {"KEN=UGA SUPPORT"}),
        ("Kenya signed a treaty with Uganda.", {"KEN>UGA SUPPORT"}),
        ("Fijian police and their Australian colleagues signed a pact.", {"FJI=AUS SUPPORT"}),
        # lists fan out, but not every noun phrase is a target
        ("Britain and France condemned Iran.", {"GBR>IRN ACCUSE", "FRA>IRN ACCUSE"}),
        ("Russia expelled diplomats from Poland and Sweden.", {"RUS>POL SANCTION", "RUS>SWE SANCTION"}),
        ("France condemned Iran in talks about oil from Kuwait.", {"FRA>IRN ACCUSE"}),
        # what governs what
        ("Pakistan refused to meet with India.", {"PAK>IND REJECT"}),
        ("Slovakia will not accept Syrian refugees.", {"SVK>SYR REJECT"}),
        ("Iceland and Norway failed to reach agreement.", {"ISL=NOR REJECT"}),
        ("Japan will send aid to Nepal.", {"JPN>NPL AGREE"}),
        ("Australia agreed to lend money to Indonesia.", {"AUS>IDN AGREE"}),
        ("Iran threatened to attack Israel.", {"IRN>ISR THREATEN"}),
        ("Turkey will attack Greece.", {"TUR>GRC THREATEN"}),
        ("Eritrea demanded the withdrawal of Kenyan troops.", {"ERI>KEN REQUEST"}),
        ("Ukraine accused Russia of invading Georgia.", {"UKR>RUS ACCUSE"}),
        ("Russia says Israel must end its attacks.", {"RUS>ISR REQUEST"}),
        ("The US lifted sanctions on Sudan.", {"USA>SDN RETREAT"}),
        ("The US imposed sanctions on Sudan.", {"USA>SDN COERCE"}),
        ("Canada suspended aid to Mali.", {"CAN>MLI SANCTION"}),
        ("Japan decided to lift sanctions on India.", {"JPN>IND RETREAT"}),
        # clauses
        ("France said that Iran had attacked Israel.", {"IRN>ISR ASSAULT"}),
        ("Iran attacked Israel, France said on Monday.", {"IRN>ISR ASSAULT"}),
        ("Kenya, which borders Somalia, condemned Chad.", {"KEN>TCD ACCUSE"}),
        ("After Chad left the talks, Kenya condemned Niger.", {"KEN>NER ACCUSE"}),
        ("France accused Iran of lying and expelled a Syrian diplomat.", {"FRA>IRN ACCUSE", "FRA>SYR SANCTION"}),
        ("The police in Japan arrested a Chinese actor.", {"JPN>CHN COERCE"}),
        ("Blaming Iran, the French minister praised Oman.", {"FRA>OMN SUPPORT"}),
        ("The Kenyan soldiers who served in Mali attacked Chad.", {"KEN>TCD ASSAULT"}),
        ("The pilot who met Putin in Paris condemned France.", set()),
        ("Kenya condemned Uganda but the Rwandan president praised Chad.", {"KEN>UGA ACCUSE", "RWA>TCD SUPPORT"}),
        ("Niger praised Mali and on Friday Chad's army said it shelled Togo.", {"NER>MLI SUPPORT", "TCD>TGO ASSAULT"}),
        ("Norway lent millions to Peru, with Chile helping Cuba.", {"NOR>PER AID", "CHL>CUB AID"}),
        ("In a move that drew fire, Kenya condemned Uganda.", {"KEN>UGA ACCUSE"}),
        ("Peru and Chile expelled each other's envoys.", {"PER=CHL SANCTION"}),
        ("Peru and Chile announced they had reached a ceasefire.", {"PER=CHL RETREAT"}),
        # whose act it is
        ("France condemned the attack by Israel.", {"FRA>ISR ACCUSE"}),
        ("Libya rejected a proposal by the French government.", {"LBY>FRA REJECT"}),
        ("The German ambassador was summoned to the Turkish foreign ministry.", {"TUR>DEU ACCUSE"}),
        ("Aid to Mali was suspended by Canada.", {"CAN>MLI SANCTION"}),
        ("Two Kenyan guards were killed when Somali militants ambushed their convoy.", {"SOM>KEN ASSAULT"}),
        ("A Kenyan guard was killed in an attack by Somali militants.", {"SOM>KEN ASSAULT"}),
        ("A Kenyan was killed and two Ugandans wounded in Chad.", set()),
        ("The visit of the Chinese premier to Peru ended.", {"CHN>PER CONSULT"}),
        ("With help from France, the army of Mali attacked Niger.", {"MLI>NER ASSAULT"}),
        (
            "Officials from Peru, Chile and Cuba met the Iranian president.",
            {"PER>IRN CONSULT", "CHL>IRN CONSULT", "CUB>IRN CONSULT"},
        ),
        ("The European Union (EU) and the African Union (AU) agreed to meet.", {"EUR=AFU AGREE"}),
        ("The Peruvian army – backed by Chile – attacked Cuba.", {"PER>CUB ASSAULT"}),
        ("Egypt brokered a truce between Israel and Syria.", {"EGY>ISR CONSULT", "EGY>SYR CONSULT", "ISR=SYR RETREAT"}),
        ("Iran warned that it would attack Israel.", {"IRN>ISR THREATEN"}),
        ("Iran warned that Israel would regret it.", {"IRN>ISR THREATEN"}),
        ("Germany warned that Israel would attack Lebanon.", {"ISR>LBN THREATEN"}),
        ("The United States has been undiplomatic, Ethiopia said.", {"ETH>USA ACCUSE"}),
        ("Chad is after Turkey, whose president, Abdullah Gul, promised Niger money.", {"TUR>NER AGREE"}),
        (
            "China helped Laos, and Russia, which plans joint exercises with the Chinese army, has backed Laos.",
            {"CHN>LAO AID", "RUS>LAO SUPPORT"},
        ),
        ("Abkhaz fighters helped by Russia shot down planes and attacked Chad.", {"XAB>TCD ASSAULT", "RUS>XAB AID"}),
        ("In a telephone call to Trump, French President Emmanuel Macron spoke.", {"FRA>USA CONSULT"}),
        ("Ghana said that two Nigerians had been arrested.", {"GHA>NGA COERCE"}),
        ("Chad complained to the United Nations that Nigerian soldiers had come.", {"TCD>NGA ACCUSE"}),
        ("Chad and Niger agreed to set up a UN-patrolled zone.", {"TCD=NER AGREE"}),
        ("Israel bombed Syria after Syria had shelled Israel.", {"ISR>SYR ASSAULT", "SYR>ISR ASSAULT"}),
        ("The raid is Chad's reply to Niger's order to close the Chadian embassy.", {"NER>TCD SANCTION"}),
        ("The guards left, whereupon Chadian citizens pelted Niger's soldiers with stones.", {"TCD>NER ASSAULT"}),
        ("If Chad went on, Niger said, it would hit back.", {"NER>TCD THREATEN"}),
        ("Chad, once an ally of Niger, has attacked Mali.", {"TCD>MLI ASSAULT"}),
        ("Chad's minister, speaking after talks with Niger's ambassador, criticised Mali.", {"TCD>MLI ACCUSE"}),
        ("Chad said after meeting Niger's president that Mali was behind the attack.", {"TCD>MLI ACCUSE"}),
        ("Rebels backed by Chad took the city from Niger's troops.", set()),
        ("The Chadian bombing killed two guards in Niger.", {"TCD>NER ASSAULT"}),
        (
            "Chad gave Niger a list of suspects, but Niamey dismissed it as untrue.",
            {"TCD>NER REQUEST", "NER>TCD REJECT"},
        ),
        (
            "India accused Pakistan of shelling, but Islamabad rejected the charge.",
            {"IND>PAK ACCUSE", "PAK>IND REJECT"},
        ),
        (
            "The ambassador of Ethiopia in Khartoum was summoned over the killing of Sudanese soldiers.",
            {"SDN>ETH ACCUSE"},
        ),
        ("A Chinese spokesman denied that Beijing was behind the attack.", set()),
        (
            "Brazil recalled an envoy after Israel's minister, Israel Katz, declared President Lula persona non grata.",
            {"BRA>ISR SANCTION", "ISR>BRA SANCTION"},
        ),
        # whose act it is not
        ("The crisis was caused by the Soviet invasion of Chad.", {"SUN>TCD ASSAULT"}),
        ("Brazil's president spoke after blasting Chad, accusing Niger of terror.", {"BRA>NER ACCUSE"}),
        ("Cuban leaders wept after Israeli air strikes and accused Chad of crimes.", {"CUB>TCD ACCUSE"}),
        ("Chadian strikes were launched on Niger in the wake of attacks by Mali.", {"TCD>NER ASSAULT"}),
        (
            "France and Russia, both members of the UN Security Council, spoke with Iraq.",
            {"FRA>IRQ CONSULT", "RUS>IRQ CONSULT"},
        ),
        ("Iranian lawmakers walked out in protest at a speech by the Turkish president.", {"IRN>TUR PROTEST"}),
        ("The crisis began with Iran's arrest of a Turkish journalist.", {"IRN>TUR COERCE"}),
        ("Iran's delegation to the talks urged Turkey to withdraw.", {"IRN>TUR REQUEST"}),
        ("Japan scrambled jets after eight Chinese military aircraft flew through the strait.", {"JPN>CHN MOBILIZE"}),
        ("The presidents of Peru and Bolivia agreed that Bolivian gas would be shipped abroad.", {"PER=BOL AGREE"}),
        # how it is written
        ("Malawi and Mozambique set up a joint commission with money from Japan.", {"MWI=MOZ COOPERATE"}),
        ("Iran-backed militias in Iraq fired drones at an American base.", {"IRQ>USA ASSAULT"}),
        ("Denmark's premier said the island was not for sale, rejecting Trump's offer.", {"DNK>USA REJECT"}),
        ("Under a deal reached in Geneva, Armenia and Turkey will exchange ambassadors.", {"ARM=TUR AGREE"}),
        ("Panama returned a Chinese ship that it had seized with Cuban weapons.", {"PAN>CHN RETREAT"}),
        ("Cambodia took its dispute with Thailand to the World Court.", {"KHM>THA ACCUSE"}),
        ("Chad and Niger agreed to hold Red Cross talks.", {"TCD=NER AGREE"}),
        ("Several hundred Vietnamese rallied outside the Chinese embassy.", {"VNM>CHN PROTEST"}),
        ("Pakistan, despite its own troubles, sheltered a million Afghans.", {"PAK>AFG AID"}),
        ("Russia has written off, in full, the debts of Cuba.", {"RUS>CUB AID"}),
        ("Intelligence was shared by Kenya with Uganda.", {"KEN>UGA COOPERATE"}),
        ("Iran's premier, under pressure from militias allied with Chad, urged Niger to go.", {"IRN>NER REQUEST"}),
        ("ECOWAS lifted sanctions that it had imposed on Mali.", {"ECW>MLI RETREAT"}),
        ("Two Israelis were killed in Egypt by a policeman.", {"EGY>ISR ASSAULT"}),
        ("The pope met Iranian officials.", {"VAT>IRN CONSULT"}),
        ("Syria said it had ceased fire in several areas but warned it would attack Chad.", {"SYR>TCD THREATEN"}),
        ("Pakistan told US diplomats to leave.", {"PAK>USA SANCTION"}),
        ("Iran called for a withdrawal by Turkey.", {"IRN>TUR REQUEST"}),
        ("Turkey's demands are unacceptable, Iran said.", {"IRN>TUR ACCUSE"}),
        ("As fighting went on, Iran accused Turkey of harbouring rebels.", {"IRN>TUR ACCUSE"}),
        ("An agreement on labour was concluded by Nepal and Malaysia.", {"NPL=MYS SUPPORT"}),
        ("Talks to end the dispute between Guyana and Venezuela opened in Barbados.", {"GUY=VEN CONSULT"}),
        ("Officials of Peru had access to Cuban sailors, arrested by the army of Chad.", {"TCD>CUB COERCE"}),
        ("Iran, Saudi Arabia restore ties", {"IRN=SAU SUPPORT"}),
        ("Iraq made a payment to neighbouring Kuwait.", {"IRQ>KWT AID"}),
        ("In a move that drew fire, Iran and Turkey fought over a valley.", {"IRN=TUR ASSAULT"}),
        ("Amid growing tension, Niger said Benin had broken the truce.", {"NER>BEN ACCUSE"}),
        ("Niger, which is poor, said Benin had broken the truce.", {"NER>BEN ACCUSE"}),
        ("Russia, which has been critical of the war, cut gas to Bulgaria.", {"RUS>BGR COERCE"}),
        ("Iran, one of the largest countries of the region, told Kuwait not to open the port.", {"IRN>KWT REQUEST"}),
        ("Croatia's premier met Italy's in Rome on Friday, with Bosnia the main subject.", {"HRV>ITA CONSULT"}),
        ("Haitians were rounded up and sent back over the border by the Dominican army.", {"DOM>HTI COERCE"}),
        ("Egyptians were beheaded on a beach by Libyan gunmen.", {"LBY>EGY ASSAULT"}),
        ("Israel's air force blew up a bridge outside Damascus.", {"ISR>SYR ASSAULT"}),
        ("Vietnam lodged a complaint after Chinese ships entered its waters.", {"VNM>CHN ACCUSE"}),
        ("President Macron, second from left, and President Rouhani, right, signed a pact.", {"FRA=IRN SUPPORT"}),
        ("Sudan called off a strike after an agreement with Egypt.", {"SDN>EGY RETREAT"}),
        ("Two Kenyan pilots were released on Saturday after Sudan pardoned them.", {"SDN>KEN RETREAT"}),
        ("Donations have come to Uganda from Kenya.", {"KEN>UGA AID"}),
        ("India has connected its grid to that of Bangladesh and is exporting power.", {"IND>BGD COOPERATE"}),
        ("The Dutch king voiced sorrow for the deeds of Dutch soldiers in Indonesia.", {"NLD>IDN CONCEDE"}),
        ("Nigeria's broadcasting commission fined a British oil company.", {"NGA>GBR COERCE"}),
        ("In Mexico City, thousands of people besieged the American embassy.", {"MEX>USA PROTEST"}),
        ("In March 1998, Chad held talks with Niger.", {"TCD>NER CONSULT"}),
        ("Italy's premier, who took office in May, suggested talks with Niger.", {"ITA>NER AGREE"}),
        ("Having waited for weeks, Egypt and Ethiopia clashed over the river.", {"EGY=ETH ASSAULT"}),
        ("Youths in Jakarta threw stones at the Australian embassy.", {"IDN>AUS PROTEST"}),
        ("Lithuania raised its alert level because of Russian manoeuvres.", {"LTU>RUS MOBILIZE"}),
        ("An Iranian missile hit a school in Turkey.", {"IRN>TUR ASSAULT"}),
        ("China and Russia on Wednesday wound up a joint naval drill.", {"CHN=RUS COOPERATE"}),
        ("France delivered three radars and armoured vehicles to the Armenian army.", {"FRA>ARM AID"}),
        ("North Korea's leader arrived in Russia by special train.", {"PRK>RUS CONSULT"}),
        ("After the earthquake in Albania, Italian teams gave shelter to thousands.", {"ITA>ALB AID"}),
        ("Haitian families were given tents and water by American marines.", {"USA>HTI AID"}),
        ("The release of five Americans from a prison in Tehran was announced.", {"IRN>USA RETREAT"}),
        ("The Turkish veto on Swedish membership was withdrawn.", {"TUR>SWE CONCEDE"}),
        ("Israel sent jets to bomb a reactor in Syria.", {"ISR>SYR ASSAULT"}),
        ("Egypt has freed on bail two Qatari journalists.", {"EGY>QAT RETREAT"}),
        ("The United States lifted the sanctions after Iran released the sailors.", {"USA>IRN RETREAT"}),
        ("Greece, in a statement condemned a Turkish raid.", {"GRC>TUR ACCUSE"}),
        ("India will sign an agreement with China seeking technical support.", {"IND>CHN AGREE"}),
        ("A Ukrainian soldier was tortured and killed in a secret prison in Russia.", {"RUS>UKR ASSAULT"}),
        ("Colombia destroyed a camp used by Ecuadorean smugglers.", {"COL>ECU ASSAULT"}),
        ("Finland blamed a group linked to China for the attack.", {"FIN>CHN ACCUSE"}),
        # not done, or not yet
        ("Kenya is going to lift its ban on Ugandan maize.", {"KEN>UGA AGREE"}),
        ("Macedonia's bid to join the European Union failed.", {"MKD>EUR AGREE"}),
        ("The ministers of Chad and Niger are arranging a meeting.", {"TCD=NER AGREE"}),
        ("If Turkey attacks, Iran will strike back.", {"IRN>TUR THREATEN"}),
        ("Chad said it would be forced to hit back if Niger went on.", {"TCD>NER THREATEN"}),
        ("Chad will not say sorry to Niger.", {"TCD>NER REJECT"}),
        ("Kenya's parliament passed a bill to send aid to Chad.", {"KEN>TCD AGREE"}),
        ("Talks between Iran and Iraq failed to stop the war.", {"IRN=IRQ CONSULT"}),
        ("A summit between Iran and Turkey scheduled for Friday was cancelled.", {"IRN=TUR REJECT"}),
        ("Iran did not hold talks with Turkey.", {"IRN>TUR CONSULT"}),
        ("Iran will hold talks with Turkey.", {"IRN>TUR AGREE"}),
        ("Talks between Iran and Turkey were called off.", {"IRN=TUR REJECT"}),
        ("Talks between Iran, Turkey and Oman broke down.", {"IRN=TUR REJECT", "IRN=OMN REJECT", "TUR=OMN REJECT"}),
        ("Turkey will begin a military operation against Syria.", {"TUR>SYR THREATEN"}),
        ("Peru agreed on Friday to lend money to Chile.", {"PER>CHL AGREE"}),
        ("Trump threatened to arrest Iranian diplomats.", {"USA>IRN THREATEN"}),
    ],
)
def test_sides_and_type(text, expected):
    assert claims(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The interplay between Russia, Syria, Turkey and other powers will shape the region.",
        "Global powers grapple with the Syrian conflict.",
        "France borders Germany.",
        "The economy of Iran is larger than that of Qatar.",
        "Iran exports more oil than Kuwait did.",
        "The minister, who was born in Kenya, lives in Chad.",
        "It rained in Poland and in Spain.",
        "France condemned the attack.",
        "Peru will stay until Chile ends its attacks on Bolivia.",
        "The pact fails unless Egypt apologises to Sudan.",
        "Croatia destroyed Austria in the semifinal.",
        "Syria pulled its army back.",
        "The rebels attacked ships in solidarity with Palestinians.",
        "The ban on French cheese has nothing to do with Chile.",
        "Japan decided to visit the website of Germany.",
        "He turned to Japan, welcoming a road from Chad.",
        "Amnesty International said that two Nigerians had been arrested.",
        "Pham Hung Tam of Niger came to Chad.",
        "Chad declined to criticise Niger.",
        "Ministers say the Russians are more to blame than the Poles.",
        "Guatemala and Belize agreed to take it to the International Court of Justice.",
        "The move followed an ambush on Malian settlers in Niger, that killed ten.",
        "A fraud scandal in Madrid has damaged the Moroccan minister.",
        "Crowds burned American flags and attacked Israel.",
        "He was tortured by North Korean guards after returning from a visit to China.",
        "A Libyan official confirmed the arrests of two Chadians.",
        "The Kenyan and Ethiopian runners became friends.",
        "The Norwegian sculptor sent a bronze back to Italy.",
        "The EU lodged a complaint at the World Trade Organization.",
        "Chadian troops rescued 100 children from Boko Haram.",
        "Vladimir Putin crossed into Mongolia.",
        "After a bomb killed ten Chadian settlers in Mali, jets blasted towns in Niger.",
        "Rebels backed by Rwanda overran a base of South African peacekeepers.",
        "The Jordanian army shot down two drones that had crossed from Syria.",
        "In March 8 runners from Peru came to Chile.",
        "Prime Minister Anthony Albanese asked two islands to help convince Fiji.",
    ],
)
def test_no_interaction_between_two_named_sides(text):
    assert claims(text) == set()


EXAMPLES = [(rule.example or rule.pattern).rstrip(".").split() for rule in lexicon().rules]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_however_rules_are_nested_a_sentence_is_read(data):
    parts = data.draw(st.lists(st.sampled_from(range(len(EXAMPLES))), min_size=2, max_size=4))
    joints = data.draw(
        st.lists(st.sampled_from([" to ", " and ", ", ", " that ", " ", " after ", " – "]), min_size=4, max_size=4)
    )
    text = ""
    for part, joint in zip(parts, joints, strict=False):
        words = EXAMPLES[part]
        text += " ".join(words[data.draw(st.integers(0, len(words) - 1)) :]) + joint
    claims(f"France {text}Iran.")
