"""Networks with published answers."""

import networkx as nx
import pytest

# Read (1954), "Cultures of the Central Highlands, New Guinea", Southwestern Journal of Anthropology 10(1): which of the
# sixteen Gahuku-Gama tribes are allied ("rova") and which at war ("hina").
ALLIED = """1-2 1-15 1-16 2-15 2-16 3-4 3-6 3-7 3-8 4-8 5-7 5-14 6-7 6-8 6-11 6-12 7-8 7-11 7-12 7-13 8-11 8-12 9-10
9-13 10-13 11-12 13-14 15-16 5-9"""
AT_WAR = """1-3 1-4 1-5 1-6 1-12 2-3 2-5 2-6 2-9 2-10 5-15 5-16 6-9 6-13 6-16 8-14 9-11 9-15 10-11 10-15 11-13 11-15
11-16 12-14 12-15 12-16 13-15 13-16 14-16"""


@pytest.fixture
def tribes() -> nx.Graph:
    G = nx.Graph()
    for pairs, sign in ((ALLIED, 1), (AT_WAR, -1)):
        G.add_edges_from((*map(int, pair.split("-")), {"sign": sign}) for pair in pairs.split())
    return G


@pytest.fixture
def borgatti() -> nx.Graph:
    """The ego network of Borgatti (1997), "Structural holes: unpacking Burt's redundancy measures", figure 1."""
    return nx.Graph(["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"])
