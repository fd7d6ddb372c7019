"""German words for orders to whoever judges; rules/lexicon/__init__.py says how they are written."""

WORDS = {
    # Texts, and what they say
    "text": """
    text*, eintrag*, beitrag*, nachricht*, meldung*, notiz*, zeile*, bericht*, beschreibung*,
    uberschrift*, titel, kommentar*, schilderung*, aussage*, angabe*, absatz*, lob, stichpunkt*,
    wortmeldung*, schriftstuck*, erzahl*, darstellung*, selbstauskunft*, satz, satze, satzen, antrag*,
    schluss eines""",
    "trigger": """
    das wort, die worter, worter, worte, wort, begriff*, ausdruck*, ausdrucke*, formulier*, wendung*,
    redewendung*, wahlspruch*, motto*, parole*, leitspruch*, quoted, schlagwort*, stichwort*, vokabel*,
    wortlaut*, wortwahl*, punkt am/am ende, zwei punkte, mit ..3 punkt*, punkten, semikolon*,
    strichpunkt*, doppelpunkt*, komma, kommas, fragezeichen*, gedankenstrich*, bindestrich*, strich*,
    sternchen*, klammer*, grossbuchstabe*, kleinbuchstabe*, gross geschrieben*, kleingeschrieb*, klein
    geschrieb*, grossgeschrieb*, buchstabe*, leerzeichen*, leerzeile*, zeilenumbruch*, unterstrich*,
    emoji*, smiley*, hashtag*, raute, kurzel*, unterschrift*, unterzeichn*, gezeichnet*, signier*, endet,
    enden, endend*, beginnt, beginnen, schliesst ..4 mit, anfangt, kennwort*, codewort*, passwort*,
    silbe*, reim*, anrede*, grussformel*, rechtschreib*, schreibweise*, enthalt*, vorkommt, vorkommen,
    gerade anzahl, ungerade*, anzahl der worter/zeichen, kennzeichn*, markier*, symbol*, stern, uhrzeit*,
    apostroph*, anfuhrungszeichen*, auslassungspunkte*, kursiv*, anfuhrung*, am schluss, zum schluss, am
    anfang, erster buchstabe, erste* buchstab*, ende eines, ende des, steht am, stehen am, anhang*,
    schlusswort*, schlusssatz*, schlussformel*, begriffe, verwendet ..5 quoted, benutzt ..5 quoted,
    schreibt ..5 quoted, spricht ..5 quoted, nennt ..4 quoted, dankt, dank an, in versform, versform,
    tippfehler, rechtschreibfehler*, kleinschreib*, grossschreib*, durchgehend, in klammern,
    fettgedruckt*, fett gedruckt*, hervorgehoben*, unterstrichen*, datum, datums*, datiert, ziffer*, die
    zahl, zahlwort, genau #, kein komma, ohne komma, satzzeichen*, sonderzeichen*, hakchen, pfeil*, kreuz,
    punkt statt, doppelte* leerzeich*, eingeruckt*, schlagworte*, erwahnt ..4 quoted, den namen, beruft
    sich, gepruft gekennzeichn*, kurzel, ersten satz, erster satz, letzten satz, letzter satz, anzahl der
    satze, zahl der satze, ohne ein einziges komma, wir-form, ich-form, mehrzahl, einzahl, saulen, neue
    formular, unsere sprache, unsere worte, grossbuchstaben, erstes/zweites/drittes/letztes wort,
    erste/zweite/dritte/letzte wort, erste/zweite/dritte/letzte zeile, genaue* wortlaut, bestimmte*
    worte/worter/wort, farbe, folgende worte, reimt, reimen, alliteration*, umlaut*, schragstrich*, datum
    mit, letzten wort, komma vor, leerstelle vor, lucke vor, jahr zuerst, tag zuerst, jahreszahl ..2 vorn,
    ausrufezeichen*, losung*, zitat*""",
    "claim": """
    wie viel ..5 wert, wieviel ..5 wert, selbst eine, selbst nennt, selbst gibt, eigene* wert*, eigene*
    einschatz*, eigene* bewert*, eigene* urteil*, eigene* angabe*, selbsteinschatz*, selbstbewert*,
    selbstauskunft*, bewertet zu werden, bewertet sein, wunsch*, wunsche*, vorschlag*, vorschlagt, nennt
    ..5 punkt*/zahl*/wert, angegeben*, anweisung* in, anweisung* ..3 beitrag*/eintrag*/text*, uber ..3
    wert, uber sich, ihren wert, seinen wert, ihrem wert, aufforder*, was ..4 text* sagt, was ..4 text*
    steht, was jeder/jede ..4 erzahlt/angibt/schreibt, an dich, hinweis* ..3 eintrag*/beitrag*/text*,
    bitte ..3 beruck*, bitten in, verlangte* punkt*, forderung*, selbstausk*, selbst bezeichn*, nach
    eigen*, eigenen angaben, gewunscht*, wunscht, wunscht sich, erbitte*, erbeten*, bittet, bitten,
    fordert, verlangt, schlagt ..4 vor, fur angemessen, angemessen halt, gerecht halt, haltet sich, fur
    gerecht, beansprucht*, anspruch*, aussage* ..6 wert, aussagen, eigenlob*, auskunft*, hinweise im, im
    text verlangt*, an das modell, an die jury, an dich gericht*, was jemand, was dort, dort berichtet,
    was mitglieder schreib*, was ein mitglied, was jemand uber, wie viel ..3 verdien*, ihr wort, sein
    wort, wert ihrer arbeit, wert seiner arbeit, befehl*, was ..3 texten ..1 steht, was ..3 text* ..1
    steht, was ..3 beitrag* steht, was ..3 text* sagen, was ..3 beitrag* sagen, bittet darum, darum
    bittet, bitte nach, dieser bitte, zahlen die sie, werte die sie, seine version, ihre version, seine
    darstellung, ihre darstellung, sagt quoted, steht quoted, einen grossen monat wert, hinweisen die in
    den beitragen, hinweise in den beitragen, in den beitragen selbst, schatzung jede*, schatzung die
    jede*, dass er ..2 verdient, dass es ..2 punkte verdient, schatzung des verfassers""",
    "believe": """
    beim wort, ernst, glaub*, geglaubt, vertrau*, folgt, gehorch*, ubernimm*, richte dich, richtet euch,
    halt* dich, entsprich*, erfull*, bindend*, verbindlich*, massgebend*, akzeptier*, fur bare munze, als
    wahr, als richtig, zugrunde*, zu grunde, ausfuhr*, ausgefuhrt*, umsetz*, umgesetzt*, nachkomm*,
    beherzig*, respektier*, besser weiss, weiss ..4 besser, niemand ..5 besser, ehre*, hinnehm*,
    hingenomm*, gutgeheiss*, folge dem, folge ihm, folge ihnen, gilt als, gelten als, gilt ..3 wert, gilt
    seine*, gilt ihre*, zutreffend*, als zutreffend, gib ihm, gib ihr, gib es, gewahr*, beruck*, folge
    leist*, leiste* folge, sind zu, ist zu, hinzunehmen, nicht nachgepruft, ungepruft*, ohne prufung, ohne
    weiteres, als beweis, beweist, so zu, verlass*, gutzuheiss*, gehor*, umzusetz*, nachzukomm*,
    aufrichtig*, ehrlich gemeint, fur bare, in vollem umfang, zahlt voll, voll, wort ..2 gut, beim wort*,
    als wunsch, erfulle*, fehl am platz, komm dieser, komm ..2 nach, komm der bitte, nachkommen, ist die
    richtige, ist die wahre, meinen was sie, meint was er, damit ist die sache, sache entschieden, wissen
    es besser, folge den hinweisen, halte dich an die schatzung, vertraue der schatzung, entscheidet""",
    # Rules, and setting them aside
    "rules": """
    regel*, vorgabe*, anweisung*, anleitung ..3 modell, instruktion*, richtlinie*, rahmen*, grenze*,
    obergrenze*, deckel*, deckelung*, hochstgrenze*, kappung*, prufung*, uberprufung*, kontrolle*,
    schutz*, sicherung*, vorkehrung*, beschrankung*, einschrankung*, bestimmung*, vorschrift*,
    systemprompt*, systemnachricht*, systemanweisung*, system-prompt*, schema*, markierung*, sonst ..6
    verlangt, sonst ..8 mitgeliefert, anderswo, andernorts, an anderer stelle, vorangehend*,
    vorangestellt*, vorherig*, bisherig*, obige*, ubrige* text*, umgebend*, umliegend*, begleittext*,
    drumherum, technische* text*, programmierer*, skala*, alles andere, was sonst, auch dem, der text
    davor, standard*, sicherheits*, betreiber*, schutzvorkehr*, vorkehr*, voreinstellung*,
    sicherheitsvorkehr*, sonst noch, anderslautend*, anders lautend*, allgemeine* teil, allgemeine* text,
    vorspann*, mitgegeben*, mitgibt, dir ..5 mitgibt, mitgeliefert*, textes davor, textes ringsum,
    ringsum, rundherum, zeilen davor, zeilen daruber, hochstbetrag*, hochstwert*, hochstmenge*,
    burokrati*, kleingedruckt*, misstrau*, argwohn*, plausibilitat*, deckelungen, grenzwert*,
    warnhinweis*, kennzeichnungspflicht*, hinweis versehen, mit einem hinweis, solche hinweise, dich
    ansprechen, dich anspricht, texte die dich, bereitschaft, sonst ..3 verlangt, die hinweise, davor
    stehend*, kappungen, hochstbetrag je, obergrenze je, obergrenze pro, mitgelieferte*, anleitungen,
    allgemeine anweisung*""",
    "aside": """
    ignorier*, missacht*, vergiss*, vergesst*, vergessen*, ubergeh*, ubergang*, umgeh*, umgang*,
    uberschreib*, uberschreit*, ubersteig*, uberstieg*, ausser kraft, aufgehob*, aufheb*, hebe ..5 auf,
    setze ..4 aus, setz ..4 ausser, aussetz*, ausgesetzt*, gilt ..4 nicht, gelten ..5 nicht, gilt hier,
    nicht ..3 gelten, nicht ..4 gebunden, nicht ..2 verbindlich, unverbindlich*, uberholt*, hinfallig*,
    gegenstandslos*, nicht ..3 daran, nicht ..3 halten, halt* ..8 nicht, nicht ..3 anwenden, nicht
    anzuwenden, nicht ..3 notig, nicht notwendig, unnotig*, uberflussig*, entbehrlich*, verzicht*,
    unterlass*, unterlasse*, wegfall*, entfall*, entfallt, brauch* ..5 nicht, nicht ..3 gebraucht, passt
    nicht, passen nicht, ausnahme*, ausgenommen*, befreit*, hinweg*, hinausgeh*, daruber hinaus, nur ein
    vorschlag, nur ein entwurf, entwurf*, nur empfehlung*, lediglich*, bloss*, sprich ..3 hinweg,
    ausschalt*, abschalt*, abgeschaltet*, widersprech*, widerspruch*, entgegensteh*, abweich*, entgegen,
    statt, trotz, nachrangig*, zuruckzutreten, zurucktreten, treten ..4 zuruck, tritt ..4 zuruck, lockern,
    gelockert*, hinderlich*, im weg, nicht fur uns, keine bedeutung, sprenge*, sprengen, hinter ..3
    zuruck, beiseite, streich*, weicht, weichen ..3 diesem, zu weichen, lass ..8 beiseite, lass* ..8
    ausser, lass* ..8 weg, kosten nur, kostet nur, nur zeit, gelten andern*, fur fremde, nicht gemacht
    fur, gemacht fur, gedacht fur, gilt anderen, kein gewicht, kein hindernis, kummer*, nicht kummern,
    keine beachtung, nicht beacht*, links liegen, wegdenk*, tu* so, nicht hindern, hindert, hemm*,
    behinder*, bloss* vor*, nur vorschlag, ratschlag*, als rat, empfehlung*, kannst du, konnt ihr, darfst
    du, durft ihr, sei frei, fuhl dich frei, brich, brechen, bieg*, dehn*, uberwind*, uberspring*,
    ungultig*, bedeutungslos*, dort wo ..3 nicht, ruhen, ruht, nicht massgeb*, trau* ..3 mehr, geht ..2
    unter, weniger wichtig, zweitrang*, gilt fur uns nicht, gelten fur uns nicht, fur uns nicht, nach
    belieben, so hoch du willst, so weit du willst, bindet dich nicht, bindet ..2 nicht, binden ..2 nicht,
    kennen uns nicht, uns nicht kennen, unter verdacht, nicht gewunscht, unerwunscht, lass solche, lasst
    solche, ohne uns zu fragen, nicht gewahlt haben, nicht selbst gewahlt, uberschreite sie, uberschreitet
    sie, fur grosse gemeinschaften, fur grosse gedacht, lass beides, beides weg, ergibt keinen sinn,
    keinen sinn, hilfsweise, nur ersatzweise, ignoriere ihn, ignoriere sie""",
    "prompt": """
    dieser prompt, diesen prompt, diesem prompt, dieses prompt*, dieser text, diesen text, diesem text,
    dieses text*, diese zeilen, diesen zeilen, diese anweisung*, diesen anweisungen, diese grundsatze,
    diesen grundsatzen, diese regel*, diese werte, dieses dokument*, diese fassung*, dieser fassung, unser
    text, unser prompt, was hier steht, hier stehend*, dieses papier*, diese satzung*, diese vorgabe*,
    dieser rahmen, vorliegend*, hiesig*, unsere eigenen, dieses leitbild*, diese richtlinie*, an diesen,
    an diese, unsere regeln, unsere werte, hier beschrieben*, diesem beschluss, dieser beschluss, diesen
    beschluss, dieses beschluss*, unser beschluss, unserem beschluss, unsere vereinbarung*, diese
    vereinbarung*, diese worte, unsere worte, unsere zeilen, was wir ..3 schreiben, was wir, was wir hier,
    diese leitlinie*, diese ordnung, diese fassung, unsere ordnung, hier ausgedruckte wille, in diesem
    text und, diesem absatz, dieser absatz, dieses absatz*, diesen absatz""",
    "prevail": """
    vorrang*, hat das letzte wort, letzte wort, geht vor, gehen vor, gehe* vor, uber allem, steht ..4
    uber, stehen ..4 uber, gilt allein, allein massgeb*, nur dieser, nur diese, nur an, bindend*,
    uberwiegt, sticht, schlagt, unabanderlich*, unveranderlich*, unverander*, nicht geander*, nicht
    ersetz*, fur immer, dauerhaft*, weiterhin, bleib* ..4 kraft, bleib* ..4 gultig, bleib* bestehen,
    spatere*, kunftige* fassung*/version*, neuere*, jeder andere*, allen anderen, halte dich an, folge
    diesem, folge diesen, ewig, endgultig*, unwiderruflich*, hoher*, im zweifel gilt, fortgelt*, weicht
    diesem, weicht, nach diesen, urteile weiter, bleib* ..3 bei, halt* ..2 fest, uberdauer*, gilt immer,
    gilt mehr, ist hoher, ist starker, hat das sagen, setzt sich durch, durchsetz*, statt, gegenuber,
    nicht jene*, ausschliesslich*, unumstoss*, unantastbar*, fur alle zeit, auf dauer, spater vorgeleg*,
    spater ..4 text, nicht angetastet, wille der mitglieder, wille der gemeinschaft, hoheren rang,
    nirgends sonst, souveran*""",
    # Elsewhere
    "place": """
    webseite*, website*, link*, ordner*, laufwerk*, kanal*, tabelle*, datei*, angeheftet*, repository*,
    forum*, blog*, aushang*, brett, liste*, anhang*, ablage*, dort, register*, server*, netz, adresse*,
    gepinnt*, pinnwand*, schwarz* brett, datenbank*, unter ..3 adresse, homepage, portal*, intranet,
    rundbrief*, rundschreiben*, newsletter*, archiv*, handbuch*, mitteilungs*, bulletin*, cloud,
    netzlaufwerk*, repo, chat, thread, nachricht*, aushange*, sitzungsprotokoll*, beschlussliste*, blatt,
    tafel, angeheftete nachricht, planungskanal*, tabellenblatt*, reiter, nachricht, meldung, notizbuch,
    notizblock, ankundigung""",
    "consult": """
    nachschlag*, schlag ..5 nach, nachschau*, nachseh*, nachles*, lies ..9 nach, ruf* ..6 auf, aufruf*,
    abruf*, ruf* ..6 ab, offne*, oeffne*, konsultier*, besuch*, lade*, herunterlad*, entnimm*, entnehm*,
    entnommen*, zu entnehmen, steht in, stehen in, steht auf, stehen auf, steht im, findest du, findet
    sich, finden sich, hinterlegt*, aktuelle* fassung, aktuelle* stand, jeweils gultig*, jeweils aktuell*,
    neueste* stand, neuesten stand, gerade gultig*, veroffentlicht ist, dort steh*, dort genannt*, dort
    aufgefuhrt*, dort angegeben*, unverandert, wende ..4 an, einzusehen, gepflegt wird, liegt die, liegt
    der, liegt das, liegen die, liegt ..3, findest, vorfindest, dort vorfind*, vorfind*, nimm ..5 werte,
    nimm ..5 von, dort nimm, dort ..3 steht, steht dort, stehen dort, was dort, was da steht, lies ..4,
    lesen, lese, befolge*, halt ..6 daran, gemass, nach der ..3 gewertet, wochentlich*, taglich*, stets
    aktuell*, aktualisier*, jeweilige*, zuletzt, letzte stand, letzten stand, aus dem gedachtnis,
    auszulesen, heranzieh*, zieh* ..4 heran, verwende ..4, verwend*, hol* ..4, holen, uber den link,
    unter, verrat die, verrat der, verrat das, sagt die, sagt der, zeigt die, zeigt der, gehen den hier,
    geh* ..5 vor, deren werte, dessen werte, geh von ..3 aus, teil dieses prompts, gerade wie viel, wie
    viel zahlt, neueste seite, lies die neueste, dessen zahlen, deren zahlen, nur eine zusammenfassung,
    letzte ankundigung, letzten ankundigung, wird verkundet, wird angekundigt, als stunde sie hier, als
    stunde es hier, die ..4 ausgehangt, ausgehangt hat, ausgehangt haben""",
    "weights": """
    gewichtung*, faktor*, punkteschlussel*, kriterien*, koeffizient*, prozent*, prozentsatz*, werte*,
    tabelle*, vorgabe*, regel*, satze, staffel*, raster*, liste*, verteilung*, punkte*, grundsatze*,
    richtwert*, multiplikator*, aufschlage, punktewert*, wertungsliste*, quote*, bonusliste*, formel*, wer
    wie viel, abstufung*, massgabe*, reihung*, parameter, was gerade, wie viel, grundverteilung, deren
    werte, wie viel jeder, wie viel jedes""",
    # Whose judgement
    "opinion": """
    meinung*, liste*, rangliste*, wort, ansicht*, wunsch*, empfehlung*, votum*, vorschlag*, entscheid*,
    sicht, auffassung*, zustimm*, einverstanden*, ermessen*, stellungnahme*, angabe*, gefuhl*, eindruck*,
    beurteilung*, vorgabe*, gesagt*, halten, befurwort*, gutgeheissen*, abgesegnet*, absegn*, segen,
    freigab*, freigegeb*, zeichnet ab, abgezeichnet*, note, punktzahl, hinweis*, vorstellung*, wille*,
    willen, daumen, wertung*, einverstandnis*""",
    "decides": """
    entscheid*, endgultig*, verbindlich*, bindend*, folge*, folgt, ubernimm*, unverandert, letzte wort,
    ohne diskussion, ohne ruckfrage, ohne weiteres, ohne prufung, richte dich, richtet sich, halt* dich,
    halte dich, gibt ..6 vor, vorgeb*, bestimm*, legt fest, legt ..6 fest, festleg*, festgelegt*,
    ausschlag*, den ausschlag, kennt ..4 besser, weiss ..4 besser, am besten, gilt, gelten, uberwiegt,
    schlagt, sticht, zahlt ..3 doppelt, nur was, nur mit, uberlass*, uberlasse*, wiegt mehr, gehor* ..4
    vorrang, gilt als beweis, beweis*, setzt, setz*, setze ..5 an, vergib, statt deiner, vor deine*, uber
    deine*, deinem vor, dein* ..4 zuruck, gegenuber deine*, anstelle, tritt an, hinzunehm*, akzeptier*,
    anzuerkenn*, glaub*, vertrau*, darf nicht, steht fest, feststeh*, ohne einwand, widerspruchslos*,
    fraglos*, unbesehen*, so ist es""",
    # Earlier months
    "past": """
    letzte* jahr*, vergangen*, vorig*, vorjahr*, fruher*, vormonat*, vormonate*, vor der einfuhrung,
    vorher ..2 geleistet*, damals, seinerzeit, ruckwirkend*, nachtraglich*, nachzahl*, nachhol*, alte
    schuld*, offene schuld*, noch offen*, ausstehend*, nie ..3 bezahlt*, nicht ..3 bezahlt*, nie ..3
    vergutet*, unbezahlt*, leer ausgegangen, zu kurz gekommen, winter des, sommer des, vorleistung*,
    vorgeleistet*, bereits bewiesen, langst bewiesen, verdienste*, vor jahren, aufbaujahr*, aufbauzeit*,
    lebensleistung*, im 20*, im jahr 20*, im herbst, im winter, im sommer, im fruhjahr, letzten herbst,
    damalig*, ersten jahre*, aufbau*, gruendungsjahr*, grundungsjahr*, jahre ohne, ohne geld, ohne lohn,
    leer ausging*, ubersehen*, ubergangen*, unentgolten*, nicht belohnt*, noch nicht abgegolten, was ..4
    geleistet, bisherige* leistung*, bisherige* verdienst*, alte* arbeit*, altere* arbeit*, schuldig,
    versaumt*, rueckstand*, ruckstand*, vergessen* arbeit*""",
    "again": """
    nachtraglich*, ruckwirkend*, mitzahl*, mitzuzahl*, mitgezahlt*, ausgleich*, auszugleich*,
    ausgeglichen*, wiedergutmach*, wettmach*, nachhol*, aufhol*, noch einmal, nochmal*, aufs neue,
    erneut*, anrechn*, angerechnet*, anzurechnen, als ob, so als, immer noch, gutmach*, gutgeschrieb*,
    gutschreib*, abgegolten*, nachzahl*, uberfallig*, ubertrag*, rechne* ..6 an, zahl* ..6 mit, zahl* ..6
    weiter, auch jetzt, auch heute, noch immer, entschadig*, in voller hohe mit, mit ..2 voller, hole ..3
    nach, gleich* ..3 aus, bis alles, bis sie, monat fur monat, teilweise, raten, in raten, zuzurechnen,
    zurechn*, zugerechn*, hineinrechn*, einbezieh*, einbezog*, einzubezieh*, berucksichtig*, dazurechn*,
    dazuzahl*, zuschlag*, in jedem monat, jeden monat""",
    # Another prompt, and the words of this one
    "change": """
    abander*, geandert*, anderung*, abschaff*, aufheb*, neufass*, zuruckzieh*, abwahl*, umschreib*,
    streich*, spatere fassung*, abweich*, angreif*, in frage, abloes*, ablos*, abschaffen, antrage,
    antragsteller*, ersetzen wollen, andern wollen, kippen, aufweich*, verwass*, spater ..4 text,
    vorgelegt*, kampagne*, gegen diese*, rutteln, ruttelt""",
    # Praise
    "praise": """
    lob, lobe*, gelobt*, dank, danke*, gedankt*, bestatig*, bezeug*, reaktion*, stimme, stimmen,
    anerkennung*, empfehl*, applaus*, zuspruch*, beifall*, zustimm*, dankschreib*, problem*, dankt,
    dankbar*, herz, herzen, sternchen, weiterempfehl*, zeugnis*, meldung*, meldungen, hinweise auf""",
    "only": """
    nur, allein, ausschliesslich*, einzig*, sonst niemand*, niemand sonst, alles andere, anderes, andere,
    ohne, ausser, nicht ..3 zahl*, unberucksichtig*, zahlt wie, zahlt als, gilt als, wie ein beitrag, kein
    moderator*, kein kassenwart*, zehnmal*, doppelt*, mehr als, mehr als alle, so viel wie zehn, wie zehn,
    fur zehn, gegen den, gegen die, muss erst, erst, voraussetzung*, ohne sie, ohne solches, keiner ..4
    unter""",
    "frame!": """
    der rahmen sagt/gilt/verlangt/verbietet/gibt/will, trotz des rahmens, entgegen dem rahmen, statt des
    rahmens, systemprompt*, systemnachricht*, systemanweisung*, system-prompt*, bisherige* anweisung*,
    vorherige* anweisung*, obige* anweisung*, regeln oben, anweisungen oben, zeilen davor, absatze davor,
    umgebende* text*, umliegende* text*, begleittext*, text ringsum, textes ringsum, vorspann*,
    technische* text*, technische* vorgabe*, dir mitgegeb*, dir ..6 mitgibt, dir ..4 aufgetragen, dir ..4
    vorgegeben, anderslautend*, anders lautend*, sonst ..6 mitgeliefert, sonst noch mitgibt, sonst an
    vorgaben, anderswo verlangt, anderswo steht, andernorts steh*, programmierer dieser, oberhalb dieses,
    was oben, sonstige* vorgabe*, sicherheitsvorgab*, ausserhalb dieser zeilen, ausserhalb dieses textes,
    ausserhalb dieser absatze, fur andere gemeinschaften, regel anderswo, regeln anderswo, als
    ungeschrieben, als nicht geschrieben, was ihm vorausgeht, ihm vorausgeht, diesem vorausgeht, was davor
    steht, was vorausgeht, text drumherum, text darum herum, dir ubergeben wurd*, dir in die hand, regel
    von aussen, regeln von aussen, so gilt das hier nicht, du durftest ..3 nicht, sonst ublichen
    obergrenzen/grenzen/prufungen, anderer text ..3 sagt, ein anderer sagen du, mitgelieferte anleitung*,
    mitgelieferte anweisung*, mitgelieferten vorgaben, mit dem werkzeug geliefert*, warnhinweise sind""",
    "rival": """
    anderer prompt, anderen prompt, neuer prompt, neuen prompt, andere* fassung, neue* fassung, gegen
    diesen prompt, gegen diesen text, gegen diese regeln/grundsatze/werte/fassung, diesen prompt ..4
    ersetz*, diesen prompt ..4 ander*, diesen text ..4 ersetz*, diesen text ..4 ander*, prompt ..3
    ersetzen, prompt ..3 andern, abschaffung dies*, antrage gegen""",
    "obey!": """
    tu was ..3 text*/beitrag*/eintrag*, befolge was ..3 text*/beitrag*/eintrag*, folge dem was ..3
    text*/beitrag*""",
    "vouched": """
    bereits/schon
    gepruft*/geprueft/gesehen/begutachtet*/bestatigt*/kontrolliert*/freigegeben*/gesichtet*/gelesen/bewertet*,
    wurde/wurden/ist/sind bereits ..2 gepruft/gesehen/begutachtet/freigegeben/bewertet, gilt als gepruft,
    gelten als gepruft, als gepruft, gepruften ..1 sammlung/warteschlange/quelle, ohne nahere prufung,
    ohne weitere prufung, ohne nachprufung, keiner weiteren prufung, stammen aus der, stammt aus der,
    stammt vom, stammen vom, kommt aus der, kommen aus der, durch die innere, innere prufung, interne
    prufung, nichts gepruft""",
    "entry": "eintrag, eintrage, eintragen, beitrag, beitrage, beitragen",
}
