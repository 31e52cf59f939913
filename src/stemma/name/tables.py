"""The tables ``entities``, ``mentions`` and ``names``, from mentions with the keys of what they name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma import schema
from stemma.ids import content_id
from stemma.model import Entities, Report, Segments
from stemma.name.capitals import capitals
from stemma.name.describe import Phrases, describe
from stemma.name.join import Named
from stemma.name.keys import fold_name
from stemma.parse import Parses

STRENGTH = (
    "correction", "table", "gazetteer", "apposition", "collation", "office", "short form", "forces", "spelling", "description",
)  # fmt: skip
KIND_ORDER = ("place", "group", "organisation", "person", "other")


class Use(NamedTuple):
    """A place where a report speaks of a thing: by a name, or by a description that stands for it there."""

    report_id: str
    outlet: str
    begin: int
    end: int
    written: str
    why: str
    form: str


def describe_all(
    pile: Sequence[Report],
    segments: Mapping[str, Segments],
    parses: Parses,
    named: Sequence[Named],
    keys: Sequence[str],
) -> dict[str, list[Use]]:
    """The descriptions of each thing, by key; ``named`` as the pile has them, report after report."""
    found: dict[str, list[Use]] = {}
    seen: Phrases = {}
    at = 0
    for report in pile:
        end = at
        while end < len(named) and named[end].report_id == report.id:
            end += 1
        mentions = [one.mention for one in named[at:end]]
        for made in describe(report.text, segments[report.id], parses, mentions, keys[at:end], seen):
            words = " ".join(report.text[made.begin : made.end].replace("\u00ad", "").split())
            use = Use(report.id, report.outlet or "", made.begin, made.end, words, made.evidence, made.form)
            found.setdefault(made.key, []).append(use)
        at = end
    return found


def make_tables(
    named: Sequence[Named],
    keys: Sequence[str],
    evidence: Sequence[str],
    described: Mapping[str, Sequence[Use]],
    called: Mapping[str, str],
) -> Entities:
    """The three tables; ``called`` are the names that a user gives things, by key."""
    groups: dict[str, list[int]] = {}
    for i, key in enumerate(keys):
        groups.setdefault(key, []).append(i)
    entities, mentions, names = [], [], []
    for key in sorted(groups):
        found = groups[key]
        # What a ship is called for short may look like a place by itself.
        full = [i for i in found if evidence[i] != "short form"] or found
        kind = kind_of([named[i] for i in full])
        entity_id = content_id("entity", kind, key)
        site = next((named[i].mention.site for i in found if named[i].mention.site is not None), None)
        entities.append(
            {
                "entity_id": entity_id,
                "kind": kind,
                "name": called.get(key) or name_of([named[i] for i in found], [evidence[i] for i in found]),
                "latitude": site.latitude if site else None,
                "longitude": site.longitude if site else None,
                "geonames_id": site.geonames_id if site else None,
            }
        )
        uses = [
            Use(
                one.report_id,
                one.outlet or "",
                one.mention.begin,
                one.mention.end,
                one.mention.name,
                evidence[i],
                "name",
            )
            for i, one in ((i, named[i]) for i in found)
        ]
        forms: dict[tuple[str, str, str], list[str]] = {}
        for use in [*uses, *described.get(key, ())]:
            mentions.append(
                {
                    "mention_id": content_id("mention", use.report_id, use.begin, use.end),
                    "report_id": use.report_id,
                    "begin": use.begin,
                    "end": use.end,
                    "entity_id": entity_id,
                    "form": use.form,
                }
            )
            if use.form == "pronoun":
                continue  # nobody is called so
            forms.setdefault((use.written, use.outlet, use.form), []).append(use.why)
        for (written, outlet, form), whys in sorted(forms.items()):
            why = min(whys, key=STRENGTH.index)
            names.append(
                {
                    "entity_id": entity_id,
                    "name": written,
                    "outlet": outlet or None,
                    "count": len(whys),
                    "evidence": why,
                    "form": form,
                }
            )
    return Entities(
        schema.ordered("entities", schema.table("entities", entities)),
        schema.ordered("mentions", schema.table("mentions", mentions)),
        schema.ordered("names", schema.table("names", names)),
    )


def kind_of(found: Sequence[Named]) -> str:
    """The kind most mentions have; ties in a fixed order."""
    counts = Counter(n.mention.kind for n in found)
    return min(counts, key=lambda kind: (-counts[kind], KIND_ORDER.index(kind)))


def name_of(found: Sequence[Named], evidence: Sequence[str]) -> str:
    """The most frequent full form: no short form, no people's name, not all in capitals where there is another."""
    counts = Counter(n.mention.name for n in found)
    short = {n.mention.name for n, why in zip(found, evidence, strict=True) if why == "short form"}
    # Of "Tarn Foods" many times and once "Tarn Foods Needs Help", of a headline in capitals, the second is no name.
    fullest = max((count for name, count in counts.items() if name not in short), default=0)
    short = {name for name in short if " " not in name or counts[name] < 4 * fullest}
    sites = [n.mention.site for n in found if n.mention.site is not None]
    second = {n.mention.name for n, why in zip(found, evidence, strict=True) if why == "apposition"}
    people = {n.mention.name for n in found if n.mention.site is not None and n.mention.site.demonym}
    people |= {name for name in counts if sites and sites[0].kind == "country" and fold_name(name) in capitals()}
    if sites and sites[0].name and people >= counts.keys():
        return sites[0].name
    written = {name.lower() for name in counts if not name.isupper()}
    # "NATO" beside "Nato" is no shouting.
    letters = all(n.mention.kind in ("organisation", "group", "other") for n in found)
    shouted = {
        name for name in counts if name.isupper() and (len(name) > 5 or (name.lower() in written and not letters))
    }
    full = {name for name in counts if " " in name}
    bare = set(counts) - full if full and all(n.mention.kind == "person" for n in found) else set()
    for left_out in (short | people | shouted | bare, people | shouted, people, set()):
        left = {name: count for name, count in counts.items() if name not in left_out}
        if left:
            return min(left, key=lambda name: (-left[name], name in second, name))
    return ""
