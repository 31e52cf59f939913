"""Holds the tables of a case against the demo's truth: each function returns what is wrong, in words, or nothing."""

import json
import re
from functools import cached_property
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Row = dict[str, Any]


def squeeze(text: str) -> str:
    """White space made plain, marks made straight, for comparing printed strings."""
    return " ".join(text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').split())


class Held:
    """A case's tables beside the truth, reports by the names that the truth gives them."""

    def __init__(self, case: Any, truth: Row | None = None) -> None:
        self.case = case
        self.truth = truth or json.loads((HERE / "truth.json").read_text(encoding="utf-8"))

    def rows(self, name: str) -> list[Row]:
        return self.case.table(name).to_pylist()

    @cached_property
    def reports(self) -> dict[str, Row]:
        """The reports by the truth's names."""
        return {row["path"].rsplit("/", 1)[-1]: row for row in self.rows("reports")}

    @cached_property
    def named(self) -> dict[str, str]:
        """The truth's name of each report, by its id."""
        return {row["report_id"]: name for name, row in self.reports.items()}

    @cached_property
    def text(self) -> dict[str, str]:
        return {row["report_id"]: row["text"] for row in self.rows("reports")}

    def spot(self, name: str, wanted: str, nth: int = 1) -> tuple[int, int]:
        """Where the ``nth`` occurrence of printed words stands in a report, whatever its white space and marks."""
        pattern = r"\s+".join(re.escape(word) for word in squeeze(wanted).split())
        pattern = pattern.replace("'", "['’‘]").replace('"', '["“”]')
        found = list(re.finditer(rf"(?<!\w){pattern}(?!\w)", self.reports[name]["text"]))
        assert len(found) >= nth, f"{name} does not print {wanted!r}"
        return found[nth - 1].span()

    def entity_names(self) -> dict[str, set[str]]:
        """All the names of each entity."""
        names: dict[str, set[str]] = {}
        for row in self.rows("names"):
            names.setdefault(row["entity_id"], set()).add(row["name"])
        for row in self.rows("entities"):
            names.setdefault(row["entity_id"], set()).add(row["name"])
        return names

    def entities_at(self, name: str, begin: int, end: int) -> set[str]:
        """The entities with a mention that overlaps a span of a report."""
        identifier = self.reports[name]["report_id"]
        return {
            row["entity_id"]
            for row in self.rows("mentions")
            if row["report_id"] == identifier and row["begin"] < end and begin < row["end"]
        }

    # --- what is wrong with each part -------------------------------------------------------------------------------

    def metadata(self) -> list[str]:
        wrong = []
        for name, true in self.truth["reports"].items():
            row = self.reports.get(name)
            if row is None:
                wrong.append(f"{name} is missing")
                continue
            published = row["published"].date().isoformat() if row["published"] else None
            if published != true["published"]:
                wrong.append(f"{name} published {published}, not {true['published']}")
            if row["outlet"] not in true["outlet"] and true["outlet"] and row["outlet"] is not None:
                wrong.append(f"{name} outlet {row['outlet']!r}, not {true['outlet']}")
            printed = {true["credit"], *true.get("credit_as_printed", ())}
            if row["credit"] and squeeze(row["credit"]).casefold() not in {
                squeeze(p or "").casefold() for p in printed
            }:
                wrong.append(f"{name} credit {row['credit']!r}, not {true['credit']!r}")
        return wrong

    def kinds_over(self, name: str, begin: int, end: int) -> set[str]:
        """The kinds of the blocks that hold a span, white space apart."""
        row = self.reports[name]
        return {
            block["kind"]
            for block in self.rows("blocks")
            if block["report_id"] == row["report_id"]
            and row["text"][max(block["begin"], begin) : max(min(block["end"], end), block["begin"], begin)].strip()
        }

    def blocks(self) -> list[str]:
        wrong = []
        for part in ("titles", "captions", "furniture"):
            for name, strings in self.truth[part].items():
                wrong += [
                    f"{name}: {part} in the body: {printed[:60]!r}"
                    for printed in ([strings] if isinstance(strings, str) else strings)
                    if "body" in self.kinds_over(name, *self.spot(name, printed))
                ]
        for name, strings in self.truth["body"].items():
            for printed in strings:
                kinds = self.kinds_over(name, *self.spot(name, printed)) - {"dateline"}
                if kinds != {"body"}:
                    wrong.append(f"{name}: body taken for {sorted(kinds)}: {printed[:60]!r}")
        return wrong

    def stories(self) -> list[str]:
        story_of = {self.named[r["report_id"]]: r["story_id"] for r in self.rows("story_reports")}
        saga_of = {r["story_id"]: r["saga_id"] for r in self.rows("stories")}
        true_story = {name: s["name"] for s in self.truth["stories"] for name in s["reports"]}
        true_saga = {story: s["name"] for s in self.truth["sagas"] for story in s["stories"]}
        wrong = []
        names = sorted(true_story)
        for i, one in enumerate(names):
            for other in names[i + 1 :]:
                together = story_of[one] == story_of[other]
                if together != (true_story[one] == true_story[other]):
                    wrong.append(f"{one} and {other} {'in one story' if together else 'in two stories'}")
                kin = saga_of[story_of[one]] == saga_of[story_of[other]]
                if kin != (true_saga[true_story[one]] == true_saga[true_story[other]]):
                    wrong.append(f"{one} and {other} {'in one saga' if kin else 'in two sagas'}")
        return wrong

    @cached_property
    def edges(self) -> dict[tuple[str, str], Row]:
        """The descents by parent and child: the truth's names for reports, ``lost:`` and the agency or label for others."""
        lost = {
            row["witness_id"]: f"lost:{(row['agency'] or row['label'] or '').casefold()}"
            for row in self.rows("witnesses")
            if not row["report_id"]
        }
        label = {**lost, **self.named}
        return {(label[row["parent"]], label[row["child"]]): row for row in self.rows("descents")}

    def ancestors(self, child: str) -> set[str]:
        """All that a witness descends from."""
        found: set[str] = set()
        waiting = [child]
        while waiting:
            at = waiting.pop()
            for parent, other in self.edges:
                if other == at and parent not in found:
                    found.add(parent)
                    waiting.append(parent)
        return found

    def lost_matches(self, parent: str, wanted: str) -> bool:
        return parent.startswith("lost:") and wanted.removeprefix("lost:") in parent.replace(
            "tesmaran press service", "tps"
        )

    def descents(self) -> list[str]:
        wrong = []
        for true in self.truth["descents"]:
            child, parent = true["child"], true["parent"]
            if parent.startswith("lost:"):
                if not any(self.lost_matches(p, parent) for p in self.ancestors(child)):
                    wrong.append(f"{child} is not under {parent}: {sorted(self.ancestors(child))}")
            elif (parent, child) not in self.edges:
                wrong.append(f"no edge from {parent} to {child}: {sorted(p for p, c in self.edges if c == child)}")
        apart = {tuple(sorted(pair)) for pair in self.truth["not_copies"]}
        wrong += [f"copied: {p} to {c}" for p, c in self.edges if tuple(sorted((p, c))) in apart]
        return wrong

    def attributions_over(self, name: str, printed: str) -> list[Row]:
        """The attributions of a report whose content overlaps the printed words by half of the shorter, best first."""
        begin, end = self.spot(name, printed)
        found = []
        for row in self.rows("attributions"):
            if row["report_id"] != self.reports[name]["report_id"]:
                continue
            shared = sum(max(0, min(s["end"], end) - max(s["begin"], begin)) for s in row["content"])
            size = sum(s["end"] - s["begin"] for s in row["content"])
            if shared >= 0.5 * max(1, min(size, end - begin)):
                found.append((-shared, row["attribution_id"], row))
        return [row for _, _, row in sorted(found, key=lambda one: one[:2])]

    @cached_property
    def claims_of(self) -> dict[str, list[str]]:
        """The claims of each attribution: a quotation of two sentences may carry two."""
        found: dict[str, list[str]] = {}
        for row in self.rows("claim_attributions"):
            found.setdefault(row["attribution_id"], []).append(row["claim_id"])
        return found

    def claim_ids(self, true: Row) -> dict[str, list[str]]:
        """The claims that carry a true claim's content in each report."""
        return {
            name: [
                c for a in self.attributions_over(name, printed) for c in self.claims_of.get(a["attribution_id"], ())
            ]
            for name, printed in true["carried_by"].items()
        }

    def claim_for(self, true: Row) -> Row | None:
        """The claim found that carries the true one in most reports."""
        counts: dict[str, int] = {}
        for ids in self.claim_ids(true).values():
            for identifier in set(ids):
                counts[identifier] = counts.get(identifier, 0) + 1
        if not counts:
            return None
        best = max(sorted(counts), key=lambda i: counts[i])
        return next(row for row in self.rows("claims") if row["claim_id"] == best)

    def carriers(self, claim_id: str) -> set[str]:
        report_of = {row["attribution_id"]: row["report_id"] for row in self.rows("attributions")}
        return {self.named[report_of[a]] for a, claims in self.claims_of.items() if claim_id in claims}

    def claims(self) -> list[str]:
        wrong = []
        names = self.entity_names()
        for true in self.truth["claims"]:
            key, found = true["key"], self.claim_for(true)
            if found is None:
                wrong.append(f"{key}: not found")
                continue
            carried, wanted = self.carriers(found["claim_id"]), set(true["carried_by"])
            optional = set(true.get("may_also_carry", ()))
            if wanted - carried:
                wrong.append(f"{key}: not in {sorted(wanted - carried)}")
            if carried - wanted - optional:
                wrong.append(f"{key}: also in {sorted(carried - wanted - optional)}")
            least, most = true["lines"] if isinstance(true["lines"], list) else (true["lines"], true["lines"])
            if not (found["lines_least"] <= least and most <= found["lines_most"]) or found["lines_most"] > most + 1:
                wrong.append(f"{key}: lines {found['lines_least']} to {found['lines_most']}, not {true['lines']}")
            if not found["sources_least"] <= true["original_sources"] <= found["sources_most"]:
                wrong.append(
                    f"{key}: {found['sources_least']} to {found['sources_most']} sources, not {true['original_sources']}"
                )
            if true["verbatim"] is not None and found["verbatim"] != true["verbatim"]:
                wrong.append(f"{key}: verbatim {found['verbatim']}")
            called = names.get(found["speaker_id"], set())
            if not any(true["speaker"].split()[-1] in name for name in called):
                wrong.append(f"{key}: speaker {sorted(called)}, not {true['speaker']}")
        for one, other in self.truth["claims_apart"]:
            by_key = {true["key"]: true for true in self.truth["claims"]}
            first, second = self.claim_for(by_key[one]), self.claim_for(by_key[other])
            if first and second and first["claim_id"] == second["claim_id"]:
                wrong.append(f"{one} and {other} are one claim")
        return wrong

    def replies(self) -> list[str]:
        by_key = {true["key"]: true for true in self.truth["claims"]}
        found = self.rows("replies")
        attribution = {row["attribution_id"]: row for row in self.rows("attributions")}
        wrong = []
        for true in self.truth["replies"]:
            claims = {self.claim_for(by_key[key])["claim_id"] for key in true["claim"] if self.claim_for(by_key[key])}
            for name in true["in"]:
                ours = [
                    row
                    for row in found
                    if row["claim_id"] in claims
                    and row["kind"] == true["kind"]
                    and self.named[attribution[row["attribution_id"]]["report_id"]] == name
                ]
                if not ours:
                    wrong.append(f"{name}: no reply that {true['kind']} {true['claim']}")
            for name in true["absent_in"]:
                for row in found:
                    at = attribution[row["attribution_id"]]
                    if (
                        row["claim_id"] in claims
                        and row["kind"] == true["kind"]
                        and self.named[at["report_id"]] == name
                    ):
                        wrong.append(f"{name}: a reply that is not there {true['kind']} {true['claim']}")
        return wrong

    def speakers(self) -> tuple[list[str], list[str]]:
        """Wrong names, and names missing."""
        wrong, missing = [], []
        names = self.entity_names()
        for true in self.truth["speakers"]:
            found = self.attributions_over(true["file"], true["content"])
            called = names.get(found[0]["speaker_id"], set()) if found and found[0]["speaker_id"] else set()
            surname = true["speaker"].split()[-1]
            if not called:
                missing.append(f"{true['file']}: {true['content'][:40]!r} has no speaker")
            elif not any(surname in name for name in called):
                wrong.append(f"{true['file']}: {true['content'][:40]!r} by {sorted(called)}")
        return wrong, missing

    def entity_of(self, true: Row) -> set[str]:
        """The entities that the spellings of a true one fall to."""
        found: set[str] = set()
        for name, spellings in true["spellings"].items():
            for spelling in spellings:
                found |= self.entities_at(name, *self.spot(name, spelling))
        return found

    def names_joined(self) -> tuple[int, int, list[str]]:
        """Spellings at their entity, spellings in all, and those elsewhere: an entity is where most of its spellings are."""
        right = total = 0
        stray = []
        for true in self.truth["names"]:
            at = {
                (name, spelling): self.entities_at(name, *self.spot(name, spelling))
                for name, spellings in true["spellings"].items()
                for spelling in spellings
            }
            counts: dict[str, int] = {}
            for found in at.values():
                for one in found:
                    counts[one] = counts.get(one, 0) + 1
            home = max(sorted(counts), key=lambda i: counts[i]) if counts else None
            for (name, spelling), found in at.items():
                total += 1
                if home in found:
                    right += 1
                else:
                    stray.append(f"{true['entity']}: {spelling!r} in {name}")
        return right, total, stray

    def names_apart(self) -> list[str]:
        by_name: dict[str, set[str]] = {}
        for identifier, names in self.entity_names().items():
            for name in names:
                by_name.setdefault(name, set()).add(identifier)
        return [
            f"{one} and {other} are one"
            for one, other in self.truth["names_apart"]
            if by_name.get(one, set()) & by_name.get(other, set())
        ]

    def times(self) -> tuple[int, int, list[str]]:
        right, wrong = 0, []
        for true in self.truth["times"]:
            begin, end = self.spot(true["file"], true["expression"], true["nth"])
            identifier = self.reports[true["file"]]["report_id"]
            found = [
                row
                for row in self.rows("times")
                if row["report_id"] == identifier and row["begin"] < end and begin < row["end"]
            ]
            values = [row["value"] for row in found]
            if true["value"] == "open":
                good = all(row["earliest"] is None or row["latest"] is None for row in found)
            else:
                good = any(value == one or value.startswith(f"{one}T") for value in values for one in true["value"])
            right += good
            if not good:
                wrong.append(f"{true['file']}: {true['expression']!r} is {values}, not {true['value']}")
        return right, len(self.truth["times"]), wrong

    def places(self) -> list[str]:
        entities = {row["entity_id"]: row for row in self.rows("entities")}
        wrong = []
        for true in self.truth["places"]:
            for name in true["in"]:
                found = [
                    entities[i]
                    for i in self.entities_at(name, *self.spot(name, true["name"]))
                    if entities[i]["latitude"] is not None
                ]
                near = any(
                    abs(r["latitude"] - true["latitude"]) < 0.5 and abs(r["longitude"] - true["longitude"]) < 0.5
                    for r in found
                )
                if not near:
                    wrong.append(f"{true['name']} in {name} is not on the map")
        return wrong

    def differences(self) -> list[str]:
        found = self.rows("differences")
        wrong = []
        for true in self.truth["differences"]:
            if true.get("optional"):
                continue
            kinds = {true["kind"], true.get("or_kind")}
            has = {name for name, printed in true["sides"].items() if printed}
            lacks = set(true["sides"]) - has
            best = 0
            for row in found:
                sides = {self.named[s["report_id"]]: s for s in row["sides"]}
                if row["kind"] not in kinds:
                    continue
                hits = sum(
                    self.overlaps(sides[name], name, true["sides"][name]) for name in has if name in sides
                ) + sum(name in sides and sides[name]["begin"] is None for name in lacks)
                best = max(best, hits)
            if best < 2:
                wrong.append(f"{true['kind']} not found: {true['about']}")
        for true in self.truth["not_differences"]:
            for row in found:
                sides = {self.named[s["report_id"]]: s for s in row["sides"]}
                hits = 0
                for name, printed in true["sides"].items():
                    strings = [printed] if isinstance(printed, str) else printed
                    hits += any(
                        name in sides and row["kind"] == "number" and self.overlaps(sides[name], name, p)
                        for p in strings
                    )
                if hits >= 2:
                    wrong.append(f"called a difference: {true['about']}")
        return wrong

    def overlaps(self, side: Row, name: str, printed: str) -> bool:
        begin, end = self.spot(name, printed)
        return side["begin"] is not None and side["begin"] < end and begin < side["end"]

    def everything(self) -> dict[str, Any]:
        """All parts, for a person to read."""
        return {
            part: getattr(self, part)()
            for part in (
                "metadata", "blocks", "stories", "descents", "claims", "replies", "speakers", "names_joined",
                "names_apart", "times", "places", "differences",
            )
        }  # fmt: skip
