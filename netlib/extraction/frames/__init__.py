"""What a sentence says was done to whom.

`shape` holds a sentence; `verbs`, `clauses` and `governors` sketch its syntax. `nodes` puts predicates in their place,
`sides` (with `subjects`, `lists`, `slots`, `nominal` and `supplied`) gives them source and target, `modality` their
type; `claims` puts it together.
"""

from netlib.extraction.frames.claims import Claim, claims

__all__ = ["Claim", "claims"]
