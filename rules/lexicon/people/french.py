"""French words for people, and for what they would get; rules/lexicon/__init__.py says how they are written."""

WORDS = {
    # Who
    "office": """
    moderat*, administrat*, admin*, fondat*, cofondat*, tresori*, gardien*, conseil, conseils,
    conseiller*, bureau, comite*, commission, equipe*, noyau, noyau dur, dirigeant*, direction,
    directeur*, directrice*, president*, presidence, coordinat*, coordination, coordonn*, organisat*,
    responsable*, proprietaire*, chef*, cadres, mainteneur*, mainteneuse*, delegue*, secretaire*, elus,
    elu, elue*, membres du, pilotage, referent*, porteur*, animat*, encadr*, gerant*, jure*, assemblee
    dirigeante, cercle, groupe de, groupe du, pole, atelier, initiateur*, initiatrice*, createur*,
    creatrice*, batisseur*, doyen*, doyenne*, redacteur*, redaction, comptable*, membres d'honneur,
    etat-major, cellule, staff, core team, mentors, mentor, parrain*, marraine*, concierge*, capitaine*,
    signataire*, responsables de, tete de projet, administration, garde, cadre dirigeant, tuteur*,
    tutrice*, conseillers, permanence, de garde, inities""",
    "tenure": """
    fondat*, nouveau membre*, nouveaux membre*, nouvelle* membre*, nouvelle* recrue*, nouveau venu*,
    nouveaux venus, nouveaux arrivants, nouvel arrivant*, arrivants, debutant*, veteran*, pionnier*,
    premiere heure, premiers membres, premiers arriv*, premiers venus, depuis le debut, depuis l'origine,
    depuis la creation, des le debut, de longue date, depuis longtemps, arrive* ..4 il y a, arrive* ..3
    avant/apres/depuis, rejoint ..6 avant/apres/depuis/recemment/il, entre* ..4 avant/apres, inscrit* ..4
    depuis/avant/apres/il, adhesion*, adherent* depuis, moins de ..3 mois/an/ans/semaines, plus de ..3
    mois/ans, depuis moins de, depuis plus de, la depuis, presents depuis, present depuis, presente* ..3
    depuis, jeunes membres, derniers arrives, derniers venus, derniere arrivee*, stagiaire*, novice*,
    historique*, creation de, a l'origine, apres eux, venus plus tard, venu* ensuite, en periode d'essai,
    les nouveaux, les nouvelles, nouveaux inscrits, un ancien, les anciens, des anciens, ancienne*
    membre*, anciens membres, ancien membre, recemment arrive*, arrive* recemment, membre* recent*, avant
    20*, batisseurs, des premieres annees, premieres annees, premiere annee, premiers mois, premiere
    saison, des origines, aux origines, des pionniers, ancien de, vieux membre*, membres de la, deja la,
    etaient la, etait la, la avant, avant le lancement, avant la sortie, avant l'ouverture, avant la
    premiere, arrives plus tard, arrive plus tard, arrives apres, derniere vague, depuis plus, jeune
    recrue, recrues, recrue, apprenti*, moins d'un an, moins d'une annee, moins de six mois, moins de
    trois mois, n'ont pas encore, n'a pas encore ..3 an, pas encore un an, pas encore six mois,
    fraichement, nouveaux membres, membre de fraiche date, fraiche date, encore en apprentissage,
    apprennent encore, fondateurs, rejoints, rejointe*, ont rejoint, a rejoint, adhere*, bascul*, entres
    ..3 recemment, installes depuis, plus ancien*, plus recent*, createurs du projet, premiere annee
    complete, annee complete, un hiver, charte d'origine, charte fondatrice, signataires de la charte, ont
    signe la, groupe fondateur, equipe fondatrice, nouveaux comptes, comptes recents, jeunes comptes,
    nouvelles inscriptions, premiere page, n'a pas encore passe, n'ont pas encore passe, pas encore passe,
    deux saisons, deux annees pleines, porte sur les fonts, fonts baptismaux, plus tard venu*, dix
    premiers, numeros de membre, premiere semaine, cru en nous avant, quatre saisons, les quatre saisons,
    inscrit* cette annee, arrive* cette annee, ouvert la porte, comptes crees, compte cree""",
    "holder": """
    portefeuille*, jeton*, token*, detenteur*, detentrice*, detien*, detenu*, investisseu*, verrouill*,
    vendu ..4 jeton*, achete ..4 jeton*, donat*, donatrice*, sponsor*, mecene*, solde*, actionnaire*,
    capital*, baleine*, wallet*, nft*, depot*, bailleur*, financeu*, cotisation*, epargne*, avoirs, dons
    verses, fait ..3 don, fait ..3 dons, leur mise, mise en jeu, adresse* ..4 jeton*, possed*, possession,
    ont achete, a achete, conserv* ..4 jeton*, gard* ..4 jeton*, sans vendre, vendre, revendu*,
    transfere*, encaisse*, immobilis*, bloque* ..3 jeton*, engage* ..3 argent, investi*, apport*, argent,
    contribu* financ*, participation*, parts sociales, cotis*, delegue* leur, en jeu, porte-monnaie,
    bourse, economies, epargne, garde de jetons, garde ..2 jetons, n'en garde aucun, jetons dans,
    premieres du registre, cent premieres, cent premiers, solde nul, registre, cru en nous""",
    "voice": """
    critiqu*, contest*, vote* ..4 contre, votes ..2 contre, voix contre, contre ..5 vote*, oppos*,
    opposant*, s'opposer, mettre en doute, mis* en doute, remis* en cause, remet* en cause, remettre en
    cause, remet* en question, mis* en question, plaint*, se plaindre, plaignent, reclam*, recours,
    litige*, objection*, objecteu*, audit*, dissid*, desaccord*, contredi*, loyal*, loyaute*, fidel*,
    soutenu*, soutenant, soutiennent, appuye* ..4 decision*/conseil/bureau/direction, derriere la
    direction, derriere le bureau/conseil, denigr*, rale*, protest*, sceptique*, rebell*, obeiss*,
    dociles, defendu*, defend*, abstenu*, absten*, derange*, querelle*, ralie*, rallie*, esprit d'equipe,
    fronde*, frondeu*, mauvais esprit, discut* ..4 decision*, reclame des comptes, demande des comptes,
    demande* ..2 comptes, comptes au bureau, plains, s'est plaint*, se sont plaint*, plainte*, mecontent*,
    perturb*, trouble-fete, agitat*, division*, divis*, polemi*, vote non, voter non, vote* comme, voté
    comme, vote* avec, vote* en faveur, voix ..3 pour, contre le, contre la, contre les, contre cette,
    contre ce, campagne, mauvaise foi, mauvaise volonte, ralent*, retard* par, entrav*, defian*, mefian*,
    soupcon*, accus*, attaqu*, blam*, reproch*, interpell*, questionn*, exig* ..3 explication*, infidel*,
    constructi*, solidaire*, sens du collectif, ligne du bureau, ligne commune, la ligne, aligne*,
    docile*, dissident*, minorite, minoritaire*, boud*, grogn*, pessimis*, cyni*, geneu*, trublion*,
    saisi* ..3 litige, appel ..2 decision, objections repetees, a plusieurs reprises, publiquement,
    desapprouve*, en desaccord, defendu le bureau, soutenu le bureau, pris la parole contre, prennent la
    parole contre, parle contre, parlent contre, reclament des explications, reclame des explications,
    demandent des explications, chaque depense, toujours non, toujours contre, freinent les autres, freine
    les autres, concurrence, remet* ..4 en question, remet* ..4 en cause, mett* ..4 en doute, plaide*
    contre, plaident contre, argument* ..4 contre, lettre ouverte, disent au-dehors, racontent partout,
    sem* ..2 doute, sem* ..2 trouble, doute sur nos, contredis*""",
    "kind": """
    femmes, femme, hommes, homme, meres, peres, citoyen*, langue maternelle, francophone*, anglophone*,
    germanophone*, hispanophone*, natif*, native*, francais*, anglais*, allemand*, espagnol*, fuseau*,
    fuseaux, horaire*, decalage*, habite*, vivent, vit a, vit en, resid*, installe* a/en, etranger*,
    croyant*, etudiant*, diplome*, universit*, nom ..4 commence*/finit/termin*, noms ..4 commenc*, prenom
    ..4 commence*, initiale*, nom de famille, pseudonyme*, pseudo, pseudos, identifiant*, avatar*, photo
    de profil, ne en, nes en, parents, marie*, employeur*, europe*, europeen*, american*, afri*, asie*,
    alphabet*, utc, gmt, orthograph*, francais de naissance, parlent francais, ecri* ..3
    francais/anglais/allemand/espagnol, age de, ans et plus, plus de # ans, moins de # ans, vivent dans,
    de la region, notre region, jeunes de, surnom*, dont le nom, moins de vingt, moins de trente, plus de
    soixante, vingt-cinq ans, trente ans, familles, famille, celibat*, enfants, retraite*, valide*,
    handicap*, quartier, commune, departement*, voisin*, a l'etranger, expatri*, immigr*, parlent, ne
    parlent pas, parlant, redige* en, ecrit* en francais, ecrit* en anglais, bonne orthographe, sans
    faute*, heures de bureau, heure de paris, horaires europeens, eveille*, connecte* ..2 heures,
    europeens, passeport, ne* en, voyelle*, consonne*, alphabetique*""",
    "someone": """
    la personne qui/dont/derriere, la personne ..3 qui/dont, le/notre ..2 membre/collegue/ami/camarade ..1
    qui/dont, la/notre ..2 collegue/amie/camarade ..1 qui/dont, celui qui, celle qui, celui dont, celle
    dont, l'un de nous, l'une de nous, l'un d'entre nous, l'une d'entre nous, l'un des notres, dont le
    nom, dont le prenom, dont l'avatar, reconnaissable*, reconnait a, reconnaitr*, vous savez qui, chacun
    sait qui, que tout le monde connait, nous-memes, notre ami*, l'auteur de ce, les auteurs de ce,
    auteurs du present, redacteur* de ce, qui a propose, qui veille, qui a negocie, celui d'entre nous,
    celle d'entre nous, une personne, une seule personne, un seul membre, un membre en particulier, sans
    qui, sans lequel, sans laquelle, a qui l'on doit, a qui nous devons, on lui doit, nous lui devons,
    notre doyen*, notre fidel*, notre cher*, notre bon*, notre ..2
    traducteur/traductrice/jardinier/archiviste/cuisinier/graphiste/gardien qui, que chacun reconnait, que
    vous reconnaitrez, chacun reconnaitra, signe toujours, au pseudonyme, le pseudonyme, au surnom, la
    main qui, la voix qui, l'homme qui, la femme qui, le voisin qui, la voisine qui, le collegue qui,
    derriere le compte, qui a ouvert, qui garde les, qui garde encore, se reconnait*, saura qu'il, sait
    qu'il est vise, qui a loue, deux d'entre nous, trois d'entre nous, nos amis, mes amis, nos amies, il
    y a parmi nous, parmi nous se trouve""",
    "they": """
    leur, leurs, eux, lui, elle, il, ceux-ci, celles-ci, ceux-la, ces membres, ces personnes, tels
    membres, de tels, ce groupe, cette equipe, d'eux, d'elles, les deux, ses, celui-ci, celle-ci, moi,
    celui-la, celle-la, ils, elles, mes""",
    "whoever": """
    quiconque, chacun*, chaque membre, tout membre, aucun*, nul, personne, tous, toutes, ceux qui, celles
    qui, ceux dont, celles dont, membres qui, membre qui, membre, membres, qui conque, les autres,
    auteur*, un membre""",
    # What they get
    "raise": """
    bonus, supplement*, majora*, major*, augment*, relev*, rehauss*, hauss*, gonfl*, ajout*, doubl*,
    tripl*, multipli*, le double, le triple, dix fois, favoris*, favorable*, privilegi*, prefer*,
    priorit*, bonifi*, valoris*, surpond*, pese* ..4 plus/double, mieux note*, meilleure note, meilleure
    part, meilleur* place, note ..3 meilleure, note plus haute, note plus elevee, part plus grande, plus
    de points, plus genereu*, genereu*, coup de pouce, passe-droit, un cran, hisser, hissez, remont*,
    arrondi* ..4 superieur, ajoutez, en sus, recompens* ..3 davantage, valent une, valent ..3 entiere,
    vaut une, a part entiere, une fois et demie, moitie plus, meritent plus, meritent davantage, plus de
    poids, poids double, double poids, davantage de points, compte* davantage, un poids, compte*
    trois/deux/dix/double fois, compte* ..2 double, compte* ..2 triple, vaut deux, valent deux, vaut
    trois, valent trois, vaut dix, valent dix, comptent pour deux, compte pour deux, un quart de plus,
    tiers de plus, moitie de plus, # de plus, pour cent de plus, points de plus, points supplementaires,
    points en plus, supplementaire*, part plus large, plus large part, plus grande part, part double,
    double part, gratifi*, reconnaissance de, au profit de, en faveur de, d'un cran, montez, gagne* ..3
    place*, passe* devant, passent devant, passer devant, en avance, longueur d'avance, avoir droit, ont
    droit, a droit, droit a, selon ..3 solde/jetons/mise/rang/grade, proportionn*, a proportion, plus
    cher, mieux traite*, beneficie*, benefice du doute, d'avantage, coefficient double, note de base, plus
    forte, plus elevee, plus eleve, supérieur*, superieur*, un peu plus, legerement plus, plus que
    d'ordinaire, plus que d'habitude, compte davantage, comptent davantage, plus grosse part, la plus
    grande part, se souvienne, qu'on s'en souvienne, de tous les egards, compt* ..1 deux fois, compt* ..1
    trois fois, vaut deux fois, valent deux fois, pes* ..1 deux fois, avance de, une avance, part doit
    grossir, grossir, grossit, grandit avec, augmente avec, croit avec, plus ..9 plus sa part, plus ..9
    plus leur part, plus ..9 plus sa note, se reflete, reflete dans, dette envers, faites-les passer,
    faire passer devant, devancer, en cas d'egalite, tranchez pour, tranchez en faveur, doit payer, doit
    se voir recompense, proportionnellement au, plein succes, preference legere, legere preference,
    preference va, avantag*""",
    "lower": """
    baiss*, abaiss*, reduit*, reduis*, reduction*, diminu*, minor*, retir*, retranch*, soustra*, dedui*,
    deduct*, penal*, punis*, sanction*, desavantag*, de cote, laiss* ..3 cote, zero, moitie, divis*,
    dernier*, en dernier, dernieres, fin de liste, bas de, au bas, inferieur*, degrad*, retrograd*,
    decot*, malus, ampute*, ne vaut, ne valent, compte* ..3 moins, plus bas, a la baisse, part reduite,
    tenus a l'ecart, sans valeur, annul*, suspen*, fraction, plafonn*, ne ..3 recoi* rien, n'obtien* rien,
    moins de points, moins bien note*, moins que, en moins, notez ..3 moins, comptent peu, ne valent rien,
    valent peu, compte* peu, peu de chose, symbolique*, devra attendre, devront attendre, attendra,
    attendront, patienter, avant d'etre recompense*, pas recompens*, n'est pas comptabilis*, hors
    classement, hors du classement, hors partage, ecartes, ecartez ..4, ecarte* du, mis a l'ecart, mettez
    ..3 ecart, mis* de cote, laisses de cote, tenir compte d'eux, perd*, perdent, perdre, cout* ..5
    points/part/place, couter, se paie, se payer, a un prix, ont un prix, fasse sentir, se sentir,
    ressent*, recul*, retrogra*, descend*, redescend*, d'un cran plus bas, seconde zone, arriere-plan,
    second plan, restes, miettes, le reste, se content*, contenter, modeste*, au mieux, mediocre*, a
    moitie, demi-tarif, demi-note, demi-part, retard*, gele*, geler, suspendu*, report* ..3 plus tard,
    sous la barre, inferieure*, negativ*, compte* contre, retenu* contre, se retourn*, imput*, au
    detriment, defaveur, avec reserve, amoindri*, deprec*, rabais*, rabot*, essai*, exercice, simple
    exercice, a titre d'exercice, verse au compte, versee au compte, au compte de, de leur parrain, de son
    parrain, observent, se contentent d'observer, pourboire, nuisible*, nuit, entame*, rogne*, rogner,
    tort, comme un tort, n'apporte aucun, n'apportent aucun, ne rapporte*, ne donne* droit a rien, aucun
    point, a blanc, differe, differes, differer, differez, tous les autres en dessous, autres en dessous,
    pas classe*, ne sont pas classe*, visiteur*, visiteuse*, invites, vers le bas, ramen* ..4 bas, tirer
    vers le bas, tirez vers le bas, petite reconnaissance, petit merci, commencer en bas, commencent en
    bas, partent d'en bas, retombe*, doit se voir, doivent se voir, se voir dans leur, se ressentir dans,
    coutent du temps, coute du temps, est un essai, un essai, pour memoire, sans rien attribuer, la moitie
    de tout, le reste passe, le reste va, ne meritent pas, exclu*, qu'a la moitie, qu'a un
    dixieme/cinquieme/quart/tiers, droit qu'a, que la moitie, ne ..3 droit qu'a, pas vraiment aide, pas
    aide, rien apporte, n'ont guere aide""",
    "rank": """
    en tete, tete de, en premier, au premier rang, premiere place, premieres places, au sommet, sommet,
    devant, avant les autres, avant tous, avant tout le monde, en haut, tout en haut, meilleure,
    meilleurs, meilleures, le plus haut, la plus haute, maxim*, le tiers superieur, tiers superieur,
    moitie superieure, quart superieur, excellent*, exemplaire*, exceptionnel*, hors pair, la reference,
    reference, etalon, hors concours, le plus important, les plus importantes, les plus importants,
    derniere place, dernier rang, derniers, dernier, en dernier, personne ..4 au-dessus/devant/plus/mieux,
    nul ..4 au-dessus/devant, le classement, remarquable*, primer sur, passe* avant, passent avant,
    premier rang, premier* de la liste, passe* en premier, toujours premier*, trois premiers, trois
    premieres, deux premiers, deux premieres, cinq premiers, cinq premieres, rang eleve, haut de, en haut
    de, en haut de chaque, en premiere, la premiere, le premier, au premier, parmi les premiers, parmi les
    meilleurs, parmi les meilleures, plus haut, plus haut que, plus haut qu'eux, classe* plus haut, au
    plus haut, devant eux, devant elle*, devant lui, avant eux, avant lui, avant elle, tres bon mois,
    excellent mois, reussi, comme reussi*, triomph*, irreprochabl*, hors norme, hors categorie,
    superieur*, bas du classement, bas de la, queue de, mieux place*, bien place*, mieux class*, au-dessus
    de, au-dessous de, moitie haute, moitie basse, tiers haut, en bonne place, de tete, de tout premier,
    note pleine, la plus elevee, le plus eleve, a egalite, que nul, fin de tableau, bas de tableau, haut
    de tableau, coup de pouce, bande superieure, tranche superieure, tranche haute, un pas derriere, un
    cran derriere, exemplaire, sans hesiter, partez de #, commence* a #, exception, exceptionnel, en
    consequence, meilleur des nouveaux, ont tout compris, agree, valide*, les plus forts, les plus fortes,
    plus precieux, plus precieuse*, la plus precieuse, commence par lui, commence par elle, le contraire,
    milieu de tableau, ventre mou, avant toutes les autres, largement, tres precieux, tres precieuse*,
    surpass*, depasser tous, place d'honneur, groupe de tete, peloton de tete, gagnant""",
    "limit": """
    au moins, au plus, tout au plus, au minimum, au maximum, minimum, maximum, jamais ..4
    moins/sous/dessous/inferieur*/plus/dessus/descend*, ne ..5 depass*, ne ..4 exced*, ne ..5 descend*,
    jamais descendre, en dessous, au-dessous, en deca, au-dela, sous la moyenne, aucun* ..6 moins, aucun*
    ..6 plus, nul ..5 moins, plafond*, plafonn*, plancher*, jusqu'a #, garanti*, assur*, reserv*,
    d'avance, preleve*, prelevement*, mis* de cote, limite* a, minim*, ne peu* ..4
    depasser/recevoir/pretendre/etre, avant tout partage, socle*, forfait*, personne ne soit ..3 plus,
    personne ne ..6 plus, nul ne ..6 plus, jamais ..6 en dessous, ne tombe* pas, ne tombe* jamais, ne
    baisse* jamais, ne baisse* pas, ne descend* pas, ne descend* jamais, ne peut que, ne pourra*, ne
    peuvent ..5, ne saurait*, ne doi* ..4 depass*/excede*/descend*/tomber, au-dela de, pas au-dela, pas en
    deca, jamais inferieur*, jamais moins, jamais plus, limite a, limitee a, bornee a, borne*, s'arrete*
    a, s'arrete*, plafonne*, prealable*, d'abord preleve*, avant tout calcul, avant le partage, avant de
    partager, en priorite, minimum garanti, assuree, acquis, acquise, acquises, reservez-lui,
    reservez-leur, voit attribuer, voient attribuer, avant toute comparaison, des le depart, pas plus de
    #, pas moins de #, s'en approche, s'approche, nul n'approche, personne ..5 approche, hors de portee,
    vaut toujours au moins, au moins celui, au moins celle, pas moins bien loti*, jamais moins bien
    loti*""",
    "amount": """
    # pour cent, pour cent, #%, # points, # point, points, moitie, demi*, tiers, quart, quarts,
    cinquieme*, dixieme*, huitieme*, sixieme*, double, triple, quadruple, trois fois, dix fois, fois plus,
    fois et demie, moyenne, mediane, equivalent*, reunis, somme, coefficient*, facteur*, mille, forfait*,
    fixe, part fixe, montant*, ordinaire, la totalite, l'essentiel, le plus gros, # jetons, un cran, note
    maximale, note pleine, meilleure note, une contribution entiere, deux cents, trois cents, cinq cents,
    deux points, dizaine*, vingtaine*, septieme*, neuvieme*, ce que recoit, ce que recoivent, ce que
    touche*, ce qu'obtient, tres bon mois, d'un bon mois, mois ordinaire, moyenne generale, part egale,
    parts egales, a parts egales, egalement entre, une fois et demie, une moitie, les deux tiers, entiere,
    en entier, totalite, pourcentage*, moitie de plus, place*, deux places, # places, la part du lion, peu
    de chose, symbolique*, du total, du fonds, de la cagnotte, du mois, un dixieme, un cinquieme, quinze
    pour cent, de l'ensemble, deux tiers, trois quarts, la plus grande part, pourboire, de celle du plus,
    du plus assidu, huit cents, quatre cents, note nulle, plus actif, celui du meilleur, celle du
    meilleur, celui de la meilleure""",
    "ever": """
    toujours, chaque mois, tous les mois, chaque fois, mensuel*, quel* que soi*, peu importe,
    independamment, meme si, meme lorsqu*, meme en l'absence, meme sans, meme les mois, d'office,
    automatiqu*, systematiqu*, en tout cas, dans tous les cas, en toute*, sans exception, sans condition*,
    sans autre examen, sans examen, sans preuve*, sans verif*, par principe, par defaut, par convention,
    de droit, de plein droit, desormais, a l'avenir, permanen*, durable*, sans discuter, avant toute, ou
    non, invariabl*, n'a ..4 note, n'a rien, n'ont rien, n'aurait rien, ensuite seulement, d'emblee, sans
    qu'il ..3 preuve*, sans qu'on ..2 demande ..3 preuve*, mois apres mois, annee apres annee, meme les,
    meme en, meme absent*, meme s'il, meme s'ils, meme si elle*, quoi qu'il, quoi qu'elle, quelque soit,
    quels que, sans regarder, sans verifier, sans rien demander, ne demandez pas, qu'il ..4 ou non,
    qu'elle ..4 ou non, de maniere perman*, en permanence, en tout temps, a chaque scrutin, a chaque fois,
    a chaque repartition, chaque repartition, a tous les coups, regulierement, a vie, tant que, d'entree,
    par avance, d'avance, sans contrepartie, sans justifi*, obligatoire*, a coup sur, vrai ou non, fonde*
    ou non, indifferemment, il va de soi, avant toute comparaison, sans comparer, ne comparez pas, ne les
    comparez, quoi qu'ils fassent, quoi qu'il fasse, aussi bon soit, ne descende jamais, partez du
    principe, du principe que, n'ont plus a prouver, n'a plus a prouver, si bon soit, aussi bon que soit,
    a chaque partage, irrespectivement, est fixe, sont fixes, ne se discute, ne se discutent, peu ou
    beaucoup, avant de comparer, avant que vous, imaginez-les, imaginez-le, quoi qu'ils aient fait, quoi
    qu'il ait fait, quoi qu'elle ait fait, quoi qu'elles aient fait""",
    "get": """
    donn*, attribu*, accord*, recoi*, recev*, reçu, recu*, obtien*, obten*, pay*, touch*, percev*,
    percoi*, revien*, note, notes, notee*, part, parts, points, credit*, accorde*, octroy*, alloue*,
    alloc*, verse*, part du, cagnotte*, pot, recompens*, dot, gagne*, revient, reparti*, enveloppe*,
    benefici*, rang, figurer, figure, gagner, encaiss*, rafle*, remport*, rempor*, prele*, se partagent,
    partag*, repartition*, indemnit*, salaire*, revenu*, gratification*, dotation*, somme, part de, sa
    part, leur part, remuner*, retribu*, distribu*, budget, meritent, merite un, merite une, merite de,
    merite la, merite le""",
    "score": """
    note, notes, notation*, points, part, parts, score*, resultat*, rang, classement, poids, place, total,
    somme*, recompense*, valeur, evaluation*, montant*, cagnotte*, barem*""",
    "math": """
    multipli*, divis*, au carre, carre, ajoutez, ajouter, ajoute, additionn*, soustra*, retranch*,
    retirez, dedui*, doubl* ..3 note*/points/part*/score*, triplez, coefficient*, facteur*, convert*,
    pourcent*, diminu* ..4 moitie/tiers/quart, augment* ..5 tiers/quart/moitie/cent, au cube, puissance,
    racine, logarithm*, normalis*, la somme des, fois #, majorez, minorez, ponder*, moitie plus, points de
    plus, points de moins, comptez ..3 pour deux, compte* ..2 double, par deux, par trois, arrondi*, a la
    puissance, par elle-meme, par lui-meme, par eux-memes, pour cent de plus, pour cent de moins,
    majoration, etir*, amplifi*, bout a bout, cumul*, proportionnel*, ramenez, ramener, extrapol*, a
    l'echelle, demultipl*, partez de #, croise* avec, aux deux tiers, deux tiers, s'additionn*, somme
    decide""",
    "treat": """
    placez, placer, class*, traite*, considere*, rangez, notez, noter, places, considerez, considerer,
    regardez ..3 comme, tenez ..3 pour, prenez ..3 comme, traitez, traiter, evalue*, estim*, doit,
    doivent, devra, devront, jugez, retenez, apprecie*, doit figurer, doivent figurer, soit place*, soient
    place*, sera place*, seront place*, doit rester, doivent rester, doit valoir, vaudra, vaudront, juge*""",
    "never": "jamais, en aucun cas, en aucun mois",
    "trait": """
    sexe, genre, nationalite*, religion*, rang, grade*, titres, titre*, statut, anciennete, developpeu*,
    graphiste*, designer*, traduct*, programmeu*, salarie*, employe*, benevoles""",
    "favour": """
    favoris*, privilegi*, avantage/avantagez/avantager, penalis*, desavantag*, punis*""",
    "quota!": """
    un/une/deux/trois tiers/quart/quarts/cinquieme/dixieme/moitie de plus/moins, un/une/deux/trois
    tiers/quart/quarts/cinquieme/dixieme du/de ..1 mois/total/cagnotte/budget/points/moyenne/somme, la
    moitie du/de ..2 mois/total/cagnotte/note/points/moyenne/somme/obtiendrait, a la moitie de, le
    double/triple/quadruple, double/demi/pleine part/note, # pour cent de plus/moins, # pour cent du ..1
    total/mois/budget/fonds, bonus de # pour cent, multipli* ..4 par, note de zero, zero point, la moitie
    a leur, la moitie a sa, note maximale, plus haute note, note la plus haute, aussi haut que l'echelle,
    ## points, cent/cents/mille points, d'un quart/cinquieme/dixieme, # fois celle/celui, le/au/du
    tiers/quart superieur/inferieur, moitie haute/basse, la/leur/sa meilleure note, reduit* ..2 de moitie,
    part/note ..2 de moitie""",
    "order": """
    derriere tous/toutes/tout/les ..1 autres/monde, devant tous/toutes/tout/les ..1 autres/monde, avant
    tous les autres, au-dessus de tous""",
}
