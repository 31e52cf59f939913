"""What a line of a saved page gives away by its own shape: a date line, a byline, a credit, a caption, a button.

The lists hold words of layout and trade (buttons, sections, agencies), never names of a story. An unknown shape
gets no cue: what such a line is, its neighbours decide (see ``blocks``).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from stemma.clean.appeals import is_appeal
from stemma.clean.dates import MONTH, WEEKDAY

# Agencies help to *name* a credit that is there by its shape; no rule depends on one being in this list.
AGENCY = (
    r"(?:the\s+)?(?:associated\s+press|reuters|agence\s+france[- ]presse|bloomberg(?:\s+news)?|xinhua|united\s+press\s+international|"
    r"press\s+association|thomson\s+reuters|tribune\s+news\s+service|anadolu(?:\s+agency)?|deutsche\s+presse[- ]agentur|interfax|"
    r"kyodo(?:\s+news)?|yonhap|afp|upi|dpa|ani|pti|ians|tass|efe|ansa|cnn|ap)"
)
AGENCY_LINE = re.compile(rf"\W*{AGENCY}\W*", re.IGNORECASE)
PICTURE = (
    r"(?:getty(?:\s+images)?|ap\s+photo|afp\s+photo|reuters/|epa(?:-efe)?|shutterstock|istock|file\s+photo|ap\s+images|"
    r"via\s+ap|via\s+reuters|lehtikuva|sputnik|rex|alamy|handout|screen\s?(?:shot|grab)|photo(?:graph)?s?\s+by|pool)"
)

_BUTTON = re.compile(
    r"""(?:
      (?:share|tweet|pin(?:\s+it)?|email|e-mail|print|save|close|more|less|reply|like|follow|subscribe|sign\s?(?:up|in|out)|log\s?(?:in|out)|
         register|menu|search|home|next|previous|expand|collapse|full\s?screen|play|pause|mute|replay|skip|download|advertisement|
         advertising|sponsored|promoted|ad|ads|go|edit|submit|cancel|ok|whatsapp|facebook|twitter|linkedin|reddit|pinterest|
         google\+?|flipboard|telegram|copy\s+link|link|tags?|topics?|shares?|comments?|back|top|settings|accept|continue|
         caret\s+down|posted\s+on|buy\s+photo|purchase|order\s+reprint|hide\s+caption|toggle\s+caption|enlarge(?:\s+this\s+image)?|
         congratulations|loading|required|view|photos?|video|videos|audio|gallery|live|updated|published|posted|media|copyright)
         [\s:!.*•·|…]*
    | (?:share|tweet|post|send|email|print|save|copy|pin)\s+(?:this|on|to|via|it|with|the)\b.{0,60}
    | (?:follow|like|find|join|contact|visit)\s+(?:us|me|him|her|them|@\w+)\b.{0,90}
    | (?:scroll|back|return|skip|jump|go)\s+to\s+.{0,30}
    | (?:show|view|see|read|load|hide|add|post|leave|write|be)\s+(?:the\s+first|all|more|full|a|an|your|my|less)?\s*(?:comments?|replies|article|story|gallery|caption|photos?|images?|more|transcript|map|slideshow).{0,40}
    | (?:click|tap|swipe|press)\s+(?:here|to|on|for|the)\b.*
    | (?:sign\s+up|subscribe|register|log\s+in|sign\s+in|join|download|get|try)\b.{0,120}(?:newsletters?|inbox|in-box|email|e-mail|app|account|subscription|subscribers?|alerts?|updates|today|now|free|offer|minutes?)\b.{0,80}
    | (?:thank\s+you|thanks)\s+for\s+(?:signing|subscribing|registering|reading|your).*
    | (?:please|you\s+(?:must|need\s+to|have\s+to|are))\b.{0,30}(?:sign(?:ed)?\s+(?:in|up)|log(?:ged)?\s+in|register|enable|javascript|subscribe|cookies|e-?mail|browser).*
    | (?:advertisement|story\s+continues\s+below).{0,40}
    | (?:now\s+playing|up\s+next|playing\s+in|recommended\s+video|autoplay|video\s+player|media\s+caption|audio\s+description|duration|watch\s+live|live\s+stream)\b.{0,60}
    | (?:powered|brought\s+to\s+you|sponsored|presented)\s+by\b.{0,40}
    | (?:never\s+miss|choose\s+the\s+plan|digital\s+access|purchase:|enter\s+(?:your|city)|your\s+(?:weather|email|name|comment|account)|forgot\s+(?:your\s+)?password|already\s+a\s+subscriber)\b.{0,90}
    | (?:this\s+)?(?:site|website|page|content)\s+(?:uses|requires|is\s+protected|can\s+also|may)\b.{0,160}
    | .{0,40}\bcan\s+also\s+be\s+(?:accessed|read|viewed|followed|found)\s+(?:at|on|via|through)\b.{0,120}
    | .{0,60}\b(?:terms\s+(?:of\s+(?:use|service)|and\s+conditions)|privacy\s+policy|cookie\s+policy|contact\s+us|about\s+us)\b.{0,200}
    | .{0,30}\b(?:in|from)\s+your\s+(?:in-?box|e-?mail)\b.{0,40}
    | we\s+want\s+to\s+hear\b.{0,120} | (?:submit|send)\s+(?:us\s+)?(?:a|your)\s+(?:letter|tip|comment|question|story)s?\b.{0,80}
    | sign\s+me\s+up.{0,20} | be\s+the\s+first\s+to\s+know.{0,30} | .{0,140}\bdigital\s+subscription\b.{0,140}
    | (?:\w{0,2}(?:share|tweet|e-?mail|print|pin|post|linkedin|comments?)[\s\d]*){2,}
    | .{0,80}\byour\s+subscription\b.{0,80} | your\s+browser\b.{0,100} | .{0,80}\b(?:click|tap)\s+here\b.{0,20}
    | continue\s+reading\b.{0,40} | chat\s+with\s+us\b.{0,120} | please\s+verify\b.{0,80} | invalid\s+e?-?mail\b.{0,60} | an\s+error\s+has\s+occurred.{0,40}
    | (?:newsletter|e-?mail)\s+sign[\s-]?up.{0,20} | just\s+watched
    | like\s+this\s+article\?.{0,20} | what\s+do\s+you\s+think\?.{0,60} | was\s+this\s+(?:article|page).{0,40}
    | (?:\w+\s*/\s*)?(?:sources?|fuente|fonte|quelle|kaynak|credits?|authors?)\s*:
    | %?\s*of\s+readers\s+think.{0,80} | trending\s+(?:now|topics)? | x
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SECTION = re.compile(
    r"""(?:
      (?:related|recommended|recommendations|more|explore|most|top|trending|popular|latest|other|further|also|similar|previous|next|you\s+may|
        you\s+might|don.t\s+miss|must|what\s+to|read|see|watch|editor.?s.?|around|sponsored|promoted|suggested|featured|from\s+(?:the|around)|
        in\s+case|keep|today.s)
      \s*(?:(?:also|on|in|from|for|the|this|our|your|you|to|by|like|read|reading|readers?|popular|viewed|shared|commented|content|news|stories|story|
        articles?|links?|topics?|coverage|videos?|headlines|posts?|reading|picks?|choice|watch|see|web|internet|more|related|next|recommended|
        be|interested|may|might|missed|world|politics|us|u\.s\.|opinion|business|sports?|now|week|day|today)\b\s*){0,6}[:.…>»]*
    | most\s+(?:read|popular|viewed|watched|shared|commented|emailed)\b.{0,40}
    | (?:comments?|responses?|replies|discussion)\b.{0,20}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LEAD_IN = re.compile(
    r"(?:read(?:\s+(?:more|also|next))?|related(?:\s+\w+)?|see\s+also|more|watch(?:\s+(?:now|more|live|next))?|also(?:\s+read)?|listen|"
    r"video|photos?|gallery|don.t\s+miss|previously|opinion|analysis|read\s+the\s+latest[^:]{0,30})\s*[:>»|]\s*\S.*|photos:\s.*",
    re.IGNORECASE,
)
# A rubric with all its headlines on its line, none of which ends as a sentence.
_RUN_TOGETHER = re.compile(r"(?:MOST|Most)\s+(?i:read|popular|viewed|watched|shared)\s+(?i:in|on)\b[^.!?]{0,1500}")
_BRACKETS = re.compile(r"\[\s.{5,160}\s\]|\((?:RELATED|READ|WATCH|SEE|MORE|ALSO)\b.{5,160}\)")
_STOP = re.compile(
    r"(?:\W*(?:view\s+|show\s+|add\s+|post\s+|leave\s+|write\s+)?(?:a\s+|your\s+|all\s+)?(?:\d+\s+)?(?:comments?|reader\s+comments|responses|"
    r"leave\s+a\s+(?:reply|comment)|join\s+the\s+(?:discussion|conversation))\W*(?:\(?\d+\)?)?\W*)",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"(?:news\s+id|article\s+id|id|hits|views?|reads?|visits?|page\s*views?|shares?|likes?|comments?|votes?|rating|print\s+id|story\s+id|code|"
    r"reading\s+time|read\s+time)\s*[:#=]\s*[\d.,\s]+(?:min(?:ute)?s?)?"
    r"|\d+[\d.,]*\s*[km]?\s*(?:shares?|views?|comments?|likes?|hits|reads|retweets|replies|votes|followers?|photos?|images?|results?|points?)"
    r"|\d+\s*(?:-|\s)?\s*min(?:ute)?s?\.?\s+read|(?:image|photo|slide|picture)?\s*\d+\s*(?:of|/)\s*\d+|\d{1,3}",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?:updated|posted|published)?\s*(?:about\s+|less\s+than\s+)?(?:\d+|an?)\s*(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|hr|days?|weeks?)"
    r"(?:\s+\d+\s*(?:mins?|minutes?))?\s+ago\b.{0,40}",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|&copy;|copyright\b)(?!\s+(?:law|case|claim|infring)).{0,300}|.{0,200}\ball\s+rights\s+reserved\b.{0,250}"
    r"|.{0,120}\bmay\s+not\s+be\s+(?:published|reproduced|copied|redistributed|rewritten|broadcast)\b.{0,200}",
    re.IGNORECASE,
)
_URL = re.compile(r"[<(\[]?\s*(?:https?\s?:\s?/\s?/|www\s?\.)\s?[^\s<>]+(?:\s[/.?=&\w-]+)*\s*[>)\]]?", re.IGNORECASE)
_CODE = re.compile(
    r"(?:function\s*\(|var\s+\w+\s*=|window\.\w+|document\.\w+|\{\s*\"?\w+\"?\s*:|//<!\[CDATA|\.push\(|\};?\s*$|^@media\b|^\.\w+\s*\{)"
)
_SEPARATOR = re.compile(r"[\W_]*")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\.?)?(?:\s*\(?[A-Z]{2,4}\)?)?", re.IGNORECASE)
_DATE_WORD = (
    rf"(?:{WEEKDAY}|{MONTH}|\d{{1,4}}(?:st|nd|rd|th)?|[ap]\.?m\.?|\d{{1,2}}[:.h]\d\d(?::\d\d)?(?:[ap]m)?|at|on|the|of|"
    r"est|edt|et|pt|pdt|pst|ct|cdt|cst|mt|gmt|utc|bst|ist|cet|cest|msk|local\s+time|hrs?|"
    r"originally|published|posted|publish|publication|updated|update|last|modified|date|first|created|release[d]?|dated?|by|time|edition|issued|print|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}(?:T[\d:.+Z-]+)?)"
)
_DATE_LINE = re.compile(rf"[\W_]*(?:{_DATE_WORD}(?![A-Za-z0-9])[\W_]*)+", re.IGNORECASE)
_HAS_DAY = re.compile(
    rf"\b{MONTH}\b\.?\s*\d|\d(?:st|nd|rd|th)?\s*{MONTH}\b|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d\d-\d\d|\b{MONTH}\b[\s,]*(?:19|20)\d\d",
    re.IGNORECASE,
)
_DURATION = re.compile(r"(?:\|\s*|^|^(?i:watch|video|listen)\b.*\s)\d{1,2}:\d\d(?::\d\d)?$")
_NAME = r"(?:[A-ZÀ-Þ][\w'’À-ÿ.-]*|de|van|von|der|al|el|bin|la|di|du|da)"
_BYLINE_STRICT = re.compile(rf"(?:[Bb]y|BY|Written by|Story by|Author)\s*:?\s+{_NAME}[^!?\"“”]{{0,140}}")
_ANALYSIS = re.compile(
    rf"(?:Analysis|Opinion|Commentary|Review|Perspective|From)\s+(?:by\s+)?{_NAME}\s+{_NAME}.{{0,60}}"
)
_ROLE = re.compile(
    r"\b(?:reporter|correspondent|editor|columnist|writer|staff|contributor|bureau|news\s+service|press|journalist|politics|"
    r"associated|reuters|afp|cnn|usa\s+today|fellow|producer|post|times|news|globe|tribune|herald|journal|telegraph|observer)\b",
    re.IGNORECASE,
)
_NAMED_ROLE = re.compile(rf"{_NAME}(?:\s+{_NAME}){{1,3}}\s*(?:,|\||•|/|-|–)\s*[^.!?]{{2,60}}")
_CREDIT = re.compile(
    rf"""(?:
      \(?\s*(?:additional\s+|with\s+|further\s+)?(?:reporting|report|writing|editing|compiled|edited|translated|produced|graphics?)\s+(?:by|from|in)\b.*
    | \(?\s*(?:\w+\s*/\s*)?(?:sources?|via|courtesy(?:\s+of)?|quelle|fuente|fonte|kaynak)\s*:\s*[^\W\d].{{1,60}}
    | (?:with\s+(?:inputs?|files|reporting|agencies|wires?|material|information|reports?)\b|from\s+(?:wire|staff|agency|news)\s+(?:and\s+\w+\s+)?(?:reports?|services?)).{{0,120}}
    | .{{1,160}}\bcontributed\s+to\s+(?:this|the)\s+(?:report|story|article|piece)\b.{{0,60}}
    | .{{1,90}}\b(?:in|from)\s+[A-Z][\w.\s,'’-]{{2,40}}(?:and\s+.{{2,80}})?\bcontributed\.?
    | {_NAME}(?:\s+{_NAME}){{0,3}}(?:\s+and\s+{_NAME}(?:\s+{_NAME}){{0,2}})?\s+(?:reported|contributed)\s+from\s+[A-Z][^.]{{2,80}}\.?
    | .{{0,100}}\b(?:originally\s+(?:appeared|published)|first\s+(?:appeared|published)|reprinted\s+(?:with|from)|republished\s+(?:from|with)|(?:was|is)\s+(?:originally|first)\s+published)\b.{{0,120}}
    | (?:authored|submitted|posted|shared)\s+by\b.{{0,100}}\bvia\b.{{0,60}} | authored\s+by\b.{{0,100}} | submitted\s+by\b.{{0,100}}
    | \(?\s*{AGENCY}(?:\s*(?:,|and|&|/|\|)\s*{AGENCY})*\s*\)?[.•]?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_CREDIT_DATED = re.compile(
    rf"(?P<who>[A-Z][A-Z.&]{{1,9}}|(?i:{AGENCY})|[A-Z][\w.&'’ -]{{1,30}}(?:\.com|News|Times|Post|Agency|Press|Journal|Today|TV|Radio))\s*[,|/]\s*"
    rf"(?i:{WEEKDAY},?\s+)?(?i:\d{{1,2}}\s+{MONTH}\.?|{MONTH}\.?\s+\d{{1,2}}),?\s+(?:19|20)\d\d\.?"
)
# "LINDOW, NF, March 4, 2021", "LINDOW, Northfolk -- March 4, 2021": a town in capitals, what it lies in, and the day.
_TOWN_DATED = re.compile(
    rf"(?P<town>[A-Z][A-Z.'’-]+(?:\s[A-Z][A-Z.'’-]+){{0,3}})(?P<land>,\s*[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)?)?\s*[,—–-]+\s*"
    rf"(?i:{WEEKDAY},?\s+)?(?i:\d{{1,2}}\s+{MONTH}\.?|{MONTH}\.?\s+\d{{1,2}}),?\s+(?:19|20)\d\d\W*"
)
# "NAME NAME, Opinion writer Published 3:15 a.m. July 1, 2020" and "NAME NAME Monday, July 1, 2020"
_NAMED_DATE = re.compile(
    rf"{_NAME}(?:\s+(?:and\s+)?{_NAME}){{1,7}}\s*(?:,\s*[^.!?,]{{2,40}}?)?[\s,|–-]+(?i:published|posted|updated)\b[^!?]{{4,110}}"
    rf"|{_NAME}(?:\s+{_NAME}){{1,2}}[\s,|–-]+(?i:{WEEKDAY}|{MONTH}|\d{{1,2}}\s+{MONTH})\b[^!?]{{4,60}}"
)
_HANDLE = re.compile(rf"{_NAME}(?:\s+{_NAME}){{1,6}}\s+@\w+")
# A line that is no sentence and ends with a name in brackets: a caption with its photographer or agency.
_BRACKETED = re.compile(
    rf"[A-Z][^()]{{30,300}}\((?:(?i:{AGENCY})|[A-Z][a-z]+(?:\s+[A-Z][a-z]+){{0,2}}(?:/[A-Z]\w+)*)\)"
)
_CORRECTION = re.compile(
    r"(?:(?:this|the)\s+(?:item|story|article|version|report)\b.{0,60}\b(?:has\s+been|was|corrects?|corrected|updated)\b|correction:|editor.s\s+note:|clarification:)",
    re.IGNORECASE,
)
_PHOTO_LINE = re.compile(
    rf"(?:[(\[]\s*)?(?:(?:photo(?:graph)?s?|image|picture|pic|video|media|illustration|graphic|file\s+photo|credit|image\s+credit|photo\s+credit|image\s+copyright|image\s+caption)\s*(?:[:|/]|by|credit|from|courtesy|copyright)\s*.{{0,120}}"
    rf"|{PICTURE}.{{0,80}}|[^.!?]{{2,70}}[/|]\s*[^.!?]{{0,50}}(?:getty|reuters|afp|epa|shutterstock|associated\s+press|\bap\b|via\s+\w+|pool|images?|globe|staff|file).{{0,50}}"
    rf"|[^.!?]{{2,60}}[/,]\s*(?:ap|afp|reuters|epa(?:-efe)?|efe|getty)\s*(?:images)?|[^.!?]{{2,60}}\s+via\s+(?:ap|reuters|afp|getty\s+images|cnn))\s*[)\]]?",
    re.IGNORECASE,
)
# A photographer, an agency or a gallery's own marks: sure signs, wherever they stand.
_CAPTION = re.compile(
    rf"""(?:
      ^\W*file\s*(?:photo|image|picture|pic)?\s*(?:-|–|—|:|\.|photo\b|\bin\s+this\b)
    | ^\W*in\s+this\s+(?:[\w.,\s]{{3,30}})?(?:file\s+)?(?:photo|picture|image|handout|frame|combination|screen)
    | \(\s*(?:photo|photograph|image|picture|{AGENCY}\s+photo|ap\s+photo|credit)\b[^)]{{0,80}}\)?\W*(?:less|more)?$
    | \([^()]{{1,80}}(?:photos?|images?|pictures?|getty|via\s+ap|/\s*(?:ap|afp|reuters|epa)|/\s*associated\s+press|handout|file)\s*\)\W*(?:less|more|/\s*\w+)?$
    | \(\s*file\s+photo\b | ^image\s+(?:caption|copyright)\b | \bphoto\s+credit\b | \bphotos?\s*(?:graph(?:s|ed)?)?\s+by\s+(?-i:[A-Z])[^.]{{0,60}}[.)]?$
    | \b(?:reuters|afp|epa|epa-efe|ap\s+photo|getty(?:\s+images)?)\s*/\s*[A-Z][\w .,'’/-]{2, 60}[.)\]]*(?:less|more)?$ | /\s*(?:afp|epa|reuters|getty|shutterstock)\b[^.]{0, 50}[.)\]]*(?:less|more)?$
    | \bgetty\s+images?\b\W*$ | \bhide\s+caption\b | \btoggle\s+caption\b | [.!?"”]\s+credit:?\s+[A-Z][^.]{{2,60}}$ | \bvia\s+(?:reuters|ap|afp)\W*$ | \bORG\s+XMIT\b | \bFILE\s+ID\b
    | (?:\.\.\.|…)\s*more$ | [.")]\s+less$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Who stands where: a sign only in one or two sentences that report no speech.
_POSED = re.compile(
    r"""(?:
      \(\s*(?:l|r|c|left|right|center|centre|l-r|from\s+l|2nd\s+[lr]|front|back|top|bottom|foreground|background)\s*\)
    | \b(?:pictured|seen\s+here|shown\s+here|in\s+the\s+(?:foreground|background)|in\s+this\s+(?:file\s+)?(?:photo|picture|image))\b
    | ,\s*(?:second\s+|third\s+|far\s+|cent(?:er|re)\s+)?(?:left|right|cent(?:er|re)),\s | ,\s*from\s+left,?\s | \bleft\s+to\s+right\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
FULL_DATE = re.compile(rf"\b(?:{MONTH}\.?\s+\d{{1,2}},?|\d{{1,2}}\s+{MONTH}\.?,?)\s+(?:19|20)\d\d\b", re.IGNORECASE)
_PAST_TIME = re.compile(
    rf"\b(?:last\s+(?:{MONTH}|{WEEKDAY}|year|month|week|spring|summer|autumn|fall|winter)|(?:in|on)\s+(?:{MONTH}\.?\s+)?(?:\d{{1,2}},?\s+)?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# "NAME gives a ...", "NAME waves to ...": a present tense that names a past or dated moment is how captions are written.
_PRESENT = re.compile(
    r"(?:^|[\s,])[A-ZÀ-Þ][\w'’.-]*[,)\"”]?\s+(?!is\b|was\b|has\b|says\b|does\b|its\b|this\b|his\b|as\b|ties\b)[a-z]+[^s\W]s\s+"
    r"(?:a|an|the|at|in|on|to|with|for|during|from|his|her|their|as|after|before|past|next|near|by|into|out|over|through|toward|towards|outside|inside|hands|up|down|off)\b"
)
_OTHER_TENSE = re.compile(
    r"\b(?:was|were|had|has|have|will|would|could|should|did|been|became|came|took|went|made|gave|left|spent)\b"
)
_SENTENCE_INSIDE = re.compile(r"[a-z)][.?!]\s+[A-Z]")
_SPEECH = re.compile(
    r"\b(?:said|says|told|added|according\s+to|announced|warned|accused|denied|insisted|argued|asked)\b|[\"“”]"
)
_NOTE = re.compile(
    r"(?:^[A-ZÀ-Þ][\w'’.-]+(?:\s+[A-ZÀ-Þ][\w'’.-]*){0,4}(?:,[^,.]{2,60},)?\s+(?:is|was|are|covers|writes|works|served|serves|has\s+written|reports)\s+(?:an?\s+|the\s+|on\s+|for\s+|about\s+|as\s+)?"
    r"[^.]{0,140}\b(?:correspondent|contributor|columnist|reporter|editor|fellow|journalist|author|professor|writer|producer|director\s+of|bureau|staff|intern|president\s+and|"
    r"chief\s+executive|advis[eo]r|scholar|lecturer|founder)\b[^.]{0,160}\.?(?:.{0,240})$)"
    r"|^(?i:(?:the\s+)?(?:views|opinions)\s+(?:expressed|are)\b|(?:follow|contact|reach|e-?mail|write\s+to)\s+(?:\w+\s+){0,4}(?:on\s+(?:twitter|facebook)|at\b|@)|send\s+.{0,40}\bto\s+\S+@)"
    r"|^(?i:this\s+(?:article|story|column|piece|post|op-ed)\s+(?:is|was|appears|appeared|originally|first)\b)",
)


# A scene named and no more: "The mill race at NAME during the flood of 2016." No verb says that anything happened.
_SCENE = re.compile(
    r"(?P<named>[A-ZÀ-Þ][^.?!:;\"“”]*?)\s(?:of|at|in|on|near|during|with|after|before|outside|inside|along|from|under|above|beside|by|over|across|behind)\s[^.?!:;\"“”]*?"
    rf"\b(?:in|on|of|during|from)\s+(?:the\s+)?(?:(?:early|late|mid)[\s-])?(?:\d{{1,2}}\s+)?(?:{MONTH}\.?\s+)?(?:\d{{1,2}},?\s+)?(?P<year>(?:19|20)\d\d)\.?",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|to|took|came|went|made|gave|began|fell|rose|held|left|met|won|"
    r"lost|sent|found|got|saw|led|ran|kept|brought|bought|became|knew|grew|drew|broke|spoke|wrote|stood|sat|paid|built|hit|set|put|cut|shut|struck|that|who|which|[a-z]{2,}ed)\b"
)
_ONE_THING = re.compile(r"(?:An?|One|This|That|Its?|His|Her)\s(?=.*[a-z]{2}[^s'’\W]s\b)")

_LONGEST_LINE = 2000  # code points; a longer line is no layout, and patterns should not be tried on it


class Shape(NamedTuple):
    """What a line shows by itself.

    ``cue`` is "" or one of: empty, code, url, button, section, lead-in, stop, counter, ago, copyright, clock, date,
    video, byline, credit, photo, caption, note, correction. ``ends`` tells whether it ends as a sentence does,
    ``raised`` the share of its longer words that begin with a capital, ``shout`` whether it is all in capitals.
    """

    words: int
    ends: bool
    raised: float
    shout: bool
    cue: str


_MAIL = re.compile(r"\S{1,64}@\S{1,64}")
_TRAILING_LINKS = re.compile(r"(?:\s+(?:https?://\S+|pic\.twitter\.com/\S+|[#@]\w+)|\s*\[\w{1,12}\])+\s*$")
_LINKED = re.compile(r"[]#@]|https?://|pic\.twitter")
_CLOSING = "\"”’'»)]* "  # what may stand between a sentence's full stop and the end of its line
# A word, as its first letter; the second pattern tells it only of words longer than three.
_WORD = re.compile(r"(\w)[\w'’-]*")
_LONG_WORD = re.compile(r"(\w)[\w'’-]{3,}|\w[\w'’-]{,2}")
_ENDS = re.compile(r"[.?!…。؟।:][\"”’'»)\]*]*$|[.?!,][\s]*[\"”’']+$|[\"”]$")


_EMPHASIS = re.compile(r"\A([*_]{1,3})([^*_\s][^*]*[^*_\s])\1\Z")
"""A whole line set in italics or bold in Markdown."""


def _squeezed(line: str) -> str:
    """``line`` with every run of white space as one space, at its ends too."""
    bare = " ".join(line.split())
    return " " * line[:1].isspace() + bare + " " * line[-1:].isspace() if bare else " " * bool(line)


@lru_cache(maxsize=1 << 15)
def read_shape(line: str) -> Shape:
    """The shape of one line (already stripped)."""
    line = _EMPHASIS.sub(r"\2", _squeezed(line))
    # Patterns that need a certain sign are tried only where it stands: on a long line they cost more than all the rest.
    said = _MAIL.sub(" ", line) if "@" in line else line
    words = _LONG_WORD.findall(said)
    initials = [*filter(str.isalpha, words)] or [*filter(str.isalpha, _WORD.findall(said))]
    raised = sum(map(str.isupper, initials)) / len(initials) if initials else 0.0
    told = (_TRAILING_LINKS.sub("", line) or line) if _LINKED.search(line) else line
    shout = line.upper() == line and line.lower() != line and sum(map(str.isalpha, line)) > 3
    ends = _ENDS.search(told, max(len(told.rstrip(_CLOSING)) - 1, 0)) is not None
    return Shape(len(words), ends, raised, shout, _cue(line, len(words), raised))


def shows_a_picture(line: str) -> bool:
    """Whether a line is one sentence in the present tense about a dated or past moment, as captions are written."""
    return (
        len(line) <= 400
        and not _SPEECH.search(line)
        and not _SENTENCE_INSIDE.search(line)
        and _PRESENT.search(line[:150]) is not None
        and (FULL_DATE.search(line) is not None or _PAST_TIME.search(line) is not None)
        and not _OTHER_TENSE.search(line)
    )


def names_a_scene(line: str, latest: int | None) -> bool:
    """Whether a line is a noun phrase with a past year, as captions without a credit are; ``latest`` is the report's year."""
    if len(line) > 250 or latest is None or _SPEECH.search(line) or _VERB.search(line):
        return False
    match = _SCENE.fullmatch(line)
    return match is not None and int(match["year"]) < latest and not _ONE_THING.match(match["named"])


def _is(pattern: re.Pattern[str], line: str) -> bool:
    return pattern.fullmatch(line) is not None


def _cue(line: str, words: int, raised: float) -> str:
    if _is(_SEPARATOR, line):
        return "empty"
    if words > 160 or len(line) > _LONGEST_LINE:
        return ""
    if _CODE.search(line) and (line.count("(") + line.count("{") + line.count(";")) >= 2:
        return "code"
    if _is(_URL, line):
        return "url"
    if words <= 60:
        found = _short_cue(line, words, raised)
        if found:
            return found
    if words > 8 and line[:4] in ("MOST", "Most") and _is(_RUN_TOGETHER, line):
        return "lead-in"
    if _CORRECTION.match(line):
        return "correction"
    marked = _CAPTION.search(line)
    # In a long paragraph only a mark at its very end or beginning says that the whole is a caption.
    if marked and words > 80 and marked.start() > 0 and marked.end() < len(line) - 3:
        marked = None
    if marked or (words <= 55 and not _SPEECH.search(line) and _POSED.search(line)):
        return "caption"
    if words <= 60 and not line.endswith("?") and _NOTE.search(line):
        return "note"
    if words <= 50 and _is(_BRACKETED, line):
        return "caption"
    return "caption" if FULL_DATE.search(line) and shows_a_picture(line) else ""


def _is_dateline_alone(line: str) -> bool:
    """Whether a line is a town with a day and no more. Without what it lies in, a known town only: it may be a house's name."""
    match = _TOWN_DATED.fullmatch(line)
    if match is None or AGENCY_LINE.fullmatch(match["town"]) or _ROLE.search(match["land"] or ""):
        return False
    from stemma.name.gazetteer import cities_named
    from stemma.name.keys import fold_name

    return match["land"] is not None or bool(cities_named(fold_name(match["town"])))


def _short_cue(line: str, words: int, raised: float) -> str:
    if _is(_COPYRIGHT, line):
        return "copyright"
    if words <= 14 and _is(_DATE_LINE, line) and _HAS_DAY.search(line):
        return "video" if _DURATION.search(line) else "date"
    if words <= 5 and _is(_CLOCK, line) and not line.isdigit():
        return "clock"
    if words <= 8 and _is(_COUNTER, line):
        return "counter"
    if words <= 8 and _is(_STOP, line):
        return "stop"
    if words <= 10 and _is(_AGO, line):
        return "ago"
    if words <= 8 and _is(_SECTION, line) and not line.endswith((".", "?", "!")):
        return "section"
    if _is(_BUTTON, line) or is_appeal(line):
        return "button"
    if words <= 16 and _is(_PHOTO_LINE, line):
        return "photo"
    if words <= 25 and (_is(_LEAD_IN, line) or _is(_BRACKETS, line)):
        return "lead-in"
    if words <= 12 and _DURATION.search(line):
        return "video"
    if words <= 12 and _is_dateline_alone(line):
        return "date"
    if words <= 12 and _is(_CREDIT_DATED, line):
        return "credit"
    if (
        raised > 0.5
        and _HAS_DAY.search(line)
        and words <= 30
        and _is(_NAMED_DATE, line)
        and (not line.endswith((".", "?", "!")) or line.lower().endswith(("a.m.", "p.m.")))
    ):
        return "byline"
    if words <= 10 and raised > 0.8 and _is(_HANDLE, line):
        return "byline"
    if _is(_CREDIT, line):
        return "credit"
    if words <= 22 and raised > 0.5 and (_is(_BYLINE_STRICT, line) or (words <= 10 and _is(_ANALYSIS, line))):
        return "byline"
    if words <= 10 and raised > 0.6 and _ROLE.search(line) and _is(_NAMED_ROLE, line):
        return "byline"
    if (
        words <= 24
        and _HAS_DAY.search(line)
        and not line.endswith((".", "?", "!"))
        and re.match(r"(?:by\s|posted|published|updated|last\s+updated|publish)", line, re.IGNORECASE)
    ):
        return "byline" if line[:3].lower() == "by " else "date"
    return ""
