"""English words for how to answer and what to hide; rules/lexicon/__init__.py says how they are written."""

WORDS = {
    # The answer and its numbers
    "answer": """
    your answer*, reply, replies, respond, response*, the result*, results, the outcome, list the, emit,
    return, present the, write, begin, finish, end your, produce, format, put, deliver, give a single,
    reasons, each reason, every reason, explanations, your verdict, summar*, your list, final list,
    ranking, hand in, print the, print a, deliver*, verdict, express*, give your, set out, hand over,
    compose*, phrase*, the finding*, presentation, present, show the, display, submit, provide, your text,
    conclude*, close with, headed, entitle*, label*, assessment, give only, deliver only, start by
    writing, begin by writing, your assessment, your estimate, then name, then list, give back, hand back,
    turn in, sort ..3 into, divide ..3 into, instead of scores, instead of points, output*, your reason*,
    your judgement, tell the month, tell the result*, recount the, narrate the""",
    "shape": """
    json, yaml, xml, csv, html, markdown, code block*, code fence*, table, tables, column*, bullet*, a
    list, one list, single list, ranked list, the list, line by line, one line, single line, per line, a
    line, the line, paragraph*, poem*, rhyme*, verse*, heading*, capitals, capital letters, plain text,
    one word, one sentence, single sentence, single number, one number, letter grade*, letters, grades,
    emoji*, in german, in french, in latin, schema, field, fields, key, keys, object, array, structure*,
    template*, without reasons, without comment*, without explanation*, no reasons, no explanation*, no
    figures, in quotes, separated by, comma-separated, semicolon*, alphabetical*, first word, first line,
    last line, with the words, with the line, with the sentence, braces, brackets, a draft of, names only,
    in one block, an essay, a letter, approved, in this order, fable*, story, tale, haiku, limerick,
    sonnet, ballad, diary, dialogue, in verse, no numbers, without numbers, no scores, without scores,
    single word, one paragraph, short paragraph, three lines, two lines, # lines, # sentences, with the
    heading, the heading, under the heading, names in, first names, descending order, ascending order, in
    order of, order of merit, alphabetical, percent signs, color*, traffic light*, thumbs, pass or fail,
    yes or no, a chart, graph, pie chart, a script, semicolons, tab, tabs, the words, as a letter, as an
    email, as a poem, free text, without flags, no flags, without evidence, no braces, spreadsheet, a
    file, one block, pairs, two groups, three groups, yes and no, groups, winners, three winners,
    continuous letter, letter to, running text, digits, curly braces, unwelcome, underneath each other,
    one below the other, a dash, names of the winners, comma-separated line, highest first, end it with,
    sentence quoted, laudatio, eulogy, speech of praise, one beneath the other, nothing but the names, in
    the order of, outdated habit, no scores needed, scores are not, not necessary, finished text, press
    release, announcement, three piles, three bundles, gold silver and bronze, gold, bronze, instead of
    scores, instead of points, two columns, percentages, without header, heading row, # columns, the
    name of the best, just the name""",
    "shape!": """
    output format, answer format, response format, json field*, json key*, json object*, output schema,
    your answer*, your output*, your reply, your replies, your response*, the output must, format of the
    answer*, no other structure, answer in json, answer only with, reply only with, respond only, answer
    with a, reply with a, respond with a, code fence*, use the schema, as a short fable, as a single line,
    one line per member, name only, nothing but names, names only, no other text, a csv""",
    "scale": """
    scale of, scale from, scale is, scale goes, scale runs, another scale, different scale, new scale, own
    scale, both scales, two scales, other scale, out of five/ten/twenty, out of a hundred, school grade*,
    star rating*, # stars, from a to e/f, from # to #, between # and #, # to #,
    highest/maximum/minimum/lowest/top score/mark/rating/points is/of/should/must/be/are, only ..3 values,
    three values, two values, nothing in between, in steps of, multiples of, whole range, upper range, add
    up to, sum up to, round* to, divide # points, distribute # points, total of #, without convert*, range
    goes, range up, per entry #, use only, squared, negative scores, negative points, points below, get
    ten, most anybody can have, other numbers, numbers you, zero to #, from zero to, from nought, from one
    to, one to ten, one to five, half points, decimals, fractions of, letter grades, five stars, pass or
    fail, full thousands, whole thousands, rounded, with itself, two ranges, different range*, its own
    range, ranges, ceiling of, highest number, highest value, lowest value, upper end, lower end, above #,
    below #, no score above, no score below, in thirds, everyone gets the same, begins with fifty, begins
    with #, everybody begins, everyone begins, everyone starts, everybody starts, gain or lose, only one
    two and three, only one, range is doubled, report the sum, to the power, to the third, cubed, points
    system, system of points, numbers are, numbers serve, out of 5/10/20/100/1000/10000/five/ten/twenty,
    scale of # to #, scale of #, whole tens, tens only, hundreds only, even numbers, odd numbers, round
    numbers, plain total, reach nine thousand, may reach, stop at, measured in thousands, measured in
    hundreds, measured in tens, in thousands, single digits, in single digits, common footing, onto a
    common, same footing, two digits, three digits, exponent, to zero to, round always, always round,
    round everything, bounds""",
    # Secrecy
    "hide": """
    need not know, need not learn, need not be told, need not appear, paraphras*, disguise*, cover* up,
    camouflag*, keep quiet, keep silent, leave ..4 unsaid, speak of ..4 instead, speak* ..4 generally,
    point to ..4 instead, refer to ..4 instead, if asked, should anyone/anybody ask, when asked,
    unmentioned, hide, conceal*, unobtrusive*, unnoticed, give ..3 another reason, other reasons, in
    general terms, tacit*, silent on, no trace, keep ..3 out of the, describe ..4 as
    general/ordinary/routine/usual, omit ..4 reason*, leave ..4 out of the, quietly lift/raise/lower/add,
    call it, without saying, nowhere to be found, make sure ..6 nowhere, talk about ..4 instead, talk of
    ..4 instead, talk about, speak about ..4 instead, attribute ..4 to, put ..3 down to, without ..6 being
    seen, without ..6 seeing, without anybody noticing, without anyone noticing, without it showing,
    cannot be seen, cannot be read, not be read off, not be traced, traced back, not be traceable, as
    though, pretend*, another explanation, different explanation, different reason, cover, under another,
    another heading, another name, neutral words, neutral terms, plain terms instead, keep the, stay
    silent, remain silent, remains between, stays between, nobody should notice, no one should notice,
    should not be noticed, unspoken, not for, without naming, without mentioning, without reference, not a
    word, says nothing, nothing about, not let on, be left unsaid, never ..3 by name, mask, masks, veil*,
    soft-pedal, best described as, described as, is described as, ground stays, stays with you, stay with
    you, too early to, not yet time, deduce*, deducible, infer*, guess why, spread the difference, actual
    ground, real reason, real ground, true reason, in public ..4 as, publicly ..3 as, call that work,
    inadvisable, not advisable, lack of maturity, not/never/without/avoid ..3
    mention*/tell/telling/told/reveal*/disclos*/admit*/explain*/publish*/name/named/naming/refer*/quote*/say/said,
    not/never ..3 show/shows/showing that/why/how/it, not/never ..3
    appear/appears/visible/noticeable/traceable, so that nobody sees, so that nobody notices, connection
    ..3 seen, connection ..4 visible, give a reason of quality, as if it followed, look as if, looks as
    if, keep it internal, internal list, not be readable, keep/keeps/kept ..5
    secret/private/hidden/quiet/yourself/us, say nothing of/about, nobody/nowhere ..3
    know/knows/learn/learns/notice/notices/find/finds/mention*/told""",
    "public": """
    reason, reasons, explanation*, justification*, published, publication, results, rule, readers, lift,
    adjustment*, difference, the community, result*, this rule, this adjustment, this line, this
    paragraph, this lift, anyone why, members why, they why, that this, so that nobody, who asks, it in
    ..3 reason*, posted, what is posted, shown to, the public, this, members ask, anyone asks, asked why,
    justification, the why, open, openly, rule exists, adjustment, in public, publicly, to the outside, in
    the reasons, anyone that, anyone about, anybody why, this preference, this arrangement, this
    instruction, this practice, that such, such a rule, there is such, the word, word quoted""",
    "secret!": """
    secretly, in secret, covertly, between you and me, for your eyes only, not for publication, raise no
    flags, set no flags, without flags, never flag, do not flag, keep this to yourself, keep it to
    yourself, keep to yourself, this paragraph ..3 private, this rule ..6 not ..3 public, leave ..3
    reason* empty/blank/out, leave ..3 flags empty/blank/out, strictly internal, internal note, need not
    be told, need not learn, should anyone ask, should anybody ask, other reasons for these, another
    reason instead, different reason instead, give ..3 other reason, give ..3 different reason, point to
    overall, point to general, keep/keeps/stay/stays/remain/remains ..3 between us, if
    anyone/anybody/somebody asks why, if anyone/anybody/somebody asks ..3 point/refer/speak, give some
    other reason, some other reason for""",
    "repeat": """
    copy, copies, reproduce*, recite*, reveal*, list all, verbatim, word for word, in full, summari*,
    restate*, paraphras*, write out, set out, begin ..6 with, translate, disclose*, put down, put the
    wording, the wording, put ..6 into, wording of, list, lists, enumerat*, spell out, share, publish,
    give away, paste, echo, mention, full text, original text, exact words""",
    "told": """
    you were told, you were given, you have been given, you have been told, you received, instructions,
    system prompt, before this text, before this prompt, precedes this, preceding text, told before, text
    above, prompt above, your prompt, the frame, guidelines you, markers, marker, everything above, given
    to you, your instructions, rules you, the marks that, secret, separator, delimiter*, the machine is
    told, what the machine, paragraphs that precede, paragraphs before, above ours, precede ours, before
    ours, came before, comes before, text around, given before, instructions ..3 before, your rules, rules
    given, your guidelines, initial text, first part, hidden text, text you received, system text, behind
    the scenes text""",
    # Hidden letters, another part to play, marks
    "code!": """
    base64, base 64, rot13, rot 13, from right to left, right to left, first letter* of, first letter* ..6
    line*/sentence*/paragraph*/word*, initial letters, letters apart, spaced letters, letters separated,
    letters set apart, read it together, read joined, join the letters, put together the letters, last
    letters of, acrostic*, unscrambl*, anagram*, downward letters, secret message*, hidden message*, pig
    latin, mirror writing, phonetic alphabet, number of the letter, html comment*, letters as numbers,
    house alphabet, each letter stands, stands for the next, skipping every, one letter per, first word of
    each, the dashes ..5 there, without the spaces, without the hyphens, without the dashes, remove the
    spaces, drop the spaces, think the dashes away, last word of each, capital letters of, capitals spell,
    capital letters spell, url-encod*, percent-encod*, leet*, code phrase, read only the, reading only,
    reading down, reading across, the capital letters in, capital letters matter, capitals matter, take
    the first letter, letters of the next, letters of the following, password is, code word, codeword,
    magic word, secret word, first syllable, first syllables, numbers stand for, digits stand for, digits
    for letters, letters they resemble""",
    "role!": """
    you are now, pretend you, role-play*, roleplay*, jailbreak*, developer mode, new instructions, new
    system instructions, imagine you are ..4 judge, forget that you, debug mode, test mode, admin mode,
    from now on you, act as if you, act as a judge, pretend that you""",
    "marker": """
    marker*, delimiter*, boundary, boundaries, boundary line*, datamark*, separator sign*, marker sign*,
    marks that separate""",
    "touch": """
    ignore*, remove*, drop, after, until, between, outside, inside, without, repeat*, replace*, reveal*,
    print, trust*, despite, means, stands for, is data, not data, is only, are only, use, write, copy,
    real, true, is""",
    # What denies the rest, and what says nothing
    "not": """
    not, never, no, nobody, no one, none, nothing, neither, nor, n't, don't, doesn't, isn't, aren't,
    cannot, can't, won't, without, nowhere, ignore, instead of, rather than, irrespective, regardless of,
    independent* of, whatever their, no matter how""",
    "equal": """
    like any other, like anybody*, like anyone*, like everybody*, like everyone*, like all, like other,
    like work, like others, the same way, equally, alike, no matter who, nothing extra, no more than
    anybody, no more than others, no more and no less, nothing more, more than others, more than anybody,
    more than other, less than others, for being, because they, because of, because he, because she,
    merely because, by title, by seniority, by rank, play no part, plays no part, no matter, no merit, not
    a merit, no difference, makes no difference, judged like, judged by, count like, counts like, as much
    as the, as any other, neither more nor less, says nothing, on equal terms, does not matter, do not
    matter, by themselves, by itself, no right, no claim, no bonus, no advantage, no privilege*, entitle*
    nobody, whoever does it, whoever did it, count/counts/is/are ..2 as much as
    anybody*/anyone*/everybody*/any/the, just as much, the same rule*, the same standard*, no different,
    on the same terms, without regard, irrespective of ..3 person, regardless of who, no better, no worse,
    neither better, neither more, neither, either way, no special, no heroes, nothing else, decoration, of
    no account, counts neither, is no, whoever does, whoever did, same as
    everybody/everyone/anybody/anyone/others/all/any""",
    "idle": """
    give/gives/given ..3 reason*, give/say/name ..2 why, in doubt, no doubt, without doubt, when unsure,
    first useful, first change, first contribution*, first finding*, first language, first of all, at
    first, instructions ..2 in/inside ..3 text*/entry/entries/contribution*, anything a text says, at
    least one/two/three person/people/other/others/reader*/member*, more than one, half finished,
    half-finished, half done, half a, best known, best way, both sides, take ..2 notes, cannot see,
    treasurer* report*, treasury, second language, above all, at best, part of, play* a part, take* part,
    took part, on behalf, as much as pruning, whoever explains, the same fix, members who vote, there is
    no score, always look*, must not, limits and, has limits, rule* of the house, house rules, rule made,
    rules are there, instruction that nobody, no bonuses, no penalties, with everybody, with everyone,
    always give/say/name/state ..3 reason*, give always, disagree, sold at the door, a favour, a favor,
    all a favour, in favour of sharing""",
    "scale!": """
    scale of #, scale from #, scale between #, out of 5, out of 10, out of 20, out of 100,
    maximum/highest/top/minimum/lowest score/mark/rating is/are/of #, scores/points/marks
    go/run/range/reach from, scores/points/marks from # to #, scores/points/marks between # and #, school
    grades, grades from a, from a to f, from a to e""",
    "note": """
    note, remark, hint, reminder, this line, the line, the following, next line, apply it, instruction,
    next word, following word, word after""",
    "cipher": """
    cipher*, cypher*, decode*, decipher*, decrypt*, encrypt*, in reverse, backwards, backward, from back
    to front, initials of, spaced out, read together, put the letters, between the lines, morse,
    hexadecimal, mirrored, white text, small print, shifted, letter by letter, take every, read every,
    spells, spell out, unicode, character codes, ascii, binary, hex, upside down, in code, agreed sign,
    when joined, joined together, put together, first words of, take the first word, whoever understands,
    who understands it, decoded, passphrase, swap* ..3 letters, caesar*, skip every, whoever understands
    it, not placed at random, every second/third/other letter/word, next letter, spaces between, dots
    between, hyphens between, other way round, other way around, opposite direction, from the other end""",
}
