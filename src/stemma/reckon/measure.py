"""Measures: lengths, areas, speeds, weights and spans of time, each in one unit, and what it is that they measure."""

import re
from collections.abc import Mapping, Sequence

from stemma.model import Token
from stemma.reckon.lexicon import stem
from stemma.reckon.quantity import INSIDE, Quantity, measured
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
_METRES = {"km": 1e3, "kilometre": 1e3, "kilometer": 1e3, "mile": 1609.344, "metre": 1.0, "meter": 1.0, "m": 1.0, "foot": 0.3048,
           "feet": 0.3048, "ft": 0.3048, "yard": 0.9144, "centimetre": 0.01, "centimeter": 0.01, "cm": 0.01, "millimetre": 0.001,
           "millimeter": 0.001, "mm": 0.001, "inch": 0.0254, "inches": 0.0254}  # fmt: skip
_AREAS = {"acre": 4046.856, "hectare": 1e4, "ha": 1e4}  # square metres
_SPEEDS = {"mph": 1.609344, "kph": 1.0, "kmh": 1.0, "km/h": 1.0, "knot": 1.852}
_HOURS = {"h": 1.0, "hour": 1.0, "s": 3600.0, "second": 3600.0}
_WEIGHT = re.compile(r"[\s-]?(pounds?|lbs?|kgs?|kilos?|kilogram(?:me)?s?|tonnes?|tons?)\b(?!\s?/|\sper\b|\sof\b)")
_LITRES = {"litre": 1e-3, "liter": 1e-3, "gallon": 3.785e-3, "barrel": 0.159, "bushel": 0.0352}  # cubic metres
_METRE = r"km|kilomet(?:re|er)s?|cm|centimet(?:re|er)s?|mm|millimet(?:re|er)s?|inch(?:es)?|miles?|met(?:re|er)s?|feet|foot|ft|yards?"
_LENGTH = re.compile(rf"(?:[\s-]?({_METRE})|\s(m))\b(?!\s?/|\sper\b)")
_SPEED = re.compile(
    rf"[\s-]?(?:(?P<speed>mph|kph|kmh|km/h|knots?)\b|(?P<way>{_METRE})(?:[\s-](?:an|per|a)[\s-]|\s?/\s?)(?P<time>hour|h|second|s)\b)"
)
# "9,000 litres of lye", "1,800 tonnes of it"
_BULK = re.compile(
    r"[\s-](?P<bulk>litres?|liters?|gallons?|barrels?|bushels?|pounds?|lbs?|kgs?|kilos?|kilogram(?:me)?s?|tonnes?|tons?)\b(?!\s?/|\sper\b|\sa\s)"
    r"(?:\sof\s(?:the\s)?(?P<of>[A-Za-z]{2,}))?"
)
_FLOWS = re.compile(r"\s?(?:/|\s(?:per|a|an|each|every)\s)\s?(?:second|minute|hour|day|week|month|year)\b")
_DEGREES = re.compile(
    r"\s?(?:°\s?(?P<sign>[CF])?|degrees?(?:[\s-](?P<scale>[Cc]elsius|[Cc]entigrade|[Ff]ahrenheit|[CF]))?)(?![A-Za-z])(?!\s(?:north|south|east|west|of\s(?!frost)|latitude|longitude|steep|to\sthe\s|angle))"
)
_TEMPERATURE = re.compile(
    r"\btemperatures?\b(?:\s[\w’']+){0,3}?\s(?:of|at|to|was|is)\s(?:(?:about|around|nearly|just\s\w+)\s)?$"
)
_BELOW_ZERO = re.compile(r"\s(?:degrees\s)?below\s(?:zero|freezing)\b")
_MINUS = re.compile(r"(?<!\bplus or )\bminus\s$")
_ENDS = re.compile(r"[\s,.;:)]|$")
_AREA = re.compile(
    rf"[\s-]?(?:(?P<area>acres?|hectares?|ha)\b|(?P<power>square|sq\.?|cubic)[\s-](?P<side>{_METRE}|m)\b|(?P<short>km|m|cm)\s?(?P<times>[²³]))"
)
_TIME = re.compile(
    r"[\s-](?:(?:full|whole|entire|consecutive|successive|straight|solid|long)\s)?(second|minute|hour|day|week|month|year)s?\b(?!-old|\sold|\sago\b)"
)
# What is told with a half and no number: "an hour and a half", "half an hour".
_AND_HALF = re.compile(
    r"\b(?:(?:an?|one)\s(?P<whole>hour|day|week|month|year)\sand\sa\shalf|half\san?\s(?P<half>hour|day|month|year))\b(?!\s(?:ago|later|earlier|old|before)\b|-)",
    re.IGNORECASE,
)
_WATTS = {"": 1.0, "kilo": 1e3, "mega": 1e6, "giga": 1e9, "tera": 1e12, "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12}
_POWER = re.compile(
    r"(?:[\s-](?P<scale>(?:kilo|mega|giga|tera)?)watts?(?P<hours>[\s-]?hours?)?|\s?(?P<sign>[kMGT])W(?P<h>h)?)\b(?!\s?/|\sper\b)"
)
_PIECES = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "month": 2629746.0, "year": 31556952.0}
_PIECE = re.compile(r"[\s-](second|minute|hour|day|month|year)s?\b")
_ONE_PIECE = re.compile(r"\ban?\s(minute|hour|day|month|year)\s(?:and\s)?$")
_JOINT = re.compile(r",?\s(?:and\s)?")
_FROM_PLACE = re.compile(
    r"(?:[\s()-]{1,2}\w{1,30}\)?){1,5}?\s(?:of|from)\s(?:the\s)?(?:capital\s(?:city\s)?(?:of\s)?)?(?P<place>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)"
)
_WAY = re.compile(
    r"\s(?:in\s)?(tall|high|deep|long|wide|thick|away|above|below|off|apart|under|underground|underwater|across|(?<=in\s)(?:width|height|length|depth|thickness))\b"
)
_WAY_OF = re.compile(
    r"\b(depth|height|altitude|length|width|thickness)\s(?:of|was|is|at)\s(?:(?:at\sleast|more\sthan|up\sto|some|about|around|nearly|almost|over)\s)?$"
)
# "At a depth of 60 metres" and "60 metres deep" measure one thing.
_WAYS = {
    "depth": "deep", "below": "deep", "under": "deep", "underground": "deep", "underwater": "deep", "height": "high",
    "altitude": "high", "tall": "high", "above": "high", "across": "wide", "length": "long", "width": "wide", "thickness": "thick",
}  # fmt: skip
_SAYS_NOTHING = frozenset(stem(word) for word in ["be", "is", "have", "do"])
_PRISON = re.compile(r"\b(?:jail(?:ed)?|prison|imprison(?:ed|ment)|sentenc(?:e|ed|es)|behind\sbars)\b", re.IGNORECASE)


_NEAR = 0.005  # share of itself by which a length or a weight may be off that is told to the last digit


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
    degrees, before = _DEGREES.match(after), text[: quantity.begin]
    below = _BELOW_ZERO.match(after, degrees.end() if degrees else 0)
    minus = bool(_MINUS.search(before))
    told = bool(_TEMPERATURE.search(before) or minus) and _ENDS.match(after)
    if degrees or below or told:
        scale = (degrees["sign"] or degrees["scale"] or "C") if degrees else "C"
        return _temperature(quantity, scale, -1.0 if minus or below else 1.0), "temperature", "temperature"
    speed, area = _SPEED.match(after), _AREA.match(after)
    if speed:
        word = (speed.group("speed") or speed.group("way")).lower()
        if speed.group("speed"):
            single = _single(word, _SPEEDS)
            return _scaled(quantity, _SPEEDS[single], _first_name(single, _SPEEDS)), "speed", "speed"
        factor = _METRES[_single(word, _METRES)] / 1000 * _HOURS[speed.group("time")]
        name = next((name for name, size in _SPEEDS.items() if size == factor), word)
        return _scaled(quantity, factor, name), "speed", "speed"
    if area:
        word = (area.group("area") or area.group("side") or area.group("short")).lower()
        factors = _AREAS if area.group("area") else _METRES
        single = _first_name(_single(word, factors), factors)
        if area.group("power") == "cubic" or area.group("times") == "³":
            if _FLOWS.match(after, area.end()):
                return _scaled(quantity, _METRES[single] ** 3, single), "flow", "flow"
            return _scaled(quantity, _METRES[single] ** 3, single), "volume", "volume"
        factor = _AREAS[single] if area.group("area") else _METRES[single] ** 2
        return _scaled(quantity, factor, single), "area", "area"
    for pattern, kind, factors in ((_LENGTH, "distance", _METRES), (_WEIGHT, "weight", _KILOS)):
        match = pattern.match(after)
        if match is None:
            continue
        single = _single((match.group(1) or match.group(match.lastindex or 1)).lower(), factors)
        made = _scaled(quantity, factors[single], _first_name(single, factors))
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
    match = _POWER.match(after)
    if match:
        scale = (match.group("scale") or match.group("sign") or "").lower()
        kind = "energy" if match.group("hours") or match.group("h") else "power"
        return _scaled(quantity, _WATTS[scale], f"{scale[:1]}w"), kind, kind
    match = _BULK.match(after)
    if match:
        single = match.group("bulk").lower()
        single = single if single in _KILOS or single in _LITRES else single.removesuffix("s")
        kind, factor = ("volume", _LITRES[single]) if single in _LITRES else ("weight", _KILOS[single])
        of = match.group("of")
        kind = "flow" if _FLOWS.match(after, match.end()) else kind
        # "In", not "of": how much of a thing there is may change, how heavy a thing is does not.
        return (
            _scaled(quantity, factor, _first_name(single, _LITRES if single in _LITRES else _KILOS)),
            f"{kind} in {stem(of)}" if of else kind,
            f"{kind} of {of}" if of else kind,
        )
    match = _TIME.match(after)
    if match:
        made = _scaled(quantity, float(SECONDS[match.group(1)]), match.group(1))
        if match.group(1) in {"year", "month"} and _PRISON.search(
            text[max(0, quantity.begin - 100) : quantity.end + 60]
        ):
            return made, "prison term", "prison term"
        noun = bearer(tokens, quantity.end + match.end()) if after.startswith("-") else ""
        if noun:
            return made, f"length of time of {stem(noun)}", f"length of the {noun}"
        return made, "length of time", "length of time"
    return None


def find_halves(text: str) -> list[Quantity]:
    """The spans of time of a sentence that are told with a half and no number, in seconds."""
    found = []
    for match in _AND_HALF.finditer(text):
        unit = SECONDS[(match.group("whole") or match.group("half")).lower()]
        value, off = (1.5 if match.group("whole") else 0.5) * unit, unit / 4 * INSIDE
        found.append(Quantity(match.start(), match.end(), value, value - off, value + off, "about", "half"))
    return found


def join_measures(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The numbers of a sentence, those that tell one span of time or length together being one, in the unit of the first: "two
    hours 24 minutes and 31 seconds" are 2.41 hours.
    """
    joined: list[Quantity] = []
    finer: dict[
        str, float
    ] = {}  # the smaller units that may follow the last number, each by its size in the unit of that
    end = 0
    for quantity in quantities:
        unit = _PIECE.match(text, quantity.end)
        single = unit.group(1) if unit else ""
        whole = _ONE_PIECE.search(text, 0, quantity.begin)
        if single and whole and _PIECES[whole.group(1)] > _PIECES[single]:
            # "An hour and 52 minutes": the hour is no number by itself.
            quantity = _add(quantity, _PIECES[whole.group(1)] / _PIECES[single])
        if joined and single in finer and _JOINT.fullmatch(text, end, quantity.begin):
            last, size = joined[-1], finer[single]
            value = last.value + quantity.value * size
            joined[-1] = last._replace(value=value, low=value - size / 2, high=value + size / 2)
            finer = {piece: of for piece, of in finer.items() if of < size}
        else:
            joined.append(quantity)
            finer = (
                {piece: of / _PIECES[single] for piece, of in _PIECES.items() if of < _PIECES[single]} if single else {}
            )
        end = unit.end() if unit else quantity.end
    return joined


def _add(quantity: Quantity, more: float) -> Quantity:
    return quantity._replace(value=quantity.value + more, low=quantity.low + more, high=quantity.high + more)


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


def _temperature(quantity: Quantity, scale: str, sign: float) -> Quantity:
    """A temperature in degrees Celsius; ``sign``: -1 where it lies below zero."""
    rough = measured(quantity)
    low, high = sorted((sign * rough.low, sign * rough.high))
    rough = rough._replace(value=sign * rough.value, low=low, high=high)
    if scale[0].upper() == "C":
        return rough._replace(word="celsius")
    low, high, value = ((bound - 32) / 1.8 for bound in (rough.low, rough.high, rough.value))
    return rough._replace(low=low, high=high, value=value, word="fahrenheit")


def _scaled(quantity: Quantity, factor: float, word: str) -> Quantity:
    """A measure in its common unit; lengths, weights and the like that lie nearer than one reads them are the same."""
    rough = measured(quantity)
    if word not in SECONDS and rough.hedge != "most":
        near = _NEAR * rough.value
        rough = rough._replace(low=min(rough.low, rough.value - near), high=max(rough.high, rough.value + near))
    return quantity._replace(value=rough.value * factor, low=rough.low * factor, high=rough.high * factor, word=word)


def _single(word: str, factors: Mapping[str, float]) -> str:
    """A printed unit as it stands in a table."""
    return word if word in factors else word.removesuffix("s")


def _first_name(unit: str, factors: Mapping[str, float]) -> str:
    """The first name in a table of what goes by several: kilometres are km, and nobody converts one into the other."""
    return next(name for name, factor in factors.items() if factor == factors[unit])
