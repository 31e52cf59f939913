"""Files, folders and tables read: raw items with their bytes, and what of them is a report."""

from stemma.ingest.columns import Columns, choose_columns
from stemma.ingest.raw import INPUTS, Skipped, find_files, read_inputs, read_items
from stemma.ingest.tables import CLEANED, KEPT_BY, clean_batch, clean_row, kept_items, report_tables

__all__ = [
    "CLEANED", "INPUTS", "KEPT_BY", "Columns", "Skipped", "choose_columns", "clean_batch", "clean_row", "find_files", "kept_items",
    "read_inputs", "read_items", "report_tables",
]  # fmt: skip
