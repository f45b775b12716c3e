"""Sweeps: a story played at many points, each with values of its own for some settings, all in the same worlds.

Levers are what is varied (`levers`), a design says where the points lie (`design`), a study is all that plays them (`study`, `play`).
"""
