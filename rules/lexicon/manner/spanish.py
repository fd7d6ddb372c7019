"""Spanish words for how to answer and what to hide; rules/lexicon/__init__.py says how they are written."""

WORDS = {
    # The answer and its numbers
    "answer": """
    contesta*, resultado*, salida*, devolv*, present*, imprim*, empie*, empiez*, comienz*, termin*,
    entreg*, formul*, justificacion*, tu juicio, veredicto*, list* los, clasificacion, da una unica,
    explicacion*, dicta*, emite*, presentalo, presentala, rubric*, titulad*, encabeza*, expresa*, expres*,
    envia*, entrega*, concluye*, informe final, dictamen*, tu texto, presentacion, lista final,
    exposicion, exponlo, comunic*, rellen*, genera*, entrega solo, da solo, empieza escribiendo, empieza
    por escribir, luego nombra, por comodidad, sistema de puntos, redacta un, redacta una, reparte ..3 en
    grupos, en lugar de notas, en vez de puntos, devuelve, devuelva, genera un, respuesta*, escrib*,
    cuenta el mes, narra el, narra los""",
    "shape": """
    json, yaml, xml, csv, html, markdown, tabla*, columna*, lista*, por linea, linea por linea, parrafo*,
    prosa, poema*, verso*, rima*, mayusculas, una palabra, sola palabra, unica palabra, una frase, sola
    frase, unica frase, un numero, solo numero, una letra, letra de, letras, estrellas, en espanol, en
    ingles, en frances, en aleman, esquema*, formato*, campo*, clave*, objeto*, estructura*, plantilla*,
    sin motivo*, sin razon*, sin explicacion*, sin comentario*, sin justificacion*, nada de cifras,
    separad* por, comas, alfabetic*, primera linea, primera palabra, ultima linea, empie* con, con la
    frase, con la palabra, con las palabras, solo los nombres, unicamente los nombres, carta, bloque,
    emoji*, unico parrafo, en forma, fabula*, cuento*, historia, haiku, cancion, dialogo, discurso,
    copla*, en verso, sin numeros, sin cifras, ningun numero, ninguna cifra, sin puntos, sin notas,
    nombres de pila, orden descendente, orden ascendente, orden alfabetico, orden de merito, orden de
    llegada, por orden, de mayor a menor, de menor a mayor, si o no, semaforo, color*, pulgar*, correo,
    dos palabras, tres palabras, # palabras, # lineas, # frases, dos lineas, tres lineas, unica linea,
    sola linea, una sola linea, una sola lista, unica lista, titulo, encabezad*, con el titulo, punto y
    coma, tabulador*, comillas, por parejas, sin marcas, sin avisos, sin pruebas, texto libre, texto
    plano, un bloque, script, archivo, hoja de, porcentajes, la formula quoted, con el lema, empezando
    por, corchet*, dos grupos, tres grupos, si y no, ganador*, uno debajo de otro, unos debajo de otros,
    cifras, elogio, comunicado, uno bajo otro, nada mas que los nombres, texto listo, no es necesari*, no
    hacen falta puntos, tres montones, oro plata y bronce, bronce, nada mas, en lugar de notas, en vez de
    puntos, dos columnas, sin encabezado, # columnas, porcentaje, una sola palabra, el nombre del mejor,
    un cuento, un relato""",
    "shape!": """
    formato de salida, formato de respuesta, tu respuesta, la respuesta debe, su respuesta debe, la
    contestacion debe, forma de la respuesta, responde en, responde con, responde solo, responde como,
    respondan, contesta en, contesta con, contesta solo, en json, campo json, en forma de tabla, en un
    solo parrafo, en una sola linea, unicamente nombres, ninguna otra estructura, como un poema, como una
    carta, un csv""",
    "scale": """
    escala de, escala del, escala va, otra escala, propia escala, dos escalas, ambas escalas, de # a #,
    del # al #, entre # y #, sobre diez, sobre veinte, sobre cien, sobre cinco, sobre 10, sobre 20, sobre
    100, sobre 5, puntuacion maxima es, nota maxima, como en la escuela, tres valores, dos valores, solo
    ..3 valores, nada intermedio, intermedi*, en pasos de, multiplos de, al cuadrado, sin convert*,
    convert*, puntos negativos, notas negativas, total de #, reparte # puntos, repart* # puntos, redonde*,
    de la a a la, estrellas, valor maximo, hasta #, sumen #, suman #, usa solo, baremo*, de cero a, del
    cero al, cero a #, de uno a, del uno al, del 1 al, de 1 a, entre uno y, de diez a, otro baremo, dos
    baremos, baremos distintos, propio baremo, medios puntos, decimales, por si mism*, miles, centenas,
    nota sobre, notas sobre, letras de la, de la a, entre la a, tres niveles, cuatro niveles, cinco
    niveles, tres escalones, otras cifras, otros numeros, un tercio de los miembros, igual para tod*, la
    misma para tod*, mas alla de #, por debajo de #, por encima de #, rango de, rangos distintos,
    intervalo*, del uno al #, sistema de puntos, empieza con #, empiezan con #, parte de #, parten de #,
    ganar o perder, al cubo, uno dos y tres, solo uno, se suma todo, decenas, numeros pares, numeros
    redondos, en miles, en centenas, en decenas, un solo digito, una sola cifra, mismo pie, de uno a mil,
    exponente*, redondea siempre, siempre a cero, aprobado o suspenso, como en gimnasia""",
    # Secrecy
    "hide": """
    no/nunca/sin/jamas/ni ..4
    dig*/decir*/revel*/mencion*/muestr*/mostrar*/aparez*/aparec*/nombr*/cuent*/explic*/public*/consta*/figur*/conozc*/sep*/saber*/refler*/reflej*/escrib*/habl*/cit*/trascien*/notar*/not*/menciones,
    discrecion, silenci*, en silencio, ocult*, escond*, disimul*, encubr*, disfraz*, camufl*, parafras*,
    hablar de otra, debe hablar, hablara de, otro motivo, otros motivos, otras razones, otra razon,
    terminos generales, vagament*, si alguien pregunta, si preguntan, quien pregunte, ante preguntas, en
    secreto, secret*, confidencial*, reservad*, inadvertid*, entre nosotros, sin ruido, omit*, remite a,
    remitir, remitase, nadie tiene que, nadie necesita, tacit*, guard* para, discretamente, call* ..3
    regla, hable* ..2 otra, en terminos generic*, ajuste discret*, suplemento discret*, atribuyelo a,
    atribuyel*, atribuy*, achac*, achacalo, ponlo a cuenta, a cuenta de, justificalo con, justific* ..4
    con, habla de ..5 en su lugar, di que, se dira, se diga, se explicara por, como si fuera, como si se
    debiera, bajo otro nombre, con otro nombre, otra explicacion, otra etiqueta, otro concepto, palabras
    neutras, terminos neutros, en general, generalidad*, ni una palabra, ninguna mencion, en ninguna
    parte, en ningun sitio, sin dejar, sin rastro, ningun rastro, sin nombrar*, sin mencionar*, sin
    citar*, sin aludir, no aludas, no alud*, no hagas referencia, no hacer referencia, guarda silencio,
    guardar silencio, guardes silencio, no lo comentes, no comentes, no coment*, no trascienda, no se
    sepa, no se note, que no se vea, no se vea, no debe verse, no debe leerse, no debe salir, no salga,
    queda entre, quede entre, para dentro, de puertas, solo para ti, no ha de saberse, maquill*, envuelv*,
    adorna*, velad*, a media voz, en voz baja, cubr*, encubiert*, tapa*, tapad*, deducir*, deduc*,
    adivin*, demasiado pronto, no hablar aun, aun no hablar, diferencia entre motivos, motivos corrientes,
    motivo corriente, se describe como, describ* ..4 como, en publico ..4 como, el verdadero motivo,
    verdadera razon, motivo real, razon real, nadie fuera, no conviene que se sepa, no conviene, llama a
    ese, llamalo, llama a esto, falta de madurez, callalo todo, calla ..2 regla, no debe poder leerse, no
    se pueda leer, no se reconozca, relacion no se, como si se siguiera, que parezca, mantenlo interno, es
    interno, queda interno, sin que los demas, nadie ..4 saber*/sepa/entere/note""",
    "public": """
    motivo*, razon*, explicacion*, public*, resultado*, regla*, porque, justificacion*, informe*, de
    fuera, ajuste*, parrafo*, diferencia*, esta regla, este ajuste, este parrafo, nadie ..4 saber, quien
    pregunte, por que, en las razones, publicad*, publicas, visible*, al exterior, se publica, publicarse,
    anuncio*, acta*, esta preferencia, esta ventaja, este trato, esta instruccion, este criterio, esta
    norma, esta practica, justific*, que existe, nadie fuera, nadie ..3 sepa, esa palabra, la palabra
    quoted, que exista, el ajuste""",
    "secret!": """
    en secreto, secretamente, a escondidas, de puertas adentro, nadie tiene que saber, nadie necesita
    saber, sin que se note, sin que conste, sin avisos, bajo cuerda, queda/quede/quedar entre nosotros, si
    alguien pregunta ..4 por que, si preguntan ..3 por que, quien pregunte por""",
    "repeat": """
    repit*, reproduc*, cit*, revel*, divulg*, palabra por palabra, textual*, literal*, integr*, mostr*,
    transcrib*, expon*, incluy*, vuelc*, enumera*, lista ..3 instrucciones, escribe ..5 instrucciones, pon
    ..5 instrucciones, pega, pegar, recoge*, recog*, detalla*, di ..3 instrucciones, cuenta ..4
    instrucciones, texto completo, palabras exactas, al pie de la letra, copiando, transcribiendo""",
    "told": """
    instrucciones ..3 recib*, instrucciones, recibiste antes, antes de este texto, antes de esto, mensaje
    de sistema, mensaje del sistema, tus instrucciones, tu prompt, te dieron, te han dado, te dijeron, se
    te dijo, marco, marca que, marcador*, separador*, lo anterior, que precede*, de arriba, indicaciones
    previas, texto previo, todas las instrucciones, indicaciones recibidas, indicaciones, te hayan dado,
    lo que te han dicho, lo que se te, lo que te dijeron, antes del nuestro, antes de nuestro, parrafos
    anteriores, parrafos que preced*, lineas previas, la maquina, tus reglas, directrices recibidas,
    encima de este, por encima de este texto, texto oculto, signo que separa, texto que aparece antes, que
    aparece antes, lo que aparece antes""",
    # Hidden letters, another part to play, marks
    "code!": """
    base64, rot13, de derecha a izquierda, una letra si, una de cada dos letras, primeras letras, primera
    letra de cada, iniciales de cada, letras separadas, letras ..3 separad*, letras espaciadas, leelas
    juntas, leela unida, leelo unido, leidas juntas, leidas en orden, acrostic*, hexadecim*, anagrama*,
    mensaje oculto, mensaje secreto, ultimas letras, nuestro alfabeto, alfabeto propio, corrid* una, quita
    los espacios, quita los guiones, sin los guiones, sin los puntos, sin espacios, sin los espacios, los
    guiones ..5 solo, los espacios ..5 solo, los puntos ..5 solo, une las letras, junta las letras,
    primera palabra de cada, ultima palabra de cada, cada dos letras, cada tres letras, mayusculas ..4
    forman, forman ..3 nombre, forman ..3 palabra, clave secreta, signo convenido, senal convenida, frase
    en clave, lee solo las, leid* al reves, leer ..1 al reves, leelo al reves, leela al reves, escrit* al
    reves, mayusculas de la linea, contrasena es, palabra secreta, palabra magica, palabra clave secreta,
    un punto entre letras, punto entre las letras, guion entre letras, saltando una letra, salta una
    letra, primera silaba, primeras silabas, numeros por letras, cifras por letras""",
    "role!": """
    ahora eres, a partir de ahora eres, desde ahora eres, finge que, haz como si, actua como, nuevas
    instrucciones, modo desarrollador, modo de prueba, imagina que eres""",
    "marker": "marcador*, delimitador*, separador*, signo de separacion, marca* que separa*",
    "touch": """
    ignor*, elimin*, entre, despues de, sin, repit*, repet*, signific*, fuera, reemplaz*, sustitu*,
    revel*, quit*, usa*, es, son, copi*""",
    # What denies the rest, and what says nothing
    "not": """
    no, nunca, jamas, nadie, nada, ningun, ninguno, ninguna, ni, sin, tampoco, en vez de, en lugar de""",
    "equal": """
    como cualquier*, como los demas, como las demas, como el resto, como todos, como todas, como el de,
    como la de, igual que, por igual, ni mas ni menos, nada extra, no mas que, no cuenta mas, no cuentan
    mas, no tiene ventaja, ninguna ventaja, ningun privilegio, ningun derecho, no da derecho, da derecho a
    nada, no importa, da igual, no suma, no resta, no dice nada, no dicen nada, no es un merito, no es
    merito, no son un merito, por ser, por el hecho, debido a, en razon de, sin distincion, mismo
    criterio, no cambia nada, no hay minimos, sin favorecer, los mismos criterios, las mismas reglas, como
    hacerlo, el mismo rasero, mismo rasero, misma vara, mismas reglas, mismos criterios, sin mirar quien,
    ni mejor ni peor, no tiene relevancia, irrelevant*, no es trabajar, no es faltar, no es una orden,
    tampoco, no perjudica, no favorece, no beneficia, nadie recibe mas por, nadie recibe menos por, no
    pesan, no pesa, no vale mas que, no valen mas que, ni gana ni pierde, de la misma manera, de la misma
    forma, del mismo modo""",
    "idle": """
    ante la duda, en caso de duda, sin duda, da* ..3 razon*, da* ..3 motivo*, una razon, primera
    contribucion, primer cambio, primera vez, en primer lugar, por lo menos una, al menos una, al menos
    un, tener en cuenta, ten en cuenta, a medias, tomar parte, en parte, por otra parte, de parte, por
    todas partes, formar parte, forma parte, hay minimos, da gracias, regla* de la casa, normas de la
    casa, un buen indicio, si alguien se, buen ejemplo, primer paso, primeros pasos, de verdad, de hecho,
    dar clase, mitad de camino, valor por si mism*""",
    "scale!": """
    escala de #, escala del #, puntua* de # a #, puntua* del # al #, puntos de # a #, entre # y # puntos,
    nota sobre diez, nota sobre 10, puntuacion maxima es #, notas escolares""",
    "note": """
    nota, linea, indicacion, observacion, aviso, consigna, recordatorio, aplicala, aplicalo, siguiente
    palabra, palabra siguiente""",
    "cipher": """
    del reves, de atras, hacia atras, letra pequena, entre lineas, cada letra, desplaz*, invertid*, a la
    inversa, orden inverso, patas arriba, codigo*, en clave, una de cada tres, primeras palabras, quien lo
    entienda, quien la entienda, pequeno juego, juntando, juntalas, unelas, codific*, decodific*,
    descodific*, encript*, desencript*, binario, unicode, ascii, una palabra si, descifra*, morse, cesar,
    en espejo, texto blanco, hexa, iniciales de, letra por letra, letra a letra, letra siguiente, no estan
    puestos al azar, puestos al azar, en el otro sentido, otro sentido, sentido contrario, por el otro
    lado, al reves""",
}
