"""The language of a text: plain English by its short words, all else by the model."""

import pytest

from stemma.clean.language import find_language

FOREIGN = {
    "de": "Der Hafen von Ansel bleibt nach dem Sturm bis zum Freitag geschlossen, und die Fähre „The Queen of the North“ "
    "liegt mit einem Schaden am Ruder im Dock, wie die Verwaltung der Stadt am Abend mitteilte.",
    "fr": "Le port d'Ansel reste fermé jusqu'à vendredi après la tempête, et le ferry « The Queen of the North » est à quai "
    "avec une avarie de gouvernail, a indiqué dans la soirée la mairie de la ville, qui attend des pièces.",
    "es": "El puerto de Ansel sigue cerrado hasta el viernes por el temporal, y el transbordador «The Queen of the North» "
    "está en el muelle con una avería en el timón, según informó por la noche el ayuntamiento de la ciudad.",
    "fi": "Anselin satama on myrskyn jälkeen suljettu perjantaihin asti, ja lautta The Queen of the North on laiturissa "
    "peräsinvian vuoksi, mutta kaupunki kertoi illalla, että varaosat saadaan viikon loppuun mennessä.",
    "hu": "Az anseli kikötő a vihar után péntekig zárva marad, a komp a kormány hibája miatt a "
    "dokkban áll, közölte este a város, a szóvivő szerint a javítás a jövő héten kezdődik.",
    "cy": "Mae porthladd Ansel ar gau ar ôl y storm tan ddydd Gwener, a bydd y fferi yn aros yn y doc gan fod y llyw wedi "
    "torri, meddai cyngor y dref, a bydd y gwaith yn dechrau yr wythnos nesaf.",
    "nl": "De haven van Ansel blijft na de storm tot vrijdag gesloten, en de veerboot The Queen of the North ligt met een "
    "kapot roer in het dok, zo liet het bestuur van de stad in de avond weten.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_text_that_names_an_english_ship_is_in_its_own_language(language):
    assert find_language(FOREIGN[language], 20) == language


def test_a_list_of_figures_is_in_the_language_of_its_few_words():
    rows = [f"{town} {tons}.{tons % 7} {tons // 3}.1 July {day}" for day, (town, tons) in enumerate(TOWNS, start=1)]
    text = "Ports with most cargo in July and in the year, in thousands of tons: " + " ".join(rows)
    assert find_language(text, 20) == "en"


TOWNS = [("Ansel", 431), ("Brandmoor", 387), ("Culver Bay", 351), ("Dunhaven", 300), ("Eskport", 288), ("Farrow", 254)]


def test_too_few_words_tell_no_language():
    assert find_language("The port of Ansel", 20) is None
    assert find_language("", 0) is None
