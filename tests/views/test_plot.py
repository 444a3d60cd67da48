"""Printed figures: what they show, that they are the same every time, and that nothing global is touched."""

import subprocess
import sys

import matplotlib as mpl
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from netlib.errors import OutputError, ParameterError
from netlib.network import build_network
from netlib.views.drawing import SIGN_COLOURS, ties
from netlib.views.figure import figure_bytes, plain, save_figure
from netlib.views.labels import place_labels
from netlib.views.plot import plot, plot_changes, plot_intervals, plot_timeline

ROWS = pd.DataFrame(
    {
        "source": ["RUS", "SYR", "ISR", "TUR"],
        "target": ["SYR", "RUS", "IRN", "SYR"],
        "event": ["AID", "ACCUSE", "CONSULT", "CONSULT"],
        "reciprocal": [False, False, True, False],
        "certainty": ["asserted", "asserted", "reported", "possible"],
        "date": ["2025-11-15", "2025-11-16", None, "2025-12-01"],
    }
)
NETWORK = build_network(ROWS)


def test_sign_certainty_and_direction_become_colour_dashes_and_heads():
    lines = {(tie.source, tie.target): tie for tie in ties(NETWORK, weight="weight")}
    assert lines["RUS", "SYR"].sign == "cooperation"
    assert lines["SYR", "RUS"].sign == "conflict"
    assert lines["RUS", "SYR"].curved
    assert lines["TUR", "SYR"].tentative
    assert not lines["RUS", "SYR"].tentative
    met = lines.get(("ISR", "IRN")) or lines["IRN", "ISR"]
    assert met.heads == "<|-|>"
    assert len(lines) == 4


def test_both_and_no_sign_and_no_direction():
    G = nx.Graph()
    G.add_edge("A", "B", weight=2.0, cooperation=1.0, conflict=1.0)
    G.add_edge("B", "C")
    G.add_edge("C", "C")
    found = {tie.sign: tie.heads for tie in ties(G, weight="weight")}
    assert found == {"relation": "-", "both": "-"}


def test_a_stronger_edge_is_wider_and_bad_weights_count_as_one():
    G = nx.Graph([("A", "B", {"weight": 100}), ("B", "C", {"weight": float("nan")}), ("C", "D", {"weight": "?"})])
    width = {(tie.source, tie.target): tie.width for tie in ties(G, weight="weight")}
    assert width["A", "B"] > width["B", "C"] == width["C", "D"]


def test_the_colours_stay_apart_in_grey():
    def grey(colour):
        r, g, b = mpl.colors.to_rgb(colour)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    assert all(grey(colour) < 0.45 for colour in SIGN_COLOURS.values())
    assert SIGN_COLOURS["cooperation"] != SIGN_COLOURS["conflict"]


def test_the_legend_explains_what_is_shown_and_nothing_else():
    _, ax = plot(NETWORK)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "cooperation",
        "conflict",
        "dashed: not established",
    ]
    _, ax = plot(nx.Graph([("A", "B")]))
    assert ax.get_legend() is None
    _, ax = plot(nx.Graph([("A", "B", {"cooperation": 1.0}), ("B", "C", {"conflict": 1.0, "cooperation": 1.0})]))
    assert "both cooperation and conflict" in [text.get_text() for text in ax.get_legend().get_texts()]


def test_kinds_have_shapes_only_where_there_are_several():
    G = nx.Graph([("A", "B")])
    nx.set_node_attributes(G, {"A": "person", "B": "country"}, "kind")
    _, ax = plot(G)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["country", "person"]


def test_a_network_without_nodes_says_so():
    _, ax = plot(nx.DiGraph(), title="Nothing")
    assert ax.texts[0].get_text() == "No actors: nothing passed the filters."


@pytest.mark.parametrize("G", [nx.empty_graph(1), nx.empty_graph(3), nx.Graph([("A", "A")]), nx.path_graph(2)])
def test_the_smallest_networks_are_drawn(G):
    figure, ax = plot(G)
    assert len(ax.texts) == len(G)
    assert figure_bytes(figure, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("file_format", ["png", "svg", "pdf"])
def test_the_same_network_gives_the_same_bytes(file_format):
    first, second = (figure_bytes(plot(NETWORK, title="A").figure, file_format) for _ in range(2))
    assert first == second
    assert b"20251" not in first or file_format == "png"


def _settings():
    return {name: mpl.rcParams[name] for name in mpl.rcParams if name != "backend"}


def test_the_network_is_not_changed_and_nothing_global_either():
    before = [(u, v, dict(data)) for u, v, data in NETWORK.edges(data=True)]
    settings_before = _settings()
    figure_bytes(plot(NETWORK).figure, "svg")
    assert list(NETWORK.edges(data=True)) == before
    assert _settings() == settings_before


def test_pyplot_is_never_loaded():
    code = (
        "import sys, networkx as nx\nfrom netlib.views.plot import plot\n"
        "plot(nx.path_graph(3))._repr_mimebundle_()\nassert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_axes_of_one_s_own_are_drawn_on():
    mine = Figure(figsize=(8, 4), layout="constrained")
    FigureCanvasAgg(mine)
    left, right = mine.subplots(1, 2)
    figure, ax = plot(NETWORK, ax=left)
    assert figure is mine
    assert ax is left
    plot_timeline(ROWS, ax=right)
    assert figure_bytes(mine, "png")


def test_it_shows_itself_in_a_cell_and_unpacks():
    drawing = plot(NETWORK, width=3.4)
    figure, ax = drawing
    assert figure is drawing.figure
    assert ax is drawing.axes
    data, metadata = drawing._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert metadata == {"image/png": {"width": 340}}


def test_labels_overlap_neither_each_other_nor_leave_the_figure():
    G = nx.les_miserables_graph()
    figure, ax = plot(G, labels=25)
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert len(boxes) >= 15
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    width, height = figure.get_size_inches() * figure.dpi
    assert all(box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height for box in boxes)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_a_label_said_to_be_free_is_free(points):
    xy = np.array(points)
    sizes = np.full((len(xy), 2), (30.0, 10.0))
    centres, free = place_labels(xy, [3.0] * len(xy), sizes, lines=np.zeros((0, 2, 2)), bounds=(-50, -50, 150, 150))
    for i in np.flatnonzero(free):
        earlier = np.abs(centres[:i] - centres[i])
        assert not ((earlier[:, 0] < 30) & (earlier[:, 1] < 10)).any()
    assert (np.abs(centres - 50) <= 100 - sizes / 2 + 1e-9).all()


def test_hostile_and_foreign_names_are_drawn_as_they_are():
    G = nx.Graph([("$x^2$\n", "a" * 99), ("俄罗斯", "سوريا"), ("<b>", "%s \x07")])
    figure, ax = plot(G, title="$\\alpha$ & <i>")
    assert figure_bytes(figure, "png")
    assert "$x^2$" in [text.get_text() for text in ax.texts]
    assert plain("a" * 99, 28) in [text.get_text() for text in ax.texts]


def test_many_edges_are_plain_lines():
    _, ax = plot(nx.gnm_random_graph(60, 500, seed=1))
    assert len(ax.lines) == 0
    assert len(ax.collections) == 2


def test_positions_of_one_s_own_are_used_and_checked():
    _, ax = plot(nx.path_graph(2), place={0: (0, 0), 1: (4, 0)})
    assert ax.collections[0].get_offsets().tolist() == [[0, 0], [4, 0]]
    with pytest.raises(ParameterError, match="place: no position for 1 nodes, such as 1"):
        plot(nx.path_graph(2), place={0: (0, 0)})
    with pytest.raises(ParameterError, match="width=0 is not a positive number"):
        plot(nx.path_graph(2), width=0)


def test_a_figure_is_saved_by_its_suffix(tmp_path):
    figure, _ = plot(NETWORK)
    for suffix, begin in ((".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")):
        assert save_figure(figure, tmp_path / f"a{suffix}").read_bytes().startswith(begin)
    with pytest.raises(OutputError, match=r"end it with one of \.png, \.svg, \.pdf"):
        save_figure(figure, tmp_path / "a.jpg")


def test_the_timeline_counts_cooperation_up_and_conflict_down():
    _, ax = plot_timeline(ROWS, period="M")
    heights = {bars.get_label(): [bar.get_height() for bar in bars] for bars in ax.containers}
    assert heights == {"cooperation": [1, 0], "cooperation, not established": [0, 1], "conflict": [-1, 0]}
    assert ax.get_xlabel() == "1 without a date not shown"
    assert [text.get_text() for text in ax.get_xticklabels()] == ["Nov\n2025", "Dec"]


@pytest.mark.parametrize(
    ("days", "label"), [(1, "day"), (100, "week"), (1000, "month"), (3000, "quarter"), (9000, "year")]
)
def test_the_timeline_chooses_its_period_and_marks_moments(days, label):
    rows = ROWS.iloc[[0, 1]].assign(date=pd.to_datetime(["2000-01-01", "2000-01-01"]) + pd.to_timedelta([0, days], "D"))
    figure, ax = plot_timeline(rows, title="Thaw", moments={"2000-01-01": "it begins"})
    assert ax.get_ylabel() == f"interactions a {label}"
    assert len(ax.get_xticks()) <= 8
    assert ax.texts[0].get_text() == "it begins"
    assert figure_bytes(figure, "png")


def test_a_timeline_without_dates_says_so_and_an_unknown_period_is_refused():
    _, ax = plot_timeline(ROWS.drop(columns="date"))
    assert ax.texts[0].get_text() == "No dated interactions among 4."
    with pytest.raises(ParameterError, match=r"period='fortnight' is not allowed; choose from D, W"):
        plot_timeline(ROWS, period="fortnight")


def test_intervals_are_sorted_and_cut():
    table = pd.DataFrame({"value": [1.0, 3.0, None], "from": [0, 2, 0], "to": [2, 4, 1], "name": ["a", "b", "c"]})
    _, ax = plot_intervals(table, estimate="value", low="from", high="to", title="Strength", label="strength")
    assert [text.get_text() for text in ax.get_yticklabels()] == ["b", "a"]
    assert ax.get_xlabel() == "strength"
    _, ax = plot_intervals(table[:0], estimate="value", low="from", high="to")
    assert ax.texts[0].get_text() == "No estimates to draw."
    with pytest.raises(ParameterError, match="table: holds 2 measures; keep the rows of one of strength, degree"):
        plot_intervals(table[:2].assign(measure=["strength", "degree"]), estimate="value", low="from", high="to")
    with pytest.raises(ParameterError, match=r"low='low' is not allowed; choose from value, from, to, name"):
        plot_intervals(table, estimate="value")


def test_changes_are_drawn_the_largest_first():
    table = pd.DataFrame(
        {
            "source": ["A", "A", "B", "C"],
            "target": ["B", "C", "C", "D"],
            "before": [1.0, None, 3.0, 1.0],
            "after": [2.0, 5.0, 3.0, 1.0],
            "status": ["strengthened", "gained", "turned", "unchanged"],
        }
    )
    figure, ax = plot_changes(table, title="What changed")
    assert [text.get_text() for text in ax.get_yticklabels()] == ["A – C", "A – B", "B – C"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["gained", "strengthened", "turned"]
    assert figure_bytes(figure, "png")
    _, ax = plot_changes(table.set_index(["source", "target"])[:0])
    assert ax.texts[0].get_text() == "Nothing changed."
    with pytest.raises(ParameterError, match="status='verdict' is not allowed"):
        plot_changes(table, status="verdict")


def test_what_the_measures_return_can_be_drawn():
    from netlib.measures.compare import compare_networks
    from netlib.measures.uncertainty import bootstrap

    result = bootstrap(ROWS.assign(doc_id=list("abcd")), measures=["strength"], n=20, progress=False)
    _, ax = plot_intervals(result.intervals)
    assert ax.get_xlabel() == "strength"
    _, ax = plot_changes(compare_networks(NETWORK, build_network(ROWS[1:])))
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["lost"]
