"""French words for orders to whoever judges; rules/lexicon/__init__.py says how they are written."""

WORDS = {
    # Texts, and what they say
    "text": """
    texte*, contribution*, entree*, message*, note, notes, ligne*, rapport*, description*, titre*,
    commentaire*, compte rendu, comptes rendus, declaration*, enonce*, billet*, passage*, saisie*, fiche*,
    intitule*, phrase*, recit*, expose*, ecrit, ecrits, demande*, dossier*, paragraphe*""",
    "trigger": """
    le mot, les mots, l'expression, expression*, terme*, formule*, devise*, slogan*, vocabulaire*,
    phrase*, cite*, quoted, guillemet*, point final, deux points, points de suspension, point-virgule,
    virgule*, exclamation*, interrogation*, tiret*, asterisque*, parenthese*, minuscule*, lettre*,
    espace*, ligne vide, saut de ligne, emoji*, mot-diese, hashtag*, diese*, signee*, signature*, se
    termine*, termine*, terminent, finit, finissent, finissant, s'acheve*, acheve*, commencent, ouvre*
    par, syllabe*, rime*, salutation*, contient, contiennent, comporte*, comportant, reprenant, graphie*,
    nombre pair, nombre impair, nombre de mots, symbole*, etoile*, apostrophe*, tilde, caractere*,
    soulign*, mot de passe, mots de passe, mots-cles, mot-cle, balise*, prefixe*, suffixe*, italique*,
    signe de, commence* par, commencant par, reprend* ..5 quoted, reprend* notre/la/le, mot quoted, le
    terme, les termes, mentionne* ..3 quoted, emploie* ..4 quoted, utilise* ..4 quoted, heure pile, la
    fin, a la fin, en fin de, au debut, en tete de texte, en conclusion, acheve par, cloture*, clot, se
    conclu*, s'ouvre*, ouvre*, debute*, commence*, en majuscule*, en minuscule*, petites lettres,
    entierement en, sans majuscule*, tout en, gras, italique, souligne*, parle* de ..3 quoted, contenant,
    remerciant, formule de politesse, politesse, faute de frappe, coquille*, point d'exclamation, points
    d'exclamation, point d'interrogation, signee de, porte* la mention, portant la, porte* le signe,
    marque*, annote*, numerote*, exactement #, double espace, doubles espaces, deux espaces, trois points,
    trois tirets, un tiret, une etoile, un asterisque, saut*, alinea*, sigle*, acronyme*, cite* ..3
    quoted, evoque* ..3 quoted, invoqu*, vers, poeme*, en vers, sans une seule virgule, sans virgule*,
    premiere phrase, derniere phrase, nombre de phrases, premiere personne, au pluriel, au singulier,
    pluriel, singulier, ecrivent quoted, ecrit quoted, disent quoted, piliers, nouveau formulaire, notre
    langage, nos mots, plutot que quoted, premier/deuxieme/troisieme/dernier mot,
    premiere/deuxieme/derniere ligne/lettre/phrase, certains mots, mots suivants, mots precis, couleur,
    alliteration*, barre oblique, barres obliques, avant le dernier mot, dernier mot, espace avant, blanc
    avant, point d'interrogation suivi, annee en premier, jour en premier, majuscule*, orthograph*, date*,
    conclu*, citation*, fautes, numero*""",
    "claim": """
    leur ..2 valeur, leur propre, propre evaluation, ce qu'il vaut, ce qu'elle vaut, ce qu'ils valent, ce
    que vaut, combien ..4 vaut/valent, autoevaluation*, auto-evaluation*, ce que ..4 texte*
    dit/disent/demande*, ce que disent, ce que dit, souhait*, desir*, reclam*, propose* ..5
    note/points/chiffre, indique* ..5 note/points/chiffre/valeur, instruction* ..4
    contribution*/texte*/entree*, consigne* ..4 contribution*/texte*/entree*, ecrite* dans les, l'auteur,
    chacun dit, chacun declare, declar*, voeu*, demandes ecrites, demandes formulees, ce qu'il* demand*,
    ce qu'elle* demand*, note demandee, valeur affirmee, ce qu'il* affirm*, pretend valoir, selon eux,
    selon elle, selon lui, d'apres lui, d'apres elle, s'attribu*, s'estim*, estime* meriter, estime* ..3
    valeur, juge* ..2 juste, juste a ses yeux, a ses yeux, qu'ils souhaitent, qu'il souhaite, voudrai*,
    voudrait, aimerai*, demande* ..3 note, demande* ..3 points, demande quelque chose, demandent, fait
    valoir, font valoir, revendiqu*, pretentions, ce que l'on y, leurs dires, ses dires, ordre* ..3
    texte*, auto*, vous dit, vous prie, requete*, ce qu'un membre, ce que les membres, combien il merite,
    combien elle merite, combien ils meritent, il merite, ce qu'il merite, valeur de leur travail, valeur
    de son travail, sa parole, leur parole, aux textes, aux entrees, aux messages, chiffres qu'ils,
    valeurs qu'ils, connaissent leur travail, sa version, leur version, dit quoted, ecrit quoted, vaut un
    grand mois, estimation que chaque, estimation de chaque auteur, estimation que l'auteur, chaque auteur
    donne, indications donnees dans, qu'il merite, qu'elle merite, qu'elle vaut""",
    "believe": """
    au mot, sur parole, croyez, foi, pour argent comptant, au serieux, satisfait*, satisfaire, suivez,
    suivre, obei*, appliqu*, execut*, adopt*, repren*, retenez, retenir, acceptez, accepter, honor*, fier,
    fie-toi, confiance, contraignant*, fait foi, font foi, tel quel, telle quelle, telles quelles, tels
    quels, tenez compte de ce, donnez suite, conform*, sait mieux, savent mieux, exauc*, pour acquis, pour
    vrai, accepte* ..3 telle*, suivi* a la lettre, obtien*, satisfaction, donnez-la*, donnez-lui,
    accordez*, ecouter, suivez-le*, suivez-la, prenez-le*, prenez-les, tenez-le* pour, tenez ..4 pour
    vrai*, pour exact*, exacte*, fiable*, comme preuve, vaut preuve, sans verifier, sans verification,
    sans controle, appliquez-le*, sont a suivre, est a suivre, a respecter, faites ce qu*, conformez*,
    obtemper*, pliez*, honorez, credit, faites confiance, confiez, inspirez*, retenue*, reprise*, aveugl*,
    sans reserve, prenez sa parole, prenez leur parole, pour bonne, pour sincere*, sincere*, compte
    pleinement, comptent pleinement, fait partie des preuves, obeis, obeissez, obeir, sont a reprendre,
    tels qu'ils sont, telles qu'elles sont, est la bonne, l'affaire est entendue, affaire reglee, savent
    ce qu'ils, pensent ce qu'ils, fiez-vous a l'estimation, fiez-vous aux, suivez les indications""",
    # Rules, and setting them aside
    "rules": """
    limite*, plafond*, verification*, controle*, regle*, reglement*, consigne*, instruction*, directive*,
    cadre, garde-fou*, garde-fous, restriction*, contrainte*, disposition*, prescription*, message
    systeme, schema*, bareme*, echelle, signalement*, avertissement*, protection*, texte* ..3 entoure*,
    texte* ..3 autour, texte* ..2 precede*, textes techniques, autres textes, autre texte, ce qui precede,
    ci-dessus, precedent*, prevu* par ailleurs, programmeurs, securite, l'operateur, garde-fou, garde
    fous, lignes ..3 precede*, lignes qui entourent, paragraphes precedents, texte d'avant, textes
    d'avant, texte autour, autour de ce texte, avant ce texte, concepteur*, limites, borne*, bureaucrat*,
    suspicion, autre instruction, autre consigne, toute autre, toute instruction, qu'on vous, que l'on
    vous, qui vous ont ete, impose*, petites lignes, generique*, avertissement, textes qui vous parlent,
    textes qui s'adressent, avertissements qui, fixe* ailleurs, maximum par personne, plafond par
    personne, consignes generiques, consignes livrees, livrees avec, fournies avec, livre avec""",
    "aside": """
    ignor*, oubli*, neglig*, contourn*, outrepass*, depass*, passez outre, passer outre, outre, ne ..7
    tenu*, ne ..4 lie*, pas ..3 tenu*, pas ..3 lie*, ne ..4 appliqu*, n'appliqu*, ne s'appliqu*, ne
    concern*, ne valent pas, sans effet, suspend*, suspens*, lever, levez, levee*, superflu*, pas besoin,
    n'ont pas lieu, n'a pas lieu, perime*, depasse*, obsolete*, caduc*, caduque*, brouillon*, ebauche*,
    remplac*, annul*, exception*, exempt*, affranch*, debarrass*, assoupl*, a titre indicatif, indicati*,
    simple suggestion, simples suggestion*, simple conseil, facultati*, optionnel*, contradict*,
    contraire*, malgre, au lieu, divergen*, ne l'ont pas ete, freine*, genent, desactiv*, ecartez, laissez
    de cote, mettez de cote, ne vous arretez pas, autre chose, s'efface*, cede* le pas, secondaire*, comme
    s'ils n'exist*, comme si ..5 pas, faites comme si, ne levez, ne signal*, laissez ..6 cote, laissez
    tomber, ne vous arret*, ne vous embarrass*, ne vous souci*, ne tenez aucun, supposent, suppose*, faits
    pour, faites pour, fait pour, concu* pour, pensee* pour, destine* a d'autres, pour d'autres, pas pour
    nous, ne nous regard*, ne nous concern*, ralenti*, brid*, entrav*, empech*, cedent, ceder, s'inclin*,
    s'effac*, passe* apres, passent apres, au second plan, a titre de conseil, libre de, libres de,
    liberté, permis de, enjamb*, transgress*, enfrei*, viol*, etend*, elargi*, relach*, n'ont aucune, n'a
    aucune, aucune force, sans valeur, sans force, sans portee, nul et, lettre morte, balayez, oublier,
    desobe*, s'affranch*, ne nous lie*, pas obligatoire*, derog*, fermez les yeux, prenez des libertes,
    tolere*, ne vaut pas pour nous, ne valent pas pour nous, a votre guise, autant que vous voulez, aussi
    haut que vous, pensees pour, penses pour, n'existaient, aussi haut que, ne vous lie, ne vous lient,
    comme des suspects, l'on se mefie, on se mefie, pas souhaite, pas souhaitee, n'engage*, n'engagent
    personne, relevent d'une, laissez ces, sans nous demander, franchissez-les, franchissez, franchir,
    n'avons pas choisies, n'avons pas choisis, aucune case, n'a pas de sens, n'ont pas de sens, n'a aucun
    sens, concues pour de grand*, pour les grandes, laissez les deux, laisse les deux, que par defaut, par
    defaut seulement, a titre subsidiaire, subsidiaire*, ignorez-le""",
    "prompt": """
    ce texte, ce prompt, ce document, cette charte, cette consigne, ces lignes, ces regles, ces principes,
    ces consignes, cette version, present texte, presente*, notre texte, ce message, cette grille, ce qui
    est ecrit ici, ce cadre-ci, lui qui, cette page, celle-ci, celui-ci, ces valeurs, nos regles, nos
    valeurs, notre charte, les presentes, cet accord, cette decision, notre accord, notre decision, notre
    message, nos lignes, nos mots, nos consignes, notre volonte, ce que nous ecrivons, ce que nous disons,
    le notre, la notre, les notres, cette politique, ce reglement, ces mots, ces phrases, ce paragraphe,
    cette redaction, nos principes, volonte exprimee ici, exprimee ici, ce passage""",
    "prevail": """
    prevau*, prevaloir, prime, primer, priorite, preseance, fait autorite, font autorite, fait foi, seul
    valable, seule valable, seules, dernier mot, le dernier mot, plutot que, a la place, suivez ce, suivez
    cette, ne peut ..5 modifie*/change*/remplace*, ne saurait, immuable*, definiti*, irrevocabl*, perman*,
    pour toujours, continu* a appliquer, continuer d'appliquer, reste* en vigueur, reste* valable*,
    version ulterieure, versions ulterieures, ulterieur*, posterieur*, toute autre, tout autre,
    tenez-vous-en, s'en tenir, s'impose*, avant tout autre, futures versions, version future, au-dessus de
    toute, au-dessus de tout, au-dessus de toutes, avant toute, a le dernier, ont le dernier, comptent
    plus, fait loi, font loi, c'est lui, c'est elle, ce sont elles, remplace*, s'applique* seul*,
    s'appliquer seul, et non, pas les autres, aucune autre, aucun autre, rien d'autre, a jamais, une fois
    pour toutes, intangibl*, inalterabl*, ne change* pas, ne changent pas, ne sera pas, ne seront pas,
    meme si ..6 autre, plus tard, persist*, tenez-vous ..2, tenez vous, restez fidel*, souverain*, volonte
    des membres, volonte de la communaute, rang superieur, nulle part ailleurs""",
    # Elsewhere
    "place": """
    page*, lien, wiki, espace partage, canal, salon, tableur*, tableau*, fichier*, epingle*, depot, forum,
    blog, affichage, grille*, annexe*, registre*, liste*, y figur*, qui y, la-bas, en ligne, calendrier*,
    serveur*, base de donnees, bulletin*, feuille*, tableau d'affichage, babillard, intranet, portail,
    lettre d'information, circulaire, proces-verbal, compte-rendu, archives, manuel, cloud, nuage,
    message, fil, fil de, serveur, drive, panneau, publication, feuille de, feuillet, web, internet,
    message epingle, salon des, onglet, affichee, carnet, cahier, bloc-notes, classeur, classeur partage,
    annonce""",
    "consult": """
    consult*, ouvrez, ouvre, visitez, telecharg*, recuper*, lisez ..5 avant, reportez-vous, reporte-toi,
    reporter, referez-vous, refere-toi, se referer, appliquez-la, appliquez-le, appliquez-les, telle
    quelle, tel quel, tels quels, telles quelles, y figurent, qui y, derniere version, version en
    cours, en vigueur, se trouve*, figure*, disponible*, publie* sur, tenu* a jour, accessible*, verifiez
    sur, allez, lisez, lire, lis-*, prenez ..4 la, reprenez, utilisez, relevez, relever, recopiez ..4 de,
    vous trouverez, on trouve, que vous y, qui s'y, ce qui y, d'apres, selon, conformement, chaque
    semaine, mis a jour, mise a jour, mises a jour, actualise, actualisee*, mensuelle, du moment, du jour, derniers
    chiffres, derniers connus, de memoire, est publie, sont publie*, est tenue, est tenu, sous le lien,
    cliquez, accedez, acceder, hebdomadaire, est affichee, sont affiches, partez de ces, partez de, ne les
    corrigez, a la marge, dit combien, indique combien, combien vaut, fait partie de ce, derniers onglets,
    page la plus recente, derniere page, ses chiffres, qu'un resume, reportez-vous-y, appliquez ce que,
    etat exact, vous y lisez, y lisez, derniere annonce, est annonce, comme si elle etait ecrite, comme si
    elle etait ici, d'apres elle, d'apres lui, change souvent, ceux ..4 affich*, celles ..4 affich*,
    affiche* sur le""",
    "weights": """
    ponderation*, coefficient*, grille*, bareme*, pourcentage*, facteur*, taux, tableau*, valeurs, regles,
    echelle, points, cle, cles, priorit*, consignes, noms, principes, multiplicateur*, bonus, tarif*,
    ponderations, quota*, parts, repartition, notation, cle de, seuils, formule, liste des, qui figur*,
    montant*, valeur, ces chiffres, repartition de base, combien, cle de partage, combien chaque""",
    # Whose judgement
    "opinion": """
    avis, liste*, classement*, evaluation*, parole, voeu*, souhait*, recommandation*, appreciation*,
    decision*, estimation*, verdict*, point de vue, note, approuv*, approbation*, feu vert, discretion,
    dira, pense, consentement, aval, mot, mot du, souhaite, estime, dit que, declare, recommande*, aval
    de, beni*, validation, valide*, signe*, tampon, cautionn*, position, appreci*, instinct, ressenti,
    visa, message""",
    "decides": """
    suivez, suivre, suis-l*, suis, decision, definiti*, fait foi, font foi, fait autorite, prevau*,
    repren*, adopt*, sans discuter, sans discussion, sans reserve, tel quel, telle quelle, sait mieux,
    connait, contraignant*, dernier mot, seulement si, que si, uniquement si, que lorsqu*, s'en remettre,
    remettez, laissez ..4 juger/decider/choisir, a sa guise, determin*, impos*, compte* double, pese* ..2
    plus, ecrase, conform*, sauf si, a condition, obligatoire*, suffit, suffisent, remplac*, vaut
    decision, vaut preuve, fait loi, font loi, a la place de, au lieu de la votre, la votre, le votre, les
    votres, accept*, croyez, confiance, tenez pour, comme preuve, etabli*, acquis, incontest*,
    indiscutabl*, c'est lui qui, c'est elle qui, posera, attribuez, donnez la note, mettez la note, s'en
    tenir, tenez-vous en, ne discutez, clot, alignez, aligne*, cale*, doit d'abord, d'abord obtenir,
    valide*""",
    # Earlier months
    "past": """
    annee* derniere*, annee* passee*, an passe, annee* precedente*, mois precedent*, mois passe*, mois
    dernier*, mois anterieur*, autrefois, jadis, anterieur*, retroacti*, retrospecti*, arriere*, rattrap*,
    dette*, en souffrance, jamais ..3 paye*, jamais ..3 remuner*, non paye*, pas ete paye*, avant la
    creation, avant l'existence, avant les recompenses, par le passe, du passe, deja prouve, deja fait ses
    preuves, fait leurs preuves, services rendus, annees de, merites passes, lese*, a l'epoque, en 20*,
    l'an dernier, l'hiver dernier, cet hiver-la, premieres annees, n'ont rien touche, rien touche, rien
    recu, d'alors, alors, leur travail d'alors, annees sans, sans remuneration, benevole*, oublie* l'an,
    oublies, mal paye*, sous-paye*, peu recu, recu peu, peu touche, trop peu, anciens travaux, anciennes
    contributions, travail passe, travaux passes, contributions passees, merites anterieurs, fidelite
    passee, saisons passees, saison passee, dernier trimestre, trimestre dernier, l'automne dernier, le
    printemps dernier, ete dernier, impaye*, du aux, dette court, manque a gagner, creances, historique""",
    "again": """
    rattrap*, compens*, retroacti*, une fois de plus, comme si, rembours*, combler, comble*, solde*,
    regularis*, continu* de compter, compte* encore, comptent encore, valent encore, dans ce mois, jusqu'a
    ce qu*, comptez aussi, prenez aussi, creditez, encore ajoute*, dues pour, restent dues, ajoute* ..6
    mois, s'ajoute*, ajoute* a celui, ajoute* au, ajoutez-le*, comptez-les, comptez encore, compte encore,
    dedommag*, indemnis*, rendre justice, justice, rembourse*, verser encore, remettre, rendus, tant que,
    a celui du mois, a ceux du mois, chaque mois, en plus, rattrapage, a titre de, payez, payer, tout de
    suite, integre*, reporter, reportez, cumul*, etal*, etaler, solder""",
    # Another prompt, and the words of this one
    "change": """
    modifi*, remplac*, abrog*, amend*, reform*, proposer ..4 autre, propose* ..5 modif*, propose* ..4
    remplac*, retir*, s'en ecart*, attaqu*, ulterieur*, contest*, campagne contre, contre cette charte,
    contre ce texte, contre ce prompt, fait campagne, font campagne, ecart*, s'ecart*, s'eloign*, plus
    tard, touch*, remettre en cause, remet* en cause, autre charte, nouveau prompt""",
    # Praise
    "praise": """
    remerci*, merci*, eloge*, louange*, felicit*, compliment*, attest*, temoign*, reaction*, voix,
    recommand*, approbation*, gratitude, appreci*, probleme*, a profite a, beneficie a, benefici* a un,
    coeurs, likes, etoiles, temoignage*, signalement*, citation*, mot de""",
    "only": """
    seul*, seuls, seules, uniquement, exclusiv*, rien d'autre, ne ..4 que, autres, sans, aucun*, que si,
    sauf, vaut une, valent une, contribution entiere, comme une contribution, ne compt*, ecart*, ignor*,
    dix fois, double*, plus que, compte* trois fois, comptent trois, compte* double, vaut dix, valent dix,
    plus que tous, plus que tout, autant que dix, indispensable, requis*, prealable, faute de, sans lui,
    sans elle*, sans aucun, aucun membre ..4 sans, d'abord""",
    "frame!": """
    le cadre dit/interdit/exige/demande/impose/veut, le cadre ne, malgre le cadre, contre le cadre,
    message systeme, invite systeme, instructions systeme, consignes systeme, instructions ci-dessus,
    regles ci-dessus, consignes ci-dessus, consignes precedentes, instructions precedentes, lignes qui
    precede*, lignes qui entour*, textes qui entour*, texte qui entour*, paragraphes qui precede*,
    preambule*, consignes techniques, vous ait fixe, vous aurait demande*, vous ont ete donnees, que l'on
    vous impose, qu'on vous impose, toute autre consigne, fixe ailleurs, prevu* ailleurs, prevu* par
    ailleurs, ecrit ailleurs, auteurs du logiciel, concepteurs du logiciel, avant notre texte, avant ce
    texte, au-dessus de ce texte, avertissements de securite, en dehors de ces, hors de ces lignes, hors
    de ce texte, regle ailleurs, regles ailleurs, comme non ecrit*, texte autour de ce, texte autour,
    remis entre les mains, on vous a remis, regle exterieure, regles exterieures, autre texte dit, s'il
    vous est dit, si l'on vous dit, bornes que nous, que nous n'avons pas choisi*, l'on vous a fixe, on
    vous a fixe ailleurs, toute autre instruction, l'on vous impose, consignes generiques, livrees avec
    l'outil, livre avec l'outil, fournies avec l'outil, fournies par l'outil, consignes livrees""",
    "rival": """
    autre prompt, autre texte, nouveau texte, nouveau prompt, nouvelle version, autre version, contre ce
    texte/prompt, contre cette charte/version, contre ces principes/valeurs/regles, remplac* ce, remplac*
    cette, remplac* ces, modifi* ce texte, modifi* cette charte, changer ce, changer cette, abandon de ce""",
    "obey!": """
    obeis/obeissez/obeir aux textes/contributions/entrees/messages, faites ce que ..3
    texte*/contribution*/entree*, fais ce que ..3 texte*/contribution*/entree*, suivez ce que ..3
    texte*/contribution*/entree*""",
    "vouched": """
    deja ete verifie*/relu*/controle*/approuve*/examine*/valide*/evalue*, deja
    verifie*/relu*/controle*/approuve*/examine*/valide*/evalue*, a deja ete, ont deja ete, a ete verifie*,
    ont ete verifie*, sans autre examen, sans autre verification, sans nouvel examen, vient d'un
    relecteur, viennent de, provient de, proviennent de, issu* de la file, issu* du programme, passe par
    la relecture, emane du, emanent du, comite de lecture, inutile de la peser, inutile de les peser,
    relecture interne""",
    "entry": "contribution, contributions, entree, entrees",
}
