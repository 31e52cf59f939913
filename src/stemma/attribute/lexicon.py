"""The words that report: verbs, nouns and places of speech."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Nouns that report: "the claim that", "a denial of".
CUE_NOUNS = _words(
    """
    accusation acknowledgment admission allegation announcement answer apology appeal argument assertion assurance
    attack belief call charge claim comment commitment complaint concern conclusion condemnation confession
    confirmation contention criticism decision declaration defence defense demand denial description desire
    endorsement estimate evidence expectation explanation fear finding hope idea insistence mention message news
    notion opinion opposition plan pledge praise prediction promise proposal question recommendation reference
    remark report request revelation rumor rumour sign speculation statement suggestion support suspicion testimony
    threat view vow warning wish word
    """
)
# Verbs that only carry such a noun: "made the claim".
LIGHT_VERBS = _words(
    """
    deliver express file give have issue make offer post publish raise release repeat send voice
    """
)
# Verbs that only begin or go on with what another verb says.
PHASE_VERBS = _words("begin continue go keep proceed start")
# Verbs by which somebody answers a claim.
REPLIES = _words(
    """
    acknowledge admit confirm decline deny dismiss dispute rebut refuse refute reject
    """
)
# Verbs of "quoted the minister as saying".
QUOTERS = _words(
    """
    cite describe hear quote record report
    """
)
# Where something is said: "said in a statement".
SPEECH_PLACES = _words(
    """
    article blog book briefing column conference debate e-mail editorial email interview letter memo memoir message
    note op-ed post release report speech statement testimony tweet video
    """
)
# Verbs that a quotation can hang on.
SPEECH_VERBS = _words(
    """
    accuse acknowledge add admit advise agree allege announce answer applaud argue ask assert beg begin believe
    bellow blame blast boast brag brand call caption caution chant charge chide chime cite claim clarify comment
    complain concede conclude concur condemn confide confirm congratulate contend continue counter criticise
    criticize cry declare decry deem denounce deny deride describe disagree disclose dismiss dub elaborate email
    emphasise emphasize enquire exclaim explain fire forecast fume go grin hail hint implore imply inquire insist
    interject interrupt joke label lament laud laugh maintain mock murmur muse mutter nod note object observe offer
    opine plead pledge point post praise predict proclaim promise pronounce protest put quip quote rail rant read
    rebut recall reckon recommend reiterate remark repeat reply report respond retort reveal say scoff scream shoot
    shout shrug sigh slam smile snap sneer state stress suggest summarise summarize swear taunt tease tell testify
    text thank think thunder tout tweet underline underscore urge vent volunteer vow warn whisper wonder write yell
    """
)
# Of those, what goes on in a head: whoever is told of may do it, not only who spoke last.
THOUGHTS = _words("believe deem recall reckon think wonder")
# What somebody wants, backs, feels or does. PolNeAR counts these as attributions; a claim needs words or a stated view.
ATTITUDES = _words(
    """
    accept admire adopt aim allow anticipate appear appoint appreciate approve attack attempt avoid await back ban
    bar be become block boo bring campaign care cause celebrate cheer choose commit compete concentrate consider
    contain court decide dedicate desire destroy determine discover distrust do doubt draw dream drive elect embrace
    endorse enjoy examine expect eye face favor favour feature feel fight film find fire focus follow forbid force
    forget get give hate have hear help hire hold honor honour ignore impose include intend investigate issue join
    keep know lead learn leave let like listen lobby look love make mark meet move mull name need nominate notice
    oppose order outlaw pass permit photograph pick picture plan prefer prepare press prevent prohibit pursue push put raise rally
    rank rate read realise realize receive refer refrain regret remember require resent resist resolve respect
    review run see seek seem select set show sign spark stop strive struggle study support take target tolerate
    trust try turn understand use vote want watch weigh welcome wish woo work
    """
)
# The same of deeds of courts, cabinets and boards.
DEEDS = _words(
    """
    abolish acquit address annul authorise authorize cancel convict discard dismantle dissolve enact establish
    flip free grant halt introduce jail lift nullify overturn pardon quash ratify reduce reinstate reintroduce
    release repeal rescind reverse revive revoke sack scrap shelve suspend unveil uphold veto waive
    """
)
# Who speaks for a body, not for himself.
SPOKES = _words("spokesman spokeswoman spokesperson spokesmen spokeswomen spokespeople")
# Bodies that a text goes on to call by the common noun of their name: "the ministry".
BODIES = _words(
    """
    administration agency airline alliance army assembly association authority bank board brigade broadcaster bureau
    cabinet campaign center centre charity church club coalition college command commission committee company congress
    corporation council court department embassy federation firm force forces foundation front fund government group
    hospital institute institution intelligence league magazine military ministry mission movement museum network newspaper
    observatory office organisation organization outlet paper parliament party police presidency publication regime
    school secretariat senate service society station team think-tank tribunal union university watchdog website
    """
)
# Of those, what stands for another in the name.
PAPERS = _words("chronicle courier daily gazette herald journal post times tribune")
BODY_NAMES = {
    "airline": _words("air airlines airways"),
    "bank": _words("bancorp"),
    "military": _words("army force forces"),
    "newspaper": PAPERS | _words("paper"),
    "paper": PAPERS | _words("newspaper"),
}
# What in a name tells by which noun it may be called.
NOUNS_IN_NAMES = BODIES.union(*BODY_NAMES.values())
# Of the bodies, what a firm is called, whatever its name.
FIRMS = _words("company corporation firm")
# Of those, what may be a firm as well.
LIKE_FIRMS = FIRMS | _words(
    "agency airline bank broadcaster group magazine network newspaper outlet service team website"
)
# Of those, what only repeats what a name stands for: "the Unity party" is Unity, "the Unity board" is not.
GENERIC = FIRMS | _words(
    "airline church club coalition group league magazine movement network newspaper paper party team"
)
# Who speaks for somebody else.
ADVOCATES = _words("advocate agent attorney barrister counsel lawyer manager publicist representative solicitor")
# Verbs of charging somebody with something: what follows is whom and with what, never a clause.
CHARGES = _words("accuse")
# Verbs that name whom a speaker leans on: "citing the ferry company".
CITES = _words("cite quote")
# Verbs whose object is who hears it, never who says it.
HEARD = _words("assure inform notify remind tell")
# Words of the calendar that stand right after a cue: "said Monday".
CALENDAR = _words(
    "monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight january february march april may june july august september october november december"
)
# Whom a headline may put after a colon: "Bridge is closed: mayor"; bodies besides.
HEADLINE_SPEAKERS = BODIES | _words(
    """
    adviser ambassador analyst analysts chief critics director diplomat diplomats doctor doctors envoy expert experts
    governor hospital lawmaker lawmakers lawyer lawyers leader mayor media minister monitor monitors official officials
    poll prosecutor prosecutors premier president report residents scientist scientists source sources spokesman
    spokesperson spokeswoman study survey witness witnesses
    """
)
# What people without a name are called who are cited: "citing officials", "quoting a person close to the board".
CITED = (
    HEADLINE_SPEAKERS
    | SPOKES
    | _words(
        "activist agent aide authority commander executive expert informant insider investigator merchant military monitor officer outlet people person "
        "police politician researcher resident survivor trader worker"
    )
)
# What a body or person says things in: who says "the statement" is whose statement it is.
DOCUMENTS = _words(
    "account analysis announcement blog briefing column communique complaint document editorial email filing indictment lawsuit letter memo message note op-ed poll post release report research statement study survey tweet"
)
# What can be said to say something and is neither a person nor a body.
THINGS = _words(
    "accord account act agreement article bill book constitution court data evidence figure film footage image law map number order page paper photograph picture plan poll record resolution rule ruling sign story survey text treaty video warrant"
)
# Words of office that tell whether "he" or "she" can follow.
MEN = _words(
    "mr mister sir lord king prince spokesman spokesmen chairman congressman businessman policeman fisherman fireman father son brother husband uncle nephew grandfather widower baron duke"
)
WOMEN = _words(
    "mrs ms miss lady queen princess spokeswoman chairwoman congresswoman businesswoman policewoman mother daughter sister wife aunt niece grandmother widow actress baroness duchess madam"
)
# Titles as they are shortened before a name.
SHORT_TITLES = {
    "amb": "ambassador", "capt": "captain", "cmdr": "commander", "col": "colonel", "dr": "doctor", "gen": "general",
    "gov": "governor", "lt": "lieutenant", "pres": "president", "prof": "professor", "rep": "representative",
    "rev": "reverend", "sen": "senator", "sgt": "sergeant",
}  # fmt: skip
# What a text goes on to call somebody of whom it gave a narrower office.
NARROWER = {
    "academic": _words("economist historian lecturer philosopher professor researcher scholar scientist"),
    "attorney": _words("barrister counsel lawyer solicitor"),
    "athlete": _words("boxer cyclist gymnast runner skier sprinter swimmer"),
    "boss": _words("ceo chairman chief coach director head manager president"),
    "congressman": _words("representative"),
    "congresswoman": _words("representative"),
    "diplomat": _words("ambassador attache consul envoy"),
    "executive": _words("ceo chairman chairwoman chief director manager president"),
    "expert": _words("analyst economist fellow historian lecturer physicist professor researcher scholar scientist"),
    "journalist": _words("anchor columnist correspondent editor presenter reporter"),
    "judge": _words("justice magistrate"),
    "lawmaker": _words("congressman congresswoman deputy legislator mp parliamentarian representative senator"),
    "lawyer": _words("attorney barrister counsel solicitor"),
    "leader": _words("chairman chairwoman chancellor chief emir head king premier president queen ruler"),
    "legislator": _words("congressman congresswoman lawmaker mp parliamentarian representative senator"),
    "musician": _words("bassist composer drummer guitarist pianist rapper singer violinist"),
    "officer": _words("captain colonel commander constable detective inspector lieutenant major policeman sergeant"),
    "official": _words(
        "commissioner deputy director minister secretary spokesman spokesperson spokeswoman undersecretary"
    ),
    "physician": _words("cardiologist doctor neurologist psychiatrist surgeon"),
    "player": _words("defender forward goalkeeper midfielder quarterback striker winger"),
    "politician": _words(
        "chancellor congressman congresswoman deputy governor mayor minister mp premier representative senator"
    ),
    "prosecutor": _words("attorney"),
    "researcher": _words("astronomer biologist chemist economist geologist physicist professor psychologist scientist"),
    "scientist": _words(
        "astronomer astrophysicist biochemist biologist botanist chemist climatologist ecologist geneticist geologist "
        "geophysicist meteorologist neuroscientist oceanographer physicist professor researcher seismologist virologist zoologist"
    ),
    "star": _words("actor actress footballer musician player rapper singer striker"),
    "writer": _words("author columnist novelist playwright poet"),
}
