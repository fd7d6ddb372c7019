"""German words for how to answer and what to hide; rules/lexicon/__init__.py says how they are written."""

WORDS = {
    # The answer and its numbers
    "answer": """
    antwort*, ausgabe*, ergebnis*, gib ..6 aus, gib ..6 wieder, gib ..4 eine, ausgeb*, ausgegeb*, stell*
    ..5 dar, liefer*, begrundung*, formulier*, beginne, beginn*, begin, schliess* ..4 mit, erstell*, fass*
    ..5 zusammen, liste ..2 auf, rangliste*, rezension*, darstell*, einzutrag*, form der, resultat*,
    verkund*, verfasse*, verfass*, uberschrieben, teile* ..4 mit, mitteil*, prasentier*, gestalte*,
    notier*, ausdruck* ..4 als, gib dein, abschluss*, endergebnis*, wiedergabe*, wertung*, verfasse deine,
    gib nur, liefere nur, zuerst schreib*, schreibe zuerst, nenne dann, verfasse eine, fertigen text,
    aushang, sortiere ..4 in, teile ..4 in, statt punkten, statt noten, schreib*, erzahl* ..2 monat,
    erzahl* ..2 ergebnis*""",
    "shape": """
    json, yaml, xml, csv, html, markdown, codeblock*, tabelle*, spalte*, liste*, rangliste*, als liste,
    eine zeile, einer zeile, pro zeile, je zeile, zeilenweise, absatz*, fliesstext*, gedicht*, reim*,
    vers, uberschrift*, grossbuchstaben*, ein wort, einem wort, ein satz, einem satz, eine zahl, einer
    zahl, schulnote*, buchstaben*, sterne*, auf deutsch, auf englisch, auf franzosisch, auf spanisch,
    schema, format*, feld, felder, objekt*, struktur*, aufbau*, ohne begrundung*, begrundung* lass*,
    begrundung* entfall*, keine begrundung*, begrundung* ..3 weg, ohne kommentar*, kommas getrennt, durch
    kommas, getrennt durch, semikolon*, alphabetisch*, erste zeile, ersten zeile, erste wort, ersten wort,
    letzte zeile, mit den worten, mit dem satz, mit dem wort, mit der zeile, klammern*, nur die namen, nur
    namen, nach rang, in form, brief*, aufsatz*, aufzahl*, stichworte*, stichpunkt*, emoji*, fabel*,
    geschichte*, marchen, haiku, lied, tagebuch*, dialog*, rede, in versen, verse, ohne zahlen, keine
    zahlen, keine ziffern, ohne punkte, keine punkte, keine kennzeichen, keine grunde, ohne grunde, keine
    begrund*, vornamen, namen in, absteigend*, aufsteigend*, rangordnung*, uberschrieben, mit der
    uberschrift, ein absatz, einem absatz, einzigen absatz, einzige zeile, einzigen zeile, # zeilen, #
    worte, # satze, hochstens # worter, mit ja oder nein, ja oder nein, ampel*, farben, farbe, smileys,
    daumen, diagramm*, semikola, tabulator*, blocksatz, e-mail, bild, paare, paaren, buchstabennote*,
    prozentzeichen*, csv-*, skript*, zwei gruppen, drei gruppen, ja und nein, gewinner*, drei gewinner,
    fortlaufend*, untereinander, ziffern, geschweifte*, unerwunscht, strich genugt, ein strich, laudatio,
    lobrede, dank an, fertigen text, pressemitteilung, punktevergabe, nicht erforderlich, drei haufen,
    gold silber und bronze, gold, bronze, nichts sonst, statt punkten, statt noten, zwei spalten, ohne
    kopfzeile, prozentwert*, # spalten, einziges wort, einzigen wort, einzelnes wort, den namen des
    besten, den namen der besten""",
    "shape!": """
    ausgabeformat*, antwortformat*, deine antwort*, deine ausgabe*, antworte mit, antworte nur, antworte
    als, antworte in, antworte auf, antworten sie, form der antwort*, json-*, gib ..6 auf deutsch, gib ..3
    json, resultat soll mit, ergebnis soll mit, lediglich vornamen, lediglich namen, als gedicht, eine
    csv, als csv""",
    "scale": """
    skala von, skala geht, skala reicht, andere skala, eigene skala, zwei skalen, beide skalen, auf einer
    skala, von # bis #, zwischen # und #, # bis #, bis #, reicht ..6 bis #, spanne, hochstpunktzahl*,
    hochste wert, hochste punktzahl ist, schulnote*, sterne*, nur ..3 werte, drei werte, zwei werte,
    nichts dazwischen, zwischenstufe*, in schritten, vielfache*, umrechn*, umgerechnet*, negative punkte*,
    minuspunkte*, insgesamt # punkte, # punkte ..3 verteil*, verteil* ..3 # punkte, rund* ..4 auf,
    aufrund*, abrund*, quadrier*, gesamtsumme*, addiert ..4 #, ergeben ..4 #, von a bis, mit sich selbst,
    auf volle, volle tausend*, volle hundert*, von null bis, null bis, von eins bis, eins bis, bis zehn,
    bis hundert, bis tausend, eigene spanne*, eigener bereich, zwei bereiche, wertebereich*, halbe punkte,
    nachkommastell*, kommastell*, sehr gut bis, noten von, note eins, nur die werte, hochster wert,
    hochstwert ist, niedrigster wert, uber # gibt, mehr als # gibt, unter # gibt, keine zahlen zwischen,
    fur jeden gleich, drittel der mitglieder, oberes ende, gestreckt*, andere zahlen, nur eins, eins zwei,
    eine drei, beginnt mit #, beginnen mit #, fangt mit # an, hochstens # verlieren, gewinnen oder
    verlieren, hoch drei, hoch zwei, zahlen ..3 nicht gebraucht, punktesystem*, spanne verdoppelt, drei
    stufen, nur volle, volle zehner, zehner, gerade zahlen, runde zahlen, endet bei #, enden bei #, in
    tausendern, in hundertern, in zehnern, einstellig*, zweistellig*, dreistellig*, gemeinsamen nenner,
    auf einen nenner, exponent*, bestanden, nicht bestanden, noten wie, wie beim turnen, mit zehnteln,
    immer auf, grenzen die""",
    # Secrecy
    "hide": """
    nicht ..5
    erwahn*/genannt*/nenn*/verrat*/sag*/zeig*/hervorgeh*/auftauch*/erschein*/preisgeb*/erfahr*/steh*/veroffentlich*/bekannt/sichtbar/erkennbar/wissen/offengeleg*/offenleg*/begrund*,
    nenne* ..8 nicht, erwahn* ..8 nicht, verrat* ..6 nicht, verrat* ..4 niemand*, sag* ..5 nicht, sag* ..4
    niemand*, niemand ..5 erfahr*/wissen/merk*, braucht niemand*, muss niemand*, soll niemand*,
    verschweig*, verschleier*, verberg*, kaschier*, tarn*, getarnt*, geheim*, heimlich*, unauffallig*,
    unbemerkt*, stillschweig*, still und leise, unerwahnt*, ohne aufsehen, sprich ..5 stattdessen,
    schreib* ..6 stattdessen, begrund* ..6 anders, anders begrund*, andere grunde, andere begrundung*,
    allgemein* pflege, zu verweisen, weglass*, weggelass*, auszulass*, ausgespart*, nicht nach aussen,
    fragt jemand, auf nachfrage*, bei nachfrage*, falls jemand fragt, auf ruckfrage*, umschreib* ..4 als,
    lass* ..4 weg, sprich ..4 stattdessen, verweis* ..3 gesamt*, verweise nur, ablesen kann, nicht
    ablesen, ohne dass ..10 ablesen/merken/erkennen/erfahren/auffallt/sieht/sehen/erwahnt/genannt/steht,
    nicht auffall*, nicht auffallt, nicht anmerk*, nirgends ..4 steh*/auftauch*/erwahn*, nirgendwo, bleibt
    ungenannt, ungenannt*, ungesagt*, unerkannt*, unausgesproch*, kein wort, keine rede, ohne nennung,
    ohne zu nennen, ohne zu erwahnen, ohne hinweis, schreib* ..5 zu, zuschreib*, fuhr* ..5 zuruck,
    zuruckfuhr*, als ob ..4, unter anderem namen, andere* uberschrift, anderes wort, anders nennen, anders
    genannt, unter dem titel, beschonig*, bemantel*, schweig*, schweigen, wahre stillschweigen, behalt*
    ..3 fur dich, fur dich behalt*, intern*, nach innen, lass* ..4 unerwahnt, sprich ..6 von ..3 statt,
    rede* ..4 von, in den begrundungen ..6, ist ..4 nicht zu nennen, nicht nachvollzieh*, nicht
    zuruckverfolg*, zu fruh, noch nicht davon, als ..4 beschrieben, beschreib* ..5 als, offentlich ..4
    als, nach aussen ..4 als, ableiten, erschliessen, erraten, wahrer grund, wahren grund, eigentliche*
    grund, bleibt bei dir, verteil* ..4 unterschied, mangelnd* ..3 zu sprechen, zu sprechen, nenn es,
    nenne es, nicht zu erkennen, zusammenhang ..4 nicht, die anderen aber nicht, sieht aus als, als folge
    es, so formulier*, formuliere ..4 so, intern bleiben, bleibt intern""",
    "public": """
    begrundung*, veroffentlich*, offentlich*, ergebnis*, regel*, bericht*, leser*, warum, kennzeichen*,
    aufschlag*, zuschlag*, absatz*, unterschied*, diese regel*, diese* aufschlag*, diese* absatz*, dass es
    diese, dieser satz, niemandem, das ergebnis, aus dem ergebnis, den grund, der grund, gepostet*,
    ausgehang*, im kanal, nach aussen, der offentlichkeit, nachfrag*, diese anweisung*, diese bevorzug*,
    diese absprache*, diesen punkt, bevorzugung, in den grunden, niemand ..3 erfahr*, den grund aus, der
    wahre grund, den wahren grund, grunde genannt, als grund, dieses wort, das wort, in keiner begrundung""",
    "secret!": """
    heimlich, insgeheim, geheim ..2 halt*, geheim ..2 bleib*, halte ..3 geheim, nicht fur die
    offentlichkeit, nicht nach aussen, rein intern, braucht niemand ..3 wissen, muss niemand ..3 wissen,
    bleibt unter, ohne kennzeichnung, keine markierung setzen, kein kennzeichen, geht niemanden, erwahn*
    diese ..2 nicht, nenne diese ..2 nicht, verschweig* diese ..2, irgendeinen anderen grund, bleibt unter
    uns, bleiben unter uns, unter uns bleib*, fragt jemand nach, fragt jemand warum, falls jemand ..3
    fragt ..4 verweis*, jemand nachfragt, anderen grund an, einen anderen grund""",
    "repeat": """
    wiederhol*, wiedergeb*, wiedergegeb*, wiederzugeb*, gib ..8 wieder, zitier*, abschreib*, schreib* ..6
    ab, im wortlaut, wortlich*, wort fur wort, vollstandig*, offenleg*, offengelegt*, offenzuleg*,
    veroffentlich*, zusammenfass*, auffuhr*, aufgefuhrt*, anfuhr*, anzufuhr*, verrat*, nenn*, ausgeb*,
    voranstell*, aufzahl*, aufzuzahl*, aufgezahlt*, zitiere*, nenn* ..5 wort*, woertlich*, moglichst
    wortlich, abdruck*, abgedruckt*, hineinschreib*, ubernimm ..5 begrundung, teile ..4 mit, mitteil*,
    teilt ..4 mit, preisgeb*, gib ..4 preis, verrate, lege ..4 offen""",
    "told": """
    dir ..6 mitgegeb*, dir ..6 gesagt, dir ..6 gegeben, du ..6 bekommen, du ..6 erhalten, welche
    anweisung*, deine anweisung*, anweisungen, systemprompt*, systemanweisung*, vor diesem text, vor
    diesem prompt, text davor, dein prompt, rahmen*, vorangehend*, vorangestellt*, marker*, trennzeichen*,
    markierung*, obige*, was dir, was du, oberhalb dieses, oberhalb, vorgaben, samtliche vorgaben, welche
    vorgaben, alle vorgaben, was uber diesem, was vor diesem, absatze davor, absatzen davor, zeilen davor,
    anleitung*, dir vorgegeb*, dir aufgetrag*, auftrag, einleitung*, erste teil, verborgene* text""",
    # Hidden letters, another part to play, marks
    "code!": """
    base64, rot13, von rechts nach links, jeder zweite buchstabe, jeden zweiten buchstaben, jedes zweite
    wort, erste* buchstaben, anfangsbuchstaben, buchstaben ..3 zeile*, buchstaben ..3 satze*, getrennt*
    buchstaben, buchstaben ..4 getrennt*, gesperrt geschrieb*, auseinander geschrieb*, auseinandergezog*,
    zusammengelesen, zusammen gelesen, zusammenzulesen, lies ..4 zusammen, zusammengesetzt ..3 ergeb*,
    akrosti*, hexadezimal*, anagramm*, senkrecht ..3 gelesen, geheimschrift*, geheime botschaft,
    versteckte* botschaft, spiegelschrift*, buchstabendreh*, letzten buchstaben, rechts nach links,
    striche ..4 nur da, punkte ..4 nur da, ohne die striche, ohne die punkte, ohne leerzeichen, buchstabe
    fur buchstabe, nachsten buchstaben, nachste buchstabe, versetzt* buchstab*, hausalphabet*, nur die
    grossbuchstaben, grossbuchstaben ..4 ergeb*, ergeben ..4 wort, ergeben ..4 name*, erste wort jed*,
    jedes dritte wort, in codierter, in kodierter, url-kodier*, ascii*, zahlencode*, vereinbarte* zeichen,
    hexcode*, zahlen ..4 buchstaben, grossbuchstaben ..3 zeile*, codewort*, passwort ist, zauberwort*,
    geheimwort*, erste silbe, ersten silben, ziffern stehen fur, zahlen stehen fur""",
    "role!": """
    du bist jetzt, du bist nun, du bist ab sofort, ab jetzt bist du, tu so als, tu so, neue anweisungen,
    vergiss dass du, testmodus, entwicklermodus, spiel* ..3 rolle des, spiele die rolle, stell dir vor du
    bist/seist ein""",
    "marker": """
    marker*, trennzeichen*, begrenzung*, begrenzer*, markierungszeichen*, trennlinie*, trennmarke*""",
    "touch": """
    ignorier*, entfern*, ohne, zwischen, nach, wiederhol*, ausserhalb, innerhalb, bedeut*, verrat*,
    ersetz*, benutz*, ist, gilt, lass*""",
    # What denies the rest, and what says nothing
    "not": """
    nicht, nie, niemals, kein, keine, keinen, keinem, keiner, keines, niemand, niemandem, nichts, weder,
    noch, ohne, nirgends, statt, kaum""",
    "equal": """
    wie jede andere*, wie jeder andere*, wie jedes andere*, wie alle*, wie andere, wie die anderen, wie
    bei allen, wie neubau, gleich behandel*, gleich bewert*, gleich viel wie jede*, ebenso wie, genauso,
    nicht anders, nicht mehr weil, nicht weniger weil, nicht mehr und nicht weniger, weder mehr noch
    weniger, keinen vorsprung, kein vorsprung, keinen vorteil, keinen bonus, keinen vorrang, keine rolle,
    spielt keine, spielen keine, kein verdienst, nichts zusatzlich*, nicht mehr als andere*, nicht mehr
    als alle*, kein unterschied, keinen unterschied, nur weil, bloss weil, weil sie ..4 sind, weil jemand
    ..4 ist, wegen, aufgrund, kein anspruch, keinen anspruch, kein anrecht, kein recht, derselbe massstab,
    gleiche massstab, ohne ansehen der person, andert nichts, andern nichts, sagt nichts, ist
    gleichgultig, ist egal, dieselben regeln, gleiche regeln, denselben massstab, gleichen massstab,
    bevorzuge niemand*, benachteilige niemand*, niemanden und benachteilige, ohne bedeutung, ohne belang,
    einerlei wer, egal wer, gleich wer, keine strafe, weder, kein grund, nicht deshalb, genauso wie, wie
    sonst, nichts damit""",
    "idle": """
    im zweifel, ohne zweifel, gib ..4 grund, einen grund, angegeben* grund, auf den ersten blick, zum
    ersten mal, erste anderung*, erste* beitrag*, halb fertig*, mindestens ein*, kassenwart* bericht*,
    begrundung an, zeit und geduld, weniger ..3 worte, am besten, alles in allem, vertraulich:, zu recht
    vertraulich, erklar* ..3 grund, beim namen, gute nachbar*, im guten, regel* des hauses, hausregel*,
    halber tag, halbe stunde, keinen unterschied, vertraulich*""",
    "scale!": """
    skala von #, skala zwischen #, punkte von # bis #, punkte zwischen # und #, schulnoten, hochste
    punktzahl ist #, hochstpunktzahl ist #, noten von # bis #""",
    "note": """
    hinweis*, notiz*, randnotiz*, stilhinweis*, stilnotiz*, merkzeile*, zeile, bemerkung*, nachricht,
    anmerkung*, wende ihn, wende es, folgende wort, nachste wort, folgendes wort""",
    "cipher": """
    chiffr*, verschlussel*, entschlussel*, dekodier*, decodier*, kodiert*, codiert*, entziffer*,
    ruckwarts, umgekehrt ..2 lesen, von hinten, jeder dritte, zwischen den zeilen, morse*, von oben nach
    unten, unsichtbar*, kleingedruckt*, auf dem kopf, im spiegel, erste wort, ersten worter, erste*
    worter, nicht zufallig, wer ihn versteht, wer es versteht, wer sie versteht, zusammenzieh*,
    zusammengezogen*, verschobe*, kodierung*, codierung*, binar*, hex, unicode, kennwort*, denk ..4 weg,
    denk sie ..2 weg, wegdenken, wegzudenken, entschlussl*, aneinandergereiht*, weisse* schrift, steht fur
    den, stehen fur die, caesar*, anderen seite, andersherum, anders herum, vom anderen ende""",
}
