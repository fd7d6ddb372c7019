"""Which of the four languages a text is written in, told by the words that every sentence needs."""

from __future__ import annotations

import re

SAID = {
    "en": """
        the and of to is are not that who what in for it be this by from with as their they a an or but so than more
        no has have was were will who's whose which when where how do does did if on at we us our you your i he she his
        her them there here can may must should would could all any each every one two some only also other nobody
        nothing never always because before after about into over under out up down just same such been being had its
        those these whoever everybody somebody anything something work members month count counts good well
    """,
    "de": """
        der die das und ist sind nicht wer was in fur es den dem des von mit zu ein eine einen einem einer eines auf auch
        sich er sie ihr ihre wir uns unser unsere du ihm ihn an als wie oder aber so mehr kein keine keinen hat haben
        war waren wird werden wenn weil dass da hier dort kann darf muss soll sollen alle jeder jede jedes nur noch
        schon nie immer nichts niemand jemand etwas vor nach uber unter aus bei bis durch ohne um am im zum zur beim
        vom dies diese dieser dieses denn doch dann man arbeit mitglied mitglieder monat zahlt gut sehr viel
    """,
    "fr": """
        le la les l et est sont ne n pas qui que qu dans pour ce c des du de d un une par avec ou se s sur au aux il elle
        ils elles on nous vous notre nos votre leur leurs son sa ses mais plus moins comme si ont a ete etre fait tout
        toute tous toutes chaque aucun aucune rien personne jamais toujours y en sans sous entre avant apres ceux celle
        celui cette ces cela quand ainsi meme aussi bien tres peu travail membres membre mois compte comptent
    """,
    "es": """
        el la los las y e es son no que en para lo de un una unos unas por con se su sus al del quien quienes como mas
        menos o u pero si ni a ha han haya fue ser esta estan este estos esa ese eso esto cada todo toda todos todas
        nadie nada nunca siempre sin sobre entre antes despues aunque cuando donde porque nos nuestro nuestra les le me
        te tu muy bien poco mucho tambien solo otro otra otros otras aqui alli trabajo miembros miembro mes cuenta
        cuentan hay algo alguien
    """,
}
NEIGHBOURS = """
    che il gli della delle dei nel nella sono ogni anche piu chi non ma perche questo questa hanno tutti lavoro membri
    nao os as uma um do da dos das com quem tambem sao pelo pela mais isso ao ou foi sua seu trabalho membros tem sem
    het een van wordt worden niet zijn voor ook dat naar moet moeten krijgt altijd werk leden
    els amb dels les seva seu aixo pero mes cada qui ha es treball membres persoas traballo cousas
    og er ikke det som att och inte har med av som til pa jest nie sie co oraz przez
"""  # of Italian, Portuguese, Dutch, Catalan and Galician, the Nordic languages and Polish
COMMON = {language: frozenset(words.split()) for language, words in SAID.items()}
STRANGE = frozenset(NEIGHBOURS.split()).difference(*COMMON.values())
WORD = re.compile(r"[^\W\d_]+")
LONG = 12  # words of a sentence that tell its language; fewer may be names or a motto
FEW = 0.15  # of its words that are common ones: a sentence of a language that we read has more
SURE = 0.3  # common words of a sentence whose words mean what they mean in our languages


def shares(flat: str) -> dict[str, float]:
    """For each language the part of the words that are common in it."""
    words = WORD.findall(flat)
    return {
        language: sum(one in common for one in words) / max(1, len(words))
        for language, common in COMMON.items()
    }


def spoken(flat: str, whole: str) -> list[str]:
    """The languages a sentence may be in: its own best one, and those of the whole text."""
    mine, all_of_it = shares(flat), shares(whole)
    best, most = max(mine.values()), max(all_of_it.values())
    return [
        one for one in COMMON if (best and mine[one] > 0.6 * best) or (most and all_of_it[one] > 0.75 * most)
    ] or list(COMMON)


def tells(flat: str) -> bool:
    """Whether a sentence is long enough, or of such letters, that its language can be told."""
    return len(WORD.findall(flat)) >= LONG or _other_letters(flat)


def foreign(flat: str) -> bool:
    """Whether a sentence can be told to be in none of the four languages."""
    return tells(flat) and (max(shares(flat).values()) < FEW or elsewhere(flat))


def elsewhere(flat: str) -> bool:
    """Whether a text has the words or the letters of another language, rather than only few of ours."""
    words = WORD.findall(flat)
    strange = sum(one in STRANGE for one in words) / max(1, len(words))
    return strange > 0.5 * max(shares(flat).values()) or _other_letters(flat)


def _other_letters(flat: str) -> bool:
    letters = [one for one in flat if one.isalpha()]
    return sum(one > "\u024f" for one in letters) > max(8, len(letters) // 2)
