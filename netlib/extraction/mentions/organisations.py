"""Organisations by their own names: "Kenyan airline Savanna Air", "Nigerian National Petroleum Corporation", "NNPC"."""

from __future__ import annotations

from netlib.actors import Actor, slug
from netlib.extraction.mentions.gazetteer import Head, longest
from netlib.extraction.mentions.names import Draft
from netlib.extraction.mentions.offices import OfficeReader
from netlib.extraction.mentions.persons import is_name_word, name_end
from netlib.extraction.words import phrase_words

__all__ = ["OrganisationReader"]

_MAX_NAME = 10  # tokens
_PROPER_ENDS = phrase_words("proper-organisation")
_COMPANY_ENDINGS = phrase_words("company-ending")


class OrganisationReader(OfficeReader):
    """Reads the organisations of one document that no lexicon lists."""

    def _named_organisation(self, i: int, j: int, end: int, owner: Actor, head: Head, noun: str) -> Draft | None:
        """Read "Kenyan airline Savanna Air": a company, party or newspaper by its own name."""
        if head.kind != "organisation" or not head.people or j >= end or owner.country is None:
            return None
        if not is_name_word(self.words[j]) or self.words[j] in self.gaz.names or noun.lower().endswith("s"):
            return None
        name = name_end(self.words, self.idx, j, end, self._stops(j, end))
        if name == j:
            return None
        actor = self._own(self._text(j, name), owner)
        if name == j + 2 and self.words[j + 1] in _COMPANY_ENDINGS:
            self.short_names.setdefault(self.words[j], actor)
        return Draft(i, name, "name", actor, anchor=owner)

    def _proper_organisation(self, i: int, j: int, end: int, owner: Actor) -> Draft | None:
        """Read "Nigerian National Petroleum Corporation": an organisation whose own name begins with its country's."""
        words = self.words
        last = k = j
        while k < end and k < j + 8:
            if is_name_word(words[k]) or words[k] in ("I", "II", "National", "Central", "New"):
                k += 1
                if words[k - 1] in _PROPER_ENDS:
                    last = k
            elif k > j and words[k] in ("of", "for", "and", "&") and k + 1 < end and words[k + 1][0].isupper():
                if last == k and words[k] == "and":
                    break
                k += 1
            else:
                break
            if (
                words[k - 1] not in ("of", "for", "and", "&")
                and self.low[k - 1] in self.gaz.heads
                and words[k - 1] not in _PROPER_ENDS
            ):
                found = longest(self.gaz.heads, self.low, k - 1, end)
                if found is not None and found[1].title is not None:
                    break
        if last <= j + 1 and not (
            last == j + 1 and words[j] not in ("Court", "Council", "Party", "Bank", "Government")
        ):
            return None
        if last == j:
            return None
        institution = self._head(j, end)
        if (
            institution is not None
            and institution[1].head
            and not institution[1].head.people
            and institution[0] >= last
        ):
            return None
        return Draft(i, last, "name", self._own(self._text(i, last), owner), anchor=owner)

    def _based(self, i: int, j: int, end: int, owner: Actor) -> Draft | None:
        """Read "the Uganda-based Lakeside Front": a name that no lexicon lists, with the country of its seat."""
        if not is_name_word(self.words[j]) or self.words[j] in self.gaz.names or self.words[j] in self.gaz.given_names:
            return None
        stop = name_end(self.words, self.idx, j, end, self._stops(j, end))
        if stop == j or owner.country is None:
            return None
        return Draft(i, stop, "name", self._own(self._text(j, stop), owner), anchor=owner)

    def _organisation_of(self, i: int, end: int) -> Draft | None:
        """Read "Federal Aviation Office of Germany": an organisation whose own name ends with its country's."""
        if "of" not in self.low[i + 2 : i + _MAX_NAME]:
            return None
        stop = name_end(self.words, self.idx, i, end, ())
        if stop - i < 2 or stop + 1 >= end or self.low[stop] != "of" or self.words[stop - 1] not in _PROPER_ENDS:
            return None
        k = stop + 2 if self.low[stop + 1] == "the" and stop + 2 < end else stop + 1
        hit = longest(self.gaz.names, self.words, k, end)
        owner = self._one(hit[1], "name") if hit is not None else None
        if hit is None or owner is None or owner.kind != "country":
            return None
        return Draft(i, hit[0], "name", self._own(self._text(i, stop), owner), anchor=owner)

    def _by_short_name(self, i: int, end: int) -> Draft:
        """Read "Savanna" and "Savanna Air" after "Kenyan airline Savanna Air"."""
        whole = i + 1 < end and self.words[i + 1] in _COMPANY_ENDINGS
        return Draft(i, i + 2 if whole else i + 1, "name", self.short_names[self.words[i]])

    def _own(self, name: str, owner: Actor) -> Actor:
        known = next((a for a in self.gaz.registry.lookup(name, on=self.on) if a.country == owner.country), None)
        return known or Actor(f"{owner.country}:{slug(name)}", name, "organisation", owner.country, owner.actor_id)

    def _note_acronym(self, draft: Draft, end: int) -> None:
        """Remember "NNPC" after "Nigerian National Petroleum Corporation (NNPC)"."""
        k = draft.token_end
        if draft.actor is None or draft.kind not in ("name", "body") or k + 2 >= end:
            return
        short = self.words[k + 1]
        known = draft.actor.kind in ("organisation", "group")
        if known and self.words[k] == "(" and self.words[k + 2] == ")" and short.isupper() and 2 <= len(short) <= 10:
            self.short_names.setdefault(short, draft.actor)
