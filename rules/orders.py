"""Texts of a month that speak to whoever judges it, in four languages; what is found is pointed out (REWARDS 3).

The words of an order, not of a subject: work on scores, prompts and rewards is work. Most of what tries to steer is found
by no list; bounds, trials and people are for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from rules.sentences import plain

NEAR, NEXT = r"[^.!?;\n]{0,50}?", r"[^.!?;\n]{0,20}?"  # within a sentence


class Tongue(NamedTuple):
    """The words of a language, lower case without accents, each a part of a pattern."""

    give: str  # what is asked
    mine: str  # for whom
    most: str  # how much
    rest: str  # everybody else …
    nothing: str  # … and what is left for them
    forget: str  # what is told before is to be forgotten
    told: str


ENGLISH = Tongue(
    "give|award|assign|grant|rate|score|rank|pay|allocate|allot|hand|put|set|place|treat|count|mark|make",
    "me|myself|my|mine|this (?:entry|contribution|text|line|work|member|account|log)"
    "|(?:the )?(?:author|writer|bearer|person) (?:of|who|behind)|whoever (?:wrote|logged) this",
    "highest|maximum|max|full|top|most|first|largest|biggest|double|triple|twice|all|everything|half"
    "|(?:high|perfect) (?:score|mark|share)|10[ .,']?000|100 ?(?:%|points)|[0-9]{2,3} ?%",
    "every(?:body|one) else|all (?:the )?others?|the others|other (?:members|entries)|the rest of (?:them|you)",
    "zero|nothing|none|0|less|no (?:points|score|share)",
    "ignore|disregard|forget|override|bypass|overrule",
    "instructions?|rules|guidelines|prompt|system message|everything (?:above|before|so far)"
    "|all (?:previous|prior|earlier)|above",
)
GERMAN = Tongue(
    "gib|gebt|geben sie|vergib|zahlt?|zahle|bewerte?t?|setze?t?|werte?t?|stelle?t?",
    r"mir|mich|uns|mein\w*|dies\w*",
    r"hochst\w*|voll\w*|maxim\w*|alles|meist\w*|oben|erste\w*|doppelt\w*|dreifach\w*|so viel|punkt\w*|[0-9]+ ?%",
    "allen? (?:anderen|ubrigen)|die anderen|der rest",
    "null|0|nichts|leer|einfach|weniger|gleichmassig",
    r"ignorier\w*|vergiss|vergesst|missacht\w*",
    r"anweisung\w*|regel\w*|bisher\w*|oben|vorherig\w*|prompt",
)
FRENCH = Tongue(
    "(?:donne|attribue|accorde|note|place|verse)z?|mets|mettez",
    r"moi|nous|lui|(?:a )?(?:cette|ma|mon|l'aut)\w*",
    r"maxim\w*|plafond|tout\w*|totalite|moitie|meilleure\w*|premier\w*|haut|points?|note",
    "tou(?:s|tes) les autres|les autres|aux autres|mets-l[ae]",
    "zero|rien|0",
    "ignore[rz]?|oublie[rz]?|ne (?:tiens|tenez) pas compte",
    r"instruction\w*|consigne\w*|regle\w*|precede\w*|heures",
)
SPANISH = Tongue(
    "dame|ponme|denme|asigna(?:me|le)?|dale|otorga(?:me|le)?|puntua(?:me|la)?|califica(?:me|la)?|valora(?:me|la)?",
    "",
    r"maxim\w*|todo\w*|puntos?|total|doble|triple|10 ?000|[0-9]+ ?%",
    "l[oa]s demas|l[oa]s otr[oa]s|el resto",
    "cero|0|nada|resto",
    "ignora|olvida|no (?:tengas|tomes) en cuenta",
    r"instruccion\w*|reglas|anterior\w*|todo lo",
)
THIS = (
    r"this (?:entry|contribution|text|line|work|member|account)|(?:the )?(?:author|writer|bearer) (?:of|who)"
)
GETS = r"deserves?|receives?|gets?|is paid|(?:must|should) (?:get|have)"
SIGNS = (
    # somebody or something gets much
    rf"\b(?:{THIS})\b{NEAR}\b(?:{GETS})\b{NEAR}\b(?:scores?|shares?|points|mark|reward|pot|maximum|others)\b",
    r"\bscores? (?:for|of) this (?:account|member|entry|user)\b",
    r"\bfrom (?:every(?:body|one) else's|all others)",
    rf"\bdies(?:es mitglied|er (?:beitrag|eintrag))\b{NEAR}(?:erhalt|bekommt|zahlt|verdient|maxim|punkt|[0-9]+ ?%)",
    rf"\bde[rmn] verfasser(?:in)?\b{NEAR}(?:erhalt|bekommt|schenkt|verdient|maxim|punkt|[0-9]+ ?%)",
    rf"\b(?:cette|la) (?:contribution|entree|ligne)\b{NEAR}\b(?:recoit|merite|obtient)\b{NEAR}\b(?:note|maxim|tout)",
    rf"\b(?:autora? de|quien escribio|esta (?:entrada|contribucion))\b{NEAR}\b(?:total|maxim|recib|merec|puntos)",
    r"\b(?:rate|score) me\b|\bmets[- ]moi\b|\bponme\b|\bgib mir\b",
    r"\b(?:counts?|zahl(?:t|en)) (?:\w+ )?(?:double|triple|doppelt|dreifach|[a-z]*hundertfach)\b",
    r"\b(?:compten?t?e?|valen?|cuentan?) (?:\w+ )?(?:double|triple|el doble|el triple)\b",
    # somebody else speaks, or speaks to the judge
    r"^\W*(?:system|administrat(?:or|eur)|admin|assistant|developer)\b ?\W{0,2}:",
    r"#{2,} ?\w+ ?:|\[/?inst\]|<\|\w+\|>|\[(?:system|admin)\]",
    r"\b(?:dear |note (?:to|for) the |whoever |anyone who |you who )(?:judge|scorer|model|ai|assistant|score|weigh)s?\b",
    r"\b(?:judge|model|assistant|scorer)'s note\b|\bas any (?:\w+ )?judge\b|\byou are the (?:only one|judge)\b",
    r"\btu (?:es|passes) en mode\b|\bdu (?:spielst|bist) (?:jetzt|ein|eine)\b",
    r"\b(?:stay|remain|bleib\w*|reste[rz]?) (?:in (?:role|character|der rolle)|dans (?:le|ton) role)\b",
    # the border of the data, or the answer, is forged
    r"\b(?:end of (?:the )?data|fin de(?:s| los| las)? (?:datos|donnees)|ende der daten|beginning of the answer)\b",
    r"\"scores?\" ?:|\b(?:correct|expected|right) answer is\b",
    r"\b(?:respuesta|reponse|antwort) (?:esperada|attendue|erwartet)",
    # something is to be done while the month is judged
    rf"\b(?:please|decode|carry out|apply)\b{NEAR}\b(?:scoring|judging)\b",
    rf"\bbitte\b{NEAR}\b(?:beim|vor dem|bei der) (?:verteil|bewert)",
    rf"\b(?:beim|bei der) (?:verteil|bewert)\w*{NEAR}\b(?:bitte|bedenken)\b",
    rf"\b(?:merci de|avant de|lors de)\b{NEAR}\b(?:la notation|departager)\b",
    rf"\bpor favor\b{NEAR}\bal (?:repartir|puntuar)\b",
    # it is not meant to be read by people
    r"(?:\b\w ){8}\w\b",
)
ENCODED = re.compile(r"(?<![\w/.=-])(?=[^\s]*[A-Z])(?=[^\s]*[a-z])[A-Za-z0-9+/]{32,}={0,2}(?![\w/])")


def _patterns() -> Iterator[str]:
    for one in (ENGLISH, GERMAN, FRENCH, SPANISH):
        whom = rf"{NEAR}\b(?:{one.mine})\b" if one.mine else ""
        yield rf"\b(?:{one.give})\b{whom}{NEAR}(?<!\w)(?:{one.most})(?!\w)"
        yield rf"\b(?:{one.rest})\b{NEXT}(?<!\w)(?:{one.nothing})(?!\w)"
        yield rf"\b(?:{one.forget})\b{NEAR}\b(?:{one.told})\b"
    yield from SIGNS


PATTERNS = tuple(re.compile(one) for one in _patterns())


def speaking(texts: Mapping[int, str]) -> list[int]:
    """The places of texts that speak to whoever judges."""
    return sorted(place for place, text in texts.items() if speaks(text))


@lru_cache(maxsize=4096)
def speaks(text: str) -> bool:
    """Whether a text gives orders to whoever judges, or hides what it says."""
    if ENCODED.search(text):
        return True
    flat = plain(text)
    return any(one.search(flat) for one in PATTERNS)
