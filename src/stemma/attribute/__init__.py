"""Who said what in each report, and who the speaker is."""

from stemma.attribute.speakers import link_speakers
from stemma.attribute.tables import attribute_reports, find_attributions

__all__ = ["attribute_reports", "find_attributions", "link_speakers"]
