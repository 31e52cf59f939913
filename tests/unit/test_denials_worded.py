"""What denies by its words alone, with no verb of denying in the cue, and what is only like it."""

import pytest

from stemma.reckon.kind import reply_kind


@pytest.mark.parametrize(
    ("cue", "content", "source"),
    [
        ("said", "the Orvel Harbour Post story was incorrect", "a spokeswoman for the port"),
        ("said", '"That is not accurate,"', "Brask"),
        ("said", 'this was "speculation."', "the port"),
        ("said", '"It\'s just a rumour,"', "Brask"),
        ("said", '"Any suspicion that the keeper will be sent away is plain nonsense,"', "she"),
        ("said", "that the quotation was out of all context", "the museum"),
        ("said", "the suit lacks all substance", "a spokesman for the line"),
        ("said", '"There is no foundation whatever for such a claim,"', "Moor"),
        ("told", '"I do not agree that the dam is unsafe,"', "Moor"),
        ("have pleaded", "not guilty to charges of fraud", "both men"),
        ("said", "the keeper is innocent of it, as the log will show", "Moor's lawyer"),
        ("said", "the families were wrong in their claims that she had been told", "Brask"),
        ("disputed", "both the union's figures and its analysis of the fares", "the line"),
        ("shot down", "talk of a merger", "the line's chairman"),
        ("said", "it had read the letter and denied any misconduct", "the line"),
        ("said", '"The Velora Group plainly and wholly rejects these claims,"', "the Velora Group"),
        ("said", "this was not the ministry's view", "a spokesman"),
        ("said", '"I am not a divisive man. Quite the opposite,"', "Brask"),
        ("replied", '"No."', "he"),
    ],
)  # fmt: skip
def test_what_denies_by_its_words_is_a_denial(cue, content, source):
    assert reply_kind(cue, content, cue, source) == "denies"


@pytest.mark.parametrize(
    ("cue", "content", "source"),
    [
        ("said", "there was speculation about the port", "a trader"),
        ("said", "the judge had found no basis for charging the keeper", "his lawyer"),
        ("said", '"It would be wrong to leave the quay as it is,"', "Brask"),
        ("said", "the jury had found the keeper not guilty", "his lawyer"),
        ("said", "the children were innocent bystanders", "Moor"),
        ("said", "the council had met in May and rejected the plan", "Moor"),
        ("said", "the keeper should be presumed innocent until a court decides", "Moor"),
        ("played", "down the valley on Sunday", "the band"),
        ("said", "a rumour had sent the price of eels up", "a trader"),
        ("shot down", "two drones over the harbour", "the army"),
    ],
)  # fmt: skip
def test_what_is_only_like_it_is_none(cue, content, source):
    assert reply_kind(cue, content, cue, source) is None
