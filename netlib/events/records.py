"""From the columns of each format to records: one shape for every event table, before codes are looked up.

A record is what `record` fills: ids and codes as the file writes them. One row of a file gives one record or, where it
names several actors or both directions, more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from netlib.events import fields
from netlib.events.formats import Format
from netlib.events.lookups import group_codes

__all__ = ["to_records"]

_SIDES = ("source", "target")
_TEXT = ("key", "date_text", "date_precision", "event_code", "intensity_text", "publisher", "url", "doc_id", "evidence",
         "attributed_to", "certainty", "skip")  # fmt: skip
_NOT_CODED = "-9"  # how COW says that it does not know what a state did
_SIDE_TEXT = ("given", "place", "role", "label", "kind")


def to_records(raw: Any, f: Format) -> Any:
    """Return the records of a table that has the columns of a format, named as the format names them."""
    table = fields.cleaned(raw, [*f.required, *f.also], f.missing)
    return _FORMATS[f.key.rstrip("12")](table, fields.reader(table))


def record(raw: Any, values: Mapping[str, Any]) -> Any:
    """Return a table of records: the values given, nulls for the rest, and where they stand."""
    import ibis

    types = dict.fromkeys([*_TEXT, *(f"{side}_{part}" for side in _SIDES for part in _SIDE_TEXT)], "string")
    types |= {
        "date": "date",
        "intensity": "float64",
        "intensity_given": "boolean",
        "date_given": "boolean",
        "mentions": "int64",
        "publishers": "int64",
        "sentence": "int64",
        "reciprocal": "boolean",
    }
    given = {name: values[name] if name in values else ibis.null(kind) for name, kind in types.items()}
    carried = {name: raw[name] for name in ("_file", "_row") if name in raw.columns}
    return raw.select(**given, **carried).view()


def _dated(parts: tuple[Any, Any, Any]) -> dict[str, Any]:
    return {**dict(zip(("date_text", "date", "date_precision"), parts, strict=True)), "date_given": parts[0].notnull()}


def _gdelt(raw: Any, text: Callable[[str], Any]) -> Any:
    values = {
        "key": text("GLOBALEVENTID"),
        **_dated(fields.day(text("SQLDATE"))),
        "event_code": text("EventCode"),
        **fields.amount(raw, "GoldsteinScale", text("GoldsteinScale")),
        "mentions": fields.whole(text("NumMentions")),
        "publishers": fields.whole(text("NumSources")),
        "url": text("SOURCEURL"),
        "doc_id": text("SOURCEURL"),
        "publisher": text("SOURCEURL").re_extract(r"^[a-z]+://(?:www\.)?([^/:?#]+)", 1).nullif(""),
    }
    for side, actor in zip(_SIDES, ("Actor1", "Actor2"), strict=True):
        country, group = text(f"{actor}CountryCode"), text(f"{actor}KnownGroupCode")
        known = group.isin(group_codes()).coalesce(False)
        code, name = text(f"{actor}Code"), text(f"{actor}Name")
        within = code.startswith(country).ifelse(code.substr(3).nullif(""), code)
        values |= {
            f"{side}_place": known.ifelse(group, country),
            f"{side}_role": known.ifelse(None, country.isnull().ifelse(code, within)),
            f"{side}_label": name,
        }
    return record(raw, values)


def _phoenix(raw: Any, text: Callable[[str], Any]) -> Any:
    values = {
        "key": text("EventID"),
        **_dated(fields.day(text("Date"))),
        "event_code": text("EventCode"),
        **fields.amount(raw, "GoldsteinScore", text("GoldsteinScore")),
        "url": fields.first_of_list(text("URLs")),
        "doc_id": text("SentenceID"),
        "publisher": fields.first_of_list(text("NewsSources")),
        "publishers": fields.list_length(text("NewsSources")),
        "mentions": fields.list_length(text("URLs")),
    }
    for side, actor in zip(_SIDES, ("SourceActor", "TargetActor"), strict=True):
        entity, full = text(f"{actor}Entity"), text(f"{actor}Full")
        values |= {
            f"{side}_place": entity,
            f"{side}_role": text(f"{actor}Role").coalesce(entity.isnull().ifelse(full, None)),
            f"{side}_label": full,
        }
    return record(raw, values)


def _icews(raw: Any, text: Callable[[str], Any]) -> Any:
    values = {
        # An ICEWS event id is only unique with its date.
        "key": text("Event Date") + ":" + text("Event ID"),
        **_dated(fields.day(text("Event Date"))),
        "event_code": text("CAMEO Code"),
        **fields.amount(raw, "Intensity", text("Intensity")),
        "publisher": text("Publisher"),
        "doc_id": text("Story ID"),
        "sentence": fields.whole(text("Sentence Number")) - 1,
    }
    for side in _SIDES:
        name = text(f"{side.title()} Name").nullif("Unspecified Actor")
        country = text(f"{side.title()} Country")
        same = (name.lower() == country.lower()) | country.isnull()
        values |= {
            f"{side}_place": country.coalesce(name),
            f"{side}_role": same.ifelse(None, name.re_replace(r"\s*\([^()]*\)$", "")),
            f"{side}_label": name,
        }
    return record(raw, values)


def _polecat(raw: Any, text: Callable[[str], Any]) -> Any:
    wide = raw
    for side, actor in zip(_SIDES, ("Actor", "Recipient"), strict=True):
        # An actor of several countries ("USA; RUS") acts for each: one record a pair.
        listed = wide[f"{actor} Country"].coalesce("")
        wide = wide.mutate(**{f"_{side}": listed.split(";").unnest(), f"_{side}_many": listed.contains(";")})
        wide = wide.mutate(**{f"_{side}": wide[f"_{side}"].strip().nullif("")})
    text = fields.reader(wide)
    mode, event = text("Event Mode").lower(), text("Event Type").upper()
    both = mode.isnull().ifelse(event, event + "|" + mode)
    key = text("Event ID")
    for side in _SIDES:
        key = key + wide[f"_{side}_many"].ifelse(":" + text(f"_{side}").coalesce(""), "")
    values = {
        "key": key,
        **_dated(fields.day(text("Event Date"))),
        "event_code": both.isin(_plover_codes()).ifelse(both, event),
        **fields.amount(wide, "Intensity", text("Intensity")),
        "publisher": text("Source"),
    }
    for side, actor in zip(_SIDES, ("Actor", "Recipient"), strict=True):
        name, country = text(f"{actor} Name"), text(f"_{side}")
        values |= {
            f"{side}_place": country.coalesce(name),
            f"{side}_role": country.isnull().ifelse(None, name),
            f"{side}_label": name,
        }
    return record(wide, values)


def _plover_codes() -> list[str]:
    from netlib.ontology import event_types

    return [f"{event}|{mode}" for event, mode in event_types() if mode]


def _ucdp(raw: Any, text: Callable[[str], Any]) -> Any:
    import ibis

    def code(name: str) -> Any:
        return text(name).re_replace(r"\.0+$", "")

    violence, precision = code("type_of_violence"), code("date_prec")
    day_text, date, _ = fields.day(text("date_start"))
    values = {
        "key": code("id"),
        "date_text": day_text,
        "date": date,
        "date_given": day_text.notnull(),
        "date_precision": ibis.cases(
            (precision.isin(["2", "3", "4"]), "month"), (precision == "5", "year"), else_="day"
        ),
        "event_code": ibis.literal("ASSAULT"),
        "publishers": fields.whole(text("number_of_sources")),
        "publisher": text("source_office"),
        "evidence": text("source_headline"),
        # Battles have two sides that both fight; one-sided violence (3) has a perpetrator and victims.
        "reciprocal": (violence != "3").coalesce(False),
    }
    for side, letter in zip(_SIDES, "ab", strict=True):
        name, state = text(f"side_{letter}"), code(f"gwno{letter}")
        civilians = (name.lower() == "civilians").coalesce(False)
        values |= {
            # A group belongs to the country of the registry; where it fights is not where it belongs.
            f"{side}_place": state.coalesce(civilians.ifelse(code("country_id"), name)),
            f"{side}_role": (state.isnull() & civilians).ifelse(name, None),
            f"{side}_label": name,
            f"{side}_kind": ibis.literal("group"),
        }
    return record(raw, values)


def _acled(raw: Any, text: Callable[[str], Any]) -> Any:
    import ibis

    values = {
        "key": text("event_id_cnty"),
        **_dated(fields.day_in_words(text("event_date"))),
        "event_code": text("sub_event_type").lower(),
        "publisher": fields.first_of_list(text("source")),
        "publishers": fields.list_length(text("source")),
        "evidence": text("notes"),
    }
    for side, number in zip(_SIDES, "12", strict=True):
        name = text(f"actor{number}")
        bare = name.re_replace(r"\s*\(\d{4}-\d{0,4}\)", "").strip()
        state = bare.re_extract(r"^.*?(?:Forces|Government) of (?:the )?([^()]+)", 1).strip().nullif("")
        branch = bare.re_extract(r"^(.*?(?:Forces|Government)) of ", 1).nullif("")
        inside = bare.re_extract(r"\(([^()]+)\)$", 1).nullif("")
        values |= {
            f"{side}_place": state.coalesce(inside),
            f"{side}_role": branch.coalesce(bare.re_replace(r"\s*\([^()]*\)$", "")),
            f"{side}_label": name,
            f"{side}_kind": branch.notnull().ifelse("organisation", ibis.literal("group")),
        }
    return record(raw, values)


def _cow_mid(raw: Any, text: Callable[[str], Any]) -> Any:
    dispute, side_a = text("dispnum"), text("sidea")
    own = raw.mutate(_dispute=dispute, _side=side_a, _state=text("ccode"))
    other = own.select(other_dispute="_dispute", other_side="_side", other_state="_state")
    # Each state acts towards every state on the other side of its dispute.
    pairs = own.left_join(
        other, [own["_dispute"] == other["other_dispute"], own["_side"] != other["other_side"]]
    ).view()
    text = fields.reader(pairs)
    values = {
        "key": text("_dispute") + ":" + text("_state") + ":" + pairs["other_state"].coalesce("")
        + ":" + text("styear") + "-" + text("stmon").coalesce("") + "-" + text("stday").coalesce(""),
        **_dated(fields.day_of_parts(text("styear"), text("stmon"), text("stday"))),
        "event_code": text("hiact").coalesce(_NOT_CODED),
        "source_place": text("_state"),
        "target_place": text("other_state"),
        "doc_id": text("_dispute"),
    }  # fmt: skip
    return record(pairs, values)


def _cow_dyadic_mid(raw: Any, text: Callable[[str], Any]) -> Any:
    start = text("strtyr") == text("year")
    month, day_ = (start.ifelse(text(name), None) for name in ("strtmnth", "strtday"))
    parts = fields.day_of_parts(text("year"), month, day_)
    ways = []
    for source, target in (("a", "b"), ("b", "a")):
        values = {
            "key": text("disno") + ":" + text("year") + ":" + text(f"state{source}") + ":" + text(f"state{target}"),
            **_dated(parts),
            "event_code": text(f"highmca{source}").coalesce(_NOT_CODED),
            "source_place": text(f"state{source}"),
            "target_place": text(f"state{target}"),
            "doc_id": text("disno"),
        }
        ways.append(record(raw, values))
    return ways[0].union(ways[1])


def _atop(raw: Any, text: Callable[[str], Any]) -> Any:
    import ibis

    held = ibis.literal("")
    for name in ("defense", "offense", "neutral", "nonagg", "consul"):
        held = held + (text(name) == "1").coalesce(False).ifelse(f"{name} ", "")
    held = held.strip().nullif("")
    allied = (text("atopally").coalesce("1") == "1") if "atopally" in raw.columns else held.notnull()
    directed = "statea" in raw.columns
    source, target = ("statea", "stateb") if directed else ("mem1", "mem2")
    values = {
        "key": text(source) + ":" + text(target) + ":" + text("year"),
        **_dated(fields.day_of_parts(text("year"), ibis.null("string"), ibis.null("string"))),
        "event_code": ibis.literal("AGREE"),
        "source_place": text(source),
        "target_place": text(target),
        "reciprocal": ibis.literal(not directed),
        "evidence": held,
        "skip": allied.ifelse(None, "no alliance in force"),
    }
    return record(raw, values)


_FORMATS: Mapping[str, Callable[[Any, Callable[[str], Any]], Any]] = {
    "gdelt": _gdelt,
    "icews": _icews,
    "polecat": _polecat,
    "ucdp": _ucdp,
    "acled": _acled,
    "phoenix": _phoenix,
    "cow_mid": _cow_mid,
    "cow_dyadic_mid": _cow_dyadic_mid,
    "atop": _atop,
    "atop_directed": _atop,
}
