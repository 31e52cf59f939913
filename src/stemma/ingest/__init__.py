"""Files, folders and tables read: raw items with their bytes, and what of them is a report."""

from stemma.ingest.columns import Columns, choose_columns
from stemma.ingest.raw import INPUTS, Skipped, find_files, read_inputs, read_items
from stemma.ingest.tables import CLEANED, clean_batch, clean_row, report_tables

__all__ = [
    "CLEANED", "INPUTS", "Columns", "Skipped", "choose_columns", "clean_batch", "clean_row", "find_files",
    "read_inputs", "read_items", "report_tables",
]  # fmt: skip
