"""The pages of the catalogue: reading, editing, importing, publishing, looking back.

What must not live here: what a good catalogue is (see `hall.catalogue`), where versions and the
draft are kept (see `hall.storage`).
"""
