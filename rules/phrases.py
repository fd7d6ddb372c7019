"""Phrases that a prompt may not hold, in English, German, French and Spanish: lower case, without accents (REWARDS 2).

They are the words of an instruction, not of a subject: a parser of JSON is work, "answer in JSON" is none of a
prompt's business. What no pattern finds is for the trial and for those who vote.
"""

import re

NOT = r"(?<!not )(?<!n't )(?<!never )(?<!nicht )(?<!pas )(?<!jamais )(?<!no )(?<!nunca )"
SAYS = r"(?:^\W*|[.!?:;,(]\W*|\b(?:must|should|always|only|please|and|then|you|to|will|shall)\s+)"
FORM = (
    r"(?:json|yaml|xml|csv|html|code (?:block|fence)s?|schema|(?:an? |one )?(?:object|array)"
    r"|prose|bullet(?: point)?s|a table|a list|markdown|plain text|one (?:word|line|sentence"
    r"|number)|capitals|capital letters)"
)
TONGUE = r"(?:english|german|french|spanish|italian|portuguese|chinese|japanese|russian|latin|emoji)"
ABOVE = (
    r"(?:instructions?|rules|frame|system (?:prompt|message)|safety|safeguards?|guidelines"
    r"|restrictions|directives|schema|flags|caps?|everything above|all above|(?:is|was|were"
    r"|stands|said|written) (?:above|before)|told (?:before|above|earlier|so far)|(?:previous"
    r"|prior|earlier|preceding) (?:\w+ )?(?:prompts?|messages?|texts?|orders?))"
)
INSIDE = (
    r"(?! (?:that |which |you (?:find|see) )?(?:in|inside|within|from|of) (?:a |an |any |the "
    r"|their |these |those |members'? ?)*(?:texts?|contributions?|entry|entries|messages?|logs?"
    r"|works?))"
)

WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "it says how to answer, and the frame fixes that; say what counts, not how it is written down.",
        (
            rf"{SAYS}(?:answer|reply|respond|output|return|print|emit)\b[^.!?]{{0,40}}?\b{FORM}\b",
            rf"{SAYS}(?:answer|reply|respond|output)\b[^.!?]{{0,20}}?\bin {TONGUE}\b",
            (
                r"\b(?:use|write|produce|format|wrap|put)\b[^.!?]{0,40}?\b(?:json|yaml|xml|code (?:block"
                r"|fence)|schema)\b"
            ),
            r"\byour (?:answers?|output|repl(?:y|ies)|responses?)\b",
            (
                r"\b(?:the|each|every) (?:output|response|json)\b[^.!?]{0,10}?\b(?:must|should|has to|shall"
                r"|is to|field|format|contains?)\b"
            ),
            (
                r"\b(?:output|response|answer) format\b|\b(?:json|output) (?:field|key|schema|object)s?\b"
                r"|```|\{\s*\""
            ),
            (
                r"\b(?:the|each|every|write|put|add|say)\b[^.!?]{0,20}?\b(?:reasons?|evidence"
                r"|flags?)\b (?:field|in (?:the )?(?:english|german|french|spanish|json)|must|should be"
                r"|has to)"
            ),
            (
                r"\b(?:antwort(?:e|et|en)?|gib|gebt|ausgabe|schreib(?:e|t)?)\b[^.!?]{0,40}?\b(?:json|yaml"
                r"|xml|csv|als tabelle|als liste|im format|codeblock|auf (?:deutsch|englisch|franzosisch"
                r"|spanisch))\b"
            ),
            r"\b(?:deine|die) (?:ausgabe|antwort)\b|\bausgabeformat\b",
            (
                r"\b(?:repon(?:ds|dez|dre)|renvoi(?:e|yer)|renvoyez|ecri(?:s|vez|re)|sortie|produi(?:s|sez"
                r"|re)|formate\w*)\b[^.!?]{0,40}?\b(?:json|yaml|xml|csv|tableau|format|en (?:francais"
                r"|anglais|allemand|espagnol))\b"
            ),
            (
                r"\b(?:ta|votre|la) (?:reponse|sortie)\b[^.!?]{0,10}?\b(?:doit|devra|en|au|contient)\b"
                r"|\bformat de (?:sortie|reponse)\b"
            ),
            (
                r"\b(?:responde\w*|devuelv\w*|devolver|escrib\w*|salida|produc\w*"
                r"|imprim\w*)\b[^.!?]{0,40}?\b(?:json|yaml|xml|csv|una tabla|formato|en (?:espanol|ingles"
                r"|frances|aleman))\b"
            ),
            (
                r"\b(?:tu|su|la) (?:respuesta|salida)\b[^.!?]{0,10}?\b(?:debe|tiene|en|contiene)\b"
                r"|\bformato de (?:salida|respuesta)\b"
            ),
        ),
    ),
    (
        "it would set other instructions aside; the frame always stands, so say what this community values.",
        (
            (
                rf"{NOT}\b(?:ignore|disregard|override|overrule|bypass|forget|supersede|circumvent|set aside"
                rf"|skip|cancel|replace|break|violate)s?\b[^.!?;]{{0,45}}?\b{ABOVE}\b{INSIDE}"
            ),
            (
                r"\b(?:ignore|disregard|forget)\b[^.!?;]{0,20}?\b(?:everything|all|anything) (?:else|above"
                r"|before|you)\b"
            ),
            (
                r"\b(?:overrides?|takes? precedence|has priority|have priority|wins? over|stands? above"
                r"|outranks?|supersedes?)\b"
            ),
            (
                r"\b(?:you are now|from now on,? you|act as|pretend (?:to|that|you)|role-?play|jailbreak"
                r"|developer mode|new (?:system )?instructions)\b"
            ),
            (
                r"\b(?:ignorier\w*|missacht\w*|vergiss|vergesst|ubergeh\w*|umgeh\w*"
                r"|uberschreib\w*)\b[^.!?;]{0,45}?\b(?:anweisung\w*|regeln?|rahmen\w*|vorgaben?|oben"
                r"|bisher\w*|vorherig\w*|alles andere|system\w*|sicherheit\w*)\b"
            ),
            (
                r"\b(?:hat|haben) vorrang\b|\bdu bist (?:jetzt|nun|ab sofort)\b|\bab jetzt bist du\b"
                r"|\btu so,? als\b"
            ),
            (
                r"\b(?:ignor(?:e|er|ez)|oubli(?:e|er|ez)|neglige\w*|contourn\w*"
                r"|outrepass\w*)\b[^.!?;]{0,45}?\b(?:instructions?|consignes?|regles|cadre|ci-dessus"
                r"|precedent\w*|tout le reste|systeme|securite)\b"
            ),
            (
                r"\b(?:a|ont) (?:la )?(?:priorite|preseance)\b|\b(?:tu es|vous etes) (?:maintenant"
                r"|desormais)\b|\bfais comme si\b"
            ),
            (
                r"\b(?:ignor(?:a|e|ar|en)|olvid(?:a|e|ar|en)|omit(?:e|ir|a)|salt\w+"
                r"|anul\w+)\b[^.!?;]{0,45}?\b(?:instruccion\w*|reglas|marco|anterior\w*|todo lo demas"
                r"|de arriba|sistema|seguridad)\b"
            ),
            (
                r"\btienen? prioridad\b|\bprevalece\w*\b|\b(?:ahora eres|a partir de ahora eres)\b"
                r"|\bfinge que\b"
            ),
        ),
    ),
    (
        "it speaks of the frame, which no prompt changes; say what this community values.",
        (
            (
                r"\bframe(?:'s)?\b[^.!?;]{0,30}?\b(?:says?|said|rules?|scale|instructions?|prompt|priority"
                r"|wins?|does not|no longer|forbids?|asks?|wrong|applies|apply|text|tells?)\b"
            ),
            (
                r"\b(?:despite|instead of|against|beyond|unlike|whatever) the frame\b|\b(?:the"
                r"|your) system (?:prompt|message|instructions?)\b"
            ),
            (
                r"\b(?:instructions?|rules) (?:above|before this|that come before|you were given"
                r"|you have been given)\b"
            ),
            (
                r"\bder rahmen\b[^.!?;]{0,20}?\b(?:sagt|gilt|verlangt|verbietet)\b|\b(?:entgegen|statt"
                r"|trotz) de[ms]r? rahmens?\b|\bsystem-?(?:prompt|nachricht|anweisung\w*)\b"
            ),
            (
                r"\ble cadre\b[^.!?;]{0,20}?\b(?:dit|interdit|exige|demande|ne s'applique)\b|\b(?:message"
                r"|invite|instructions?) (?:du )?systeme\b"
            ),
            (
                r"\bel marco\b[^.!?;]{0,20}?\b(?:dice|prohibe|exige|pide|no se aplica)\b|\b(?:mensaje"
                r"|instrucciones) (?:del|de) sistema\b"
            ),
        ),
    ),
    (
        "it sets another scale, and the frame fixes the scale; say what counts more and what less.",
        (
            (
                r"\b(?:scores?|scored|points?|marks?|rate|rating|ratings"
                r"|grades?)\b[^.!?;]{0,25}?\b[0-9][0-9.,']* ?(?:to|and|-|–|through) ?[0-9]"
            ),
            (
                r"\bscale (?:of|from|is|goes|runs|between|starts|ends)\b|\b(?:another|different|new"
                r"|own) scale\b|\bout of (?:5|10|20|100|1,?000|10,?000)\b"
            ),
            (
                r"\b(?:the )?(?:highest|maximum|minimum|lowest|top|max|min)(?: possible| allowed)? (?:score"
                r"|mark|rating|points)\b(?: (?:is|of|should|must|be)|:| =)"
            ),
            (
                r"\b(?:scores?|points)\b[^.!?;]{0,30}?\b(?:add up to|sum to|sum up to|total)\b"
                r"|\bnormali[sz]e\b[^.!?;]{0,20}?\bscores?\b|\b(?:distribute|divide"
                r"|split)\b[^.!?;]{0,12}?[0-9][0-9.,]* points\b"
            ),
            (
                r"\b(?:multiply|double|halve|divide)\b (?:all |the |every |each |their )*(?:scores?"
                r"|points)\b"
            ),
            (
                r"\b(?:skala (?:von|geht|reicht)|andere skala|punkte?n? (?:von|zwischen) [0-9]"
                r"|hochstpunktzahl|von [0-9]+ bis [0-9]+ punkte?n?|auf einer skala)\b"
            ),
            (
                r"\b(?:echelle (?:de|va)|une autre echelle|notes? (?:de|entre) [0-9]+ (?:a|et) [0-9]"
                r"|sur (?:10|20|100)\b|note maximale (?:est|de))"
            ),
            (
                r"\b(?:escala (?:de|del|va)|otra escala|puntos? (?:de|del|entre) [0-9]+ (?:a|al|y) [0-9]"
                r"|sobre (?:10|20|100)\b|puntuacion maxima (?:es|de))"
            ),
        ),
    ),
    (
        "it would have the model follow texts, and they are only judged; say what is evidence of work.",
        (
            (
                r"(?<!not )(?<!n't )(?<!never )\b(?:follow|obey|execute|carry out|comply with|do what"
                r"|do as)\b[^.!?;]{0,40}?\b(?:texts?|contributions?|entries|entry|messages?|members?|logs?"
                r"|notes?|praise)\b"
            ),
            (
                r"(?<!not )(?<!n't )(?<!never )\b(?:use|take|accept|copy)\b[^.!?;]{0,20}?\b(?:score|number"
                r"|points)\b[^.!?;]{0,25}?\b(?:texts?|members?|contributions?|entry|they"
                r"|it)\b[^.!?;]{0,12}?\b(?:asks?|claims?|names?|says?|states?|requests?|proposes?|suggests?"
                r"|wants?)\b"
            ),
            (
                r"\b(?:if|when|where|whenever|every|any)\b (?:a |any |the |some |their )?(?:text|entry"
                r"|contribution|message|log|line|work)s?\b[^.!?;]{0,25}?\b(?:contains?|includes?|begins?"
                r"|starts?|ends? with|has the (?:word|phrase|code|tag)|mentions? the (?:word|phrase|code"
                r"|tag))\b"
            ),
            r"\b(?:password|passphrase|code word|codeword|magic word|secret word|trigger)\b",
            (
                r"\b(?:befolg\w*|folge|folgt|gehorch\w*)\b[^.!?;]{0,40}?\b(?:texte?n?|beitrag\w*"
                r"|nachricht\w*|eintrag\w*)\b|\b(?:wenn|falls|sobald) (?:ein|der|im|das)?\w* ?(?:text"
                r"|beitrag|eintrag)\b[^.!?;]{0,25}?\b(?:enthalt|steht|beginnt|endet)\b|\b(?:kennwort"
                r"|codewort|passwort)\b"
            ),
            (
                r"\b(?:obei\w*|sui(?:s|vez|vre)|execut\w*)\b[^.!?;]{0,40}?\b(?:textes?|contributions?"
                r"|messages?|entrees?)\b|\b(?:si|quand|lorsque) (?:un|le|une) (?:texte|contribution"
                r"|message)\b[^.!?;]{0,25}?\b(?:contient|commence|se termine|inclut)\b|\bmots? (?:de passe"
                r"|secrets?|magiques?)\b"
            ),
            (
                r"\b(?:obede\w*|sigue|sigan|seguir|ejecut\w*)\b[^.!?;]{0,40}?\b(?:textos?|contribucion\w*"
                r"|mensajes?|entradas?)\b|\b(?:si|cuando) (?:un|el|una) (?:texto|contribucion"
                r"|mensaje)\b[^.!?;]{0,25}?\b(?:contiene|empieza|comienza|termina|incluye)\b|\b(?:contrasena"
                r"|palabra (?:clave|secreta|magica))\b"
            ),
        ),
    ),
    (
        "it asks for secrecy, and everybody reads how a month was judged; leave it out.",
        (
            (
                r"\b(?:do not|don't|never|without|nobody (?:may|should|must)|not to)\b (?:\w+ ){0,2}?(?:tell"
                r"|telling|reveal\w*|disclos\w*|mention\w*|report\w*|admit\w*|show\w*"
                r"|explain\w*)\b[^.!?;]{0,25}?\b(?:this|that|these|why|it|anyone|anybody|everyone|people"
                r"|rule|reasons?|how|members|instructions?)\b"
            ),
            (
                r"\bkeep(?:s|ing)?\b (?:this|it|that|these|the following|what follows"
                r"|all (?:of )?this)\b[^.!?;]{0,30}?\b(?:secret|private|confidential|hidden|quiet|silent"
                r"|to yourself|between)\b"
            ),
            (
                r"\b(?:secretly|in secret|silently|covertly|confidential(?:ly)?|between (?:us|you and me)"
                r"|undisclosed)\b"
            ),
            (
                r"\b(?:do not|don't|never|no|without|omit|suppress|skip|drop|raise no"
                r"|set no)\b (?:\w+ )?(?:flags?|flagging)\b|\bleave (?:\w+ )?(?:flags?"
                r"|the reasons?) (?:empty|blank|out)\b"
            ),
            (
                r"\b(?:verrat\w*|erwahn\w*|verschweig\w*)\b[^.!?;]{0,25}?\b(?:nicht|nie|niemals|niemandem"
                r"|diese?\w*|das)\b|\b(?:heimlich|insgeheim|unter uns|vertraulich|geheim (?:halten|bleib\w*)"
                r"|halte? (?:das|dies\w*) geheim)\b"
            ),
            (
                r"\b(?:ne|n'|sans)\b ?(?:\w+ ){0,2}?(?:dis|dites|revel\w*|mentionn\w*|divulgu\w*"
                r"|montr\w*)\b[^.!?;]{0,25}?\b(?:pas|rien|jamais|ceci|cela|cette|personne)\b|\b(?:en secret"
                r"|secretement|entre nous|confidentiel\w*)\b"
            ),
            (
                r"\b(?:no|nunca|sin)\b (?:lo |la |le )?(?:digas|diga|reveles?|revelar|menciones?|mencionar"
                r"|muestres?|cuentes?)\b|\b(?:en secreto|secretamente|entre nosotros|confidencial\w*)\b"
            ),
        ),
    ),
    (
        "it speaks of the marks that set texts apart, which are none of its business; leave it out.",
        (
            (
                r"\b(?:markers?|delimiters?|boundar(?:y|ies)|datamark\w*)\b (?:signs?|tokens?|strings?"
                r"|characters?|means?|stands? for|is (?:data|not|only)|are (?:data|not|only))"
            ),
            (
                r"\b(?:ignore|remove|drop|after|until|between|outside|inside|without|repeat|replace|reveal"
                r"|print|trust|despite)\b (?:the |any |every |all |these |your )*(?:markers?|delimiters?"
                r"|boundary|boundaries)\b"
            ),
            (
                r"\bdatamark\w*|<<<|>>>|<\|\w|\[/?(?:inst|system|data)\]|</?(?:system|data|user|assistant"
                r"|instructions?)>|^\W*(?:system|assistant|user) ?:"
            ),
            (
                r"\b(?:ignorier\w*|entfern\w*|ohne|zwischen|nach|wiederhol\w*)\b (?:de[nmr] |die |das "
                r"|alle )?(?:marker|trennzeichen|begrenzung\w*)\b"
            ),
            (
                r"\b(?:ignor\w+|supprim\w*|entre|apres|sans|repet\w*)\b (?:les? |des? "
                r"|tous les )?(?:marqueurs?|delimiteurs?)\b"
            ),
            (
                r"\b(?:ignor\w+|elimin\w*|entre|despues de|sin|repit\w*)\b (?:los? |el "
                r"|todos los )?(?:marcadores|marcador|delimitador\w*)\b"
            ),
        ),
    ),
)
RULES = tuple((why, tuple(re.compile(one) for one in found)) for why, found in WORDS)
