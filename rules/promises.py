"""How a prompt would promise somebody a score, or deny it, in English, German, French and Spanish (REWARDS 2)."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a language says always, give, and who."""

    always: str
    give: str
    who: str
    favours: str
    many: str


ENGLISH = Tongue(
    r"always|never|at least|no less than|not less than|no fewer than|at most|no more than|automatically"
    r"|guarantee\w*|in (?:any|every) case|no matter what|without exception|every (?:single )?month|must",
    r"give|gives|given|award\w*|grants?|assign\w*|receives?|gets?|earns?|deserves?|pays?|paid"
    r"|scored?|rated?"
    r"|ranked|(?:reward|rank)(?= (?:all |every |the |our |any |each |an? )*(?:{who}))",
    r"moderators?|mods?|admins?|administrators?|founders?|co-?founders?|treasurers?|guardians?"
    r"|core team|team leads?"
    r"|the team|leaders?|newcomers?|newbies|beginners|veterans?|seniors?|juniors?|new members|old members"
    r"|holders|investors?|whales|developers?|designers?|programmers?|coders|engineers?"
    r"|translators?|writers"
    r"|artists|marketers|employees|contractors|women|men|students|americans|europeans|germans|foreigners"
    r"|native speakers|the (?:person|persons|member|members|user|users|people|one|author|owner)"
    r" (?:who|that|whose|called|named|from|of|behind|in charge)|(?:people|members"
    r"|users) (?:called|named|from|with names)"
    r"|the (?:admin|owner|boss|chair|president|founder)|my friends?|me|us|myself|ourselves",
    r"(?:favou?rs?|prefer|boost|privilege|prioriti[sz]e|penali[sz]e|punish)",
    r"double|twice|triple|(?:the )?(?:full|maximum|highest|top|best|lowest) (?:score|share|mark"
    r"|points)|a bonus"
    r"|extra (?:points|credit|weight)|zero|nothing|everything|all of it|half of|first place",
)
GERMAN = Tongue(
    r"immer|stets|nie|niemals|mindestens|wenigstens|hochstens|automatisch|garantiert"
    r"|auf jeden fall|in jedem fall"
    r"|ausnahmslos|jeden monat|mussen",
    r"gib|gebt|geben|gibt|vergib|vergebt|bekommt|bekommen|erhalt|erhalten|kriegt|kriegen"
    r"|verdien\w+|zahl\w*"
    r"|bewerte\w*|belohne\w*|zusteh\w*",
    r"moderator\w*|admins?|administrator\w*|grunder\w*|mitgrunder\w*|schatzmeister\w*"
    r"|kassenwart\w*|huter\w*|neuling\w*"
    r"|neue\w* mitglied\w*|alte\w* mitglied\w*|anfanger\w*|veteran\w*|kernteam|das team|dem team"
    r"|vorstand|leiter\w*"
    r"|entwickler\w*|designer\w*|ubersetzer\w*|programmierer\w*|frauen|manner\w*|student\w*|auslander\w*"
    r"|(?:der|dem|die|den) (?:person|leute\w*|mitglied\w*|autor\w*),? (?:die|der|das|von|aus"
    r"|namens)|mir|uns|meinen freunden",
    r"(?:bevorzug\w*|benachteilig\w*|bestraf\w*)",
    r"doppelt|das doppelte|die volle punktzahl|(?:die )?(?:hochste|hochst|volle"
    r"|beste) (?:punktzahl|bewertung|note)"
    r"|einen bonus|null punkte|nichts|alles",
)
FRENCH = Tongue(
    r"toujours|jamais|au moins|au minimum|au maximum|systematiquement|automatiquement|garanti\w*"
    r"|dans tous les cas"
    r"|sans exception|chaque mois|doi(?:t|vent)",
    r"donne\w*|attribu\w*|accord\w+|recoi\w*|recev\w*|obtien\w*|merit\w*|pay\w+|not(?:e|er|ez)"
    r"|recompens\w*",
    r"moderat\w*|administrat\w*|admins?|fondat\w*|cofondat\w*|tresori\w*|gardiens?|nouve(?:aux"
    r"|lles?|au) (?:membres?|venus?|arrivants?)"
    r"|debutant\w*|anciens|veterans?|l'equipe|noyau dur|chefs?|developpeu\w*|graphistes?"
    r"|designers?|traduct\w*"
    r"|femmes|hommes|etudiants|etrangers|(?:la personne|les personnes|le membre|les membres"
    r"|celui|celle|ceux) (?:qui|de|du|d'|nommee?s?)"
    r"|moi|mes amis",
    r"(?:favoris\w*|privilegi\w*|avantag(?:e|er|ez)|penalis\w*)",
    r"le double|la note (?:maximale|la plus haute)|le maximum|un bonus|zero|rien",
)
SPANISH = Tongue(
    r"siempre|nunca|jamas|al menos|por lo menos|como minimo|como maximo|automaticamente"
    r"|garantiz\w*|en todo caso"
    r"|sin excepcion|cada mes|deben?",
    r"da|das|dar|dale|dales|den|des|otorg\w*|asign\w*|conced\w*|recib\w*|obten\w*|obtien\w*"
    r"|merec\w*|pag\w+|puntua\w*|premi\w+",
    r"moderador\w*|administrador\w*|admins?|fundador\w*|cofundador\w*|tesorer\w*|guardian\w*"
    r"|nuev[oa]s(?: miembros)?|novat\w*"
    r"|recien llegad\w*|principiantes?|veteran\w*|el equipo|lider\w*|desarrollador\w*"
    r"|disenador\w*|traductor\w*|mujeres"
    r"|hombres|estudiantes|extranjer\w*|(?:la persona|las personas|el miembro|los miembros|quien"
    r"|quienes|aquel|aquellos) (?:que|de|del|llamad\w*)"
    r"|mi|mis amigos",
    r"(?:favorec\w*|privilegi\w*|penali[cz]\w*|castig\w*)",
    r"el doble|la (?:maxima|mayor) (?:nota|puntuacion)|el maximo|un bono|cero puntos|nada",
)
TONGUES = (ENGLISH, GERMAN, FRENCH, SPANISH)
CLASSES = frozenset(
    [
        "a",
        "i",
        "me",
        "us",
        "mod",
        "mods",
        "admin",
        "admins",
        "moderator",
        "moderators",
        "founder",
        "founders",
        "treasurer",
        "treasurers",
        "guardian",
        "member",
        "members",
        "team",
        "all",
        "care",
        "code",
        "design",
        "guide",
        "help",
        "honest",
        "hope",
        "joy",
        "july",
        "june",
        "may",
        "april",
        "mark",
        "grace",
        "art",
        "will",
        "bill",
        "rose",
        "page",
        "max",
        "use",
        "work",
        "value",
        "most",
        "community",
        "everybody",
        "nobody",
        "anyone",
        "someone",
    ]
)  # words that a name may be, and that a prompt needs
DETERMINERS = (
    r"(?:(?:to|all|every|each|the|our|any|an?|alle[nr]?|jede[mnr]?|de[nmr]|die|das|unsere[nm]?"
    r"|aux?|les?|la|l'|tous|toutes|nos|chaque|a|al|los|las|todos|todas|nuestros|cada) ?)*"
)
AMOUNT = r"(?:[0-9][0-9.,']*(?: ?%| points?| punkte?| puntos)?)"


def _promises(of: Tongue) -> list[re.Pattern[str]]:
    who = rf"(?<![\w'])(?:{of.who})(?![\w'])"
    give = rf"(?<![\w'])(?:{of.give.replace('{who}', of.who)})(?!\w)"
    always, gap = rf"(?<!\w)(?:{of.always})(?!\w)", r"[^.!?;]{0,40}?"
    orders = (
        (always, give, who), (always, who, give), (who, always, give),
        (give, who, always), (give, always, who), (who, give, always),
    )  # fmt: skip
    found = [gap.join(order) for order in orders]
    found += [rf"{give} {DETERMINERS}{who}[^.!?;:]{{0,20}}?(?<!\w)(?:{of.many}|{AMOUNT})(?!\w)"]
    found += [rf"{who} (?:\w+ )?{give} (?:\w+ )?(?:{of.many}|{AMOUNT})(?!\w)"]
    found += [rf"(?<!\w){of.favours} {DETERMINERS}{who}", rf"{who}: ?{AMOUNT}(?!\w)"]
    return [re.compile(one) for one in found]


LABEL = r"(?<![\w])m[0-9]{2}(?!\w)"
FLOORS = (
    (
        r"(?<!\w)(?:always|never|at least|no less than"
        r"|no more than)(?!\w)[^.!?;]{0,30}?(?<!\w)(?:give|award|grant|assign|score|pay)s? (?:to )?"
        r"(?:whoever|those who|anyone who|anybody who|everyone who|everybody who)"
    ),
    (
        r"(?<!\w)(?:give|gives|award|grant|assign|gets?|receives?"
        r"|earns?)(?!\w)[^.!?;]{0,30}?(?:at least|no less than|a minimum of|always) [0-9]"
    ),
    (
        r"(?<!\w)(?:gib|gebt|geben|bekommt|bekommen|erhalt"
        r"|erhalten)(?!\w)[^.!?;]{0,30}?(?:mindestens|wenigstens|immer) [0-9]"
    ),
    (
        r"(?<!\w)(?:donn\w*|recoi\w*|attribu\w*|obtien\w*)(?!\w)[^.!?;]{0,30}?(?:au moins|au minimum"
        r"|toujours) [0-9]"
    ),
    (
        r"(?<!\w)(?:da|dar|recib\w*|otorg\w*|asign\w*|obtien\w*)(?!\w)[^.!?;]{0,30}?(?:al menos"
        r"|por lo menos|como minimo|siempre) [0-9]"
    ),
    LABEL,
)
PROMISES = [one for tongue in TONGUES for one in _promises(tongue)] + [re.compile(one) for one in FLOORS]
