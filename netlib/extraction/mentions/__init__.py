"""Who is named in a text: countries, organisations, groups and persons, each resolved to an actor.

`gazetteer` finds the names that the registry knows; `phrases` reads what stands around them, with `nouns` ("the Turkish
army"), `organisations`, `offices`, `names` and `persons`; `references`, `definite` and `undescribed` settle "he", "the
two leaders", "the bloc" and "the police"; `entities` takes what a pipeline of one's own found. `find` puts it together,
one `mention` after the other.
"""

from netlib.extraction.mentions.find import find_mentions
from netlib.extraction.mentions.mention import Mention, MentionKind

__all__ = ["Mention", "MentionKind", "find_mentions"]
