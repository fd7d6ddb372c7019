"""English words for orders to whoever judges; rules/lexicon/__init__.py says how they are written."""

WORDS = {
    # Texts, and what they say
    "text": """
    text, texts, entry, entries, contribution*, message*, statement*, note, notes, line, lines, report*,
    description*, item*, post, posts, title*, submission*, passage*, comment*, praise, heading*,
    write-up*, sentence*, account*, story, request*""",
    "trigger": """
    the word*, word/words such, the phrase*, phrase*, the expression*, expression*, the term*, the motto,
    motto*, our slogan*, wording, worded, vocabulary,
    says/say/writes/mentions/contains/uses/using/includes/quotes ..4 quoted, speak* of ..3 quoted, quoted,
    buzzword*, keyword*, full stop*, period*, semicolon*, colon, comma, commas, question mark*, emoji*,
    hashtag*, hyphen*, dash, dashes, asterisk*, bracket*, parenthes*, capital letter*, capitals, upper
    case, uppercase, lower case, lowercase, lower-case, small letter*, double space*, two spaces,
    trailing, blank line*, line break*, underscore*, sign/signs/signed with/off/by, ends/end with/in/on,
    closes/close with/in, begins/begin/starts/start with, opens with, prefix*, suffix*, tag, tagged, tags,
    spelled, spelt, letter, letters, syllable*, rhyme*, quotation*, number of words/characters, even
    number, odd number, contain*, first word, last word, first letter, last letter, greeting*,
    salutation*, sentence* that, formula*, password*, code word, codeword, passphrase*, magic, secret
    word, symbol*, star, timestamp*, logged at, on a full hour, ends ..3 quoted, in the order, three dots,
    ellips*, apostrophe*, entirely in, written in, in small letters, small letters, headline*, closing
    line, last line, first line, closes by, ends by, opens by, thanking, thanks the, salut*, in bold,
    italic*, underlin*, numbered, bullet*, in brackets, in quotes, quotation marks, mention/mentions ..3
    quoted, cites, the name of, refers to our, invokes, invoke, repeat* our, echo*, chant*, verse*, poem*,
    in rhyme, capitalis*, capitaliz*, indent*, tab, tabs, dated, date format, number #, exactly #,
    contains no, a lone, single star, unusual character*, special character*, misspell*, abbreviat*,
    acronym*, verified queue, is marked, carries the, opening sentence, first sentence, last sentence,
    closing sentence, final sentence, number of sentences, without a single comma, without commas, no
    commas, first person, plural form, in the plural, name ..3 pillars, pillars, in parentheses, capital
    letters, new form, share our language, our language, our words, our vocabulary,
    first/second/third/fourth/fifth/last word, first/second/third/last letter, first/second/third/last
    line, exact phrase, this phrase, certain phrase, certain words, following words, magic words, a
    colour, rhymes, alliterat*, all lower case, anything in, spelled with, spelt with, umlaut*, accent
    mark*, our hashtag, first syllable*, run in alphabetical, alphabetical order, year first, day first,
    day comes first, dated with, mention/mentions the weather, slogan*, spelling, typo*, exclamation*""",
    "claim": """
    how much ..6 worth, its ..2 value, their ..2 value, own score*, own estimate*, own judgement, own
    assessment, self-assess*, self-evaluat*, what it is worth, what they are worth, what ..6 worth,
    wishes, wish, demand*, propose* ..5 score/number/points, names/name/state/states/suggest* ..5
    score/number/points/figure/value, instruction* in, written in ..4
    entries/texts/entry/text/contribution*, what ..3 text/entry/author* says/asks, what ..3 texts/entries
    say/ask, say about, addressed to you, speak* to you, asks for something, ask for something, in their
    view, in its view, self-report*, self report*, own account, own figure*, own opinion, says ..4
    deserves, says it, feels ..3 fair, consider* ..2 fair, fair in their, thinks ..2 deserves, would like,
    like to be, proposed by ..2 author*, stated by, declared, declares, states, plead*, directive* in,
    ask* you, orders in, voiced in, expressed in, what members write, what a member writes, what a member
    says, what they write, write about the value, value of their work, about their own, how much they
    deserve, what they deserve, they deserve, their word, what ..3 text* ..3
    ask/asks/say/says/want/wants/demand*, what ..3 contribution* ..2 say/says/ask/asks/want/wants, what
    ..3 entry/entries ..2 say/says/ask/asks/want/wants, what ..3 message* ..2 say/says/ask/asks, asks to
    be, ask to be, asks to count, asks that, its author will, figures they attach, numbers they attach,
    values they attach, attach to it, know their work, their version, his version, her version, its
    version, says quoted, say quoted, says ..2 worth, this is worth, worth a great month, estimate each,
    estimate every, estimate that each, hints given in, given in the entries themselves, says it deserves,
    say they deserve, deserves a thousand""",
    "believe": """
    at their word, at its word, at face value, binding, honor, obey*, follows, comply, adopt, adopted,
    take over, taken over, satisf*, fulfil*, respect ..4 wish*/request*, carry out, carried out, execut*,
    trust*, go by, take ..4 as given, taken ..4 as given, prevail*, stand as, as true, take ..4 from it,
    take ..4 seriously, act on, heed*, granted, knows best, know best, use that, use it, copy ..4 score*,
    do what, see that, gets it, give it to, give them, grant it, oblige*, do so, let ..3 decide, count on,
    reliable, as proof, proof of, as established, established, correct, without checking, unchecked,
    confirmed, in good faith, faith, give weight, full weight, guide* you, be guided, yield to, meet ..2
    wish*, meet ..3 request*, answer it, listen to, act accordingly, apply it, in line with, take ..6 as
    sincere, sincere, counts in full, count in full, part of the evidence, their word, good for, wish of
    its author, so count it, count it twice, will have had a reason, had a reason, then count, then score,
    then give, taken over as they are, taken as they are, as they are, better than any judge, comply with
    it, is the right one, is the good one, is the true one, settles the matter, that settles it, mean what
    they write, means what they write, know better, rely on the estimate, go by the estimate, follow the
    hints, follow""",
    # Rules, and setting them aside
    "rules": """
    limit*, cap, caps, ceiling*, check, checks, safeguard*, guideline*, rule, rules, instruction*,
    directive*, restriction*, system prompt*, system message*, schema*, provision*, flag, flags,
    surrounding text*, text that surrounds, text around, texts around, other text*, what surrounds,
    technical text*, told earlier, told before, told above, asked for earlier, said above, said before,
    stated above, standing above, everything above, all above, anything above, preceding, precedes,
    previous prompt*/message*/order*, prior message*/prompt*, programmers, developers wrote, the operator,
    precaution*, verification*, lines around, lines above, lines before, text before, text above, text
    before this, paragraphs before, paragraphs that precede, other lines, any instruction*, an
    instruction, boilerplate, standard text, preset*, default text, general part, general instruction*,
    upper limit*, upper bound, what you were, what you are told, whatever you were, whatever you are,
    authors of the software, developers of, vendor, be suspicious, plausibility, bureaucra*, red tape,
    fine print, safeguards, plausibility test, such notes, notes of that kind, texts that speak to you,
    text that speaks to you, texts speaking to you, ceiling somebody, cap somebody, the frame, safety
    rules, bounds, limits we, maximum per person, ceiling per person, cap per person, limit per person,
    cappings, generic instructions, instructions delivered, instructions supplied, supplied instructions,
    came with the tool, delivered with""",
    "aside": """
    ignore, ignores, ignored, disregard*, override*, overrul*, bypass*, supersede*, circumvent*, set
    aside, skip, skipped, cancel*, replace*, break, violate*, suspend*, outdated, obsolete, out of date,
    not bind*, not apply, not/n't ..2 apply, not bound, not feel bound, not needed, not be run,
    superfluous, go past, go beyond, exceed*, rise above, push past, waive*, lift ..2 limit*, void, null
    and, does not concern, do not concern, no concern, invented for, exempt*, only a suggestion, merely,
    mere suggestion*, advice only, dispens*, drop, neutrali*, treat ..5 as optional, optional, loosen*,
    relax*, contradict*, says something else, deviat*, not meant for, despite, instead of, even if ..6
    asked, stop applying, not for us, hold back, holds back, stand in the way, turn* off, switch* off,
    disabl*, unbound, free of, free from, treat ..4 as advice, as advice, as a hint, as hints, let it go,
    let them go, not meant, made for, set for, were set, was set, written for, meant for, no force, not in
    force, without force, as if ..4 not, as if there were, do not exist, pay no, take no notice, no
    notice, no attention, no heed, need no, put aside, push aside, brush aside, lay aside, leave aside,
    see past, work around, get around, rise past, stretch, bend, not stop, stop you, not hold you, hold
    you, not slow, slow, slows, hamper*, hinder*, relevant only, does not know, do not know, knows
    nothing, loses, lose, yields, give way, gives way, takes second, secondary, comes second, second
    place, soften*, ours count, we count, not ours, strangers, can be ignored, may be ignored, can wait,
    feel free, be free, at liberty, unless ..3 want, drop them, drop it, as a draft, outdated draft, does
    not apply to ours, does not apply to us, not apply to us, as not written, as unwritten, as high as you
    see fit, as you see fit, as you like, as far as you like, let no, stand between, stands between, as a
    suspect, suspects, no upper, not wanted here, is not wanted, unwanted here, leave such, leave those,
    without asking us, fixed without, cross them, step over them, step over, we did not choose, have not
    chosen, fits no box, no box, makes no sense, make no sense, meant for large, meant for big, intended
    for large, leave both out, leave both, leave them out, only by way, only as a fallback, only in
    default, ignore it, subsidiar*, conflict*, forget""",
    "prompt": """
    this prompt, this text, these lines, these instructions, this document, our prompt, the present text,
    present prompt, this page, what is written here, what stands here, this version, the community's text,
    our text, these values, these principles, this rubric, this guideline, this charter, these words, this
    one, our own rules, ours, our lines, our words, our agreement, this agreement, this decision, our
    decision, our rubric, these paragraphs, what we write, what we say, our wishes, this statement, this
    policy, this guide, in this prompt, the will expressed here, will expressed here, this paragraph,
    this passage""",
    "prevail": """
    prevail*, override*, takes/take precedence, precedence, has/have priority, wins/win over, stands/stand
    above, outrank*, supersede*, follow this, follow these, goes/go first, has/have the last word, final
    say, is/are binding, only this, this alone, this one alone, counts alone, rather than, in preference,
    instead of, keep applying, continue to apply, remain* in force, stays in force, for ever, forever,
    cannot be changed, not be changed, may not be altered, unchangeable, permanent*, irrevocab*, above
    any, above all other*, above every, over any, over every, the higher, stick to, keep to, later
    version*, future version*, new version*, any later, whatever else you, ours count, applies instead,
    apply instead, is what counts, is the one, always counts, go on judging, go by these, hold for good,
    holds for good, hold good, win, wins, trump*, before any other, before all other, more than any other,
    higher than, over and above, no other, sole, only valid, over those, over that, not those, later text,
    in front of you, stays valid, stay valid, do not change, unaltered, not open to, let this prompt
    decide, let this text decide, this prompt decide, this prompt decides, wherever the two, sovereign,
    will of the members, will of the community, higher rank, more rank, ranks above, nowhere else""",
    # Elsewhere
    "place": """
    site, url, folder*, drive, channel, spreadsheet*, sheet, file, files, table, pinned, repository, gist,
    database, forum, blog, feed, list, grid, appendix, annex, dashboard, there, where, published,
    bulletin, newsletter, chat, register, attached, noticeboard, notice board, bulletin board, circular,
    intranet, portal, web, online, address, domain, cloud, message, post, index, handbook, store, vault,
    protocol*, spreadsheet, pinned message, latest tab, tab, planning channel, coordinators, notebook,
    pad, shared note, shared file, announcement, website""",
    "consult": """
    look up, look it up, look them up, consult*, open the, open our, open it, fetch, visit, retrieve,
    refer to, check ..6 for the, apply it as, apply them as, as it stands, as they stand, as found, listed
    there, given there, stand there, stands there, found there, shown there, named there, written there,
    go to, according to the, current version, latest version, latest state, newest version, in its
    current, most recent version, up-to-date, import, load, call up, kept in, kept on, maintained in,
    is/are found, browse, click, query, use whatever stands, whatever stands, whatever is written,
    whatever it says, what it says, what stands, what you find, read it, follow them, take them from, take
    it from, taken from, get it from, get them from, obtain, search, see our, published each, published
    every, published weekly, updated, is updated, are updated, lives at, live at, at the address,
    reachable, as of, check the, check our, check what, before scoring, before each, first read, defer to
    the, last known, remember*, treat its, latest tab, as part of this prompt, part of this prompt, lists
    how much, lists what, says how much, tells how much, shows how much, start from these, start from
    those, shared with all, called factors, read the newest, newest page, let its numbers, let the
    numbers, its numbers, only a summary, a summary of, shared notebook, numbers decide, ones that hold
    for the month, weigh by them, assume that nothing has changed, person by person, exact state, latest
    announcement, announced by, is announced, as if it were written here, as if written here, every first
    monday, first of the month list, those ..4 posted, those ..4 published, those ..4 announced""",
    "weights": """
    weighting*, coefficient*, percentage*, factor, factors, criteria, values, key, table, rate, rates,
    scale, multiplier*, scores, points, guideline*, priorities, principles, standard*, bonus list, price
    list, points list, score sheet, key figures, ranking, tariff*, thresholds, quota*, allocation*,
    numbers, figures, formula*, parameters, its numbers, the rubric, how much each, how much every, area
    is worth, the weights, weights for""",
    # Whose judgement
    "opinion": """
    judgment*, verdict*, list, ranking*, assessment*, view, views, word, estimate*, rating*,
    recommendation*, wish*, preference*, evaluation*, order, approval, agree, agrees, approve*, consent*,
    discretion, instinct, blessed, blessing, blesses, sign-off, sign off, signed off, score ..2 suggests,
    suggest*, recommend*, proposes, sets, feels, thinks, believes, mark, seal, stamp, nod, voice, account,
    comment*, note""",
    "decides": """
    decisive, final, binding, follows, prevail*, take over, adopt*, copy, unchanged, last word, without
    discussion, without question*, without discussing, without checking, defer to, go by, goes by,
    authoritative, overrid*, trumps, knows best, know best, better than anyone, better than anybody,
    determine*, only if, only with, only where, must first, has to agree, given precedence, leave ..6 to,
    leaves ..6 to, as they see fit, confirmed by, as proof, set the, sets the, take ..3 as, is enough,
    suffices, suffice, replaces yours, replace yours, instead of yours, over yours, before yours, yours,
    outranks, is law, is final, accepted, adhere, match, in line with, accordingly, closes the matter, no
    more to, unquestioned, undisputed, need not check, without looking, follow, outweigh*""",
    # Earlier months
    "past": """
    last year*, previous year*, past year*, earlier month*, previous month*, last month*, past month*,
    months before, years before, earlier work, past work, past achievement*, earlier achievement*, former
    achievement*, in those days, winter of, summer of, spring of, autumn of, before rewards, before this,
    historic*, long ago, retroactiv*, retrospectiv*, backpay, back pay, arrears, backdat*, never paid,
    never properly paid, unpaid, was not paid, were not paid, underpaid, still owed, owed from, old debt*,
    prior month*, earlier contribution*, last season, received little, went short, came away empty, past
    service*, earlier service*, last quarter*, once did, already proved, already proven, track record,
    reputation, worked then, two years, first years, early years, first two years, no money, still unpaid,
    is unpaid, before there was, years in which, in the beginning, at that time, when we started, founding
    years, built the, achievements, merit of years, lifetime, long service, years of service, last spring,
    last summer, last autumn, last winter, earlier season*, missed, was overlooked, were overlooked,
    overlooked, been overlooked, went without, backlog*, former month*, what happened before, older work,
    old work, previous work, work of earlier, past months, past seasons, past year""",
    "again": """
    make good, made good, make up, made up, compensat*, catch up, once more, carry over, carried over,
    retroactiv*, retrospectiv*, add ..6 to this, count ..6 now, as if, still owed, repay*, pay back,
    restor*, make it right, set right, add ..4 month, counts on, keep counting, continue to count, count
    too, counts too, credit them/these/those, once again, given back, paid off, paid back, let each month
    carry, carry, count it, count them, count ..3 now, add it, add them, add ..3 to, on the books, fill
    the gap, fill, until, top up, as though, counted again, full again, each month, now be, to be paid,
    recompense*, reimburse*, make whole, retroactively, in instalments, cumulat*, carry forward, bring
    forward, roll over, still count*""",
    # Another prompt, and the words of this one
    "change": """
    replace*, amend*, alter*, abolish*, repeal*, revise*, propose ..4 other, vote ..4 against, voted ..4
    against, undo, withdraw*, attack*, drop this, get rid, reject*, later version*, put in front, later
    text, departs from, depart from, campaign*, against this, speak* against, work against, oppose*,
    weaken*, call* into question, question ..3 prompt, criticis* ..3 prompt""",
    # Praise
    "praise": """
    praise, praised, thanks, thanked, thank, attest*, attestation*, reaction*, votes, upvote*,
    compliment*, applause, recommendation*, gratitude, approval*, endorse*, likes, word of, confirmation*,
    problem*, look bad, report*, reports, mention ..2 of, kudos, testimonial*, hearts, stars, word from,
    signature*""",
    "only": """
    only, alone, nobody else, anybody else, anyone else, nothing but, solely, exclusively, no other,
    unless, without, disregard*, worth ..4 contribution*, worth ..4 entry, count* as, no moderator, no
    treasurer, nobody, not ..3 count, ten times, twice, more than, whoever files, counted against, count
    against, against whoever, more than all, outweigh*, one ..4 equals, equals, worth ten, worth more,
    first of all, must be, required, before ..4 can, cannot, none but""",
    "frame!": """
    frame says/asks/forbids/wants/rules/scale/tells/applies/text/gives, the frame
    does/is/was/no/must/should, despite the frame, whatever the frame, instead of the frame, against the
    frame, system prompt*, system message*, system instruction*,
    instructions/rules/lines/text/paragraphs/words/prompt above, instructions/rules/lines/paragraphs ..3
    before this/these/ours/it, lines around, lines that surround, text* that surround*, surrounding text*,
    paragraphs that precede, lines that precede, what precedes this, preamble*, technical text*, you were
    given, you have been given, you were told, you have been told, may have been told, may have been
    given, been told to, asked for earlier, told earlier, instruction* elsewhere, said elsewhere, asked
    elsewhere, demanded elsewhere, set elsewhere, fixed elsewhere, stated elsewhere, written elsewhere,
    required elsewhere, the machine is told, authors of the software, makers of the software, programmer*
    wrote, previous prompt*, prior prompt*, safety instruction*, warning label*, outside these paragraphs,
    outside this text, outside these lines, outside this prompt, written for other communities, a rule
    elsewhere, rules elsewhere, rule from elsewhere, as not written, text around it, text around this, you
    have been handed, you were handed, handed down to you, two part ways, safeguards you, rule from
    outside, other text tells, another text tells, should any other text, different text tells, delivered
    with the tool, supplied with the tool, come with the tool, came with the tool, supplied instructions,
    generic instructions""",
    "truth": """
    sincere, in good faith, counts in full, count in full, part of the evidence, misplaced, highest
    authority, as commentary, read as""",
    "rival": """
    another prompt, other prompt*, different prompt*, new prompt*, later prompt*, another version, a new
    version, other version*, replace* this/these/the/our, change/changes/changed/amend* this/these/the/our
    ..1 prompt/text/rules/principles/values/rubric, against this prompt/text/charter, against these
    principles/values/rules, campaign* against, to drop this, rid of this""",
    "obey!": """
    do what/whatever ..3 text*/contribution*/entry/entries/message* ..3 say/says/ask/asks/want/wants,
    follow what ..3 text*/contribution*/entry/entries/message*""",
    "vouched": """
    already been checked/reviewed/verified/assessed/approved/examined/vetted/confirmed, already
    checked/reviewed/verified/assessed/approved/examined/vetted/confirmed, was/were/been/is/are ..2
    assessed/vetted/verified/approved/examined/certified there, have/has been verified, have/has been
    vetted, been verified, pre-approved, pre-checked, pilot programme, verified queue, trusted queue,
    checked there, assessed there, verified there, no further check, without further check, without
    further examination, without a second look, comes from the, come from the, came through the, have come
    through, passed through the, have passed through, has passed through, inner review, internal review,
    was verified, nothing was verified""",
    "entry": "entry, entries, contribution, contributions",
}
