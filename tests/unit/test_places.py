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


def test_a_capital_of_a_country_that_the_text_names_is_meant() -> None:
    text = "The fair of San Jose opened in May. Costa Rica had built the halls; makers from Florida, New York and Texas came."
    assert near(named(text)["San Jose"], 9.93, -84.08)
    california = named("The guild of San Jose has rooms in Oakland, California. Costa Rica, too, has one.")
    assert near(california["Oakland"], 37.8, -122.27)
    assert near(named("He lives in San Jose, California. Costa Rica is far.")["San Jose"], 37.34, -121.89)


def test_the_letters_of_a_state_are_not_those_of_a_city() -> None:
    assert near(named("The quartet is at home in L.A. and Oslo.")["L.A."], 34.05, -118.24)
    assert named("The quartet went to LA. Nobody noticed, and the board answered to PA. It was late.") == {}
    assert near(named("They drove to Monroe, La., on Friday.")["Monroe"], 32.5, -92.1)
    assert "MONROE" in named("MONROE, LA. (Delta) — Rain fell.")


def test_the_end_of_a_compound_is_no_place() -> None:
    assert named("The Colts-turned-Paris of the league met at Zornu-a-Lago.") == {}


def test_a_country_that_is_a_part_of_the_next_word_is_no_hint() -> None:
    assert "War" not in named("In the long Tin War, U.S.-Finnish trade went on, war or no war.")
    assert near(named("In Athens, U.S.-Greek talks went on.")["Athens"], 37.98, 23.73)


def test_an_ordinary_word_is_no_village_unless_the_text_says_where() -> None:
    assert named("The probe flew close to Mars. It stayed near Mars for a year.") == {}
    assert near(named("The fair was held in Mars, Pennsylvania.")["Mars"], 40.7, -80.01)
    assert named("\u2018Hang on, \u2018Tell them,\u2019 she said.") == {}


def test_a_river_has_its_article() -> None:
    assert named("Two thousand workers of Amazon struck. White Nile boats were sold.") == {}
    found = named("They sailed up the Amazon and surveyed Nile basin farms and the River Thames.")
    assert list(found) == ["Amazon", "Nile", "River Thames"]


def test_a_metropolis_is_no_village_of_its_name_unless_the_text_says_so() -> None:
    text = (
        "The choir from {} was to sing in Wellington, New Zealand, and in Stockton, California. Those from Tokyo, Dublin and "
        "Toronto went to Sacramento and Fresno."
    )
    assert near(named(text.format("London"))["London"], 51.51, -0.13)
    assert near(named(text.format("London, California,"))["London"], 36.48, -119.44)
    assert near(named("They toured the Far East, the Middle East, Italy and Spain.")["Middle East"], 29.0, 41.0)


def test_a_family_name_that_comes_first_is_no_town() -> None:
    assert "Kim" not in named("Kim Tae Vrel spoke. Kim said the dam would hold; Kim's masons had seen it.")
    assert "Kim" not in named("Kim Tae Vrel had come from the East, Kim said.")
    assert "Kim" in named("The mayor of Kim in India wrote it down. Kim has a bridge.")


def test_a_sentence_may_begin_with_an_ordinary_word() -> None:
    assert named("Sparks flew from the wheel. \u201cMedia reports are wrong,\u201d she said.") == {}
    assert "Sparks" in named("She moved to Sparks, Nevada.")


@pytest.mark.parametrize(
    "text",
    [
        "A study by Bergen and Partners came out on Monday.",
        "A study by Bergen & Sons came out on Monday.",
        "The bread is from Bergen Ltd, as it says.",
        # Another name of a far city, and nothing that says place or country.
        "The owner of the Brack quarry spoke on Monday.",
    ],
)
def test_a_name_that_is_a_firms_or_only_another_name_of_a_far_city_is_no_place(text):
    assert find_places(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A SWAT team broke the door in Bergen.", ["Bergen"]),
        ("BERGEN, Norway (AN) - The lock was shut.", ["BERGEN", "Norway"]),
        ("Brent crude rose to 80 dollars.", []),
        ("Hey, that is fine, he said in Bergen.", ["Bergen"]),
        ("He stayed at the Luxor, a hotel in Bergen.", ["Bergen"]),
        ("He came to Luxor, a town in Egypt.", ["Luxor", "Egypt"]),
        ("She was born in the Bronx.", ["Bronx"]),
    ],
)
def test_letters_oils_and_houses_are_no_places(text, names):
    assert [place.name for place in find_places(text)] == names


def test_another_name_of_a_city_is_told_beside_its_country_or_a_word_for_place():
    for text in ("Trains in Russia stop at Brack.", "She was born in Brack."):
        assert "Brack" in [place.name for place in find_places(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The damage was put at $US1 million, and the firm was bought for US $5 billion.",
        "He met former Del. Brian Orme on Monday.",
        "Miami-Dade police said that a man was held.",
        "The choir sang of my Soul.",
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert not {"US", "Del.", "Del", "Dade", "Soul"} & set(named(text))


def test_letters_of_a_state_after_a_comma_say_which_town_is_meant() -> None:
    found = named(
        "The courts are in Athens, W. Va., and in Wilmington, Del. Brian Orme sat in both. The jail is in Greenwood, W. Va."
    )
    assert near(found["Athens"], 37.42, -81.01)
    assert near(found["Wilmington"], 39.75, -75.55)
    assert (found["Greenwood"].latitude, found["Greenwood"].longitude) == (None, None)


def test_who_was_named_with_an_office_is_no_town_toward_which_anger_is_felt() -> None:
    text = "Governor Soria stopped by this morning. The anger that people felt toward Soria was great."
    assert "Soria" not in named(text)
    assert "Soria" in named("The army moved toward Soria on Monday, and Spain waited.")
