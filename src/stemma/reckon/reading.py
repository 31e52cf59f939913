"""What each number of a sentence counts or measures.

A figure is compared only with one of its own kind: the dead with the dead, dollars with dollars, miles with kilometres,
the age of a person with that person's age.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from stemma.collate.lexicon import listed
from stemma.model import Token
from stemma.name.times_rules import ORDINALS
from stemma.reckon.age import MOST_YEARS, may_be_aged, read_age
from stemma.reckon.counted import are_laid_off, counted_before, is_room_for
from stemma.reckon.lexicon import FUNCTION_WORDS, stem
from stemma.reckon.measure import SECONDS, bearer, find_halves, join_measures, read_measure, token_at
from stemma.reckon.quantity import INSIDE, Quantity, adds, find_quantities, measured
from stemma.reckon.sorts import PERSONS, sort_of
from stemma.reckon.votes import find_votes
from stemma.words import fold

# Dates are compared as dates, not as figures; an ordinal counts nothing.
_NOT_COUNTED = frozenset(("DATE", "TIME", "ORDINAL"))
TIME_UNITS = frozenset(stem(w) for w in [*SECONDS, "decade", "century", "o'clock", "am", "pm"])
FARTHEST_NOUN = 6  # words between a number and the noun that it counts
_RATHER_VERB = frozenset(("VERB", "AUX"))
_ANYBODY = frozenset(("people", "person", "persons", "others", "individuals", "victims", "passengers"))
_WHO = frozenset((stem("people"), stem("person")))
_HOW_MUCH = {"minor": "slightly", "slight": "slightly", "light": "slightly", "serious": "seriously", "severe": "severely", "critical": "critically"}  # fmt: skip

# What befell people, by the words that say so; a toll bears its first name.
_TOLL_WORDS = {
    "dead": r"killed|kills?|killings?|dead|died|dies?|dying|deaths?|fatalities|fatality|slain|perished|drowned|bodies|lives|lost\stheir\slives|lost\s(?:his|her)\slife",
    "injured": "injured|injures?|injuring|injuries|injury|wounded|wounds?|wounding|hurt",
    "missing": "missing|unaccounted",
    "arrested": r"arrested|arrests?|arresting|detained|detains?|detaining|detentions|apprehended|rounded\sup|led\saway|(?:taken\s)?into\scustody|in\scustody",
    "rescued": "rescued|rescues?|rescuing|saved",
    "evacuated": "evacuated|evacuates?|evacuating|displaced|displaces?|displacing|displacement|homeless",
    "in hospital": r"hospitali[sz]ed|(?:(?:taken|brought|rushed|flown|carried|transported|airlifted|moved|sent|admitted)\s)?to\s(?:[\w’'-]+\s){0,3}?(?:hospitals?|clinics?)|(?:(?:treated|lying|ended\sup)\s)?in\s(?:a\s)?hospital|need(?:ed|ing)\shospital\s(?:treatment|care)",
    "casualties": "casualties",
    "hostages": "hostages",
    "aboard": r"aboard|on\sboard",
    "in critical condition": r"in\s(?:a\s)?(?:critical|life-threatening)\scondition",
}
_TOLL = {name: re.compile(rf"(?:{words})(?:\s?of)?\Z", re.IGNORECASE) for name, words in _TOLL_WORDS.items()}
TOLLS = frozenset(_TOLL_WORDS)
_ANY_TOLL = "|".join(_TOLL_WORDS.values())
_BODILY = r"kill(?:ed|s|ing)|dead|died|injur(?:ed|es|ing)|wound(?:ed|s|ing)|hurt|missing|maimed"
_BE = r"(?:who|that|have|has|had|were|was|are|is|being|been|be|confirmed|reported|reportedly|feared|believed|presumed|thought|said|understood|to|now|also|left|listed|as|still|remain(?:ed|s)?|went|gone|going)"
_HOW = r"(?:seriously|critically|badly|severely|lightly|slightly|gravely)"
# "24 dead", "24 people were killed", "24 police officers have been seriously injured"
_AFTER = re.compile(
    rf"\s(?P<who>(?:[a-z][a-z’'-]+\s){{0,3}}?)(?:{_BE}\s){{0,5}}(?P<how>{_HOW}\s)?(?P<toll>{_ANY_TOLL})\b(?P<both>\s(?:and|or)\s(?:{_BODILY})\b)?",
    re.IGNORECASE,
)
# "killing 24", "death toll rose to 24"
_BEFORE = re.compile(
    r"\b(?:(?P<toll>kill(?:s|ed|ing)?|injur(?:es?|ed|ing)|wound(?:s|ed|ing)?|hurt(?:s|ing)?|arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?"
    r"|rescu(?:es?|ed|ing)|evacuat(?:es?|ed|ing)|displac(?:es?|ed|ing)|(?:displacement|deaths?|killings?|arrests?)\sof|(?P<lives>(?:claim(?:s|ed|ing)?|cost(?:s|ing)?)(?:\sthe\slives\sof)?))"
    r"|(?P<count>\b(?:death|deaths|fatality)\s(?:toll|count)\b(?:\s[\w’'-]+){0,6}?\s(?:to|at|of|is|was|stood|hit|hits|reached|reaches|passed|passes|tops|topped|exceeds|exceeded)|deaths\sto|number\sof\s(?:dead|deaths|fatalities)(?:\s[\w’'-]+){0,5}?\s(?:to|at|is|was|reached)|(?:the\sdead|deaths|fatalities)\snumber(?:s|ed|ing)?))"
    r"\s(?:(?:at\sleast|no\sfewer\sthan|more\sthan|up\sto|as\smany\sas|some|about|around|nearly|almost|over|approximately|roughly|an?\sestimated|the|all)\s){0,2}$",
    re.IGNORECASE,
)
_EITHER = re.compile(
    rf"\b(?:{_BODILY})\s(?:and|or)\s(?:{_BODILY})\s(?:(?:at\sleast|more\sthan|some|about|around|nearly|over)\s)?$",
    re.IGNORECASE,
)
_PART = re.compile(r"\s(?:of|among)\s(?:them|whom|which)\b|\s(?:in|per|out)\s(?:every\b|\d|of\b)", re.IGNORECASE)  # fmt: skip
_OF_THEM = re.compile(r"\sof\sthem\b")
_DASH = re.compile(r"[-–—]")
_AT = re.compile(r"\bat\s$", re.IGNORECASE)
_NAMED_BEFORE, NO_SMALL_NUMBER = frozenset(("the", "these", "those")), 13
_SAID_OF = frozenset(("dobj", "nsubj", "nsubjpass"))
FEWEST = 2  # of a number by itself: one is a pronoun
_ALL = re.compile(r"\ball\s$", re.IGNORECASE)  # "all eleven of the boats" are the boats
_ONE_IN = re.compile(
    r"\b(?:one|two|three|four|five)\s(?:in|out\sof)\s(?:every\s)?$", re.IGNORECASE
)  # "one in 40 people"
_OTHERS = re.compile(r"\sother\s", re.IGNORECASE)
_PER_CENT = re.compile(r"\s?(?:%|per\scent\b|percent\b|pct\b)(?!-?age)", re.IGNORECASE)
_CURRENCY_AFTER = re.compile(
    r"\s?(?:(?-i:[A-Z][A-Za-z.]+)\s)?(euros?|dollars?|pounds|sterling|yuan|yen|rupees|rubles|roubles|francs|crowns|kron(?:or|er|a|e)|pesos|liras?|lire|reais|(?<=illion\s)won|baht|ringgits?|rupiah|dirhams|dinars|riyals|rials|shekels|zlotys?|forints|rand|naira|shillings"
    r"|hryvnias?|korunas?|tenge|taka|dong|birr|cedis|kwacha|levs?|leva|lei|guilders|florins?|escudos|pesetas|drachmas?|th?alers?|dalers|ducats?|guineas|(?-i:marks|Marks|D-marks))\b", re.IGNORECASE,
)  # fmt: skip
_CURRENCY_BEFORE = re.compile(r"((?:US|A|C|NZ|HK|S|R)?[$€£¥₹]|\$US)\s?$")
_CURRENCIES = {"euro": "€", "dollar": "$", "US$": "$", "$US": "$", "pounds": "£", "sterling": "£", "yen": "¥", "rupees": "₹", "roubles": "rubles"}  # fmt: skip
_NOUN_OF = re.compile(
    r"\b(?P<noun>[a-z][a-z-]{2,})\s(?:of|is|was)\s(?:(?:at\sleast|more\sthan|up\sto|some|about|around|nearly|almost|over|approximately|roughly|an?\sestimated)\s)?$"
)
_MOVING = listed(
    """
    price prices value share shares stock low high level rate mark market total minimum maximum cost
    costs worth sum amount average
    """
)
# What is quoted on a market is another figure every minute.
MARKET = re.compile(
    r"\b(?:shares?|stocks?|priced|chang(?:e[sd]?|ing)\shands|index|indices|indexes|yields?|yielded|trad(?:e|ed|ing|es)|traders?|futures|bonds?|notes?|barrels?|ounces?|prices?"
    r"|currenc(?:y|ies)|per\sshare|cents|pence|bid|exchange)\b",
    re.IGNORECASE,
)
# Of these the sentence may tell otherwise, of a deal paid in stock: they are quoted where it says how they moved.
_TRADED = re.compile(r"\b(?:shares?|stocks?|bonds?|notes?|bid|exchange|trade[sd]?|cents|pence)\b", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:fell|falls?|falling|rose|ris(?:e[sn]?|ing)|gain(?:s|ed|ing)?|lost|loses?|losing|drop(?:s|ped|ping)?|climb(?:s|ed|ing)?|slid(?:es?|ing)?"
    r"|slump(?:s|ed|ing)?|jump(?:s|ed|ing)?|clos(?:e[sd]?|ing)|open(?:s|ed|ing)?|up|down|higher|lower|trading|per\sshare|a\sshare)\b",
    re.IGNORECASE,
)
# "A 20-month high"; "climbed 1.7 percent to $41.25": a price, where a firm's income has millions.
_RECORD = re.compile(
    r"[\s-](?:day|week|month|year|session)s?[\s-](?:(?:closing|trading)[\s-])?(?:highs?|lows?|peaks?|troughs?|bottom)\b"
)
_MOVED_TO = re.compile(
    rf"{_MOVED.pattern}(?:\s[\w’'-]+){{0,4}}?\s(?:by\s)?[\d.]+\s?(?:%|percent|per\scent)(?:\s\w+)?,?\sto\s[$€£¥]$",
    re.IGNORECASE,
)
_TO_A_PRICE = re.compile(
    r"\s?(?:%|percent|per\scent)(?:\s\w+)?,?\sto\s[$€£¥]\d{1,4}\.\d\d\b(?!\s?(?:[bmt]n\b|\w*illion))"
)
LARGEST_PRICE = 1e4
LARGEST_QUOTED = 1e6  # what is asked for one of a thing is seldom more: a price of millions is that of a deal
_QUOTED = frozenset(stem(word) for word in ["point", "cent", "pence", "penny", "share", "stock", "yen", "barrel"])
_IN_BRACKETS = re.compile(r"[\s-]?[A-Za-z/]+\.?\s?\(\s?(?:[a-z]+\s)?")
# "a ten-storey mill", "a six-man crew"
_COMPOUND = re.compile(r"-([a-z]{3,})\b(?!-old)")
_POUNDS = re.compile(r"\s?(?:[A-Z][A-Za-z.]+\s)?pounds\b(?!\ssterling)")
_PRICED = re.compile(r"£|\b(?:sterling|pence|price|priced|paid|pay|worth|fined?|sold|billion)\b", re.IGNORECASE)
# Right before a number: "saved 340,000 pounds", "a budget of 340,000 pounds".
_SPENT = re.compile(
    r"\b(?:cost(?:s|ing)?|sav(?:e[sd]?|ings?)|budget|funds?|pledges?|debts?|bill|loans?|grants?|spen(?:d|t|ding)|raised|earn\w*|rewards?|salar(?:y|ies))"
    r"(?:\s[\w’'-]+){0,3}\s$",
    re.IGNORECASE,
)
# Who took part in what a story is about: there is one number of them.
_TAKING_PART = listed(
    """
    gunmen attackers assailants hijackers kidnappers bombers hostages survivors passengers crew shots
    rounds candidates contestants
    """
)
# "The number of pupils rose to 40", "put the number of marchers at 40"
_NUMBER_OF = re.compile(
    r"\bnumber\sof\s(?:[a-z-]+\s){0,2}?(?P<noun>[a-z-]+s|people|those)\b(?:\s[a-z]+){0,5}?\s(?:at|to|is|was|of|reached|stood\sat|rose\sto)\s"
    r"(?:(?:at\sleast|more\sthan|up\sto|some|about|around|nearly|almost|over|between)\s)?$"
)
_PUT_AT = re.compile(
    r"\b(?:put|estimated|counted|gave|numbered)\s(?:the\s)?(?P<noun>[a-z-]+)\s(?:at\s|as\s)?(?:(?:at\sleast|more\sthan|some|about|around|nearly|over)\s)?$"
)
_MANY = listed(
    """
    city town village district province state country island region population crowd family audience
    community congregation garrison electorate workforce staff attendance turnout gathering throng
    """
)
# "magnitude 6.4", "a 6.4-magnitude quake", "the 6.4 and 6.1 magnitude quakes", "two quakes, measuring 6.4 and 6.1"
_MAGNITUDE = re.compile(
    r"\bmagnitude(?:\sof)?[\s-](?P<a>\d(?:\.\d)?)\b"
    r"|(?<![\w.,-])(?:(?P<c>\d\.\d)\sand\s)?(?P<b>\d(?:\.\d)?)[\s-]magnitude\b"
    r"|\b(?:quakes?|earthquakes?|tremors?|temblors?|aftershocks?),?\smeasur(?:ing|ed)\s(?P<d>\d\.\d)(?:\sand\s(?P<e>\d\.\d))?\b"
    r"|\b(?:quake|earthquake|tremor|temblor|shock)\s(?:at|of|measured|registered|was)\s(?P<f>\d\.\d)\b(?!\s?(?:%|per|[mb]illion|met|kilo|mile|[mck]m\b))",
    re.IGNORECASE,
)
_AFTERSHOCK = re.compile(r"\baftershocks?\b|\bforeshocks?\b", re.IGNORECASE)


# What a thing's number in a row tells: "on the fourth floor", "for the third time in a row" is told of many things.
_ORDINAL = re.compile(
    rf"\b(?P<nth>{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))[\s-](?P<noun>floor|storey|anniversary|birthday|term|edition)\b",
    re.IGNORECASE,
)
_NTH = re.compile(r"\D+$")


_FIRST_SIDE = re.compile(r"\s?(?:by|x|×)\s?\d+(?:\.\d+)?(?=[\s-]?[a-z])")  # "38 by 51 centimetres"
MONEY = "sum of money"  # of which the currency is not said
_OF_CLOCK = re.compile(r"\s?(?:[ap]\.?\s?m\b|o[’']clock)", re.IGNORECASE)
_COLON = re.compile(r"\d\s?[:.]\s?$")  # "3: 30", as some pages are torn
BARE = "number"  # of what, its sentence does not say, or not in a noun: "there were six of them"
_MILLIONS = re.compile(r"illion|\d\s?[mb]n\b")


class Reading(NamedTuple):
    """A number read in a sentence: the quantity, with spans counted from the sentence's begin; its unit; the printed
    noun. ``part``: it counts a part, or what comes on top; ``moving``: it is quoted on a market.
    """

    quantity: Quantity
    unit: str
    noun: str
    part: bool
    moving: bool = False


def read_figures(text: str, tokens: Sequence[Token]) -> list[Reading]:
    """What each number of a parsed sentence counts or measures; numbers that count nothing are left out."""
    found = [
        Reading(_exact(match, group), "magnitude:aftershock" if _AFTERSHOCK.search(text) else "magnitude", "magnitude", False)
        for match in _MAGNITUDE.finditer(text) for group in "abcdef" if match.group(group)
    ]  # fmt: skip
    found += [Reading(half, "length of time", "length of time", False) for half in find_halves(text)]
    taken = [(r.quantity.begin, r.quantity.end) for r in found]
    found += [_ordinal(match) for match in _ORDINAL.finditer(text)]
    quantities = join_measures(text, find_quantities(text))
    votes = find_votes(text, quantities)
    for quantity in quantities:
        if quantity in votes:
            found.append(Reading(quantity, votes[quantity], votes[quantity], False))
            continue
        if any(begin < quantity.end and quantity.begin < end for begin, end in taken):
            continue
        reading = _read(text, quantity, tokens) or _bare(text, quantity, tokens)
        if reading is not None and not (found and _is_converted(found[-1].quantity, reading.quantity, text)):
            found.append(reading)
    moves = tells_of_markets(text)
    return [
        reading._replace(moving=True) if _is_of_the_day(reading, text, moves=moves) else reading
        for reading in _parts_told(sorted(found, key=lambda r: r.quantity.begin), text)
    ]


def _is_of_the_day(reading: Reading, text: str, *, moves: bool) -> bool:
    """Whether a figure is quoted on a market: ``moves`` says whether its sentence tells how prices moved."""
    begin, end, value = reading.quantity.begin, reading.quantity.end, reading.quantity.value
    if not is_quoted(reading):
        return reading.unit.startswith("length of time") and _RECORD.match(text, end) is not None
    if moves and (value < LARGEST_QUOTED or _MOVED.search(text)):
        return True
    if reading.unit == "%" and _TO_A_PRICE.match(text, end):
        return True
    return value < LARGEST_PRICE and _MOVED_TO.search(text, 0, begin) is not None


def tells_of_markets(text: str) -> bool:
    """Whether a sentence tells how prices moved, or what somebody asks for something."""
    return bool(MARKET.search(_TRADED.sub(" ", text)) or (_TRADED.search(text) and _MOVED.search(text)))


def _ordinal(match: re.Match[str]) -> Reading:
    """An ordinal that is compared as a number is."""
    nth, noun = match.group("nth").lower(), match.group("noun").lower()
    value = float(ORDINALS[nth] if nth in ORDINALS else _NTH.sub("", nth))
    return Reading(
        Quantity(match.start("nth"), match.end("nth"), value, value, value, ""),
        f"ordinal of {stem(noun)}",
        f"number of the {noun}",
        False,
    )


def _is_converted(one: Quantity, other: Quantity, text: str) -> bool:
    """Whether a measure only says in another unit, in brackets, what stands right before it: "30 miles (48 km)"."""
    return bool(one.word and other.word and _IN_BRACKETS.fullmatch(text, one.end, other.begin))


def is_quoted(reading: Reading) -> bool:
    """Whether a figure is of a kind that markets quote: a share, a sum, points, cents."""
    return reading.unit == "%" or reading.noun == "sum" or reading.unit in _QUOTED or reading.unit.startswith("sum of ")


def _parts_told(readings: Sequence[Reading], text: str) -> list[Reading]:
    """Readings of a sentence: a "further" 18 injured come on top of other injured only where it counts these before, or
    where it counts the dead or the injured.
    """
    counted: set[str] = set()
    made = []
    for reading in readings:
        quantity = reading.quantity
        if (
            reading.part
            and reading.unit not in counted | {"dead", "injured", "missing"}
            and adds(text, quantity.begin, quantity.end)
        ):
            reading = reading._replace(part=False)
        counted.add(reading.unit)
        made.append(reading)
    return made


def _exact(match: re.Match[str], group: str) -> Quantity:
    value = float(match.group(group))
    return Quantity(match.start(group), match.end(group), value, value - 0.05 * INSIDE, value + 0.05 * INSIDE, "")


def _read(text: str, quantity: Quantity, tokens: Sequence[Token]) -> Reading | None:
    before, after = text[: quantity.begin], text[quantity.end :]
    one = quantity.value == 1 and fold(text[quantity.begin : quantity.end]) == "one"
    last = token_at(tokens, quantity.end)
    verb = _verb_over(tokens, last) if last is not None else ""
    sign = _currency(text, before, after)
    if sign:
        noun = _noun_of_sum(before, tokens, last)
        unit, called = (f"sum of {stem(noun)} in {sign}", f"sum of the {noun}") if noun else (sign, "sum")
        return Reading(measured(quantity), unit, called, False)
    if _PER_CENT.match(after):
        return Reading(measured(quantity), "%", "per cent", False)
    age = read_age(before, after, quantity, tokens)
    if age is not None:
        return Reading(quantity, *age, False)
    first = _FIRST_SIDE.match(after)
    measure = read_measure(text, after[first.end() :] if first else after, quantity, tokens, verb)
    if measure is not None:
        return Reading(measure[0], measure[1], measure[2], False)
    match = _COMPOUND.match(after)
    if match:
        noun = bearer(tokens, quantity.end + match.end())
        called = f"{match.group(1)}s of the {noun}"
        return Reading(quantity, f"count of {stem(match.group(1))} of {stem(noun)}", called, False) if noun else None
    part = (bool(_PART.match(after)) and not _ALL.search(before)) or adds(text, quantity.begin, quantity.end)
    if quantity.value >= 2 and are_laid_off(before, after):
        return Reading(quantity, "job", "jobs", part)
    toll = _toll(before, after, tokens, last)
    if toll is not None:
        return Reading(quantity, toll[0], toll[1], part)
    if one or last is None or _ONE_IN.search(before[-25:]) or _is_in_date(tokens, last) or _is_year(text, quantity):
        return None
    match = _NUMBER_OF.search(before[-90:])
    if match and not _noun_after(tokens, last):
        noun = "people" if match.group("noun") == "those" else match.group("noun")
        return Reading(quantity, stem(noun), noun, part)
    noun = counted_before(before, after)
    if noun:
        return Reading(quantity, stem(noun), noun, False)
    match = _PUT_AT.search(before[-60:])
    if match and match.group("noun") in _MANY:
        return Reading(quantity, f"people of {stem(match.group('noun'))}", f"people in the {match.group('noun')}", part)
    match = _NOUN_OF.search(before[-60:])
    if match and tokens[last].dep == "pobj":
        noun = match.group("noun")
        if before.rstrip().endswith(" of") and may_be_aged(noun, quantity.value):
            return Reading(quantity, f"age of {stem(noun)}", f"age of the {noun}", False)  # "a man of 74"
        if noun in _MANY:
            return Reading(quantity, f"people of {stem(noun)}", f"people in the {noun}", part)
        # "a mother of three", "the record of 2,450": what is counted is not said.
        if noun not in _MOVING and before.rstrip().lower().endswith("of"):
            return Reading(quantity, f"{stem(noun)} of", f"number in “{noun} of …”", part)
    part = part or bool(_OTHERS.match(after))
    unit, noun = _unit_of(tokens, last)
    if not unit and _MILLIONS.search(text, quantity.begin, quantity.end):
        return Reading(measured(quantity), MONEY, "sum", False)
    if unit and is_room_for(before):
        return Reading(quantity, f"room for {unit}", f"room for {noun}", part)
    if noun in _TAKING_PART:
        return Reading(quantity, f"count of {unit}", noun, part)
    if not unit or unit in TIME_UNITS:
        return None
    if unit in _WHO and verb:
        unit = next((name for name, words in _TOLL.items() if words.match(_verb_word(tokens, last))), "people " + verb)
        noun = unit if unit in TOLLS else noun
    return Reading(quantity, unit, noun, part)


def _bare(text: str, quantity: Quantity, tokens: Sequence[Token]) -> Reading | None:
    """A number by itself, that counts what other sentences name: no date, no piece of a name, no number of a thing in a row."""
    last = token_at(tokens, quantity.end)
    if (
        last is None
        or quantity.value < FEWEST
        or quantity.value % 1
        or _is_in_date(tokens, last)
        or _is_year(text, quantity)
    ):
        return None
    if (quantity.value < MOST_YEARS and _AT.search(text, 0, quantity.begin)) or _ONE_IN.search(text, 0, quantity.begin):
        return None  # "a monarch who, at 67, ...", "one in 40": no count
    token, before, after = tokens[last], tokens[last - 1] if last else None, tokens[last + 1 : last + 2]
    if token.dep == "nummod" and (
        tokens[token.head].pos == "PROPN" or (token.head < last and before and before.pos == "NOUN")
    ):
        return None  # "Highway 61", "page 12"
    if before is not None and before.pos == "PROPN" and token.dep not in _SAID_OF:
        return None
    if _DASH.match(text, quantity.end) or _DASH.match(text, max(0, quantity.begin - 1)):
        return None
    if _OF_CLOCK.match(text, quantity.end) or _COLON.search(text, 0, quantity.begin):
        return None
    if any(stem(one.text) in TIME_UNITS or one.tag == "VBG" or one.text.endswith("ing") for one in after):
        return None  # "the nine voting for it"
    # "The two met", "214 tenders, eleven of them": whoever was named, and some of what is counted.
    if before is not None and before.text.lower() in _NAMED_BEFORE and quantity.value < NO_SMALL_NUMBER:
        return None
    if before is not None and before.text == "," and _OF_THEM.match(text, quantity.end):
        return None
    part = bool(_PART.match(text, quantity.end)) and not _OF_THEM.match(text, quantity.end)
    return Reading(quantity, BARE, "number", part)


def _currency(text: str, before: str, after: str) -> str:
    """The sign of the currency of a number; "" where it is no money."""
    match = _CURRENCY_BEFORE.search(before)
    if match:
        sign = match.group(1)
    else:
        match = _CURRENCY_AFTER.match(after)
        if match is None or (_POUNDS.match(after) and not (_PRICED.search(text) or _SPENT.search(before[-60:]))):
            return ""
        sign = match.group(1).lower()
        sign = sign if sign in _CURRENCIES else sign.removesuffix("s")
    return _CURRENCIES.get(sign, sign)


def _noun_of_sum(before: str, tokens: Sequence[Token], last: int | None) -> str:
    """What a sum is: the fine of "a $5 million fine" and of "a fine of $5 million"; "" for a price, which moves."""
    match = _NOUN_OF.search(before.rstrip("$€£¥₹USACNZHKR ")[-60:] + " ") if before else None
    noun = match.group("noun") if match else _noun_after(tokens, last) or ""
    return "" if noun in _MOVING or not noun.isalpha() or _CURRENCY_AFTER.fullmatch(noun) else noun


def _is_in_date(tokens: Sequence[Token], last: int) -> bool:
    """Whether a number is a date's: not the three of "on Sunday three men", whose noun the label leaves out."""
    token = tokens[last]
    head = tokens[token.head]
    outside = token.dep == "nummod" and head.pos == "NOUN" and not head.entity and head.begin > token.end
    return token.entity[2:] in _NOT_COUNTED and not (token.entity[2:] != "ORDINAL" and outside)


def _is_year(text: str, quantity: Quantity) -> bool:
    printed = text[quantity.begin : quantity.end]
    return len(printed) == 4 and printed.isdigit() and 1500 <= quantity.value < 2100


def _toll(before: str, after: str, tokens: Sequence[Token], last: int | None) -> tuple[str, str] | None:
    """The unit and the noun of a count of the dead, injured, missing ...; None where the number is no toll."""
    if _EITHER.search(before[-80:]):
        return "casualties", "casualties"
    match = _AFTER.match(after)
    if match and not match.group("both"):
        who = match.group("who").lower().split()
        if not any(word in FUNCTION_WORDS or stem(word) in TIME_UNITS for word in who) and not (
            who and match.group("toll").lower() in {"bodies", "lives"}
        ):
            how = (match.group("how") or "").strip().lower()
            return _named_toll(match.group("toll"), who[-1] if who else "", how)
    elif match:
        return "casualties", "casualties"
    match = _BEFORE.search(before[-110:])
    if match:
        noun = _noun_after(tokens, last)
        if noun is None or stem(noun) in TIME_UNITS:
            return None
        if match.group("count"):
            return "dead", "dead"
        if match.group("lives"):
            return ("dead", "dead") if noun == "lives" or match.group("lives").endswith("of") else None
        return _named_toll(match.group("toll"), noun, "")
    return None


def _named_toll(word: str, who: str, how: str) -> tuple[str, str] | None:
    name = next((name for name, words in _TOLL.items() if words.match(word)), None)
    if name is None:
        return None
    how = _HOW_MUCH.get(who, how)
    if who in _HOW_MUCH:
        who = ""
    if who and who not in _ANYBODY:
        sort = sort_of(stem(who))
        # Households that are homeless are households.
        if sort is not None and sort.kind not in PERSONS:
            return stem(who), who
        return f"{stem(who)} {name}", f"{who} {name}"
    if how in {"critically", "gravely"}:
        return "in critical condition", "people in critical condition"
    return (f"{name} {how}", f"{how} {name}") if how else (name, name)


def _noun_after(tokens: Sequence[Token], last: int | None) -> str | None:
    """The noun that a number counts, "" where it stands alone; None where it is no plain word."""
    if last is None:
        return ""
    token = tokens[last]
    head = tokens[token.head]
    if token.dep == "nummod" and head.pos in {"NOUN", "PROPN", "ADJ"} and 0 < token.head - last <= FARTHEST_NOUN:
        return head.text.lower() if head.text.isalpha() else None
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following is not None and following.pos == "NOUN" and following.text.islower() and following.tag != "VBG":
        return following.text
    return ""


def _unit_of(tokens: Sequence[Token], last: int) -> tuple[str, str]:
    """The stem and the printed word of what a number counts: ("", "") where it counts nothing."""
    token = tokens[last]
    if (
        token.dep in {"quantmod", "conj"} and tokens[token.head].pos == "NUM"
    ):  # "20 of 38 boats", "six hundred and fifty"
        token = tokens[token.head]
    head = tokens[token.head]
    named = tokens[last - 1] if last else token
    if named.pos == "PROPN" and named.head in {last, token.head} and head.tag == "NN":
        return "", ""  # "the Kestrel 11 mission": the number is a part of its name
    if token.dep == "nummod" and head.pos in {"NOUN", "ADJ"} and 0 <= token.head - last <= FARTHEST_NOUN:
        # Words in capitals are headings or pieces of the page, not what a report counts.
        noun = head.text.lower() if head.text.istitle() else head.text
        if noun.endswith("ing") and head.tag == "NN":
            return "", ""  # "nine voting for it"
        return (stem(noun), noun) if noun.islower() and noun.replace("-", "").isalpha() else ("", "")
    counted = _after_of(tokens, last)
    if counted:
        return stem(counted), counted
    if last + 1 < len(tokens) and tokens[last + 1].text.lower() == "who":
        return stem("people"), "people"  # "the 220 who took part"
    # "The two met" are no more than whoever was named before.
    named_before = last > 0 and tokens[last - 1].text.lower() in {"the", "these", "those"}
    if token.dep in {"nsubj", "nsubjpass"} and head.pos in _RATHER_VERB and head.text.islower() and not named_before:
        return stem("people"), "people"
    if (
        token.dep == "nummod"
        and head.entity[2:] == "NORP"
        and head.text.endswith("s")
        and 0 <= token.head - last <= FARTHEST_NOUN
    ):
        return stem("people"), "people"  # "fifteen Norlanders"
    return "", ""


def _after_of(tokens: Sequence[Token], last: int) -> str:
    """The noun of "20 of the ships", "20 of 38 boats"; "" where there is none."""
    of = next((n for n, t in enumerate(tokens) if t.head == last and n > last and t.text.lower() == "of"), None)
    if of is None or of - last > 2:
        return ""
    noun = next((t.text for t in tokens if t.dep == "pobj" and t.head == of and t.pos == "NOUN"), "")
    return noun if noun.islower() and noun.isalpha() else ""


def _verb_over(tokens: Sequence[Token], number: int) -> str:
    """The stem of the verb nearest above a token."""
    return stem(_verb_word(tokens, number)) if tokens else ""


def _verb_word(tokens: Sequence[Token], number: int) -> str:
    at = number
    for _ in range(len(tokens)):
        above = tokens[at].head
        if above == at:
            break
        at = above
        if tokens[at].pos in _RATHER_VERB:
            # "Three people are dead": what is said of them is the word after the verb.
            said = [
                t
                for t in tokens
                if t.dep in {"acomp", "attr"} and t.head == at and any(w.match(t.text) for w in _TOLL.values())
            ]
            return said[0].text if said else tokens[at].text
    return tokens[at].text
