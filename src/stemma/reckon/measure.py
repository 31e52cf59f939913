"""Measures: lengths, areas, speeds, weights and spans of time, each in one unit, and what it is that they measure."""

import re
from collections.abc import Mapping, Sequence

from stemma.model import Token
from stemma.reckon.lexicon import stem
from stemma.reckon.quantity import Quantity, measured
from stemma.words import fold

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2629746, "year": 31556952}
_KILOS = {
    "pound": 0.45359237,
    "lb": 0.45359237,
    "kg": 1.0,
    "kilo": 1.0,
    "kilogram": 1.0,
    "kilogramme": 1.0,
    "tonne": 1e3,
    "ton": 1e3,
    "stone": 6.35,
}
_METRES = {"km": 1e3, "kilometre": 1e3, "kilometer": 1e3, "mile": 1609.344, "metre": 1.0, "meter": 1.0, "foot": 0.3048,
           "feet": 0.3048, "ft": 0.3048, "yard": 0.9144, "centimetre": 0.01, "centimeter": 0.01, "cm": 0.01, "millimetre": 0.001,
           "millimeter": 0.001, "mm": 0.001, "inch": 0.0254, "inches": 0.0254}  # fmt: skip
_AREAS = {"acre": 4046.856, "hectare": 1e4, "ha": 1e4}  # square metres
_SPEEDS = {"mph": 1.609344, "kph": 1.0, "kmh": 1.0, "km/h": 1.0, "knot": 1.852}
_HOURS = {"h": 1.0, "hour": 1.0, "s": 3600.0, "second": 3600.0}
_WEIGHT = re.compile(r"[\s-]?(pounds?|lbs?|kgs?|kilos?|kilogram(?:me)?s?|tonnes?|tons?)\b(?!\s?/|\sper\b|\sof\b)")
_METRE = r"km|kilomet(?:re|er)s?|cm|centimet(?:re|er)s?|mm|millimet(?:re|er)s?|inch(?:es)?|miles?|met(?:re|er)s?|feet|foot|ft|yards?"
_LENGTH = re.compile(rf"[\s-]?({_METRE})\b(?!\s?/|\sper\b)")
_SPEED = re.compile(
    rf"[\s-]?(?:(?P<speed>mph|kph|kmh|km/h|knots?)\b|(?P<way>{_METRE})(?:[\s-](?:an|per|a)[\s-]|\s?/\s?)(?P<time>hour|h|second|s)\b)"
)
_AREA = re.compile(rf"[\s-]?(?:(?P<area>acres?|hectares?|ha)\b|(?P<power>square|sq\.?|cubic)[\s-](?P<side>{_METRE})\b)")
_TIME = re.compile(r"[\s-](second|minute|hour|day|week|month|year)s?\b(?!-old|\sold)")
_FROM_PLACE = re.compile(
    r"(?:[\s()-]{1,2}\w{1,30}\)?){1,5}?\s(?:of|from)\s(?:the\s)?(?:capital\s(?:city\s)?(?:of\s)?)?(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)"
)
_WAY = re.compile(r"\s(tall|high|deep|long|wide|thick|away|above|below|off|apart|under|underground|underwater)\b")
_WAY_OF = re.compile(
    r"\b(depth|height|altitude|length|width|thickness)\s(?:of|was|is|at)\s(?:(?:at\sleast|more\sthan|up\sto|some|about|around|nearly|almost|over)\s)?$"
)
# "At a depth of 60 metres" and "60 metres deep" measure one thing.
_WAYS = {
    "depth": "deep", "below": "deep", "under": "deep", "underground": "deep", "underwater": "deep", "height": "high",
    "altitude": "high", "tall": "high", "above": "high", "length": "long", "width": "wide", "thickness": "thick",
}  # fmt: skip
_SAYS_NOTHING = frozenset(stem(word) for word in ["be", "is", "have", "do"])
_PRISON = re.compile(r"\b(?:jail(?:ed)?|prison|imprison(?:ed|ment)|sentenc(?:e|ed|es)|behind\sbars)\b", re.IGNORECASE)


def token_at(tokens: Sequence[Token], end: int) -> int | None:
    """The token that ends where a number does, or holds its end."""
    return next((n for n, token in enumerate(tokens) if token.begin < end <= token.end), None)


def read_measure(
    text: str, after: str, quantity: Quantity, tokens: Sequence[Token], verb: str
) -> tuple[Quantity, str, str] | None:
    """A length in metres, an area or volume in square or cubic metres, a weight in kilograms, a speed in kilometres an hour or a span of time in
    seconds, with its unit and what it is called. What is measured belongs to the unit: the "300-pound" of an animal, the
    "10 miles from" a town, how deep or high.
    """
    speed, area = _SPEED.match(after), _AREA.match(after)
    if speed:
        word = (speed.group("speed") or speed.group("way")).lower()
        if speed.group("speed"):
            return _scaled(quantity, _SPEEDS[_single(word, _SPEEDS)], word), "speed", "speed"
        factor = _METRES[_single(word, _METRES)] / 1000 * _HOURS[speed.group("time")]
        return _scaled(quantity, factor, word), "speed", "speed"
    if area:
        word = (area.group("area") or area.group("side")).lower()
        single = _single(word, _AREAS if area.group("area") else _METRES)
        if area.group("power") == "cubic":
            return _scaled(quantity, _METRES[single] ** 3, word), "volume", "volume"
        factor = _AREAS[single] if area.group("area") else _METRES[single] ** 2
        return _scaled(quantity, factor, word), "area", "area"
    for pattern, kind, factors in ((_LENGTH, "distance", _METRES), (_WEIGHT, "weight", _KILOS)):
        match = pattern.match(after)
        if match is None:
            continue
        single = _single(match.group(1).lower(), factors)
        made = _scaled(quantity, factors[single], single)
        place = _FROM_PLACE.match(after, match.end()) if kind == "distance" else None
        if place:
            return made, f"distance from {fold(place.group('place'))}", f"distance from {place.group('place')}"
        noun = bearer(tokens, quantity.end + match.end()) if after.startswith("-") or not after[:1].isspace() else ""
        if noun:
            return made, f"{kind} of {stem(noun)}", f"{kind} of the {noun}"
        # How long a thing is tells nothing of how high it is; of what "is" so long the verb says nothing.
        way = _WAY.match(after, match.end()) or (_WAY_OF.search(text[: quantity.begin]) if kind == "distance" else None)
        if way:
            return made, f"{kind} {_WAYS.get(way.group(1), way.group(1))}", kind
        return made, f"{kind} by {verb}" if verb and stem(verb) not in _SAYS_NOTHING else kind, kind
    match = _TIME.match(after)
    if match:
        made = _scaled(quantity, float(SECONDS[match.group(1)]), match.group(1))
        if match.group(1) in {"year", "month"} and _PRISON.search(
            text[max(0, quantity.begin - 60) : quantity.end + 60]
        ):
            return made, "prison term", "prison term"
        noun = bearer(tokens, quantity.end + match.end()) if after.startswith("-") else ""
        if noun:
            return made, f"length of time of {stem(noun)}", f"length of the {noun}"
        return made, "length of time", "length of time"
    return None


def bearer(tokens: Sequence[Token], end: int) -> str:
    """The noun that a compound before it measures ("a 3-year-old boy"), or of which it is said ("the boy is 3 years old")."""
    at = token_at(tokens, end)
    if at is None:
        return ""
    first = at
    for _ in range(4):
        head = tokens[at].head
        if head == at:
            return ""
        if tokens[head].pos in {"VERB", "AUX"}:
            subject = next((t for t in tokens if t.head == head and t.dep == "nsubj" and t.pos == "NOUN"), None)
            return subject.text.lower() if subject and tokens[at].dep in {"acomp", "attr"} else ""
        at = head
        if tokens[at].pos == "NOUN" and at > first:
            return tokens[at].text.lower()
    return ""


def _scaled(quantity: Quantity, factor: float, word: str) -> Quantity:
    """A measure in its common unit."""
    rough = measured(quantity)
    return quantity._replace(value=rough.value * factor, low=rough.low * factor, high=rough.high * factor, word=word)


def _single(word: str, factors: Mapping[str, float]) -> str:
    """A printed unit as it stands in a table."""
    return word if word in factors else word.removesuffix("s")
