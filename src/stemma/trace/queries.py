"""The joins of tracing, in the SQL that every engine understands: signed 64-bit integers, whole results in one order.

``grams_before`` and ``grams_fresh`` hold each text's n-grams: ``gram`` (hash), ``text`` (key), ``place`` (word) and
``before`` (the number of the word before, cut to 32 bits; null at a text's beginning). Only what has to do with a
fresh text is looked for; in a new case all are. ``touched`` are the texts of which two are to be looked at again.
"""

PLACES = 1 << 32
"""Two places share one number: the place of a times this, plus the place of b."""

SHARED = """
WITH places AS (
    SELECT gram, text, place, before, CAST(1 AS BIGINT) AS fresh FROM grams_fresh
    UNION ALL
    SELECT old.gram, old.text, old.place, old.before, CAST(0 AS BIGINT) AS fresh
    FROM grams_before old JOIN (SELECT DISTINCT gram FROM grams_fresh) wanted ON old.gram = wanted.gram
), counted AS (
    SELECT gram, count(*) AS places FROM places GROUP BY gram HAVING count(*) > 1
)
SELECT places.gram, text, place, before, fresh, counted.places
FROM places JOIN counted ON places.gram = counted.gram
ORDER BY text, place
"""
"""Every place of an n-gram that stands in a fresh text and once more."""

WIDE = """
SELECT gram, text, min(place) AS place, max(fresh) AS fresh FROM shared WHERE places > {most}
GROUP BY gram, text ORDER BY gram, text
"""
"""The texts of the n-grams that may stand in too many."""

SHARED_AGAIN = """
WITH own AS (
    SELECT old.gram, old.text, old.place, old.before FROM grams_before old JOIN touched ON old.text = touched.text
), counted AS (
    SELECT gram FROM own GROUP BY gram HAVING count(*) > 1
)
SELECT own.gram, text, place, before FROM own JOIN counted ON own.gram = counted.gram ORDER BY text, place
"""
"""Every place of an n-gram that stands in ``touched`` texts more than once."""

WIDE_TEXTS = """
SELECT own.text, item
FROM (SELECT DISTINCT text FROM wide) own JOIN text_items ON text_items.text = own.text
LEFT JOIN wide_known known ON known.text = own.text
WHERE known.text IS NULL
ORDER BY own.text
"""
"""Those texts, once each, of which the sketch is not known."""

PAIRS = """
WITH places AS (
    SELECT gram, text, place, before, fresh, CAST(0 AS BIGINT) AS again FROM shared
    UNION ALL
    SELECT gram, text, place, before, CAST(1 AS BIGINT) AS fresh, CAST(1 AS BIGINT) AS again FROM shared_again
), alive AS (
    SELECT places.gram, text, place, fresh, again,
        CASE WHEN lag(place) OVER (PARTITION BY again, text ORDER BY place) = place - 1 THEN before END AS before
    FROM places LEFT JOIN dead_grams dead ON places.gram = dead.gram
    WHERE dead.gram IS NULL
), firsts AS (
    SELECT gram, text, place, fresh, CAST(0 AS BIGINT) AS again FROM wide
    UNION ALL
    SELECT own.gram, text, min(place) AS place, CAST(1 AS BIGINT) AS fresh, CAST(1 AS BIGINT) AS again
    FROM shared_again own JOIN dead_grams dead ON own.gram = dead.gram GROUP BY own.gram, text
), seeds AS (
    SELECT a.text AS a, b.text AS b, a.place * {places} + b.place AS seed
    FROM alive a JOIN alive b ON a.gram = b.gram AND a.again = b.again
    WHERE a.text < b.text AND a.fresh + b.fresh > 0
        AND (a.before IS NULL OR b.before IS NULL OR a.before <> b.before)
    UNION ALL
    SELECT first.text AS a, other.text AS b, first.place * {places} + other.place AS seed
    FROM dead_grams dead
    JOIN firsts first ON first.gram = dead.gram AND first.text = dead.centre
    JOIN firsts other ON other.gram = dead.gram AND other.text > dead.centre AND other.again = first.again
    WHERE first.fresh + other.fresh > 0
), pairs AS (
    SELECT a, b, array_agg(seed) AS seeds FROM seeds GROUP BY a, b
)
SELECT a, b, one.item AS a_item, other.item AS b_item, seeds
FROM pairs JOIN text_items one ON one.text = a JOIN text_items other ON other.text = b
ORDER BY a, b
"""
"""The pairs of texts that share an n-gram, with the first place of every run of them.

Where the word before is the same and the n-gram there is joined too, the run began further left. An n-gram that
stands in too many texts (``dead``) joins each only to the one with the lowest key. The pairs are those of a fresh text
with any other, and those of two texts that are looked at again.
"""

ROWS = """
SELECT p.a AS a_text, p.b AS b_text, one.item AS a_item, other.item AS b_item,
    a_begin, a_end, b_begin, b_end, words, standing
FROM fresh_passages p JOIN said one ON one.text = p.a JOIN said other ON other.text = p.b
UNION ALL
SELECT p.a AS a_text, p.b AS b_text, one.item AS a_item, other.item AS b_item,
    a_begin, a_end, b_begin, b_end, words, standing
FROM repeated_passages p JOIN said one ON one.text = p.a JOIN said other ON other.text = p.b
WHERE one.fresh + other.fresh > 0
UNION ALL
SELECT one.text AS a_text, one.text AS b_text, one.item AS a_item, other.item AS b_item,
    CAST(0 AS BIGINT) AS a_begin, one.length AS a_end, CAST(0 AS BIGINT) AS b_begin, one.length AS b_end,
    one.length AS words, CAST(0 AS BIGINT) AS standing
FROM said one JOIN said other ON one.text = other.text
WHERE one.report_id < other.report_id AND one.fresh + other.fresh > 0 AND one.length >= {least}
ORDER BY a_item, b_item, a_begin, b_begin, a_end, b_end
"""
"""The passages of every two reports that say two texts, and the whole of a text for every two that say it."""
