"""German words for people, and for what they would get; rules/lexicon/__init__.py says how they are written."""

WORDS = {
    # Who
    "office": """
    moderator*, mods, admin*, administrator*, grunder*, mitgrunder*, grundungsmitglied*, schatzmeister*,
    kassenwart*, kassier*, huter*, vorstand*, rat, beirat*, ausschuss*, gremium*, gremien, kernteam*,
    kerngruppe*, team, teams, technikteam*, leitung*, leiter*, leitend*, vorsitz*, prasident*,
    geschaftsfuhr*, koordinator*, koordination*, koordinierend*, organisator*, verantwortliche*,
    zustandige*, inhaber*, eigentumer*, chef*, betreuer*, sprecher*, delegiert*, sekretar*, schriftfuhr*,
    obmann, obleute, funktionar*, amtstrager*, gewahlt*, steuerungs*, lenkungs*, arbeitsgruppe*,
    redaktion*, mannschaft, stammmannschaft, hausmeister*, wart, wartin, pfleger*, maintainer*,
    geschworene*, altgedient*, wer das sagen, spitze des vereins, spitzengruppe*, runde der, kreis der,
    kreis, initiator*, urheber*, griindungs*, prokurist*, kommission*, werkstattgruppe*, gruppe*, trager*,
    verwalter*, verwaltung, redakteur*, administration*, berater*, kuratorium*, stiftungsrat*,
    ratsmitglied*, vorstandsmitglied*, aufsichtsrat*, projektleit*, teamleit*, vertrauensleute,
    vertrauensperson*, gewahlte*, amtsinhaber*, schirmherr*, patron*, buchhalter*, release-manager*,
    releasemanager*, unterzeichner*, kapitan*, stab, leute vom, leute aus, eingeteilte, dienstplan,
    eingeweiht*, bereitschaft, rufliste, rufbereitschaft, notdienst""",
    "tenure": """
    grunder*, grundungsmitglied*, gegrundet, neuling*, neue/neuen/neuer/neues mitglied*,
    alte/alten/alter/altere* mitglied*, neumitglied*, altmitglied*, anfanger*, veteran*, pionier*,
    senior*, junior*, der ersten stunde, von anfang an, seit beginn, seit anfang, seit der grundung, bei
    der grundung, langjahrig*, alteingesessen*, fruh* mitglied*, erste* mitglied*, neu hinzugekommen*,
    hinzugekommen*, neu dabei, neuzugang*, zugezogen*, beigetreten*, beitritt*, eingetreten, spater ..3
    gekommen, spater kam*, spater dazu*, dazugekommen*, dazustiess*, weniger/kurzer/langer/mehr als ..3
    monat*/jahr*/woche*/tag*, seit ..4 monat*/jahr*/woche*, erst ..4 dabei, schon ..4 dabei,
    langer/langst*/kurz* dabei, vor ..4 gekommen, gestossen, nachzugler*, aufgenommen*, stammmitglied*,
    probezeit*, anwarter*, erst ..4 kam*, angemeldet, hierher fand*, seit 20#, neulinge*, die neue, die
    neuen, der neuen, den neuen, die alteren, die jungeren, neue leute, urgestein*, erste* stunde, ersten
    jahre*, grunderkreis*, schon vor, vor der ersten, bevor es, erstes jahr, ersten jahr, erste saison,
    ersten monate*, dieses jahr erst, neuankommling*, neuankomm*, hinzukam*, hinzukommen*, zuletzt
    gekommen*, zuletzt dazu*, jungst*, lehrling*, einsteiger*, noch kein jahr, kein jahr, kaum dabei,
    langgedient*, gestandene*, bewahrte* mitglied*, treue* mitglied*, seit jeher, von beginn an, aus der
    anfangszeit, anfangszeit*, aufbaujahr*, dabei waren, dabei war, mit dabei, eintritt*, seit mehr als,
    seit weniger, seit mindestens, noch grun, grunschnabel*, karenz*, wartezeit*, vollen jahr, volle jahr,
    ersten vollen, ersten winter, einen winter, grundungsurkunde*, urkunde*, grundungsprotokoll*,
    unterzeichn* ..3 satzung, wurzeln, noch keine ..2 monate, noch nicht ..2 jahr, keine sechs monate,
    grundungs*, grundergruppe*, grunderteam*, neue konten, junge konten, neue accounts, konten,
    neuanmeldung*, aus der taufe, taufe gehoben, erste seite, ersten seite, spaterer, spatere, spateren,
    kein halbes jahr, keine zwei jahre, zwei volle, noch keine zwei, spater gekommen*, spater kommende*,
    ersten zehn, mitgliedsnummer*, erste woche, ersten woche, vier jahreszeiten, alle vier jahreszeiten,
    dieses jahr angemeldet, dieses jahr gekommen, tur geoffnet, konten die dieses jahr, neuen konten,
    jungen konten""",
    "holder": """
    wallet*, token*, brieftasche*, geldborse*, halter*, inhaber*, anleger*, investor*, einlage*,
    guthaben*, gestakt*, gesperrt*, verkauft*, spende*, spender*, gespendet, geldgeber*, sponsor*,
    gonner*, coins, munzen, nft*, anteilseigner*, kapital*, eingezahlt*, gekauft*, wessen ..4 halt,
    grossanleger*, forderer*, forderbeitrag*, kontostand*, stake*, vermogen*, wessen adresse*, adresse*
    ..5 token*/guthaben, deren adresse*, anteile, anteil ..4 festgelegt, festgelegt hat, festlegt, nichts
    halt, halt mehr, halt weniger, halten mehr, mehr als ..4 halt, bestand an, tokenbestand*, verwahr*,
    hinterlegt*, abgestossen, verausserte*, verausser*, uberwiesen*, abgezogen ..2 token, einsatz von,
    geldeinsatz*, eigenes geld, gezeichnet*, darlehen*, beigetragen ..2 geld, mitgliedsbeitrag*,
    beitragszahler*, liquiditat*, delegier*, kaution*, gebunden*, bindet, kryptoadress*, konto, konten,
    ersparnis*, erspartes, gespartes, ersten hundert, verzeichnis der adressen, leeres konto, gabe,
    spendete""",
    "voice": """
    kritisier*, gegenstimm*, gegen ..8 gestimmt, dagegengestimmt, abgelehnt*, ablehn*, widersprech*,
    widersproch*, widerspruch*, opposition*, gegner*, zweifel*, bezweifel*, anzweif*, infrage, in frage,
    hinterfrag*, beschwer*, beschwerde*, norgel*, norgler*, querulant*, storenfried*, streitfall*,
    anfechtung*, angefochten*, einspruch*, einwand*, einwande*, loyal*, treue*, hinter ..5
    leitung/vorstand/rat/team stellen/stehen/gestellt, hinter die/den/dem, unterstutzt ..4
    vorstand/leitung/rat, linientreu*, zustimm*, zugestimmt, mitgezogen, meuter*, aufsassig*, skeptik*,
    skepsis, unzufrieden*, schlecht* redet, schlechtred*, abweichler*, prufung verlangt, protest*,
    enthielt*, enthalten haben, verteidig*, bremser*, gehorsam*, rebell*, bemangel*, meckern*, meckert,
    mackel*, dafur gestimmt, fur ..6 gestimmt, auf linie, bedenkentrag*, norgeln, meckerer, aufwiegl*,
    unruhestift*, unruhe, storer, storung*, spalter*, gegen die, gegen den, gegen vorschlag*, gegen
    beschl*, gegen unser*, dagegen gestimmt, dagegen stimm*, nein gestimmt, mit nein, aufbegehr*, in
    zweifel, rechenschaft, schlecht aussehen, angreif*, offentlich kritis*, missmut*, nicht mittrag*,
    mitgetragen*, mittragen*, hinter den vorstand*, hinter die leitung, geschlossen, mit dem vorstand
    gestimmt, wie der vorstand, folgsam*, ergeben*, loyalitat*, unterstutz*, ruckhalt*, konstruktiv*,
    unbequem*, widerstand*, misstrau*, klag*, stankern, stanker*, mosern, quengel*, pessimis*, zynik*,
    infrage gestellt, verweiger*, abgewichen, anders gestimmt, streitsuchtig*, streitlustig*, einspruche,
    einspruch ..3 eingelegt, wiederholt, nein zu, gegen ..5 haushalt, offentlich widersprochen, anderer
    meinung, uneins, ausgesetzt, eingesetzt ..3 vorstand, starkt ..3 vorstand, gestarkt, stets nein, immer
    nein, stimmt stets, jede ausgabe, wort ergriffen gegen, gegen ..3 geredet, geredet haben, erklarungen
    verlang*, standig befrag*, befragen, ergreif* ..3 gegen, auch fur die konkurrenz, konkurrenz, stell*
    ..5 in frage, zur rede, pladier* ..3 gegen, argumentier* ..4 gegen, frag* ..2 immer wieder, offene*
    brief, brief unterschrieben, herumerzahl*, draussen erzahl*, kritik am, kritik an ..2
    vorstand/leitung/rat, kritiker*, kritik ub*, rechenschaft verlang*, rechenschaft geford*, zweifel
    sa*, zweifel gesat""",
    "kind": """
    frauen*, manner*, frau, mann, weiblich*, mannlich*, mutter, vater, staatsburger*, muttersprach*,
    deutsch, englisch*, franzosisch*, spanisch*, zeitzone*, uhrzeit*, wohnt*, wohnen*, wohnort*,
    wohnsitz*, ansassig*, lebt, leben in, auslander*, einheimisch*, jahre alt, alter als, junger als,
    jungere*, jugendlich*, student*, studier*, studium, akademiker*, hochschul*, nachname*, vorname*, name
    ..6 beginnt/anfangt/endet, namen ..6 beginnen/anfangen/enden, anfangsbuchstabe*, geboren*, eltern,
    verheiratet*, benutzername*, handle, avatar*, profilbild*, arbeitgeber*, firma, schreibweise*,
    rechtschreib*, akzent*, europa*, europaer*, amerikan*, asien, afrik*, bayern, hautfarbe*, alphabet*,
    mez, utc, spitzname*, rufname*, nachnam*, vornam*, beginnt mit, anfangt mit, familien, kinderlos*,
    ledig*, ortsansassig*, vor ort, hiesig*, ausserhalb ..3 wohn*, in der nahe, aus der region, aus dem
    ausland, im ausland, landsleute, fremdsprach*, sprachkenntnis*, in deutscher sprache, auf deutsch
    schreib*, auf deutsch verfasst*, deutschsprach*, englischsprach*, sprechen kein, schreiben kein, unter
    dreissig, uber dreissig, uber sechzig, unter funfundzwanzig, rentner*, senioren, arbeitszeit*,
    europaisch*, burozeit*, dialekt*, gymnas*, doktor*, diplom*, gehaltsstufe*, ranghoch*, dienstgrad*,
    rechtschreibung, fehlerfrei*""",
    "someone": """
    der/die/das/dem/jene/jenes/derjenige/diejenige/dasjenige ..1
    person/mitglied/kollege/kollegin/mensch/freund/freundin, diejenige*, derjenige*, dasjenige*, einer von
    uns, eine von uns, einer unter uns, jemand unter uns, unser ..2 kollege/freund/mitglied/mann, unsere
    ..2 kollegin/freundin/frau, an seinem, an ihrem ..2 erkenn*, leicht zu erkennen, erkennbar*, wessen
    name, dessen name, deren name, ihr wisst wer, jeder kennt, alle kennen, der unsere, die unsere,
    unsereins, die verfasser dieses, der verfasser dieses, wer diesen, wer diese, unser* guten geist,
    guter geist, guten geist, unsere gute, unser guter, die gute seele, gute seele, unser ..2
    ubersetzer/gartner/wirt/archivar/koch/hausmeister/bastler, unsere ..2
    ubersetzerin/gartnerin/wirtin/archivarin/kochin, einen unter uns, eine unter uns, jemand von uns, eine
    person, ein einzelnes mitglied, ein bestimmtes mitglied, ihm verdanken, ihr verdanken, wem wir, ohne
    den, ohne die nichts, ohne ihn, deren avatar, dessen avatar, am avatar, dem kollegen, der kollegin,
    den kollegen, dem freund, wer donnerstags, wer montags, wer den schlussel, wer die schlussel, wer uns
    den, hinter dem kurzel, wer ..9 ausgehandelt/gegrundet/bezahlt/betreibt/hutet/leitet/verwaltet hat,
    wer ..9 ausgehandelt, wer ..6 verwaltet, wer ..6 leitet, wer ..6 eroffnet hat, wer noch die, weiss ..2
    dass er gemeint, weiss ..2 dass sie gemeint, gemeint ist, ist gemeint, wer ..6 gemietet, wer ..6
    gemietet hat, meine freunde, unsere freunde, meinen freunden, unseren freunden, unter uns ist ein*,
    es gibt unter uns ein*""",
    "they": """
    ihnen, ihre, ihrer, ihrem, ihren, ihr, sie, diese mitglieder, diesen mitgliedern, solche*, solcher,
    jene*, denen, deren, dessen, ihm, seine*, seinem, diese gruppe, dieser gruppe, diesen, derselben, ich,
    mir, mich, mein, meine, es soll, sie soll, sie sollen, er soll, es bekommt, sie bekommt, er bekommt,
    sein""",
    "whoever": """
    wer, wem, wen, wessen, jeder, jedes mitglied, alle, mitglied*, mitglieder, diejenigen, personen,
    leute, niemand*, keiner, keine*, jemand*, jene, einzelne*, beteiligte*, autor*, verfasser*""",
    # What they get
    "raise": """
    bonus*, zuschlag*, aufschlag*, zusatzlich*, extra, zulage*, aufstock*, hebe*, heb ..8 an, heben,
    anheb*, angehob*, erhoh*, steiger*, verdoppel*, verdreifach*, vervielfach*, doppelt*, das doppelte,
    dreifach*, das dreifache, zweifach*, bevorzug*, begunstig*, vorzug*, vorteil*, vorrang*, vorsprung*,
    privileg*, aufwert*, hoher*, mehr punkte, grosser* anteil, mehr gewicht, starker gewicht*, schwerer
    wieg*, rechne ..8 hinzu/dazu/drauf, leg* ..8 drauf, schlag* ..6 auf, obendrauf, hinauf, nach oben,
    stufe hoher, gutschreib*, gutgeschrieb*, gutschrift*, anrechn*, rechn* ..8 an, bedacht, begunstigt,
    #-fach*, mal so viel, grosszugig*, wohlwollend*, honorier*, gewogen, entgegenkommen*, pluspunkt*,
    vorab, dank ..3 form, rechn* ..3 dazu, doppelt ..1 gewichte*, anderthalbfach*, das anderthalbfache,
    halfte mehr, viertel mehr, drittel mehr, funftel mehr, zehntel mehr, prozent mehr, punkte mehr, #
    mehr, zusatzpunkt*, extrapunkt*, als doppelte, doppelte arbeit, fur zwei, fur drei, fur zehn, zahlt
    fur, zahlen fur, gilt fur, wie zwei, wie drei, dreimal, stufe hinauf, platz* ..2 vorn, nach vorn, ein
    platz, eine stufe, aufruck*, nach vorne, hochstuf*, hochgestuft*, draufschlag*, draufgeschlag*, drauf,
    uber ..4 denen, liegen ..5 uber, liegt ..5 uber, uber ..3 vergleichbar*, im vorteil, zugunsten, zu
    gunsten, zugute, begunst*, anrecht*, mehr zutrau*, gonn*, grosser* gewicht, hoheres gewicht, starker
    beruck*, starker ..2 gewicht*, im zweifel fur, gemass ..4 bestand/guthaben/token/rang, nach ..3
    bestand/guthaben/tokens, im verhaltnis, proportional*, entschadig*, anerkennung von, extra*, geht an
    ..4 mentor*, etwas mehr, ein wenig mehr, ein bisschen mehr, mehr als ublich, mehr als sonst, grossere
    teil, den grosseren teil, kleinen zuschlag, nicht unbelohnt, gedacht werden, hoch, je mehr ..8 desto,
    je mehr ..8 umso, je grosser ..8 desto, je hoher ..8 desto, wachst mit, steigt mit, einholen,
    vorbeizieh*, an allen vorbei, in der schuld, schuldet, entscheide fur, gleichstand* ..3 fur, soll sich
    lohnen, soll sich auszahlen, sich auszahlen, voller erfolg, leichter vorzug, leichte bevorzugung,
    einfache, das einfache""",
    "lower": """
    senk*, gesenkt*, minder*, gekurzt*, halbier*, zieh* ..9 ab, abzieh*, abzug*, abgezogen*, abschlag*,
    verringer*, reduzier*, bestraf*, abwert*, herabstuf*, herabgestuft*, zuruckstuf*, ausschliess*,
    ausgeschlossen*, aussen vor, ausser acht, unberucksichtigt, nicht berucksichtig*, leer aus*,
    niedriger*, die halfte, zur halfte, bruchteil*, hintan*, letzte*, ans ende, gestrichen, streich*,
    minuspunkt*, nach unten, dampf*, malus, zu lasten, geht leer, abstrich*, punktabzug*, nur zu,
    hochstens, verfall*, mindert, mindern, auslass*, ausgelassen, weniger als, geringere*, null punkte,
    bekomm* ..3 nichts, erhalt* ..3 nichts, bekomm* ..3 weniger, kurze, kurzen, kurz ..3 um, nur ein
    zehntel/funftel/viertel/drittel, nur eine halfte, rutsch*, nach hinten, tiefer landen, unter dem
    mittel, unter dem durchschnitt, unter ..2 mittelwert, seinen preis, spuren, spurbar ..2 weniger,
    bussen, busse, einbuss*, kosten ..6 punkte, kostet ..6 punkte, verlier* ..4
    punkt*/anteil*/platz/halfte/drittel, verwirk*, wertlos*, nichts wert, nicht gewertet, ungewertet*,
    nicht belohnt, kein anteil, keinen anteil, keine punkte, keinen punkt, ohne anteil, leer aus, ubung*,
    nur als ubung, symbolisch*, bescheiden*, massig*, allenfalls, bestenfalls, zuruckstehen,
    zuruckgestellt*, zuruckstell*, hintenan*, hinteranstell*, hinten an*, warten mussen, musst* warten,
    ruhiger* monat, ruht, ruhen, gedrosselt*, drossel*, gedampft*, beschnitten*, beschneid*, bekommt nur,
    erhalt nur, erhalten nur, bekommen nur, zahlt nur, zahlen nur, gilt nur, nur zur, das ubrige,
    nachrang*, aussortier*, ubergang*, ubergeh*, gegen ..3 gewertet, negativ ..2 wert*, angelastet,
    anlast*, anzulast*, zur last, malus*, unterhalb, hintere*, untere* halfte/drittel/viertel,
    schlusslicht*, am schluss, bringt keine, bringen keine, trinkgeld, einarbeitung*, zu zwei dritteln, zu
    einem drittel, auf dem konto, dem paten, ihrem paten, seinem paten, als schaden, schmaler*, schmalert,
    dranzug*, aufgezehrt, zehrt, raus, heraus, nicht mitgezahlt, als gast, als gaste, wie gaste, halbe
    punkt*, halbe note, halben anteil, halber anteil, halbe* wert*, etwas tiefer, tiefer eingestuft, nicht
    eingereiht, nicht eingestuft, alle anderen darunter, darunter, alle anderen bei null, besucher*,
    fallen ..2 zuruck, fallt ..2 zuruck, zuruckfallen, kleine anerkennung, kleinen anerkennung, nicht in
    frage, fange* unten an, unten anfangen, unten beginnen, unten ein, nach unten ..3 korrigier*,
    mangelnd*, zieh es ..3 ab, ging an, geht an das, gutgeschrieben wird, in ihrer wertung zeigen, in der
    wertung zeigen, sich ..4 zeigen, kostet alle zeit, kosten alle zeit, als versuch, ein versuch, zur
    erinnerung, ohne etwas zu, halfte von allem, der rest geht, rest geht an, verdienen nicht,
    benachteilig*, straf*, nur die halfte, nur ein drittel/viertel/funftel/zehntel, nur zur halfte,
    anspruch nur auf, nicht wirklich geholfen, nicht geholfen haben""",
    "rank": """
    erster platz, ersten platz, ersten platze*, an die spitze, an der spitze, ganz oben, nach oben,
    zuoberst, als erste*, voran*, vor alle*, vor den anderen, vor allen, vor anderen, stets vor, uber
    alle*, uber den, uber die anderen, uberragend*, herausragend*, hervorragend*, die wichtigsten, am
    wichtigsten, die besten, der besten, am besten, hochst*, oberste*, obere* drittel/halfte/viertel, mass
    ..3 ding*, massstab fur, richtwert*, referenz*, vorbild*, volle punktzahl, hochstpunktzahl*,
    hochstwert*, spitzenreiter*, an letzter stelle, letzter platz, letzten platz, hinter alle*, vorderst*,
    keiner ..5 uber/besser/mehr/hoher, unubertroffen*, ausgezeichnet*, stufe hoher, vordere*, besten des,
    der beste ..2 monat*, besten ..2 monat*, ganz vorn*, rang ein*, gleichzustellen, gleichgestellt, den
    besten gleich*, wie die besten, obenan, oberhalb, an die erste, an erste, ganz nach oben, nach ganz
    oben, hoher als, hoher ..2 eingestuft, hochrangig*, erstrangig*, fuhrend*, an der tete, anfuhr*, fuhrt
    ..3 an, fuhren ..3 an, erste ..2 platz*, drei ersten, ersten drei, ersten funf, ersten zwei, beiden
    ersten, platz eins, rang eins, sieger*, gelungen, vortrefflich*, ausserordentlich*, hervorzuheb*,
    unangefochten*, niemand darf ..6, keiner darf ..6, uber ihnen, uber ihm, uber ihr, vor ihnen, vor ihm,
    vor ihr, hinter ihnen, hinter ihm, uber sie, uber ihn, vor sie, vor ihn, vor die, an ihnen vorbei,
    oberes ende, bestwert*, bestnote*, hochstnote*, note eins, sehr gut, ausnahmslos ..2 uber, allen
    voran, vor allen anderen, vorzuzieh*, vorzieh*, vorgezog*, bei gleichstand, vorn liegen, vorne liegen,
    liegt vorn, liegt vorne, vorn stehen, vorn steht, soll vorn, soll vorne, spitzengruppe, oberste* band,
    obersten bereich, in die oberste, schritt hinter, schritte hinter, ohne zogern, beginnt bei #,
    beginnen bei #, starte bei #, fang* ..3 bei # an, hoch drei, gepruft, verifiziert*, ausser konkurrenz,
    die starksten, starkste*, am starksten, schlechter abschneiden, besser abschneiden, abschneiden, so
    sollen sie, beginnt mit ihm, beginnt mit ihr, wertvollste*, am wertvollsten, besonders wertvoll, das
    gegenteil, der zweite, die zweite, die ersten, platz zwei, stehen vor, steht vor, stehen stets vor,
    fur gut befunden, mittelfeld, im mittelfeld, sehr wertvoll, ubertreff*, ubertrifft, ubertroffen,
    ehrenplatz*, gewinner""",
    "limit": """
    mindestens, wenigstens, hochstens, maximal*, minimal*, nicht weniger, nicht mehr als, nicht unter, nie
    unter, niemals unter, nicht uber, nie uber, kein* ..8 weniger, kein* ..8 mehr als, kein* ..6 unter,
    kein* ..6 uber, niemand ..5 weniger/mehr/uber/unter, nicht ..4 ubersteig*, nicht ..4 uberschreit*,
    nicht ..4 unterschreit*, darf ..7 nicht, durfen ..7 nicht, kann ..6 nicht, obergrenze*, untergrenze*,
    mindest*, hochst*, bis zu #, begrenz*, gedeckelt*, deckel*, garantier*, gesichert*, sicher, vorab,
    vorweg, reservier*, zuruckgelegt, beiseite, vorbehalten*, sockel*, grundbetrag*, grundstock*,
    festbetrag*, nie ..4 weniger/mehr/unter/uber/schlechter/niedriger, nie schlechter, geht ..3 voraus,
    nicht ..5 unter, nicht ..5 uber, nie ..4 unter, nie ..4 uber, niemals ..4 unter, unter keinen
    umstanden ..6 unter, fallt nie, fallen nie, sinkt nie, sinken nie, sinkt ..4 unter, fallt ..4 unter,
    fallen ..4 unter, nie ..6 als, bleibt unter, bleiben unter, bleibt uber, bleiben uber, endet bei,
    enden bei, mehr als ..4 ist nicht, mehr gibt es nicht, das meiste, nicht hinaus, nicht hoher, nicht
    tiefer, nicht niedriger, vorwegnahm*, vorwegnehm*, vorab ..6, vor der verteilung, vor allem anderen,
    als erstes, gedeckel*, kappung*, gesetzt, stehen ..2 zu, feste* punkt*, festen, bekommt sicher, sind
    sicher, ist sicher, fest eingeplant, eingeplant, fest vorgesehen, fest zugesagt, zugesagt, fest
    reserviert, verplant, nicht schlechter als, schlechter ..2 als der, mehr als eine, mehr als ein, kommt
    ..6 nicht in frage, wenigstens so viel, mindestens so viel, in ihre nahe, in seine nahe, in deren
    nahe, niemand ..5 nahe, keiner ..5 nahe, heranreich*, heran reich*, fester sockel, sockel, bekommt
    achthundert, nicht schlechter dasteh*, nie schlechter dasteh*, nicht ..3 schlechter ..2 als""",
    "amount": """
    # prozent, prozent, #%, # punkt*, halfte, drittel*, viertel*, funftel*, zehntel*, doppelt*,
    verdoppel*, verdreifach*, dreifach*, zweifach*, fach, fache*, das doppelte, faktor*, durchschnitt*,
    mittel, mittelwert*, so viel wie, soviel wie, ebenso viel, summe*, # mal, mal so viel, hundert*,
    tausend*, fest* betrag*/anteil*/summe*/teil*, pauschal*, volle punktzahl, #-fache*, lowenanteil*,
    grossteil*, anderthalb*, zweieinhalb*, # token*, ein gewohnlicher monat, guter monat, guten monats,
    gegenwert*, wert #, anderthalbfach*, zweihundert*, dreihundert*, vierhundert*, funfhundert*,
    sechshundert*, zweitausend*, dreitausend*, funftausend*, zehntausend*, dutzend*, zwei plat*, drei
    plat*, ein platz, eine stufe, zwei stufen, was der ..4 bekommt, was die ..4 bekommt, was ..5 bekommt,
    median*, gewohnlicher monat, sehr guten monats, durchschnitt, grossten teil, halben topf, ganzen topf,
    gesamten topf, gleichen teilen, prozentsatz*, siebtel*, achtel*, sechstel*, neuntel*, wie zwei, fur
    zwei, fur zehn, doppelte arbeit, volle* anteil*, voller hohe, vollen hohe, zwei dritteln, drei
    vierteln, ein funftel, des monats, trinkgeld, funftausend, grosseren teil, dem des fleissigsten,
    fleissigste*, dem des besten, achthundert*, entspricht dem""",
    "ever": """
    immer, stets, jeden monat, jedes mal, in jedem monat, allmonatlich, unabhangig*, egal, ungeachtet*,
    selbst wenn, auch in monaten, auch dann, ob ..5 oder nicht, automatisch*, grundsatzlich*, von
    vornherein, in jedem fall, auf jeden fall, ausnahmslos*, ohne weiteres, ohne prufung, ohne nachweis*,
    ohne ansehen ..3 leistung, bedingungslos*, dauerhaft*, kunftig*, fortan, durchweg*, was auch, wie
    auch, wie viel auch, wie wenig, ohne rucksicht, garantiert, per se, ohne eintrag, nichts ..3
    eingetragen, nichts ..3 verzeichn*, nichts ..3 vermerkt, mussen, pauschal*, erst ..4 danach, vorab,
    monat fur monat, jahr fur jahr, was immer, was auch immer, ganz gleich, ob ..8 oder nicht, ob etwas,
    ohne nahere, ohne naher*, ohne ruckfrage, ohne blick, ohne dass ..4 nachweis*, ohne eintrage, auch
    ohne, gelungen ist, selbst bei, von amts wegen, automatisch, weiterhin, bis auf weiteres, von nun an,
    ab sofort, ab jetzt, in zukunft, zukunftig*, ein fur alle mal, grundsatzlich, regelmassig*, jeweils,
    sowieso, ohnehin, so oder so, einerlei, in monaten, als gegeben, sei es, fest eingeplant, vor jedem
    vergleich, vor dem vergleich, nicht vergleich*, ohne vergleich, auch wenn ..3 gelungen, so gut ..3
    auch, egal was, immer nur, nicht mehr zu beweisen, nichts mehr zu beweisen, nichts zu beweisen,
    durchweg, wie gut ..5 auch, wie gut das ergebnis, monat lang schweigt, schweigt, in jeder verteilung,
    steht fest, stehen fest, nicht zur diskussion, wenig oder viel, ob viel oder wenig, bevor du ..4
    vergleich*, bevor ..4 verglichen, stell sie dir vor, denk dir ..3 dazu, was sie sonst, was er sonst,
    was immer sie, was immer er""",
    "get": """
    gib, gebt, geben, gibt, vergib, vergeb*, bekomm*, erhalt, erhalten, erhielt*, kriegt, kriegen,
    verdien*, zusteh*, zusteht, steht ..6 zu, gebuhr*, zukomm*, zukommt, fallt ..4 zu, geht an, gehen an,
    gehort, anteil*, topf*, platz*, punkte*, wertung*, belohn*, beteilig*, zugeteilt*, zuteil*,
    zugesproch*, note*, verteil*, ausgezahlt*, entfallen auf, honorier*, gewahr*, teilen sich, teilt sich,
    aufteil*, aufgeteilt, bekam*, ausschutt*, veranschlag*, zu veranschlagen, angerechn*, gutgeschr*,
    einkunft*, einkommen, lohn, gehalt, vergut*, entlohn*, summe, betrag, geld, monatstopf*, budget*,
    zugemess*, zumess*, zuerkenn*, zuerkannt*, zuwend*, belohnt*, verbuch*, einstreich*, mitnehm*,
    gesichert""",
    "score": """
    punkt*, punktzahl*, bewertung*, wertung*, note, noten, anteil*, rang*, ergebnis*, gewicht*, platz,
    summe*, wert, werte, werten, topf*, belohnung*, ausschuttung*, zahl, zahlen, urteil*, betrag*,
    gemessen, messen""",
    "math": """
    multiplizier*, dividier*, malnehm*, mal genommen, quadrier*, quadrat*, rechne ..9 hinzu, zahl* ..8
    hinzu, addier*, subtrahier*, zieh* ..8 ab, abgezogen*, verdopple*, punkte ..3 verdoppelt, verdoppel*
    ..3 punkte/wert*/note*/anteil*, vergib ..4 doppelte*, halbier*, faktor*, koeffizient*, umrechn*,
    umgerechnet*, setze ..8 an, aufschlag*, abschlag*, zuschlag* von, prozentpunkt*, normier*,
    normalisier*, summe der, summe beider, potenz*, logarithm*, mal #, # mal, schlag* ..4 auf, #-fach*,
    das #-fache, teile ..3 durch, wurzel, mit sich selbst, mal nehmen, nimm ..8 mal, runde*, auf volle,
    gewichte ..5 mit, hochrechn*, verrechne*, streck*, staffel*, um die halfte mehr, um ein* ..2 hoher, um
    ..4 prozent, um # punkte, potenzier*, hochgerechn*, umlegen, aufrund*, durch zwei, durch drei, mit
    zwei, mit drei, hoch drei, hoch zwei, gekreuzt mit, verrechnet mit, zu zwei dritteln, zwei dritteln""",
    "treat": """
    gelt*, gilt, setze*, setz, behandel*, ansetz*, angesetzt*, beruck*, bewert*, werte, einstuf*, stuf*,
    eingestuft*, eingeordnet*, einordn*, einreih*, soll*, bemess*, werten, gewertet*, zu werten, darf,
    sollen, ist zu, sind zu, behandeln, gleichzustellen, anzuse*, angesehen, ansieh*, sieh ..4 an, nimm
    ..4 als, eingeschatzt*, vorzusehen, vorseh*, beurteil*, mussen, sollen ..4 stehen, zu zahlen""",
    "never": "nie, niemals, unter keinen umstanden, auf keinen fall, keinesfalls",
    "trait": """
    geschlecht*, nationalitat*, religion*, konfession*, titel, rang, dienstalter*, zugehorigkeit*,
    mitgliedschaft*, staatsangehorig*, lebensalter, entwickler*, designer*, ubersetzer*, programmierer*,
    angestellt*, mitarbeiter*""",
    "favour": "bevorzug*, begunstig*, benachteilig*, bestraf*, privilegier*",
    "quota!": """
    ein/einen/um ein/zwei/drei drittel/viertel/funftel/zehntel/dritteln/vierteln
    mehr/weniger/hoher/niedriger/tiefer/ab, ein/einen/zwei/drei drittel/viertel/funftel/zehntel des/der
    topf*/monat*/summe/punkte/gesamt*/belohnung*, die halfte des/der/dessen/von ..1
    topf*/monat*/summe/punkte/durchschnitt*/was, um die halfte, auf die halfte, ein/einem
    drittel/viertel/funftel/zehntel ab, drittel/viertel/funftel/zehntel mehr/weniger, das
    doppelte/dreifache/anderthalbfache/zweifache/zehnfache, doppelte/dreifache/halbe/halben/volle ..1
    punkt*/punktzahl/wertung/anteil*/note/wert/gewicht, # prozent
    mehr/weniger/aufschlag/abzug/hoher/niedriger, # prozent des/der ..1 topf*/monat*/summe/punkte/gesamt*,
    # prozent an, #prozent, mit # multiplizier*, multiplizier* ..5 mit, so hoch wie die skala, hochste
    punktzahl, volle punktzahl, mit null bewert*, bei null punkten, auf null gesetzt, anderen bei null,
    anderen auf null, ## punkte, ## punkten, tausend/hundert/funfzig punkte/punkten,
    startet/starten/beginnt/beginnen mit ## punkten, ins/im/das obere/oberen/untere/unteren
    drittel/viertel/zehntel, ins obere drittel, die/der/ihre obere/untere/oberen/unteren halfte,
    obere/oberen drittel, verdopple ..4 punkte/wert*/note*/anteil*, halbiere ..4
    punkte/wert*/note*/anteil*, punkte werden verdoppelt/halbiert""",
    "order": """
    hinter allen, hinter allen/alle anderen/ubrigen, vor allen/alle anderen/ubrigen, uber allen
    anderen/ubrigen, unter allen anderen/ubrigen""",
}
