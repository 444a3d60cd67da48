"""What a sentence says was done to whom.

`shape` holds a sentence; `verbs`, `clauses` (with `commas`) and `governors` sketch its syntax. `nodes` puts predicates
in their place, `sides` gives them source and target by their frame: `active` and `passive` verbs and `nominal`
predicates, of `subjects` (with `checked` and `lists`) and what stands in the `slots` of a rule, or is `supplied` by the
sentence. `modality` gives them their type; `parties` tells who acts on whom where one predicate governs another, and
`claims` puts it together.
"""

from netlib.extraction.frames.claims import Claim, claims

__all__ = ["Claim", "claims"]
