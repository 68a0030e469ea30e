"""Packs: what a meeting gets to read, gathered once into plain data from which every rendering is made.

SCHEMA names the shape. A pack keeps the shape it was compiled with; who reads an old one asks its `schema`.

Version 1 is an object with
    `schema`, `kind`, `title`, `authority`, `subtitle`, `as_at` (ISO), `as_at_words`, `number`, `reason`, `issue` (who
    prepared, approved and issued it; empty until published), and `sections`, in the order they are read.
A section has `key`, `number` ("" for the front sheet), `title`, `fresh` (on paper it starts a page) and `blocks`. A
block has a `kind`:
    `text`     `text`, `bold`
    `heading`  `text`
    `list`     `lines`, each a cell
    `facts`    `pairs` of `label` and `cell`
    `table`    `label`, `heads`, `widths` (shares), `rows` of cells, `note`
    `ratings`  `heads` and `rows` of a rating with its figures: before (or null) and now
    `asks`     `lines`, each `number`, `what` (of whom), `text`, `sub`
    `chart`    `title`, `summary` (a figure), `columns`, `rows` of cells, `spec`, `narrow`: see core.charts
    `slot`     `slot` (its name), `label`, `text`: words that an officer may edit before the pack is published
A cell is an object with any of `text`, `sub`, `bold`, `rag` (`value`, `letter`, `word`, `css`) and `figure`.
A figure is `id` (once in a pack), `value` (a number) and `text` (how it is shown, everywhere the same).
"""

from governance.packs.canon import canonical, digest, figures, filled, slots
from governance.packs.gathering import gather
from governance.packs.pieces import SCHEMA
from governance.packs.reports import gather_report

__all__ = ["SCHEMA", "canonical", "digest", "figures", "filled", "gather", "gather_report", "slots"]
