"""Small lists of English words that tell readings apart. They hold no name of anyone or any place."""


def listed(words: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(words.split())


# Words that say little on their own: in common alone, they do not show that two stretches are kin.
FUNCTION_WORDS = listed(
    """
    a an the and or but nor so yet if then than as at by for from in into of off on onto out over to up upon with
    within without about after against before between during through under until while near per via i me my we us
    our you your he him his she her hers it its they them their theirs this that these those who whom whose which
    what when where why how there here am is are was were be been being do does did have has had having will would
    shall should can could may might must not no all any some each also only just more most such other very
    """
)
NEGATIONS = listed(
    """
    not no never none neither nor cannot nobody nothing nowhere
    """
)
HEDGES = listed(
    """
    may might could allegedly alleged reportedly apparently apparent purported purportedly supposed supposedly
    suspected possibly perhaps probably likely unlikely presumably seemingly seems seem seemed appears appear
    appeared believed unconfirmed unverified potentially potential presumed ostensibly self-styled so-called
    rumoured rumored
    """
)
SPEECH = listed(
    """
    say says said saying tell tells told telling add adds added adding state states stated stating claim claims
    claimed claiming assert asserts asserted insist insists insisted argue argues argued announce announces
    announced report reports reported note notes noted warn warns warned accuse accuses accused accusing declare
    declares declared explain explains explained confirm confirms confirmed deny denies denied acknowledge
    acknowledges acknowledged allege alleges alleged maintain maintains maintained remark remarked suggest suggests
    suggested admit admits admitted reply replied according quoted comment commented stress stressed emphasise
    emphasised emphasize emphasized describe described
    """
)
MONTHS = listed(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec
    """
)
DAYS = listed(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun today
    yesterday tomorrow tonight overnight week weekend month year morning afternoon evening night noon midnight
    """
)
# What may stand where another has a number.
AMOUNTS = listed("several few many some scores couple handful numerous various dozens all both")
# Small words inside a name.
PARTICLES = listed("al el bin bint ibn abu de del della di da dos la le van von der den ter ten und y e")
COUNTED = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
NUMBERS: dict[str, float] = {word: value for value, word in enumerate(COUNTED.split())} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12, "dozens": 12,
    "hundreds": 100, "thousands": 1000, "first": 1, "second": 2, "third": 3, "half": 0.5, "twice": 2, "once": 1,
}  # fmt: skip
