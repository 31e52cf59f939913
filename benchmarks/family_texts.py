"""Sentences for planted families of reports: an endless supply of invented news, and what desks do to it.

All names are invented. The tables of swaps, furniture and credits are the benchmark's own; the method knows none of
them.
"""

import random

PLACES = (
    "Ardenholm", "Belcastra", "Corvane", "Dunmarrow", "Eskerry", "Fallowmere", "Galtria", "Hartova", "Istrelle", "Jorvend",
    "Kelmsford", "Lanthorpe", "Morwenna", "Nordhaven", "Ostrava Bay", "Pellgrove", "Quarrington", "Rusholt", "Selvane", "Tarnish",
)  # fmt: skip
SURNAMES = (
    "Adeleke", "Brandt", "Castellan", "Dorval", "Ekholm", "Farouche", "Gantry", "Halvorsen", "Ingram", "Jasper", "Kovalec",
    "Lindqvist", "Maranov", "Nwosu", "Ottley", "Petrescu", "Quill", "Rasmus", "Sandoval", "Thibault", "Ulrich", "Verhoeven",
    "Wexford", "Yarrow", "Zoltan",
)  # fmt: skip
GIVEN = (
    "Anna",
    "Boris",
    "Clara",
    "Dmitri",
    "Elena",
    "Felix",
    "Greta",
    "Hassan",
    "Irene",
    "Jonas",
    "Karim",
    "Lucia",
    "Marek",
    "Nadia",
    "Oskar",
)
OFFICES = ("harbour minister", "police chief", "mayor", "energy commissioner", "army spokesman", "trade envoy", "union leader",
           "health director", "opposition leader", "chief engineer", "coast guard officer", "judge", "governor", "rail operator")  # fmt: skip
BODIES = ("ministry", "council", "ferry company", "parliament", "port authority", "central bank", "river commission", "grid operator",
          "teachers' union", "border guard", "rescue service", "mining board", "court of audit", "fishing fleet", "air regulator")  # fmt: skip
NOUNS = ("bridge", "tunnel", "pipeline", "harbour", "dam", "railway", "hospital", "quarry", "reservoir", "stadium", "refinery", "convoy",
         "cargo", "ferry", "tower", "embankment", "depot", "archive", "warehouse", "substation", "convention", "levy", "tariff",
         "ceasefire", "inquiry", "strike", "subsidy", "treaty", "budget", "permit", "licence", "ballot", "census", "shipment",
         "orchard", "vineyard", "turbine", "sluice", "cable", "satellite", "vaccine", "harvest", "drought", "landslide")  # fmt: skip
ADJECTIVES = ("northern", "disputed", "ageing", "unfinished", "flooded", "costly", "secret", "regional", "joint", "temporary", "modern",
              "private", "crowded", "remote", "fragile", "narrow", "sunken", "frozen", "abandoned", "contested", "seasonal",
              "ancient", "publicly owned", "half-built", "heavily guarded", "poorly lit")  # fmt: skip
VERBS = ("inspected", "closed", "reopened", "financed", "abandoned", "surveyed", "blocked", "evacuated", "repaired", "sold", "seized",
         "flooded", "guarded", "expanded", "postponed", "cancelled", "approved", "rejected", "audited", "leased", "demolished",
         "surrounded", "supplied", "insured", "photographed", "divided", "restored")  # fmt: skip
ADVERBS = ("quietly", "hastily", "reluctantly", "twice", "publicly", "without notice", "after dark", "under protest", "at dawn",
           "by mistake", "in stages", "against advice", "with little warning", "for the first time", "on short notice")  # fmt: skip
CAUSES = ("heavy rain", "a power cut", "rising costs", "a leaked letter", "weeks of talks", "a fire", "falling prices", "an anonymous tip",
          "a broken valve", "new rules", "a boundary quarrel", "missing papers", "a storm", "unpaid wages", "a failed inspection")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AGENCIES = ("Norpress", "Castell News Agency", "Telmar", "VNA", "Orient Wire", "Baltica", "Pan-Isles Press", "KTR")
OUTLETS = ("Harbour Post", "The Morning Ledger", "Kelm Gazette", "Channel Nine", "Daily Compass", "Eastern Star", "The Lantern",
           "City Examiner", "Radio Galt", "Westside Echo", "The Plain Dealer of Rusholt", "Island Courier", "Metro Wire Desk",
           "North Herald", "Sunday Chronicle", "Valley Mirror")  # fmt: skip
FURNITURE = ("Share this article", "Sign up to our newsletter", "Read more: {noun} prices explained", "Most read this week", "Advertisement",
             "Subscribe for full access", "3 MIN READ", "Comments (0)", "Related: what the {noun} means for {place}",
             "Follow us for breaking news")  # fmt: skip
SWAPS = (
    ("said", "stated"), ("said", "told journalists"), ("government", "authorities"), ("officials", "sources"), ("about", "roughly"),
    ("because of", "owing to"), ("people", "residents"), ("after", "following"), ("would", "will"), ("million", "m"),
    ("more than", "over"), ("the first time", "the first occasion"), ("had been", "was"), ("against", "despite"), ("closed", "shut"),
    ("heavily", "closely"), ("temporary", "interim"), ("costly", "expensive"), ("joint", "shared"), ("private", "privately held"),
    ("hastily", "hurriedly"), ("quietly", "discreetly"), ("publicly", "openly"), ("twice", "two times"), ("warned", "cautioned"),
    ("expected", "due"), ("near", "close to"), ("several", "a number of"), ("last year", "a year ago"), ("modern", "new"),
)  # fmt: skip
CREDITS = ("line", "dateline", "byline", "date", "tail", "dash")


class Writer:
    """Writes sentences about one invented affair; every choice comes from ``rng``."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.places = rng.sample(PLACES, 4)
        self.people = [
            (f"{rng.choice(GIVEN)} {surname}", surname, rng.choice(OFFICES)) for surname in rng.sample(SURNAMES, 4)
        ]
        self.subject = f"{rng.choice(ADJECTIVES)} {rng.choice(NOUNS)}"

    def thing(self) -> str:
        rng = self.rng
        return rng.choice(
            (
                self.subject,
                f"{rng.choice(ADJECTIVES)} {rng.choice(NOUNS)}",
                f"{rng.choice(NOUNS)} in {rng.choice(self.places)}",
            )
        )

    def clause(self) -> str:
        rng = self.rng
        body = rng.choice(BODIES)
        return rng.choice(
            (
                f"the {body} {rng.choice(ADVERBS)} {rng.choice(VERBS)} the {self.thing()} because of {rng.choice(CAUSES)}",
                f"{rng.randint(3, 980)} people near {rng.choice(self.places)} were cut off when the {self.thing()} was {rng.choice(VERBS)}",
                f"the {self.thing()} would be {rng.choice(VERBS)} {rng.choice(ADVERBS)} and the {self.thing()} left to the {body}",
                f"several {rng.choice(ADJECTIVES)} {rng.choice(NOUNS)}s had been {rng.choice(VERBS)} by the {body} before {rng.choice(CAUSES)}",
                f"repairs to the {self.thing()} cost more than {rng.randint(2, 90)} million crowns, {rng.randint(2, 60)} percent above what the {body} expected",
            )
        )

    def quote(self) -> str:
        rng = self.rng
        return rng.choice(
            (
                f"We never {rng.choice(VERBS)} that {self.thing()}, and whoever {rng.choice(VERBS)} the {self.thing()} must answer to {rng.choice(self.places)}",
                f"Nobody warned us that {self.clause()}, so every {rng.choice(NOUNS)} here is now {rng.choice(ADJECTIVES)}",
                f"If {self.clause()}, then the {rng.choice(BODIES)} has {rng.randint(2, 30)} days to show us the {rng.choice(NOUNS)}",
            )
        )

    def said(self, quote: str | None = None) -> str:
        rng = self.rng
        name, surname, office = rng.choice(self.people)
        words = quote or self.quote()
        who = rng.choice((surname, f"{office} {name}", f"{name}, the {office} of {rng.choice(self.places)}"))
        return rng.choice(
            (
                f'"{words}," said {who}.',
                f'{who[0].upper()}{who[1:]} said on {rng.choice(DAYS)}: "{words}."',
                f'"{words}," {who} said.',
            )
        )

    def plain(self) -> str:
        rng = self.rng
        name, surname, office = rng.choice(self.people)
        first = self.clause()
        return rng.choice(
            (
                f"{first[0].upper()}{first[1:]}, {rng.choice(('officials said', f'{surname} said', 'according to the ' + rng.choice(BODIES)))} on {rng.choice(DAYS)}.",
                f"After {rng.choice(CAUSES)} in {rng.choice(self.places)}, {first}, and {self.clause()}.",
                f"{office[0].upper()}{office[1:]} {name} warned that {first}.",
                f"{first[0].upper()}{first[1:]}, while {self.clause()}.",
                f"In {rng.choice(self.places)} about {rng.randint(12, 900)} {rng.choice(NOUNS)}s were {rng.choice(VERBS)} {rng.choice(ADVERBS)} last year.",
            )
        )

    def paragraph(self) -> list[str]:
        made = [self.said() if self.rng.random() < 0.3 else self.plain()]
        if self.rng.random() < 0.45:
            made.append(self.plain())
        return made

    def headline(self) -> str:
        return f"{self.rng.choice(self.places)} {self.rng.choice(BODIES)} {self.rng.choice(VERBS)} {self.thing()}"
