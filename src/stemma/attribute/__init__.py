"""Who said what in each report, and who the speaker is."""

from stemma.attribute.speakers import link_speakers
from stemma.attribute.tables import attribute_reports, distinct_passages, find_attributions, uses_model
from stemma.attribute.tagger import TAGGED, has_model, model_file, read_tagged, tag_batch

__all__ = [
    "TAGGED",
    "attribute_reports",
    "distinct_passages",
    "find_attributions",
    "has_model",
    "link_speakers",
    "model_file",
    "read_tagged",
    "tag_batch",
    "uses_model",
]
