"""The plan as a file again: Word in the shape of the council's own table, Excel, and CSV.

Everything that comes back is in plain sight: no hidden sheet, property or comment is needed to read a file again.
"""

from plans.exports.charted import milestones
from plans.exports.content import Content, gather
from plans.exports.csv_file import csv_rows
from plans.exports.docx_file import write_docx
from plans.exports.xlsx_file import write_xlsx

__all__ = ["Content", "csv_rows", "gather", "milestones", "write_docx", "write_xlsx"]
