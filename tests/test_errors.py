"""Errors: what they are caught as, and that near misses are named."""

import pytest

from netlib import errors
from netlib.errors import (
    DataError,
    ExtractorError,
    MissingExtraError,
    NetlibError,
    NetlibWarning,
    OutputError,
    ParameterError,
    SchemaError,
    UnknownActorError,
    check_choice,
    suggest,
)


@pytest.mark.parametrize(
    ("error", "also"),
    [
        (ParameterError, ValueError),
        (DataError, ValueError),
        (SchemaError, DataError),
        (UnknownActorError, LookupError),
        (ExtractorError, RuntimeError),
        (OutputError, OSError),
        (MissingExtraError, ImportError),
    ],
)
def test_each_error_is_netlib_s_and_python_s(error, also):
    assert issubclass(error, NetlibError)
    assert issubclass(error, also)
    assert error.__name__ in errors.__doc__


def test_the_warning_is_a_user_warning_and_no_error():
    assert issubclass(NetlibWarning, UserWarning)
    assert not issubclass(NetlibWarning, NetlibError)


def test_a_missing_extra_says_how_to_get_it():
    message = str(MissingExtraError("networkit", "fast", "engine='networkit'"))
    assert message == "engine='networkit' needs networkit, which is not installed: pip install 'netlib-actors[fast]'"


@pytest.mark.parametrize(("value", "near"), [("conutry", "country"), ("Actor", "actor")])
def test_a_near_miss_is_suggested(value, near):
    assert suggest(value, ["actor", "country"]) == f" Did you mean {near!r}?"


@pytest.mark.parametrize("value", ["zebra", "", 7, None])
def test_nothing_near_suggests_nothing(value):
    assert suggest(value, ["actor", "country"]) == ""


def test_a_choice_is_checked_with_its_name_value_and_options():
    check_choice("level", "actor", iter(["actor"]))
    with pytest.raises(ParameterError, match=r"level=3 is not allowed; choose from actor, country\.$"):
        check_choice("level", 3, ["actor", "country"])
