"""Event types: PLOVER's, complete, on the right side, and read from the word list."""

import pandas as pd
import pytest

from netlib.errors import ParameterError
from netlib.ontology import COOPERATIVE_QUADS, EVENTS, QUADS, event_types, intensity, modes, quad, quads, read_lexicon

# PLOVER's sixteen types by quad class, as its authors publish them.
PUBLISHED = {
    1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    2: {"COOPERATE", "AID", "RETREAT"},
    3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


def test_the_types_and_their_quad_classes_are_plover_s():
    assert {number: {event for event in EVENTS if quad(event) == number} for number in QUADS} == PUBLISHED
    assert set(EVENTS) == set.union(*PUBLISHED.values())


def test_every_mode_belongs_to_a_type_and_shares_its_quad_class():
    for (event, mode), kind in event_types().items():
        assert event in EVENTS
        assert kind.quad == quad(event)
        assert -10 <= kind.intensity <= 10
        assert bool(kind.definition) == (not mode)


def test_intensities_have_the_sign_of_their_quad_class():
    for event in EVENTS:
        assert intensity(event) >= 0 if quad(event) in COOPERATIVE_QUADS else intensity(event) <= 0


def test_a_mode_has_its_own_score_and_an_unknown_one_that_of_its_type():
    assert intensity("CONSULT", "phone") == 1.5
    assert intensity("CONSULT", "by pigeon") == intensity("CONSULT") == 2.5
    assert intensity("CONSULT", None) == 2.5
    assert modes("PROTEST") == tuple(mode for event, mode in event_types() if event == "PROTEST" and mode)


@pytest.mark.parametrize("function", [quad, intensity, modes])
def test_an_unknown_type_is_refused_with_a_near_miss(function):
    with pytest.raises(ParameterError, match=r"event='CONSULTS' is not allowed; .* Did you mean 'CONSULT'\?"):
        function("CONSULTS")


def test_a_column_of_events_becomes_quad_classes():
    result = quads(pd.Series(["AID", None, "ASSAULT", "HUG"], index=list("abcd")))
    assert result.to_dict() == {"a": 2, "b": 0, "c": 4, "d": 0}
    assert result.name == "quad"


def test_word_lists_are_read_as_text():
    assert {type(value) for row in read_lexicon("plover.csv") for value in row.values()} == {str}
