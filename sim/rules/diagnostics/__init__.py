"""What is worked out for people to look at and feeds nothing back: one file each.

`indices`, `landscape` and `leverage_matrix` each give `read(state, month)`, public name -> `[world]`.
`ledger` compares two months: `terms_now`, `entries` and `leverage`.
"""

DIAGNOSTICS = ("indices", "landscape", "leverage_matrix", "ledger")
"""The diagnostics, by module."""
