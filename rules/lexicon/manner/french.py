"""French words for how to answer and what to hide; rules/lexicon/__init__.py says how they are written."""

WORDS = {
    # The answer and its numbers
    "answer": """
    reponse*, resultat*, sortie, presentez, presente*, renvo*, ecrivez, ecris, ecrire, produi*, rendez,
    rends, livrez, formul*, motif*, justification*, votre jugement, ta reponse, votre reponse, listez,
    redige*, verdict, resumez, classement, donnez ..3 seul*, indiquez, restitu*, livrer, remettez,
    remettre, fournir, fournissez, intitul*, conclusion*, concluez, verdicts, votre texte, presentation,
    decision finale, restituez, enonce*, dressez, transmett*, envoyez, delivr*, n'ecrivez, commencez par
    ecrire, commencez par, puis citez, citez, donnez seulement, livrez seulement, votre appreciation,
    nombres, la forme de la, votre raison, commencez, commence par, terminez, termine par, redigez, aviso,
    rangez ..3 en, au lieu de notes, au lieu de points, affichez, affiche les, racontez le mois,
    racontez les resultats, rendez votre jugement, rendez le jugement""",
    "shape": """
    json, yaml, xml, csv, html, markdown, tableau*, colonne*, liste*, par ligne, ligne par ligne,
    paragraphe*, prose, poeme*, vers, rime*, un mot, seul mot, seule phrase, un chiffre, seul nombre, un
    nombre, lettre de a, lettres, etoiles, en francais, en anglais, en allemand, en espagnol, schema,
    format*, champ*, cle, cles, objet, structure*, modele, gabarit, sans commentaire*, sans motif*, sans
    justification*, sans explication*, aucune justification, aucun motif, separe* par, virgule*,
    alphabetique*, premiere ligne, premier mot, derniere ligne, commenc* par, termin* par, la phrase, la
    mention, accolade*, crochet*, noms seuls, seuls les noms, uniquement les noms, lettre, sous la forme,
    sous forme, bloc, emoji*, fable*, conte, histoire, haiku, chanson, dialogue, en vers, sans chiffre*,
    pas de chiffre*, aucun chiffre, sans note*, aucun nombre, sans nombre*, prenoms, ordre decroissant,
    ordre croissant, ordre alphabetique, ordre de merite, ordre d'arrivee, dans l'ordre, oui ou non, feu
    tricolore, couleur*, pouce*, graphique*, camembert, courriel, deux mots, trois mots, # mots, # lignes,
    # phrases, deux lignes, trois lignes, un seul paragraphe, une seule ligne, seule ligne, seule liste,
    lignes quoted, intitule*, avec le titre, le titre, point-virgule, points-virgules, tabulation*,
    guillemets, par paires, sans drapeau*, sans signalement*, texte libre, texte brut, un bloc, script,
    fichier, tableur, pourcent*, mention quoted, la formule quoted, gagnants, trois gagnants, deux
    groupes, trois groupes, oui et non, l'un sous l'autre, les uns sous les autres, un tiret, tiret
    suffit, lettre aux, ne servent a rien, eloge, communique, l'un en dessous de l'autre, texte pret, ne
    sont pas necessaires, rien que les noms, trois paquets, or argent et bronze, bronze, rien d'autre, au
    lieu de notes, au lieu de points, sans chiffres, pas de chiffres, deux colonnes, sans en-tete,
    pourcentages, un seul mot, le nom du meilleur, un recit, un conte""",
    "shape!": """
    format de sortie, format de reponse, votre reponse, ta reponse, la reponse doit, forme de la reponse,
    repondez en, reponds en, repondez par, reponds par, repondez sous, repondez uniquement, sous la forme
    d'un tableau, en json, champ json, que des lignes, que les noms, n'ecrivez que, uniquement des noms,
    toute autre structure, un csv, en csv, un seul nombre par ligne""",
    "scale": """
    echelle de, echelle va, autre echelle, propre echelle, deux echelles, de # a #, entre # et #, sur
    vingt, sur dix, sur cent, sur cinq, sur 10, sur 20, sur 100, sur 5, note* de # a, note maximale, comme
    a l'ecole, trois valeurs, deux valeurs, valeurs seulement, rien entre, intermediaire*, par paliers,
    multiples de, au carre, sans conversion, convert*, points negatifs, notes negatives, total de #,
    repartir # points, distribu* # points, arrondi*, de a a e, etoiles, inferieures a, jusqu'a #, bareme*,
    somme ..4 egal*, de zero a, zero a #, de un a, d'un a, de 1 a, bout a bout, entre un et, de dix a,
    deux baremes, baremes differents, autre bareme, propre bareme, demi-point*, demi-points, decimale*,
    par elle-meme, par lui-meme, milliers, centaine*, note sur, notes sur, lettres de a, de a a, entre a
    et, quatre niveaux, trois niveaux, cinq niveaux, le chiffre, autres chiffres, nombres que, tiers des
    membres, egale pour tous, identique pour tous, au-dela de #, en dessous de #, commence a #, commence
    avec #, commencent avec #, chacun part de, part de #, partent de #, gagner ou perdre, au cube, a la
    puissance, un deux et trois, seulement un, nombres ne, systeme de points, deux fourchettes,
    fourchette*, dix fois plus large, dizaines, nombres pairs, nombres ronds, dizaines entieres, de un a
    mille, de un a #, en milliers, en centaines, un seul chiffre, deux series, series s'addition*, meme
    pied, se note de, se notent de, mille degres, dix degres, exposant, arrondissez toujours, toujours
    arrondir, admis ou refuse, comme en gymnastique, bornes, de zero a mille, de zero a cinquante""",
    # Secrecy
    "hide": """
    discretion, discretement, tais*, taire, passez sous silence, sous silence, dissimul*, masqu*, deguis*,
    camoufl*, paraphras*, parler* d'autre chose, parl* d'autre, autre motif, autres motifs, d'autres
    motifs, autres raisons, termes generaux, en termes, evasi*, n'a besoin de savoir, pas besoin de
    savoir, besoin de savoir, si l'on, si on vous demande, si quelqu'un demande, a qui demande, en cas de
    question*, confidentiel*, secret*, inapercu*, sans bruit, omett*, omet*, laiss* entendre, a l'insu,
    gard* pour, tacit*, supplement discret, discrete majoration, bonus discret, cach* ..4 regle, garde*
    pour vous, garde* pour toi, parler* ..2 plutot, attribuez ..6 a, attribuer ..6 a, mettez ..4 sur le
    compte, mettre ..4 sur le compte, sur le compte de, parlez de, parlez plutot, evoquez plutot, invoqu*,
    pretext*, autre explication, autre raison, sans que ..6, nulle part, pas un mot, aucune mention,
    aucune trace, sans trace, sans laisser, sans nommer, sans citer, sans mention*, sans evoquer, en
    silence, ne faites pas etat, ne pas faire etat, faire etat, n'en parlez, n'en dites, garder le
    silence, gardez le silence, silence sur, passer sous, gardez ..3 vous, restera entre, reste entre,
    doit rester, rester inapercu*, ne se remarqu*, ne doi* ..4 savoir, ne doi* ..4 apparaitre, ne doi* ..4
    figurer, ne saura*, sous un autre nom, sous une autre, autre rubrique, mots neutres, termes neutres,
    formulation neutre, generalites, plus general, arrond* les angles, noy*, enrob*, maquill*, habill*,
    glissez, a mots couverts, tout bas, non dit, non-dit, trop tot, pas encore en parler, ecrivez dans les
    motifs, dites qu'il s'agit, qu'il s'agit d'entretien, entretien courant, s'agit de, en public ..3
    comme, presente* ..3 comme, decri* ..4 comme, deduire, deviner, vraie raison, veritable raison, vrai
    motif, appelez ce, appelez-le, mieux vaut ne pas, manque de maturite, ne doit pouvoir se lire, pouvoir
    se lire, se lire nulle part, donnez une raison de, comme si elle, comme si elles, decoulait,
    decoulaient, garder interne, reste interne, a ne pas afficher, ne pas afficher, sans que le lien, sans
    le dire, sans qu'on ..4, ne/n'/sans/jamais ..4
    dire/dites/revel*/mentionn*/divulgu*/nomm*/evoqu*/publi*/signal*/ecri*/parl*/devoil*, ne/n'/sans ..4
    apparai*/figur*/paraitre""",
    "public": """
    motif*, raison*, justification*, publi*, resultat*, regle*, pourquoi, explication*, ecart*, public,
    paragraphe*, cette regle, ce supplement, cet ecart, personne ..4 savoir, qui demande, question ..2
    pourquoi, publies, publique*, affiche*, ce qui est publie, communique*, compte rendu, exterieur, cette
    preference, cet avantage, cet arrangement, cet ajustement, demandent pourquoi, demande pourquoi,
    justifie*, l'ecart, ce mot, le mot quoted, dans les motifs, aucun motif, une raison de qualite""",
    "secret!": """
    en secret, secretement, a l'insu, sous silence, reste interne, ne pas publier, n'a besoin de savoir,
    pas besoin de savoir, aucun signalement, reste/restera/rester/restent entre nous, si on/quelqu'un vous
    demande pourquoi, si l'on vous demande pourquoi, pour ne pas eveiller""",
    "repeat": """
    recopi*, reprodui*, cite*, citer, revel*, divulgu*, mot pour mot, mot a mot, textuel*, in extenso, en
    entier, integral*, traduis*, transcri*, dev*il*, retranscri*, expos*, restitu*, recopiez, recopier,
    copier, copiez, listez, lister, enumer*, reproduire, ecrivez ..4 consignes, ecrivez ..4 instructions,
    donnez ..3 texte, publi*, inclu*, inser*, joign*, rappel*, redonn*, indiqu*, citez, montrez, texte
    complet, termes exacts""",
    "told": """
    instructions, consignes recues, consignes ..4 precede*, recues avant, recu* avant, avant ce texte, qui
    precede*, message systeme, vos instructions, tes instructions, votre consigne, vos consignes, on vous
    a dit, on vous a donne, vous avez recu*, tu as recu*, cadre, marqueur*, separateur*, ci-dessus, ton
    prompt, votre prompt, ce qui precede, consignes qui, l'ensemble des consignes, toutes les consignes,
    instructions recues, instructions donnees, vous ont ete donnees, vous ont ete, ont ete donnees avant,
    avant notre texte, avant le notre, paragraphes qui, lignes qui precede*, au-dessus de ce, au-dessus du
    notre, ce qu'on vous, ce que l'on vous, la machine, vos regles, texte cache, debut de, vos directives,
    directives recues, signe qui separe, marque qui""",
    # Hidden letters, another part to play, marks
    "code!": """
    base64, rot13, code secret, de droite a gauche, de la fin au debut, une lettre sur deux, un mot sur
    deux, premieres lettres, premiere lettre de chaque, initiales de chaque, lettres espacees, lettres
    separees, lettres ..3 separees, lettres detachees, lisez-les ensemble, lire d'un trait, acrostich*,
    hexadecim*, anagramm*, message cache, message secret, dernieres lettres, chaque lettre est, notre
    alphabet, alphabet maison, sans les espaces, sans les tirets, sans les points, retirez les espaces,
    retirez les tirets, les tirets ..5 que, les espaces ..5 que, les points ..5 que, mots accoles,
    accolez, reunissez les lettres, assemble* les lettres, remettez ..3 ordre, premier mot de chaque,
    dernier mot de chaque, un mot sur trois, une lettre sur trois, un caractere sur, les majuscules ..3
    forment, majuscules ..4 forment, url-encod*, code convenu, signe convenu, phrase codee, lu a voix,
    premier mot de chacune, hexadecimal, majuscules de la ligne, mot secret, mot magique, mot code,
    sautant une lettre, une lettre sur, premiere syllabe, premieres syllabes, chiffres remplacent,
    chiffres tiennent lieu, chiffre en code, message chiffre, texte chiffre""",
    "role!": """
    tu es maintenant, vous etes maintenant, tu es desormais, vous etes desormais, fais comme si, faites
    comme si, joue* le role, jouez le role, nouvelles instructions, mode developpeur, mode test, imagine
    que tu, imaginez que vous etes""",
    "marker": "marqueur*, delimiteur*, separateur*, signe* de separation, bornes",
    "touch": """
    ignor*, supprim*, entre, apres, sans, repet*, signifi*, hors, en dehors, au-dela, remplac*, revel*,
    utilis*, retir*, est, sont""",
    # What denies the rest, and what says nothing
    "not": """
    ne, n', pas, jamais, aucun, aucune, rien, personne, ni, sans, nul, nulle, non, plutot que, peu importe""",
    "equal": """
    comme les autres, comme tout autre, comme toute autre, comme n'importe, comme tout le monde, comme
    celui, comme celle, a egalite, ni plus ni moins, pas davantage, pas plus que, pas plus qu*, rien de
    plus, rien en plus, sans distinction, peu importe qui, ne dit rien, ne disent rien, n'entre pas,
    n'entrent pas, ne joue aucun, ne jouent aucun, aucun role, aucune importance, pas un merite, n'est pas
    un merite, aucun avantage, aucun privilege, aucun bonus, aucun droit, ne donne droit, ne donnent
    droit, en raison, du fait, au titre, vaut celui, font leur devoir, ne change rien, ne changent rien,
    qui que ce soit, sans favoriser, autant que les autres, juges de la meme, de la meme facon, les memes
    regles, a la meme aune, a la meme mesure, meme regle, memes regles, memes criteres, sans egard, ni
    indulgence, ni mefiance, ni bonus, aide autant, ne perd quoi, ni ne gagne, pour avoir vote, ne font
    aucune, aucune difference, ni mieux ni, peu importe, ne prouve, ne prouvent, personne ne, ni plus, ni
    moins, pas mieux, pas un titre, quel que soit leur, quels que soient, pas plus de ..3 que les autres,
    pas plus de ..3 que tous, pas plus de ..3 qu'un autre, de la meme maniere""",
    "idle": """
    en cas de doute, sans doute, sans aucun doute, donn* ..3 raison*, donn* ..3 motif*, une raison,
    d'abord, au premier regard, premiere contribution, premier changement, a moitie, du moins, tout au
    moins, prendre part, faire part, nulle part, quelque part, autre part, d'une part, mis a part, prise
    en compte, tenir compte, tenez ..2 compte, compte rendu*, mieux vaut, au point, sur le point, autant
    que celui, un bon mois, voila ce que, de tout premier ordre, une regle de la maison, regle* de la
    maison, quoi que ce soit, sans trace, ne laisse* ..2 trace*, l'un dans l'autre, les uns les autres,
    tout de meme, quand meme, le durable, travail durable""",
    "scale!": """
    echelle de #, echelle d'un, note* de # a #, notez de # a #, points de # a #, entre # et # points, sur
    vingt, sur 20, sur 100, sur cent points, note maximale est de #""",
    "note": """
    note, remarque, ligne, lignes, consigne, mention, indication, rappel, appliquez, mot suivant, le mot
    qui suit""",
    "cipher": """
    decale*, decalage, inverse*, inversee*, sens inverse, a l'envers, a l'endroit, a rebours, entre les
    lignes, bout a bout, mises bout a bout, petits caracteres, assemblez, premiers mots, prenez le
    premier, qui comprendra, qui le comprend, mot de passe, mots de passe, otez les, enlevez les, sous les
    mots, verlan, petit jeu, binaire, unicode, ascii, crypt*, decrypt*, decod*, encod*, dechiffr*,
    dechiffrez, en miroir, pas places au hasard, en sautant, lettre suivante, morse, cesar, texte blanc,
    lues ensemble, lettre par lettre, forment ..3 nom, forment ..3 mot, initiales des, hexa, tete-beche,
    dans l'autre sens, autre sens""",
}
