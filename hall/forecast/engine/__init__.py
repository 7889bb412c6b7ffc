"""The hall run forward from its present state, many times over, under the queue's own rule.

`state` says what is known, `snapshot` takes it from the hall, `futures` draws who will come and how
long each takes, `loop` lets it happen, compiled; `twin` is the plain judge of the loop. The rule of
the queue is written once more in `loop` and in `twin`; tests hold both equal to `hall.core`.
"""
