"""What a sentence says was done to whom.

`shape` holds a sentence; `verbs`, `clauses` (with `commas`) and `governors` sketch its syntax. `nodes` puts predicates
in their place, `sides` (with `subjects`, `checked`, `lists`, `slots`, `nominal` and `supplied`) gives them source and
target, `modality` their type; `parties` tells who acts on whom where one predicate governs another, and `claims` puts
it together.
"""

from netlib.extraction.frames.claims import Claim, claims

__all__ = ["Claim", "claims"]
