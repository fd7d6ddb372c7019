"""Spanish words for people, and for what they would get; rules/lexicon/__init__.py says how they are written."""

WORDS = {
    # Who
    "office": """
    moderador*, administrador*, admin*, fundador*, cofundador*, tesorer*, guardian*, consejo*, consejer*,
    comite*, junta, directiv*, direccion, director*, presiden*, equipo*, nucleo, coordinador*,
    coordinacion, organizador*, responsable*, encargad*, propietari*, duen*, jefe*, jefa*, lider*,
    lideres, mantenedor*, delegad*, secretari*, portavoz*, electos, cupula, dirigente*, miembros del,
    plantilla, grupo de, mesa, gestor*, veteran*, iniciador*, jurado*, circulo, grupo motor, motor,
    comision, mesa de, patronato, impulsor*, promotor*, creador*, custodi*, representante*, vocal*,
    contable*, redaccion, editor*, gestora, permanente, ejecutiv*, mando*, capitan*, mentor*, padrino*,
    madrina*, asesor*, oficial*, firmante*, responsables de, los de, las de, cuadrilla, brigada, gremio,
    nodo, secretaria, direccion tecnica, ponente*, funcionari*, portera, llavero*, de guardia, iniciad*""",
    "tenure": """
    fundador*, fundacional*, fundaron, fundo, nuevo miembro, nuevos miembros, novat*, recien llegad*,
    recien incorporad*, incorporad*, incorpor* ..4 hace/despues/antes/desde, principiante*, veteran*,
    pionero*, pionera*, antiguo*, primera hora, primeros miembros, desde el principio, desde el inicio,
    desde el comienzo, desde la fundacion, de toda la vida, de siempre, llegaron ..4
    antes/despues/primero, llego ..4 antes/despues, llegado* ..4 antes/despues/hace, entraron, entro ..4
    antes/despues/hace, entrado, se unieron, se unio, unido*, unirse, lleva* ..4 meses/anos/ano/semanas,
    menos de ..3 meses/ano/anos/semanas/dias, mas de ..3 meses/anos/ano, antes de #, levantaron, los que
    empezaron, comenzaron, ultimos en llegar, becari*, inscrit* ..3 desde, de la primera, los de antes,
    los nuevos, las nuevas, un nuevo, nuevo integrante, nuevos integrantes, nueva gente, los antiguos, las
    antiguas, miembro* antiguo*, socios antiguos, los primeros, las primeras, desde 20*, desde hace ..2
    anos, llevan ..4 anos, llevan ..3 meses, fundacion, pioneros, primera etapa, primer ano, primeros
    meses, primeros anos, primera temporada, primera epoca, de los inicios, los inicios, del inicio, de
    los comienzos, de origen, originari*, ya estaban, estaban antes, estaba antes, estuvieron ..3 antes,
    antes del lanzamiento, antes de la primera, antes de abrir, no cumpla ..2 ano, no cumple* ..3
    ano*/meses, no haya* cumplido, aun no llevan, aun no lleva, todavia no llevan, todavia no lleva, no
    llevan, no lleva, asentad*, veteranas, con solera, los mas antiguos, las mas antiguas, mas antigu*,
    mas nuev*, recien, reciente*, nueva incorporacion, incorporaciones, fichaje*, recluta*, alumn*,
    periodo de prueba, en prueba, hace poco, hace menos, hace mas, entrar despues, vinieron despues,
    llegaron despues, llegar despues, se sumaron, se sumo, inscrib*, con mas anos, con menos de, novel*,
    acta fundacional, carta fundacional, firmaron el acta, firmaron la, un invierno, veterania, primer ano
    completo, ano completo, no haya pasado, todavia no haya, aun no haya, haya pasado aqui, raices, grupo
    fundador, equipo fundador, cuentas nuevas, cuentas recientes, nuevas altas, nuevas cuentas, primera
    pagina, no han pasado, dos temporadas, temporadas completas, medio ano, ni medio ano, ano y medio,
    llegados despues, pila bautismal, primeros numeros, numeros de socio, diez primeros, primera semana,
    numero de socio, cuatro estaciones, las cuatro estaciones, se apunto este ano, se apuntaron este ano,
    apunto este, abrieron la puerta, abrio la puerta, cuentas creadas, cuenta creada""",
    "holder": """
    billetera*, cartera*, monedero*, wallet*, token*, fichas, tenedor*, poseedor*, inversor*, inversion*,
    bloquead*, bloque* ..4 token*, vend* ..4 token*, compr* ..4 token*, donante*, donacion*, dono,
    donado*, donen, patrocin*, accionista*, capital*, direccion ..3 con, ballena*, apuesta*,
    participacion* ..3 token*, monedas, nft*, mecenas, aport* ..3 dinero, aportado dinero, posee*, poseen,
    caudal*, direccion ..5 token*, saldo ..2 token*, titular* ..3 token*, guarda* ..3 token*, tienen
    fichas, tiene fichas, no tienen ninguna, no tiene ninguna, guardan ..4 fichas, guarda* ..5 fichas, sin
    vender*, vender*, venden*, conserv* ..3 fichas, mantien* ..3 fichas, acumul* ..3 fichas, acumul* ..3
    token*, con mas fichas, con mas tokens, mas saldo, mayor saldo, su saldo, transfirie*, retirado* ..3
    token*, retir* ..3 token*, arriesg*, ponen dinero, puso dinero, pusieron dinero, dinero, cuota*,
    aporte economico, aportan dinero, capitalist*, prestamo*, congelad*, inmoviliz*, delegan, participes,
    en juego, ahorros, comprometid* ..4 token, figura en su cartera, su cartera, llegan sin nada, llega
    sin nada, implicacion, primeras del registro, saldo cero, saldo nulo, regalo""",
    "voice": """
    critic*, crítica*, vot* ..6 en contra, en contra, contra la direccion, contra el consejo, vot* ..3
    contra, opon*, opus*, oposicion, opositor*, discrep*, disput*, impugn*, recurs*, reclam*, quej*,
    objecion*, protest*, auditor*, disiden*, leal*, lealtad, fiel*, fidelidad, respald*, defend*,
    obedien*, rebeld*, escept*, conflictiv*, detractor*, desacuerdo*, contradi*, desconfi*, abstu*,
    absten*, protestar, poner en duda, puesto en duda, pone* en duda, a favor de ..5
    propuesta*/consejo/direccion/junta, buen companero, malestar, murmur*, alinead*, sumis*, criticad*,
    criticon*, alborot*, agitador*, revoltos*, polemic*, pidi* cuentas, piden cuentas, pedir cuentas,
    exig*, exigi* ..3 explicac*, pedido ..2 auditoria, tumb*, votaron no, voto no, votar no, voto
    negativo, votaron como, vota como, votan como, votado como, votan con, votaron con, votado con, vota
    con, sigue la linea, siguen la linea, misma linea, respaldad*, defendid*, defendido publicamente,
    apoyad*, apoyan a la, apoyan al, apoyan las, apoyo a la direccion, apoyo al, apoyado siempre, apoya
    las propuestas, incondicional*, constructiv*, cohesion, traidor*, divid*, desun*, sembr*, siembr*,
    entorp*, fren* al, pone* trabas, trabas, palos en, desobed*, pesimis*, cinic*, incomod*, problematic*,
    ponen en duda, pone en duda, poner pegas, pegas, denunci*, acus*, atac*, arremet*, desprestig*,
    difam*, recel*, cuestionad*, cuestiona* a, cuestiona* las, cuestiona* el, cuestiona* la, cuestionan,
    cuestionar*, apela*, apelad*, poniendo pegas, pone pegas, voto que no, votaron que no, votar que no,
    objeciones repetidas, reiterad*, publicamente, en desacuerdo, vota siempre que no, votan siempre que
    no, siempre que no, pone en duda cada, cada gasto, hablaron contra, habla contra, hablan contra,
    tomaron la palabra contra, piden explicaciones, pide explicaciones, argument* contra, competencia,
    preguntando por las cuentas, pone* ..4 en duda, pone* ..4 en cuestion, pone* ..4 en entredicho,
    argument* ..4 contra, alegaron contra, carta abierta, firmo la carta, van diciendo, va diciendo, dicen
    fuera, diciendo fuera, pedido cuentas, pide cuentas, pidio cuentas, pidieron cuentas, pida cuentas,
    siembra* ..2 duda*""",
    "kind": """
    mujer*, hombre*, varon*, madres, padres, ciudadan*, lengua materna, idioma materno, hispanohablante*,
    nativ*, espanol*, ingles*, frances*, aleman*, huso*, zona horaria, vive*, resid*, ciudad, extranjer*,
    locales, anos de edad, creyente*, estudiante*, titulad*, titulacion, universi*, nombre ..4
    empie*/comien*/termin*/acab*, nombres ..4 empie*/comien*/termin*/acab*, nombre empie*, apellido*,
    apodo*, usuario ..3 empie*/termin*, alias, avatar*, foto de perfil, nacid*, casad*, europ*, american*,
    asia*, africa*, latinoameric*, utc, gmt, ortograf*, edad de, de menos de # anos, mayores de # anos,
    menores de # anos, nuestra region, nuestro pais, en espana, en europa, parla*, hablan ..2
    espanol/ingles/frances/aleman, escriben ..2 espanol/ingles/frances/aleman, viven en, jovenes de, mismo
    horario, nuestro horario, mote, apodad*, viven fuera, vive fuera, fuera de la, fuera de ella, vecin*,
    barrio, comarca, pueblo, municipio*, provincia*, autonomic*, foraner*, forastero*, inmigrant*,
    castellan*, catalan*, vasc*, gallego*, en castellano, no hablan, habla ingles, hablan ingles, escrib*
    en espanol, escrib* en ingles, escrit* en espanol, escrit* en ingles, sin faltas, buena ortografia,
    franja horaria, husos, de dia, hora peninsular, horario europeo, despiert*, conectad* ..2 horas,
    menores de, mayores de, jubilad*, familia*, hijos, solter*, discapac*, pasaporte, titul*, licenciad*,
    vocal, consonante*, nombre ..3 vocal, orden alfabetico, europeos, latinos""",
    "someone": """
    la persona que/cuyo/cuya/de/detras, la persona ..3 que, el companero que/de/cuyo, la companera
    que/de/cuyo, el/la ..2 miembro/companer*/colega/amigo/amiga que/cuyo/cuya/de, nuestro ..2
    companero/amigo/colega, nuestra ..2 companera/amiga/colega, uno de nosotros, una de nosotras, uno de
    los nuestros, alguien entre nosotros, cuyo nombre, cuya inicial, cuyo apodo, cuyo avatar,
    reconocible*, se reconoce*, se le reconoce, ya sabeis, todos saben, todos sabemos, quien administra,
    quien cuida, quien fundo, quien paga, quien lleva, quien nego*, quien mantiene, quien guarda, quien
    escribio, aquel que, aquella que, nosotros mismos, autor* de este, autores de estas, proponente*, una
    persona, una sola persona, un solo miembro, uno en particular, una en particular, sin quien, sin el
    cual, sin la cual, a quien debemos, a quien todos, le debemos, todo se lo debemos, nuestro fiel,
    nuestra fiel, nuestro querido, nuestra querida, nuestro mas, nuestra mas, nuestro ..2
    traductor/jardinero/archivero/panadero/bibliotecario/cocinero, nuestra ..2
    traductora/jardinera/archivera/panadera/bibliotecaria/cocinera, el companero, la companera, el vecino
    que, la vecina que, el hombre que, la mujer que, aquel de nosotros, aquella de nosotras, el que abre,
    la que abre, el que cierra, la que cierra, quien abre, quien cierra, quien organizo, quien cedio,
    quien presto, quien firmo, que firma siempre, todos conocen, a quien todos conocen, reconocer*, tras
    la cuenta, la mano que, quien abrio, quien todavia, quien aun, sabe que va, sabe que es, quien
    alquilo, dos de nosotros, tres de nosotros, nuestros amigos, mis amigos, nuestras amigas, hay entre
    nosotros, entre nosotros hay""",
    "they": """
    ellos, sus, su, esos miembros, estos miembros, esas personas, estas personas, ese grupo, este grupo,
    tales, dichos, dichas, dicho, ella, los dos, ambos, esos, estos, estas, esas, sumaselo, quitale, dale,
    mi, mis, yo, a el, a ella, su nota, su parte, descuentala, descuentalo, descuentales, sumales, ponles,
    dales, les, ellas, eso""",
    "whoever": """
    quien, quienes, quienquiera, cualquiera, cualquier, todos, todas, nadie, ningun, ninguno, ninguna,
    ningun miembro, cada uno, cada miembro, los que, las que, aquellos que, aquellas que, miembro*,
    persona*, integrante*, participante*, socio*, al que, a quien, a quienes, autor*, del que""",
    # What they get
    "raise": """
    bono*, bonus, extra, adicional*, suplement*, recargo*, aument*, subir, sube, suba, elev*, eleva,
    incrementa*, incremento*, dupli*, duplica*, dobl*, doble, triple, tripli*, multipli*, tres veces,
    favorec*, favorable*, benefici*, prefer*, prefier*, priorid*, prioriz*, privileg*, ventaja*, mejor
    nota, mejor puntuacion, mejor parte, mejor puesto, mejor lugar, mas peso, cuent* ..4 doble/mas/triple,
    mas puntos, mayor parte, mayor peso, mayor puntuacion, puntuacion mas alta, sume*, agreg*, acredit*,
    abon*, redonde* ..4 arriba, al alza, hacia arriba, un escalon, por encima, empuj*, valor doble, media
    vez mas, bonific*, sube* ..3 nota*, sube* ..3 punt*, subele*, suba*, merec* mas, merec* ..3
    mayor/doble/mejor, se lleva* ..4 tanto/mas/mitad/parte, con un factor, plus de, una prima, premia* ..3
    mas, vale* por dos/tres/diez/cinco, valen por, vale por, cuent* por dos, cuent* por tres, por dos, por
    diez, sumales, sumale, sumarle*, sumar ..3 puntos, un veinte por ciento, # por ciento mas, por ciento
    mas, puntos adicionales, puntos de mas, puntos extra, un tercio mas, un cuarto mas, la mitad mas,
    mitad mas, una vez y media, vez y media, subir un, sube un, suben un, peldano, escalon, un puesto,
    puestos arriba, adelant*, pasa* delante, por delante, pasan delante, van delante, va delante, ganan,
    merece subir, mas generos*, mayor recompensa, recompensa mayor, mejor trato, trato preferente,
    preferen*, mayor reconocimiento, reconocimiento de, parte mayor, parte doble, doble parte, doble de,
    el doble, mas que los demas, mas que el resto, con ventaja, en proporcion, proporcional*, segun ..3
    saldo/fichas/tokens/rango, beneficio de la duda, impulso, empujon, redondea* ..3 favor, tienen
    derecho, tiene derecho, gratific*, atribu* ..2 mas, valor extra, un extra, un poco mas, algo mas, mas
    de lo normal, mas de lo habitual, mas de lo que aparent*, parte mas grande, la parte mayor, la mayor
    parte, mas grande, se recuerde, no se les puede medir, no se le puede medir, se refleje en su, refleje
    en su parte, reflej* ..2 parte, mas cuanto mayor, cuanto mas ..8 mas, cuanto mayor ..8 mas, cuanto
    mayor ..8 mayor, crece con, aumenta con, deuda permanente, deuda con, pasandolos, pasa por delante,
    adelantarlos, correspond* lo de un, decide a favor, a favor de, en caso de empate, casi empate, debe
    compensar, que se note, en proporcion a, pleno exito, ligera preferencia, leve preferencia,
    preferencia por""",
    "lower": """
    rebaj*, reduc*, reduz*, disminu*, descuent*, descont*, quit*, quita*, penaliz*, penalic*, castig*,
    sancion*, perjudic*, exclu*, invitad*, cero, mitad, divid*, al final, final de la lista, inferior*,
    degrad*, retroce*, dejar fuera, deja* fuera, no puntua*, recort*, a la baja, hacia abajo, anul*,
    suspend*, fraccion, valor medio, medio valor, no debe* ..3 pasar, no pas*, merm*, menos puntos, menos
    de la, bajar* ..3 nota, baja* ..3 nota, bajale*, baja ..2 punt*, se les resta, se le resta, resta ..2
    punt*, restale*, restales, recibe* ..3 nada, ultimo lugar, ultimo puesto, ultimos puestos, queda
    fuera, punt* ..4 mas baj*, nota* ..3 mas baj*, mitad baja, tercio inferior, parte baja, quedan en la
    mitad, quedan por debajo, queda por debajo, lo justo, cobran lo justo, no pasa del, no pasan del, no
    pasar de, valen poco, vale poco, cuent* poco, no valen nada, no vale nada, vale cero, no se puntua*,
    sin puntos, sin parte, sin recompensa, no reciben, no recibe nada, no cobran, no cobra, quedan sin,
    queda sin, se queda sin, se quedan sin, esperar a, tendra que esperar, tendran que esperar, deb*
    esperar, simbolic*, testimonial*, practica*, como practica, ejercicio, discret* lugar, como mucho, a
    lo sumo, en el mejor de los casos, retras*, aplaz*, posterg*, congel*, retirad* ..2 puntos, baj* ..2
    puesto*, baj* ..2 peldano*, baj* ..2 escalon*, descend*, desciend*, caer*, caen, perd* ..4
    puntos/parte/puesto/mitad, pierd* ..4 puntos/parte/puesto/mitad, cuesta ..5 puntos/parte/puesto,
    coste, precio, se note, notarse, notar, repercut*, pesar en su contra, en su contra, cuent* en contra,
    cargo de, sobras, resto, migajas, segundo plano, segunda fila, relegad*, releg*, desestim*, mermad*,
    hacia atras, cautela, con cautela, con reserva, inferiores, mas abajo, abajo, al fondo, a la cola,
    cola de, ultima fila, ultimo de, los ultimos, en ultimo, merma, una merma, propina, una propina,
    recorte, un recorte, a la cuenta de, a cuenta de su, no da puntos, no dan puntos, no aporta puntos,
    solo observ*, en pruebas, practicas, como dano, se coma, comerse parte, se le aplica, nada de puntos,
    dano, danos, todos los demas por debajo, demas por debajo, los demas debajo, no se clasific*, no entra
    en el reparto, no entran en el reparto, empezar por abajo, empiezan por abajo, empieza por abajo,
    visitante*, descuentala, descuentalo, descuentale*, pequeno reconocimiento, pequena gratitud, caen ..2
    atras, retroced*, ir detras, tira* hacia abajo, negativa, se vea en su, verse en su, debe notarse,
    cuestan tiempo, cuesta tiempo, es un ensayo, un ensayo, a titulo de prueba, sin asignar nada, la mitad
    de todo, el resto pasa, el resto va, no merecen, solo la mitad, solo un tercio/cuarto/quinto/decimo,
    derecho solo a, mas que la mitad, no han ayudado de verdad, no ha ayudado de verdad, no ayudan de
    verdad""",
    "rank": """
    primer lugar, primer puesto, primeros puestos, en cabeza, a la cabeza, encabez*, en lo alto, por
    encima, por delante, delante, antes de los demas, sobre los demas, maxim*, sobresalient*, excelent*,
    destacad*, excepcional*, ejemplar*, tercio superior, mitad superior, cuarto superior, parte alta,
    referencia, puntuacion mas alta, la mas alta, los mas altos, la nota mas alta, los mas importantes,
    las mas importantes, mas valios*, cima, ultimo lugar, ultimo puesto, en ultimo, ninguno ..4
    encima/delante, insuperable*, supera*, detras, primeros lugares, los primeros puestos, siempre
    primer*, las tres primeras, los tres primeros, tres primer*, dos primer*, cinco primer*, vaya*
    primero, va* primero, queda* primer*, entre los mejores, entre las mejores, la mejor nota, la mejor
    puntuacion, la mejor del grupo, el mejor puesto, la mejor parte, mejor que cualquier*, entre los
    primeros, entre las primeras, estar entre los, mas alta, calificacion mas alta, la calificacion, mas
    alto, lo mas alto, lo alto, arriba del todo, en primera, de primera, primera fila, primera posicion,
    posicion de honor, honor, la cumbre, insuperab*, redond*, magnific*, perfect*, como logrado, como
    exito, un exito, mitad alta, tercio alto, nadie por encima, nadie quede, nadie puede, por encima de
    el, por encima de ella, por encima de ellos, por delante de el, por delante de ella, por encima de
    todos, sobre todos, antes que nadie, antes que todos, la mejor de, el mejor de, los mejores del, mejor
    del, mejor puntuad*, mejor clasific*, mejor valorad*, excelente*, los tres, por detras, detras de,
    empate*, desempat*, de cabeza, franja alta, franja superior, banda alta, escalon superior, un paso por
    detras, un paso detras, pasos por detras, por sobresaliente, vara de medir, sin dudar, sin vacilar,
    parte de #, empieza en #, empieza con #, como excelente, mes entero, cuantas mas, los mas fuertes, mas
    fuertes, mas valorado, mas valiosa, mas valioso, por superior, superior, superiores, van detras, va
    detras, empieza por el, empieza por ella, lo contrario, tres primeros, tres primeras, lugar entre los,
    puesto entre los, van arriba, va arriba, en las listas, mitad de la tabla, a media tabla, muy valios*,
    superar a todos, supere a todos, puesto de honor, grupo de cabeza, ganador""",
    "limit": """
    al menos, por lo menos, como minimo, como maximo, a lo sumo, minimo, maximo, no menos de, no mas de,
    menos del, menos de, nunca ..4 menos/debajo/mas/encima/inferior*/superar/baj*, no ..3 baja*/bajar* ..2
    de, no ..5 pasar de, no ..5 superar, no ..5 exceder, no puede* ..6
    superar/recibir/pasar/exceder/ser/estar/optar, ningun* ..8 menos, ningun* ..8 mas, nadie ..4 menos,
    por debajo, por encima de, tope*, techo*, suelo, piso, hasta un, hasta #, garantiz*, asegur*, reserv*,
    aparta*, se aparta, de antemano, limitad* a, limite de, sin bajar, antes de repartir, primero se, no
    baja en, no baja nunca, no bajan, no baja de, no baja del, nunca baja*, jamas baja*, no cae ..3 de, no
    caiga*, no desciend*, no queda* ..3 por debajo, no quede* ..3 por debajo, no pasa del, no pasa de, no
    pasan de, no pasara*, no supera*, no supere*, no rebas*, no excede*, no podra* ..5, no pueden ..5, no
    puede ..5, nunca ..6 menos, nunca ..6 por debajo, nunca por debajo, jamas ..5 menos, no ..4 menos del,
    no ..4 menos de, no mas del, mas del, mas alla de, tope del, hasta el, lo maximo, lo minimo,
    asegurad*, garantizad*, de salida, de entrada, previamente, antes del reparto, antes de nada, ante
    todo se, prioritari*, blindad*, intocab*, se reservan, se destina*, quedan reservad*, acotad*, se
    reserva, ya reservad*, previsto para, prevista para, quedara por debajo, no quedara, ningun ..6 por
    debajo, antes de comparar, antes de cualquier comparacion, nadie ..5 acerque, nadie ..5 acerca, se le
    acerque, fuera de alcance, no ..2 peor parad*, nunca ..2 peor parad*, no salga peor, no acabe peor""",
    "amount": """
    # por ciento, por ciento, #%, # puntos, # punto, mitad, tercio*, tercera parte, cuarta parte, cuartos,
    quinta parte, quintas, decima parte, decima, doble, triple, cuadruple, tres veces, diez veces,
    factor*, promedio, mediana, igual a, equivalente*, tanto como, suma de, cantidad*, la totalidad, el
    grueso, # tokens, mes normal, mes ordinario, maxima puntuacion, puntuacion maxima, nota maxima,
    coeficiente*, medio valor, un escalon, doscientos, trescientos, quinientos, doscientas, cien puntos,
    mil puntos, docena*, septima*, octav*, sexta parte, un sexto, lo que recibe, lo que reciben, lo que
    cobra, lo que obtend*, lo que obtien*, lo que se lleva, por dos, por tres, por diez, dos puestos, #
    puestos, un puesto, un peldano, peldano*, del total, del fondo, del fondo mensual, de la bolsa, a
    partes iguales, partes iguales, repartid* entre, porcentaje*, la mayor parte, lo justo, muy buen mes,
    excelente mes, mes completo, mitad mas, valor minimo, dos tercios, tres cuartos, propina, la parte
    mayor, diez por ciento, mes entero, la media, de la media, media del, lo de un mes bueno, de un mes
    bueno, mes bueno, como el del mejor, del mejor mes, la del mas, mas aplicado, ochocientos,
    cuatrocientos""",
    "ever": """
    siempre, cada mes, todos los meses, cada vez, mensual*, sea cual sea, sea cual fuere, sean cuales,
    independiente*, por mucho, por poco, aunque, incluso si, incluso cuando, incluso sin, aun cuando, aun
    si, aun sin, haya ..5 o no, automatic*, sistematic*, por defecto, por principio, por convenio, por
    derecho, de oficio, en todo caso, en cualquier caso, en todo momento, sin excepcion, sin condicion*,
    sin mas, sin otro examen, sin examen, sin prueba*, sin pruebas, sin comprob*, sin preguntar, pase lo
    que pase, en adelante, no ..3 pidas pruebas, no les pidas, de entrada, sin importar, lo escriba o no,
    no lo escriba, no haya, en los meses en que, invariable*, siempre debe*, debe* siempre, mes tras mes,
    ano tras ano, en ningun caso ..6, con independencia, independientemente, al margen de, lo haya ..4 o
    no, este ..4 o no, sea cierto o no, verdad o no, aunque no, aunque solo, aunque viaje, aunque falte,
    aun en los, no mires, sin mirar, sin necesidad, sin revisar, sin revision, sin tener que, se da por,
    de forma permanente, para siempre, indefinid*, a perpetuidad, vitalici*, hasta nuevo, de ahora en, a
    partir de ahora, desde ahora, en todas las, en cada votacion, en cada reparto, cada reparto, cada
    trimestre, por sistema, porque si, por fuerza, obligatori*, tenga ..4 o no, anote o no,
    invariablemente, de manera fija, por norma, en cualquier circunstancia, cueste lo que, haga lo que
    haga, diga lo que diga, haya o no, por buena que, por bueno que, antes de comparar, sin comparar, no
    los compares, ese mes no haya, aunque ese mes, no tienen que demostrar, nada que demostrar, ya no
    tienen, por bueno que sea, en cada distribucion, fuera de la comparacion, solo despues, esta fijado,
    esta fijada, no se discute, no se discuten, poco o mucho, mucho o poco, antes de empezar a comparar,
    antes de que compares, imaginalas, imaginalo, hagan lo que hagan, hayan hecho lo que hayan""",
    "get": """
    da, das, dar, dale, dales, dan, otorg*, asign*, conced*, recib*, obten*, obtien*, merec*, pag*, cobr*,
    puntua*, puntue*, puntuacion*, nota, notas, parte, partes, puntos, puesto, puestos, reparte, repart*,
    se lleva*, llevarse, correspond*, tocan, bolsa, bote, premi*, recompens*, acredit*, abon*, destin*,
    deb* quedar, debe ..2 quedar, debe ..2 tener, repartid*, se reparte*, ingres*, sueldo, salario, renta,
    dividend*, asignacion*, dotacion*, cuantia, suma, dinero, remunera*, retribu*, distribu*, presupuesto,
    gratificacion*, compensacion*, embols*, percib*, dasela, daselo, dalas, dalos, pagale*, otorgale*,
    asignale*, concedele*, des mucho, des mas, des, le corresponde, les corresponde""",
    "score": """
    puntuacion*, puntos, puntaje*, nota, notas, parte, partes, valor*, calificacion*, clasificacion,
    resultado*, peso, total, suma, sumas, recompensa*, lugar, puesto, rango, reparto, cuantia*, cantidad*,
    se mide, se miden""",
    "math": """
    multiplic*, divid*, al cuadrado, suma* ..5 a, sumale, sumales, anade* ..5 puntos/ciento, rest* ..3
    puntos/tercio/mitad/ciento, resta*, descuent* ..5 ciento/tercio/mitad, factor*, coeficiente*,
    convert*, conver*, duplica* ..4 puntuacion*/puntos/nota*/valor, porcentual*, al cubo, potencia, raiz,
    logaritm*, normaliz*, suma de las, por dos, por tres, puntos mas, puntos menos, ponder*, mas la mitad,
    media vez mas, reduc* ..3 mitad/tercio/cuarto, por si mism*, consigo mism*, redondea*, a miles, al
    millar, a la potencia, por ciento mas, por ciento menos, incrementa* ..4 ciento, amplifica*, estira*,
    escala ..3 a, prorrat*, acumula*, extrapol*, cuent* por dos, por 2, por 3, por 1, cruzando, cruz* ..4
    con, se suma todo, a dos tercios, dos tercios, parte de cinco""",
    "treat": """
    pon, ponla, ponlo, pongan, situ*, coloc*, coloca*, consider*, trat*, quedar, queda, quede, debe ..2
    estar, da por, trata*, tratese, tomese, tengase, valora*, evalu*, estim*, debe, deben, debera*,
    deberan, habra*, ha de, han de, aprecia*, juzga*, debe quedar, deben quedar, debe estar, deben estar,
    debe figurar, deben figurar, valdra, valdran, quedara, quedaran""",
    "never": "nunca, jamas, en ningun caso, bajo ningun concepto",
    "trait": """
    sexo, genero, nacionalidad*, religio*, antiguedad, titulos, cargo, cargos, rango*, grado,
    desarrollador*, disenador*, traductor*, programador*, empleado*, contratad*""",
    "favour": """
    favorece*, favorecer, favorezca*, privilegi*, penaliz*, penalic*, castig*, perjudic*""",
    "quota!": """
    un/una/dos/tres tercio/tercios/cuarto/cuartos/quinto/decimo/mitad mas/menos, un/una/dos/tres
    tercio/tercios/cuarto/cuartos/quinto/decimo del/de ..1 mes/total/bote/fondo/puntos/media/suma, la
    mitad del/de ..2 mes/total/bote/fondo/puntos/media/lo, la mitad mas, en un tercio, en un cuarto, en la
    mitad, el doble/triple/cuadruple, doble/triple/media puntuacion/nota/parte, cuent*/vale/valen/pes* por
    dos/tres/diez, # por ciento mas/menos, # por ciento del ..1 total/mes/fondo/bote, multiplic* ..4 por,
    nota cero, cero puntos, la nota mas alta, puntuacion mas alta, calificacion mas alta, nota maxima,
    maxima puntuacion, tan alto como la escala, ## puntos, cien/mil/doscientos puntos, un # por ciento
    mas/menos, a la mitad de lo, en la mitad de lo, el/del/al tercio/cuarto superior/inferior, tercio
    superior, la mitad alta/baja""",
    "order": """
    detras de tod*, detras de los demas, delante de tod*, delante de los demas, por encima de los demas,
    por debajo de los demas""",
}
