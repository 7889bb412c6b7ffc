"""How a hall is judged: figures and measures, findings in sentences, warnings, window design.

Pure: figures come in, sentences and proposals go out. What must not live here: SQL (see
`hall.storage.measures`), files, clocks.
"""
