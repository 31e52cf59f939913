"""Whose age a number is."""

import re
from collections.abc import Sequence

from stemma.collate.lexicon import listed
from stemma.model import Token
from stemma.reckon.lexicon import TITLES, stem
from stemma.reckon.measure import bearer, token_at
from stemma.reckon.quantity import Quantity
from stemma.words import fold

_AGE_BEFORE = re.compile(
    r"((?:[A-Z][\w’'-]+\s(?:(?:al|de|van|von|bin|el|da|di)[\s-])?){1,3}[A-Z][\w’'-]+),?\s(?:aged\s|\()?$"
)
_AGE_AFTER = re.compile(r"-year-old(?:\s[a-z][\w-]*){0,3}\s((?:[A-Z][\w’'-]+\s){1,3}[A-Z][\w’'-]+)(?=[\s,.;:]|$)")
# What stands between a person and an age that is no more than a number.
_TOLD_AGE = re.compile(
    r"(?P<bare>,\s|\s\()$|,?\s(?:aged\s|(?:who|he|she)\s(?:according\sto\s(?:\w+\s){1,3}?)?(?:is|was)\s|now\s|whose\sage\s(?:is|was)\s(?:given\sas\s)?)$"
)
MOST_YEARS, YOUNGEST = 120, 14  # of an age; and of one that stands alone between commas
_NO_PERSON = frozenset(("GPE", "LOC", "FAC", "NORP", "DATE", "EVENT", "WORK_OF_ART"))
_AGE_OF = re.compile(r"(?:-|\s)years?(?:-|\s)old\b")
_PERSONS = listed(
    """
    man woman boy girl father mother son daughter husband wife widow widower brother sister driver pilot captain keeper
    teacher pupil student doctor nurse patient officer policeman soldier sailor farmer fisherman worker employee owner
    manager director chairman founder president minister mayor governor lawyer judge priest bishop singer actor actress
    writer painter player coach runner cyclist swimmer climber hiker skier tourist passenger pedestrian suspect
    defendant victim killer gunman attacker survivor witness neighbour neighbor resident villager pensioner teenager
    youth child baby toddler mourner volunteer rescuer firefighter guard cashier cook clerk engineer scientist
    professor candidate winner leader chief boss heir shepherd miner trader
    guide walker rambler diver angler hunter skipper mechanic builder carpenter plumber electrician gardener chef waiter
    waitress baker butcher tailor hairdresser accountant banker journalist reporter photographer musician composer
    conductor drummer guitarist comedian novelist poet sculptor architect surgeon midwife paramedic pharmacist dentist
    librarian caretaker janitor porter courier postman lifeguard instructor trainer referee striker goalkeeper boxer
    jockey astronaut researcher botanist biologist historian translator editor sergeant constable detective inspector
    burglar robber thief motorist motorcyclist rider sailor stewardess steward customer buyer tenant landlord
    grandmother grandfather uncle aunt niece nephew cousin fiancee partner colleague friend
    """
)
_IS_PERSON = re.compile(r"(?:er|or|ist|ian|man|woman|eer|ee|ess|ant|ent|guide|clerk|cook|pilot|monk|nun|thief|host)$")
_RELATIVES = listed(
    "wife husband widow widower mother father son daughter sister brother grandmother grandfather uncle aunt niece nephew cousin"
)
_AGE_STOPS = re.compile(r"[,;)]|\.(?:\s|$)|$|\s(?:and|was|is|had|has)\b")
# "Moor is 44", "she turned 36 on board": an age without "years" where nothing is counted by it.
_IS_AGE = re.compile(
    r"(?P<who>(?:[A-Z][\w’'-]+\s){0,2}[A-Z][\w’'-]+|[Hh]e|[Ss]he)(?:,\swho(?=\s(?:ha[sd]\s)?turn))?\s(?:is|was|turn(?:s|ed)|had\sturned|has\sturned)\s(?:now\s|just\s|only\s)?$"
)
_IS_AGE_STOPS = re.compile(r"[,;]|\.(?:\s|$)|$|\s(?:and|but|when|on|this|last|in|at|years?\sold)\b")


def read_age(before: str, after: str, quantity: Quantity, tokens: Sequence[Token]) -> tuple[str, str] | None:
    """Whose age a number is, by the name printed or by what he is called, as unit and noun; None where it is no age told beside a
    person: "Ida Brask, 46,", "Brask, who is 46,", "the driver, aged 46,", "the 46-year-old driver".
    """
    return _told_beside(before, after, quantity, tokens) or _told_in_years(after, quantity, tokens)


def may_be_aged(noun: str, years: float) -> bool:
    """Whether "of" so many after a noun tells an age: "a man of 74"."""
    return noun in _PERSONS and YOUNGEST <= years < MOST_YEARS


def _told_in_years(after: str, quantity: Quantity, tokens: Sequence[Token]) -> tuple[str, str] | None:
    """The age of "a 46-year-old driver", "46 years old"."""
    match = _AGE_OF.match(after)
    if match is None:
        return None
    name = _named_bearer(tokens, quantity.end + match.end())
    noun, named = _bearer_of_age(tokens, quantity.end + match.end())
    if name or named:
        return _of_name(name or named)
    return (f"age of {stem(noun)}", f"age of the {noun}") if noun else ("age", "age")


def _told_beside(before: str, after: str, quantity: Quantity, tokens: Sequence[Token]) -> tuple[str, str] | None:
    """An age that stands beside a person without the word."""
    if not 0 < quantity.value < MOST_YEARS or quantity.value % 1:
        return None
    match = _AGE_AFTER.match(after)
    if match:
        return _of_name(match.group(1))
    match = _IS_AGE.search(before[-40:])
    if match and quantity.value >= YOUNGEST and _IS_AGE_STOPS.match(after):
        who = match.group("who")
        return ("age", "age") if who.lower() in {"he", "she"} else _of_name(who)
    told = _TOLD_AGE.search(before[-40:])
    if told is None or not _AGE_STOPS.match(after):
        return None
    match = _AGE_BEFORE.search(before[-60:])
    if match and before.endswith((", ", "aged ", "(")):
        return _of_name(match.group(1).strip())
    at = token_at(tokens, len(before) - len(told[0]))
    if at is None:
        return None
    # Between commas alone a number may be anything of a place; a "who" is a person, whatever the parser takes the name for.
    bare = told["bare"] is not None
    subject = tokens[at].dep in {"nsubj", "nsubjpass"} and after.startswith(",")
    if bare and (quantity.value < YOUNGEST or (tokens[at].entity[2:] in _NO_PERSON and not subject)):
        return None
    if tokens[at].pos == "PROPN":
        return _named_age(tokens, at)
    # "The driver of the coach, aged 46", "the body of the man, who was 74".
    noun = next(
        (noun for noun in (_head_of_phrase(tokens, at), tokens[at].text.lower()) if noun in _PERSONS), ""
    ) or _head_of_phrase(tokens, at)
    if told[0].strip(" ,") == "aged" and noun not in _PERSONS:
        return "age", "age"
    if noun not in _PERSONS and not (subject and _IS_PERSON.search(noun)):
        return None
    return f"age of {stem(noun)}", f"age of the {noun}"


def _named_age(tokens: Sequence[Token], at: int) -> tuple[str, str]:
    """Whose age it is by the name that ends with a token, or by what he is to somebody: "his wife Ida, 46"."""
    first = at
    while first and tokens[first - 1].pos == "PROPN" and fold(tokens[first - 1].text) not in TITLES:
        first -= 1
    kin = tokens[first - 1].text.lower() if first else ""
    if kin in _RELATIVES:
        return f"age of {stem(kin)}", f"age of the {kin}"
    return _of_name(" ".join(token.text for token in tokens[first : at + 1]))


def _of_name(name: str) -> tuple[str, str]:
    return f"age:{fold(name)}", f"age of {name}"


def _head_of_phrase(tokens: Sequence[Token], at: int) -> str:
    """The noun of the phrase that ends with a token: the man of "the man at the wheel"."""
    for _ in range(6):
        head = tokens[at].head
        if tokens[at].pos == "NOUN" and (head == at or tokens[head].pos not in ("ADP", "NOUN")):
            break
        if head >= at or tokens[head].pos not in ("ADP", "NOUN"):
            break
        at = head
    return tokens[at].text.lower() if tokens[at].pos == "NOUN" else ""


def _bearer_of_age(tokens: Sequence[Token], end: int) -> tuple[str, str]:
    """The noun that bears an age told right before it, and his last name where the noun is said of somebody named: "Ida Moor, a
    34-year-old sea captain's daughter".
    """
    noun = bearer(tokens, end)
    at = token_at(tokens, end)
    if not noun or at is None:
        return noun, ""
    at = next((n for n in range(at, len(tokens)) if tokens[n].text.lower() == noun), at)
    for _ in range(3):
        head = tokens[at].head
        if tokens[at].dep not in {"poss", "compound"} or tokens[head].pos != "NOUN":
            break
        at = head
    noun, above = tokens[at].text.lower(), tokens[tokens[at].head]
    if tokens[at].dep == "appos" and above.pos == "PROPN" and above.entity[2:] not in _NO_PERSON:
        return noun, above.text
    if tokens[at].dep == "attr":
        named = [t for t in tokens if t.head == tokens[at].head and t.dep == "nsubj" and t.pos == "PROPN"]
        return noun, named[0].text if named else ""
    return noun, ""


def _named_bearer(tokens: Sequence[Token], end: int) -> str:
    """The last name of the person right behind an age ("the 34-year-old Brask"); "" where none is."""
    at = token_at(tokens, end)
    head = tokens[at].head if at is not None else None
    if at is None or head is None or not 0 < head - at <= 3 or tokens[head].entity[2:] in {*_NO_PERSON, "ORG"}:
        return ""
    return tokens[head].text if tokens[head].pos == "PROPN" else ""
