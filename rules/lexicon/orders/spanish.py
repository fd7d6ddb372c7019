"""Spanish words for orders to whoever judges; rules/lexicon/__init__.py says how they are written."""

WORDS = {
    # Texts, and what they say
    "text": """
    texto*, entrada*, aporte*, aportacion*, contribucion*, mensaje*, nota, notas, linea*, informe*,
    descripcion*, titulo*, comentario*, declaracion*, registro*, anotacion*, apunte*, relato*, parrafo*,
    encabezad*, escrito*, frase*, peticion*, redaccion, relatos""",
    "trigger": """
    la palabra, las palabras, palabra*, expresion*, termino*, frase*, lema*, consigna*, eslogan*,
    vocabulario*, lenguaje*, formula*, citas, quoted, comillas, punto final, dos puntos, puntos
    suspensivos, punto y coma, coma, comas, exclamacion*, interrogacion*, guion*, asterisco*, parentesis,
    mayuscula*, minuscula*, doble espacio, linea en blanco, linea vacia, salto de linea, emoji*,
    almohadilla, hashtag*, firmad*, termin* ..3 en/con, acab* ..3 en/con, acaba, acaben, concluy*, empie*
    ..2 por/con, empiez*, empez*, comienz*, comenz*, cierr* ..2 con, silaba*, rima*, contien*, contenga*,
    numero par, numero impar, numero de palabras, simbolo*, estrella*, tilde*, contrasena*, palabra clave,
    palabras clave, caracter*, subray*, prefijo*, sufijo*, negrita*, cursiva*, lleve un*, lleven, escrib*
    ..4 quoted, escrib* ..3 palabra*, us* ..4 quoted, emple* ..4 quoted, incluy* ..4 quoted, mencion* ..4
    quoted, letra inicial, primera letra, ultima letra, espacio doble, dos espacios, firmad* con, en
    mayuscula*, con mayuscula*, empieza* por, hora en punto, aparece un, aparezca un, aparece una, al
    final de, al principio de, al comienzo de, entre dos parrafos, al pie, remata*, remat*, rematad*, se
    cierra*, se abre*, abre con, habla de ..3 quoted, hablan de ..3 quoted, dice ..3 quoted, dar las
    gracias, formula de, saludo, despedida*, errata*, en negrita, en cursiva, subrayad*, todo en,
    enteramente en, integramente en, solo en, sin tildes, sin comas, sin acentos, sin mayusculas, letras
    minusculas, letra pequeña, letras pequenas, numer*, numeral*, cifra*, exactamente #, fecha*, un
    asterisco, asterisco solo, una estrella, tres puntos, tres guiones, dos guiones, tabulacion*,
    sangria*, sangrad*, abrevia*, siglas, acronim*, verso*, en verso, rimad*, quien la firma, va firmad*,
    lleva la marca, lleve la marca, marcad*, sello, cola verificada, signo*, primera frase, ultima frase,
    numero de frases, primera persona, plural, singular, en plural, en singular, termine con, termine en,
    sin una coma, es par, es impar, pilares, nuevo formulario, nuestro lenguaje, nuestras palabras,
    agradeciendo, primera/segunda/tercera/ultima palabra, primera/segunda/ultima linea/letra/frase,
    ciertas palabras, siguientes palabras, un color, aliteracion*, barras, barra inclinada, antes de la
    ultima palabra, espacio antes, hable de ..3 quoted, ano primero, dia primero, firma*, etiqueta*""",
    "claim": """
    su ..2 valor, su propio, su propia, propia valoracion, propio valor, autoevalua*, lo que valen, cuanto
    vale, cuanto valen, lo que ..4 texto* dic*/dig*/pid*, lo que ..3 entrada* dic*/dig*/pid*, lo que cada
    uno ..2 cuente/cuenta/diga/dice/declara/declare, lo que diga, lo que dice, lo que pida, lo que piden,
    pedi*, dese*, peticion*, propon* ..5 puntuacion*/puntos/nota/cifra, indic* ..5
    puntuacion*/puntos/nota/cifra/valor, instruccion* ..4 texto*/entrada*/aporte*, orden* ..4
    texto*/entrada*/aporte*, escrit* en los, escrit* en las, dirigid* a, como quier*, lo que ..2 pid*, que
    se pide, pide* para si, nota que ..3 pid*, puntos que ..3 pid*, afirm* ..3 valer, declar* ..3 valor,
    dic* valer, le parece justa, le parece justo, parece just*, considera just*, cree merecer, cree que
    merece, dice merecer, que se merece, autovalor*, autocalific*, propia nota, propia puntuacion, nota
    propia, explica ..6 puntuacion, pida, piden, pidan, pide algo, pidiera, desea, desean, quisiera,
    quieren, sugier*, sugiere*, propone*, lo que el autor, lo que la autora, segun su autor, a su juicio,
    a su entender, en su opinion, exige*, ruega*, ruego*, suplic*, orden* que, ordenes, te dice, te pide*,
    te pida, te ordena*, manifest*, declara ..4, lo que alli, cuenta de si, lo que los miembros, lo que un
    miembro, cuanto merece*, lo que merece*, valor de su trabajo, orden para ti, ordenes para ti, contiene
    una orden, deseo de su autor, lo que ..1 dicen los textos, lo que ..3 textos dicen, lo que dice ..2
    texto, lo que dicen las entradas, cifras que ponen, cifras que le, valores que ponen, conocen su
    trabajo, su version, dice quoted, pone quoted, vale un gran mes, estimacion de cada autor, estimacion
    que cada, indicaciones dadas en, dice que merece, es que los merece, que merece mil""",
    "believe": """
    al pie de la letra, su palabra, bajo palabra, fiate, en serio, satisfa*, sigue*, siga*, seguir,
    obede*, ejecut*, adopt*, asum*, honr*, vincul*, vinculante*, da por bueno, da por buena, dar por
    bueno, por bueno, por buenas, por cierto, por ciert*, tal cual, atiend*, hazles caso, haz caso, hacer
    caso, mejor que nadie, sabe mejor, saben mejor, complac*, creelo*, creele*, crea* ..2 palabra,
    tomalo*, toma* ..4 por ciert*, toma* ..3 palabra, acepta* ..3 cual, aceptalo*, respetalo*, aplicalo*,
    aplica* ..4 cual, dasela, daselo, dale lo, concedelo, concedel*, otorgas*, asi se, asi ha, haz lo,
    hazlo, satisfag*, obedec*, acatal*, acat*, atiendel*, fiable*, veraz*, veridic*, cierto, ciertas,
    ciertos, verdadero, como prueba, prueba de, es prueba, basta, bastan, sin mas, sin comprobar*, sin
    verificar*, sin revisar*, tal como, a ciegas, fiarse, da fe, por valid*, valid*, guiate, guiar*,
    sigue* lo, ten en cuenta su, hazle caso, hacerle caso, como deseo, cumplela, cumplelo, sincer*,
    palabra por buena, cuenta por entero, parte de las pruebas, tal como son, se toman tal, tomense, es la
    buena, es la correcta, es la verdadera, queda zanjado, asunto zanjado, saben lo que escriben, piensan
    lo que escriben, fiate de la estimacion, guiate por la estimacion, sigue las indicaciones""",
    # Rules, and setting them aside
    "rules": """
    limite*, tope*, comprobacion*, verificacion*, regla*, reglament*, norma*, instruccion*, indicacion*,
    directriz*, directrices, marco, salvaguard*, restriccion*, disposicion*, consigna*, mensaje de
    sistema, mensaje del sistema, esquema*, escala, aviso*, advertencia*, proteccion*, texto* ..3 rodea*,
    texto* ..3 acompan*, otros textos, otro texto, lo anterior, anterior*, de arriba, antes se, en otra
    parte, en otro lugar, por otro lado, programador*, operador*, marcar textos, cautela*, previst*,
    indicacion tecnica, indicaciones tecnicas, acompan*, que lo acompan*, que rodea*, lineas previas,
    lineas anteriores, parrafos anteriores, texto de antes, textos de antes, en otro sitio, en otros
    sitios, por defecto, desarrolladores, autores del programa, maximo previsto, cuantia maxima, burocra*,
    cribas, letra pequena, preambulo*, lo que precede, cualquier indicacion, cualquier otra indicacion,
    cualquier instruccion, otra indicacion, otras indicaciones, que te hayan, que te den, que te han,
    textos que te hablen, textos que te hablan, textos que se dirijan, hay un tope, senalar, controles
    previstos, maximo por persona, tope por persona, limite por persona, instrucciones genericas,
    instrucciones incluidas, incluidas con""",
    "aside": """
    ignor*, olvid*, omit*, omis*, salt*, anul*, sin efecto, suspend*, no ..3 aplic*, no ..3 vincul*, no
    ..4 oblig*, no te sient*, no ..3 hacen falta, no ..2 hagan falta, no son necesari*, no es necesari*,
    innecesari*, sobran, prescind*, pasa* por alto, por alto, excede*, exced*, sobrepas*, rebas*,
    obsolet*, caduc*, anticuad*, desfasad*, borrador*, sustitu*, reemplaz*, derog*, excepcion*, exent*,
    exim*, dispens*, libre* de, mera* ..2 sugerencia*, meramente, orientativ*, opcional*, sugerencia*,
    contradi*, contrari*, pese a, a pesar, en lugar de, en vez de, difier*, frena*, estorb*, desactiv*,
    deja de lado, dejar de lado, al margen, eludi*, elude*, no rige*, no valen, ceder, cede, flexib*,
    secundari*, no nos, superal*, superar* ..3 limite*, sin tener en cuenta, no te ates, no tengas en
    cuenta, por encima de cualquier, como si no exist*, no exist*, como si ..4 no, haz como, no les hagas,
    no hagas, no mires, no te deten*, no te fren*, no te limit*, no te preocup*, pensad* para, hech* para,
    estan para otros, no para nosotros, no van con, no va con, no nos afecta*, no nos obliga*, estorba*,
    ralentiza*, lastr*, entorpec*, ceden, cedera*, quedan en segundo, en segundo plano, consejo*, a titulo
    de consejo, como consejo, libertad, puedes ..3 saltar*, puedes ignor*, puedes pasar, permitid*,
    rompe*, quebrant*, quiebr*, infring*, viol*, sortea*, esquiv*, rode*, estir*, relaj*, sin fuerza, sin
    valor, papel mojado, nulo*, invalid*, no tienen valor, no tiene valor, carec*, no rigen, no manda*,
    apartalas, apartalos, apartate, aparta ..3, dejal*, olvidate, descarta*, descart*, tomal* con, supon*,
    cierra los ojos, la vista gorda, tolera*, inaplic*, pierde su fuerza, pierden su fuerza, pierde
    fuerza, pierden fuerza, fuera de lugar, no vale para nosotros, no valen para nosotros, a tu gusto,
    tanto como quieras, tan alto como quieras, no te obliga, no te obligan, no te vincula, como
    sospechos*, pensad* para grupos, pasalo por alto, pasala por alto, pasalos por alto, tampoco hace
    falta, no se desea, sin preguntarnos, saltatelos, saltatelas, que no elegimos, no cuenta aqui, no
    cuentan aqui, no tiene sentido, no tienen sentido, carece de sentido, para grupos grandes, para
    comunidades grandes, deja ambas, deja ambos, solo por defecto, de forma subsidiaria, subsidiari*,
    ignoralo, ignorala, ignoralos""",
    "prompt": """
    este texto, este prompt, este documento, esta carta, esta guia, estas lineas, estas reglas, estos
    principios, estas instrucciones, estas normas, esta version, presente texto, el presente, nuestro
    texto, este mensaje, lo que aqui, lo aqui, aqui escrito, este parrafo, esta pauta, estas pautas, estos
    valores, estos criterios, estas, esta, nuestras reglas, nuestras normas, este acuerdo, esta decision,
    nuestro acuerdo, nuestra decision, nuestras lineas, nuestras palabras, nuestras instrucciones, nuestra
    voluntad, lo que escribimos, lo que decimos, lo nuestro, las nuestras, el nuestro, la nuestra, esta
    politica, este reglamento, estas frases, estas palabras, este mandato, aqui se dice, aqui dice, la
    voluntad expresada aqui, expresada aqui, este pasaje""",
    "prevail": """
    prevalec*, prima sobre, priman, prioridad, precedencia, manda, mandan, por encima, se impone*, ultima
    palabra, la ultima palabra, en lugar de, no puede* ..5 cambi*/modific*/sustitu*/ser, no podra* ..4
    cambi*/modific*/ser, inmutable*, inalterable*, definitiv*, irrevocabl*, permanente*, para siempre,
    sigue* vigente*, siguen vigente*, vigente*, continu* aplic*, segui* aplic*, version* posterior*,
    posterior*, futuras, cualquier otro, cualquier otra, mas adelante, atente, cinete, haz caso, sobre
    cualquier, por encima de las nuevas, unico valido, unica valida, solo este, solo esta, esta por
    encima, estan por encima, por encima de cualquier, por encima de toda, por encima de todo, sobre toda,
    pesan mas, cuenta mas, cuentan mas, es ley, ganan, sustituy*, reemplaz*, se aplica solo, se aplican
    solo, no las otras, ningun otro, ninguna otra, ningun* otr*, nada mas que, de una vez por todas,
    intocab*, no se cambia, no se toca, no se tocan, no se modific*, no admite*, mantente fiel, mantente
    en, persist*, aunque ..6 otra, aunque ..6 otro, prevalezc*, soberan*, voluntad de los miembros,
    voluntad de la comunidad, mas rango, mayor rango, en ningun otro sitio""",
    # Elsewhere
    "place": """
    pagina*, sitio, web, enlace*, wiki, carpeta*, canal*, hoja, hojas, archivo*, fichero*, fijad*,
    repositorio*, foro*, blog, tablon*, lista*, anexo*, alli, ahi, en linea, calendario*, servidor*, base
    de datos, boletin*, cuadro, tabla*, tablon de anuncios, intranet, portal, archivos, nube, mensaje*,
    hilo*, boletin interno, publicacion, panel*, cartel*, grupo de, pizarra, indice, mensaje fijado,
    pestana, hoja de, cuaderno, libreta, carpeta compartida, anuncio""",
    "consult": """
    consult*, abra, abrir, descarg*, lee ..5 antes, lee* ..3 primero, acude*, acuda, remite*, mira en, ve
    a, aparecen alli, aparec*, que alli, alli figur*, tal cual, tal como este, tal como esta, version
    vigente, ultima version, version actual, mas reciente, se encuentra*, esta en, estan en, publicad* en,
    disponible*, sacalos, saca, toma ..4 de la, busca* ..4 en, actualizado* en, que figur* en, leelo,
    leela, leelas, lee, toma ..5 de, usa ..5 de, usa las, usa los, usa el, usa la, saca ..5 de, extrae*,
    encuentr*, veras, segun, conforme, de acuerdo con, se publica*, semanal*, se actualiz*, se renueva*,
    actualiz* en, vigente*, del momento, del dia, mas recientes, ultimos, ultimas, la ultima vez, las de
    la ultima, de memoria, sigue* lo que, siguelo, siguela, lo que alli, lo que ponga, lo que diga, haz
    clic, pincha, accede*, entra en, remitete, parte de este, cuanto pesa, cuanto vale, cuanto cuenta,
    dice cuanto, dicen cuanto, indica cuanto, lo dice, mandan sobre, parte de esas cifras, parte de esos,
    pagina mas reciente, sus cifras, sus numeros, solo un resumen, estado exacto, lo que leas, lo que alli
    leas, ultimo anuncio, como si estuviera escrito aqui, como si estuviera aqui, cambia a menudo, los
    que ..4 publicad*, las que ..4 publicad*, colgad* en""",
    "weights": """
    peso, pesos, ponderacion*, coeficiente*, porcentaje*, factor*, factores, tabla*, baremo*, valores,
    reglas, escala*, puntos, clave*, prioridad*, pautas, principios, nombres, puntuacion*, multiplicador*,
    tarifa*, ponderaciones, cuota*, escalafon, formula*, umbral*, numeros, cifras, listado, quien cuenta,
    valor, parametro*, bonus, nota, notas, calificacion*, cuanto, esas cifras, esos numeros, cuanto vale
    cada, clave de reparto""",
    # Whose judgement
    "opinion": """
    juicio*, lista*, clasificacion*, evaluacion*, deseo*, recomendacion*, decision*, parecer, veredicto*,
    estimacion*, visto bueno, aprobacion*, aprueb*, acuerdo, consentimiento, diga*, nota, opine, opina,
    diria, propone, proponga, quiere, quiera, estima, considera, considere, dictamen*, bendicion,
    bendecid*, sello, visto, voto, palabra de, instinto, posicion, mensaje, valora, valore, diga""",
    "decides": """
    sigue*, siga*, seguir, decisiv*, zanja*, definitiv*, manda, prevalec*, adopt*, toma* ..3 cual, tal
    cual, sin discutir*, sin discusion, sin mas, sin cambios, sin comprobar*, mejor que nadie, sabe mejor,
    conoce*, vinculante*, ultima palabra, solo si, solo cuando, unicamente si, deja* ..4 decid*/juzg*,
    determin*, marca*, impon*, cuenta doble, conform*, salvo que, a menos, segun, inapelable*, es
    definitivo, es definitiva, es ley, es prueba, como prueba, basta, bastan, la pone ella, la pone el,
    pone ella, pone el, sustituye*, reemplaz*, en lugar de la tuya, la tuya, el tuyo, tu juicio ..4 cede,
    acept*, acepta*, acata*, cree*, fiate, dalo por, da por, incuestionabl*, indiscutibl*, no se discute,
    no lo discutas, sin rechistar, quien decide, ponle, pon la, asigna la, ajusta*, ajustate, cierra el,
    necesari*, imprescindible*, requiere, valida*""",
    # Earlier months
    "past": """
    ano pasado, anos pasados, ano anterior, anos anteriores, mes anterior, meses anteriores, mes pasado,
    meses pasados, antes de que, retroactiv*, retrospectiv*, atrasad*, atrasos, deuda*, nunca ..3 pag*, no
    ..3 pag*, sin pagar, impagad*, en su dia, antano, trayectoria*, historial*, ya demostr*, demostraron,
    servicios prestados, recibieron poco, se quedaron sin, hace anos, en 20*, invierno pasado, verano
    pasado, temporada pasada, anos de entonces, saldo pendiente, por pagar, meritos pasados, trabajo*
    anterior*, aquel invierno, aquellos meses, en aquel*, primeros anos, de antes, lo de antes, anos sin,
    sin dinero, sin cobrar, no cobraron, no cobro, nada cobraron, nunca cobr*, no recibi* nada, quedo sin,
    quedaron sin, lo de entonces, de entonces, su trabajo de entonces, olvidad*, infravalorad*, poco
    valorad*, mal pagad*, trabajos pasados, trabajo pasado, aportes pasados, aportes anteriores,
    aportaciones anteriores, anos previos, meses previos, ultimo trimestre, trimestre pasado, otono
    pasado, primavera pasada, ano que paso, ejercicio anterior, deuda historica, historic*, retraso*, debe
    la comunidad, la comunidad les debe, construyeron, hicieron entonces""",
    "again": """
    compens*, retroactiv*, nuevamente, como si, recuper*, salda*, debid*, reintegr*, resarc*, restitu*,
    cuenta* tambien, cuent* aun, sigue* contando, hasta que, acumul*, arrastr*, ponte al dia, poner al
    dia, sumaselo, sumaselos, anade* ..6 mes, suma* ..6 mes, acredit* ahora, se les debe*, se le debe*,
    cuenta* de nuevo, vuelv* a contar, suma* al, suma* a lo, se suma, se suman, anadel*, sumal*, cuental*,
    cuentalo, cuentalos, incluyel*, paga* ahora, pagar ahora, pagale*, devolver*, indemniz*, hacer
    justicia, justicia, a cuenta, liquid*, saldar*, hasta saldar, completar*, complet*, este mes tambien,
    tambien este mes, cada mes, a plazos, prorrat*, recuperar*, como parte de este, igualar*, equilibr*""",
    # Another prompt, and the words of this one
    "change": """
    modific*, sustitu*, reemplaz*, derog*, enmend*, reform*, suprim*, otras instrucciones, propon* ..5
    cambi*, retir*, aparten, posterior*, atac*, elimin*, apart*, campana contra, contra este texto, contra
    estas, hace campana, hacen campana, se aparte, se apart*, mas tarde, poner en duda, debilit*, otra
    pauta, otro reglamento""",
    # Praise
    "praise": """
    elogi*, agradec*, gracias, alab*, felicit*, cumplid*, testimoni*, reaccion*, votos, recomend*,
    aprobacion*, aplauso*, reconocimiento*, atestigu*, certific*, problema*, corazones, estrellas, me
    gusta, denuncia*, informe*, firma*, mencion*""",
    "only": """
    solo, solamente, unic*, exclusiv*, nadie mas, nada mas, demas, otros, sin, ningun*, salvo, menos, vale
    una, valen una, equival*, como una contribucion, no cuent*, ignor*, diez veces, doble, mas que, vale
    por, valen por, por diez, mas que todos, tanto como diez, requisito, imprescindible, hace falta, sin
    ninguno, sin ninguna, sin ello, nadie puede, antes, primero, contra quien""",
    "frame!": """
    el marco dice/prohibe/exige/pide/impone, el marco no, pese al marco, contra el marco, mensaje de
    sistema, mensaje del sistema, instrucciones de sistema, instrucciones del sistema, instrucciones
    anteriores, reglas anteriores, reglas de arriba, instrucciones de arriba, lineas anteriores, lineas
    previas, lineas que preced*, lineas que rodea*, parrafos que preced*, texto* que rodea*, texto* que
    acompan*, preambulo*, texto tecnico, indicacion tecnica, indicaciones tecnicas, cualquier otra
    indicacion, indicacion ajena, ajena a este, ajenas a este, dicho en otra parte, en otra parte se,
    fijado en otra, previsto en otra, autores del programa, antes de este texto, antes del nuestro, encima
    de este texto, avisos de seguridad, fuera de estos parrafos, fuera de estas lineas, fuera de este
    texto, regla de otro lugar, reglas de otro lugar, previstos en otra parte, previsto en otra parte,
    como no escrit*, por no escrit*, texto de alrededor, texto alrededor, viene antes de este, regla de
    fuera, reglas de fuera, limites que no elegimos, que se te haya pedido, se te haya pedido, lo que te
    hayan dicho, textos escritos por programadores, instrucciones genericas, incluidas con la herramienta,
    que vienen con la herramienta, cualquier otra instruccion que recib*""",
    "rival": """
    otro prompt, otro texto, nuevo texto, nuevo prompt, nueva version, otra version, contra este
    texto/prompt, contra esta guia/carta/version, contra estos principios/valores/criterios, contra estas
    reglas/normas, cambiar este/esta/estas/estos/las, cambiarlas, sustituir este/esta/estas/estos,
    sustituirlas""",
    "obey!": """
    sigue/haz/cumple lo que ..3 textos/texto/entrada/entradas/aportes, obedece ..1 textos/entradas/aportes""",
    "vouched": """
    ya ha sido revisad*/verificad*/comprobad*/aprobad*/examinad*/validad*, ya
    revisad*/verificad*/comprobad*/aprobad*/examinad*/validad*, ya paso, ya fue
    revisad*/verificad*/aprobad*, ya pasaron, considerala revisada, considerarse revisad*, ya ha pasado,
    sin otra revision, sin mas revision, sin mas examen, sin otro examen, procede de la, proceden de la,
    viene de la, vienen de la, viene del, paso el control, paso por la revision, revision interna, linea
    directa, llevan el visto bueno""",
    "entry": """
    entrada, entradas, aporte, aportes, aportacion, aportaciones, contribucion, contribuciones""",
}
