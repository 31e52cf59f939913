"""Places: found by name, people and spelling; the right one of several; what is no place left out."""

import pytest
from benchmarks.places import distance, score

from stemma.model import Place
from stemma.name import find_places
from stemma.name.gazetteer import cities_named, cities_spelt, load_index, load_keys
from stemma.name.keys import fold_name, skeleton, spelling_key


def named(text: str) -> dict[str, Place]:
    return {text[place.begin : place.end]: place for place in find_places(text)}


def near(place: Place, latitude: float, longitude: float) -> bool:
    assert place.latitude is not None
    assert place.longitude is not None
    return distance(place.latitude, place.longitude, latitude, longitude) < 60


def test_cities_and_countries_with_coordinates() -> None:
    found = named("A delegation flew from Lisbon to Nairobi. Portugal and Kenya will sign on Friday.")
    assert list(found) == ["Lisbon", "Nairobi", "Portugal", "Kenya"]
    assert near(found["Lisbon"], 38.72, -9.14)
    assert near(found["Nairobi"], -1.28, 36.82)
    assert found["Kenya"].geonames_id == 192950


def test_a_people_is_a_mention_of_its_country() -> None:
    found = named("Norwegian and Chilean engineers met.")
    assert {name: place.name for name, place in found.items()} == {"Norwegian": "Norway", "Chilean": "Chile"}
    assert {place.kind for place in found.values()} == {"demonym"}


def test_the_larger_place_after_a_comma_decides() -> None:
    assert near(named("She grew up in Athens, Georgia, before the war.")["Athens"], 33.96, -83.38)
    assert near(named("She grew up in Athens, Greece, before the war.")["Athens"], 37.98, 23.73)
    assert near(named("The plant in Dublin, OH closed.")["Dublin"], 40.1, -83.11)


def test_the_rest_of_the_text_decides() -> None:
    ohio = named("Police in Columbus and Dayton said the man drove to Lima from Cincinnati. Ohio troopers stopped him.")
    assert near(ohio["Lima"], 40.74, -84.1)
    peru = named("The ministry in Lima said roads to Cusco and Arequipa were closed. Peru has asked for help.")
    assert near(peru["Lima"], -12.04, -77.03)


@pytest.mark.parametrize("spelling", ["Az Zabadany", "al-Zabadani", "Ez-Zebdani"])
def test_spellings_meet_in_the_key(spelling: str) -> None:
    assert skeleton(spelling) == skeleton("Az Zabadani")
    found = named(f"Syria said on Monday that its troops had entered the town of {spelling} near Damascus.")
    assert near(found[spelling], 33.72, 36.1)


def test_a_key_needs_words_that_say_place() -> None:
    assert "Zebdanee" not in named("Syria and Zebdanee signed in Damascus.")


def test_the_keys_keep_neighbours_apart() -> None:
    assert spelling_key("Homs") != spelling_key("Hama")
    assert skeleton("Homs") != skeleton("Hama")
    assert spelling_key("Abu Tamal") == spelling_key("al-Butamal")
    assert fold_name("St. Élodie-sur-Mer") == "saint elodie sur mer"


def test_persons_named_like_places_are_left_out() -> None:
    assert named("Mike Paris met Dr. London. Paris said he was glad.") == {}
    assert named("General Austin and Jordan Smith spoke.") == {}
    assert named("He lives at 12 Madrid Street.") == {}


def test_abbreviations_keep_their_full_stops() -> None:
    text = "U.S.-led talks opened in Gainesville, Fla., and in the UK."
    assert [text[place.begin : place.end] for place in find_places(text)] == ["U.S.", "Gainesville", "Fla.", "UK"]
    assert named("They told us to wait.") == {}


def test_rivers_regions_and_states() -> None:
    found = named("Barges on the River Danube left Bavaria. The Sahel and Crimea were not named; Queensland was.")
    assert list(found) == ["River Danube", "Bavaria", "Sahel", "Crimea", "Queensland"]


@pytest.mark.parametrize(
    "text", ["", " \n\t", "…—!?", "🙂🙂 \x00\x07", "in in in", "of the", "A" * 5000, "Saint", "al-"]
)
def test_odd_texts(text: str) -> None:
    assert find_places(text) == []


def test_the_index_is_small_and_sorted() -> None:
    index = load_index()
    assert (index.name_hashes[1:] >= index.name_hashes[:-1]).all()
    keys, key_cities = load_keys()
    assert (keys[1:] >= keys[:-1]).all()
    arrays = (index.name_hashes, index.name_cities, keys, key_cities, index.latitudes, index.admins)
    assert sum(array.nbytes for array in arrays) < 60_000_000
    assert cities_named("reykjavik")[0].country == "IS"
    assert cities_spelt("Qzxvw") == ()


def test_the_measure_counts_misses_as_errors() -> None:
    gold = [{"begin": 0, "end": 4, "lat": 10.0, "lon": 10.0}, {"begin": 9, "end": 12, "lat": 0.0, "lon": 0.0}]
    figures = score([([Place(0, 4, "Abcd", 10.5, 10.5, None)], gold)])
    assert figures == {"precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3), "within_161_km": 0.5}
