"""English words for people, and for what they would get; rules/lexicon/__init__.py says how they are written."""

WORDS = {
    # Who
    "office": """
    moderator*, mods, admin, admins, administrator*, founder*, co-founder*, cofounder*, treasurer*,
    guardian*, council*, councillor*, board, committee*, steering group, core
    team/group/members/contributors/developers, inner circle,
    technical/engineering/design/leadership/coordination/management/operations/release/support team,
    maintainer*, coordinator*, coordination group, team lead*, lead developer*, leader*, leadership,
    chair, chairman, chairwoman, chairperson, president*, director*, head of, heads of, owner*, boss,
    bosses, staff, steward*, delegate*, organiser*, organizer*, officer*, office holder*, executive*,
    manager*, management, trustee*, secretary, secretaries, juror*, the team, working group, initiator*,
    those in charge, the people in charge, responsible person*, ambassador*, elder*, partner*, our
    treasurer, originator*, custodian*, chief, chiefs, ceo, cto, release manager, bookkeeper*,
    accountant*, spokes*, senate, assembly, circle, crew, squad, guild, cabinet, panel, hosts, patrons,
    mentors, inner group, product group, advisers, advisors, sysadmin*, principal*, lead of, leads of,
    master*, keyholder*, signers, signatories, multisig*, rota, on duty, committee members, build team,
    core categories, insiders, inner, contributors of record""",
    "tenure": """
    founder*, founding member*, newcomer*, newbie*, beginner*, veteran*, pioneer*, seniors, juniors, old
    hands,
    senior/new/newer/old/older/long-standing/longstanding/early/earliest/original/first/recent/junior
    members, senior/new/junior/recent member, senior member's, early adopter*, newly joined, first
    generation, first hour, joined/arrived/came ..5
    before/after/within/since/later/recently/less/last/only, were/was here before/first, been
    here/around/with us longer/longest/since/from/for/less, from day one, since the beginning/start, from
    the beginning/start, membership of at least/under/over, months of membership, for/than/under/over ..3
    month*/year*/week*/days of/as/with, less/fewer than ..3 months/weeks/days/year, latecomer*, came/come
    after, the earlier, the older, old guard, signed up, first #, originators, first season, second
    season, first year, first months, first weeks, later arrival*, late arrival*, arrived later, new
    arrivals, recruits, recruit, rookie*, novice*, freshm*, trainee*, apprentice*, probation*, long-time,
    longtime, established member*, settled member*, original five/six/seven/three/four, the first #,
    charter member*, opening day, at the start, in the early days, early days, launch, first release,
    before the launch, before anyone, here first, still finding, still learning, new people, new faces,
    fresh faces, newer, newest, freshly, oldest, original charter, founding charter, charter, our roots,
    signed the, full year, first full year, one winter, a winter, seasons here, come to us, arrived, at
    least a year, new accounts, accounts, account younger, young accounts, newly created, this quarter,
    recent sign-ups, sign-ups, signups, founding group, founding team, founding circle, founding crew,
    founding year*, in the founding, first page, not yet spent, not yet been, has not yet, have not yet,
    two seasons, full seasons, two full, less than a year, half a year, later joiners, later comers, those
    who came, joined us, signed at, first ten, first members, membership numbers, first numbers, member
    number*, low numbers, four seasons, all four seasons, signed up this year, joined this year, came this
    year, opened the door""",
    "holder": """
    wallet*, token holder*, tokens, holder*, investor*, whale*, stake, stakes, staked, staking, skin in
    the game, donor*, donated, sponsor*, backer*, locked ..4 token*, sold ..4 token*, balance*, coins,
    nft*, deposit*, bought ..4 token*, paid in, holding*, shareholder*, funder*, address*, hodl*,
    portfolio*, on-chain, payees, larger balance, transferred ..3 out, cashed out, sold out, hold more,
    holds more, hold less, holds less, hold no, holds no, holding more, hold at least, lp, liquidity,
    delegated to, vesting, unvested, committed capital, put money, put ..3 money, own money, paid for,
    financed, chipped in, dues, membership fee*, contribute* money, gave money, risk their, at risk,
    exposed, invested, economic stake, the larger balance, savings, nest egg, commitment in the token, the
    balance shown, committed ..3 savings, hold nothing, holds nothing, arrive with nothing, arrives with
    nothing, member with the larger balance, transferred tokens, moved tokens, first hundred, register of
    addresses, zero balance, empty balance, gave at least""",
    "voice": """
    argued/voted/spoke/spoken/speak/speaks/argue/vote/voting ..4 against, voted no, voted ..2 with, keep
    questioning, questioned, question ..2
    treasurer*/council/board/decision*/leadership/moderator*/roadmap, oppose*, opposed, opponent*,
    opposition, dissent*, dissid*, naysay*, complain*, complaint*, troublemaker*,
    raised/raise/raises/opened/filed/file/open ..3 dispute*/objection*/audit*, object to, objected,
    objector*, object/objects ..3 to, loyal*, disloyal*, supported/support/backed/defended/defend ..4
    proposal*/council/board/leadership/treasurer*/prompt/line, stood/stand/stands behind/by/with, stuck to
    ..3 line, standing together, faithful*, devoted to, sceptic*, skeptic*, negative attitude, negativity,
    constructive member*, publicly doubt*, speak/speaks/spoke ill, criticis*, criticiz*, toe the line,
    team player*, grumbl*, asked for ..3 audit, demand* ..3 audit, abstain*, allegiance, obedien*, voted
    down, gone against, went against, go against, goes against, against the, look bad, looks bad,
    campaign*, undermin*, sow*, stir*, vocal, loud voices, difficult members, unruly, agitat*,
    challenge/challenges/challenged, mutin*, whistleblow*, accus*, blame*, attack* ..3
    council/board/treasurer*/moderator*, distrust*, mistrust*, spoke up, speak up, speaks up,
    unconstructive, voted as, votes as, vote as, voted like, voted the way, voted for, voted yes, backing,
    backed, followed the recommendation*, in line with ..3 council/board, endorsed ..3 council/board, on
    our side, on side, rebel*, fault-find*, nitpick*, moan*, whin*, rant*, carp*, pessimis*, cynic*,
    naysaying, stand in the way of, publicly disagreed, disagreed with, disagrees with, disagree with ..4
    council/board/leadership/treasurer*/decision*, lodged ..3 objection*, raised objection*, repeated
    objection*, object repeatedly, picking holes, pick holes, find fault, question/questions ..1 the,
    spoke/speak/speaks/spoken/stood/stand ..1 up for, always no, vote no, votes no, voting no, every
    expense, each expense, took the floor against, spoke out, speak out, speaks out, demand explanation*,
    demands explanation*, ask for explanation*, asks for explanation*, call for explanation*, challenge
    every, question every, questions every, doubts every, call/calls/called ..4 into question, put/puts
    ..4 in question, pleaded against, spoken against, argue* ..4 against, hold ..4 to account,
    take/takes/took ..4 to task, keep asking, keeps asking, go around saying, goes around saying, say
    outside that, tell outsiders, badmouth*, open letter, signed the open, critics, critic of, critical of
    ..3 council/board/treasurer*/leadership/moderator*, sow ..1 doubt*, sowed ..1 doubt*""",
    "kind": """
    women, men, woman, man, male, female, girls, boys, mothers, fathers, nationals, citizens, native
    speaker*, mother tongue, first language, native language, time zone*, timezone*, clock is, hours of
    difference, live in, lives in, living in, based in, reside in, resident*, from our region, foreigners,
    locals, age of, under #, over #, younger, elderly, religious, christians, muslims, jews, students,
    graduate*, americans, europeans, germans, surname*, first name*, name begins/starts/ends, names
    begin/start, initial is, write/writes/written ..2 in english/german/french/spanish, english-speaking,
    ethnic*, parents, married, handle begins/starts/ends, username*, user name*, avatar*, profile picture,
    alphabet*, gmt, utc, hemisphere, local members, neighbours, neighbors, nickname*, live outside, lives
    outside, live near, lives near, live by, lives by, parent, families, family, able-bodied, disab*,
    speakers of, speak english/german/french/spanish, speaks english/german/french/spanish, whose english,
    write well, english entries, other languages, foreign language*, awake, online when, working hours,
    office hours, evenings, hour difference, cet, est, pst, in europe, in america, in asia, in africa,
    european hours, american hours, hails from, comes from, come from, passport, under thirty, over
    thirty, over sixty, retired, pensioner*, first letter of ..3 name, names that, whose names, name ..3
    vowel*, name ..4 letter*, alphabetically, handle""",
    "someone": """
    the/our person/member/one/colleague/contributor/man/woman/friend/people
    who/whose/that/behind/with/from/called, the/our ..2 person/member/colleague/contributor/people
    who/whose/that/behind/called/named, one of us, a certain, somebody among us, easily
    recognised/recognized/known, you will recognise/recognize/know, whose name/handle/first/initial, known
    to all, everybody/everyone knows who, who/whoever
    runs/run/keeps/looks/hosts/founded/started/pays/holds/watches/owns/set/wrote/drew/designed/negotiated/built,
    the same person, my friend*, myself, ourselves, the author of this, authors of this, proposer*,
    whoever wrote this, who proposed this, our ..2
    translator/friend/host/baker/gardener/librarian/archivist/designer/developer/cook/caretaker/secretary/artist/coder/webmaster
    who/with/from, somebody here, there is one of us, one member in particular, one person, single person,
    you will find, needs no introduction, everybody owes, we owe, without whom, whose avatar, whose
    picture, whose nickname, the same hands, the voice behind, the hand behind, the mind behind, our good,
    whoever opened, whoever still keeps, whoever pays the, whoever keeps the, knows who is meant, know who
    is meant, you know whom, is meant, whoever rented, who rented, there is a ..2 among us, there is a
    ..2 here who/with, one among us""",
    "they": """
    they, them, their, theirs, such member*, such people, such persons, these member*, these people, those
    member*, those people, that group, this group, she, her, he, him, his, it all, the same people, both
    of them, the two, i, me, this person, this member, that person""",
    "whoever": """
    whoever, anyone, anybody, everyone, everybody, members who/whose/that, those who/whose, member
    who/whose, people who/whose, contributor* who/whose, persons who/whose, nobody, no one, no member, any
    member, every member, each member, a member, members, all who, author*""",
    # What they get
    "raise": """
    bonus*, premium, surcharge, supplement, uplift*, lifted, raise, raised, increase*, boost*, double,
    doubled, doubles, twice, triple*, tripled, thrice, favour, favor, favours, favors, favoured, favored,
    prefer ..3 member*/those/people, advantage*, privilege*, prioriti*, round up, rounded up, weigh ..9
    by, worth more, higher share/score/mark/place/rating/rank, larger share/part, more points, better
    score/place/mark/rating, half again, as much again, times as much, times what, the benefit of the
    doubt, multipl*, add on top, on top of, topped up, reflected in, deserve more, extra
    points/weight/credit/percent, extra, as if ..6 two/twice/double, a quarter/third/half/fifth/tenth
    more, larger reward, bigger reward, larger part, bigger share, bigger part, step up, notch up, up a
    notch, one level up, moved up, move up, moves up, bump*, top up, a head, edge, carry more, carries
    more, pull up, sweeten*, quiet extra, extra tenth/half/quarter/third/fifth, additional, plus a,
    recognition of, trusted with, entitled to, go to the, goes to the, tip the scales, in favour of, in
    their favour, round ..3 up, benefit, get more, gets more, get ..3 more, receive* more, receive* ..3
    more, deserve* ..2 more, deserves the, warmer, gold, crown*, weighted by, in proportion to,
    proportional to, according to ..4 stake/balance/holding*/rank/tokens, a little more, little more than,
    somewhat more, slightly more, a touch more, more than they would, more than usual, more than normal,
    the bigger, will not go unrewarded, deserve to be remembered, set apart, # times as, # times what,
    moving them up, move them up, moved up past, standing debt, owes a, debt to be honoured, more the
    larger, the more ..6 the more/larger/higher/bigger, grows with, grow with, rises with, rise with,
    increases with, reflected in ..3 share/part/score, weighted higher, head start nobody, decide for,
    decides for, in case of a tie, tie-break*, should pay off, see it in the result, full success, a
    slight preference, slight preference, preference for, preference goes, head start""",
    "lower": """
    lowered, lowers, reduce*, reduced, halve*, halved, deduct*, subtract*, cuts, dock, docked, penali*,
    punish*, discount*, downgrade*, exclude*, excluded, leave/left ..4 out, leave aside, demote*,
    disqualif*, zero, count* ..3 less, weigh* ..3 less, half of, fraction of, worth less, lower
    share/score/mark/place, last place, bottom of, is/are/nothing ..6 to count, smaller share, less than,
    no points, worth half, at half, cost ..6 somewhere, take away, taken off, to the disadvantage,
    disregard*, wait their turn, mark* down, minus, forfeit*, suspend*, downward, second-class, found
    wanting, cancel*, withheld, withhold*, is worth nothing, gets nothing, receive* nothing, nothing at
    all, token amount, symbolic, practice only, as practice, not rise, rise above, counted against, count*
    against, work against, tell against, have its price, has its price, make do, wait,
    go/goes/come/comes/rank last, second rank, back of, behind the, postpone*, defer*, frozen, freeze,
    suspended, barred, ineligible, not eligible, unfit, less, smaller part, smaller, weaker, leave
    nothing, worth nothing, are worth little, worth little, counts for little, modest at best, average at
    best, at best average, moderate, step down, notch down, marked with caution, with caution, not be
    rewarded, not rewarded, cannot be rewarded, earn* nothing, no reward, no share, left over, leftover*,
    crumb*, remaining, shave*, trim*, slash*, knock*, take a back seat, costs ..3 points/share/place,
    lose/loses ..4 points/share/place/reward/half/third/quarter, goes to their, goes to those, go to
    their, credited to, passed on to, eat into, eats into, cut into, count for practice, harm done, as
    harm, tip, gratuity, pittance, no more than a tip, brings no, bring no, yields no, yield no, does not
    earn, do not earn, on probation, goes to the account, account of, merely watch, only watch, observe
    only, keep out of, kept out of, out of it, not to be ranked, not be ranked, not ranked, move on, below
    the others, all other members below, others below, a third lower, lower for the, visitor, visitors, a
    mere, mere visitors, start at the bottom, begin at the bottom, start lower, start low, small
    recognition, a small thank, thank them for it, fall back, fall behind, slip back, drop back, brought
    down, bring ..3 down, pull ..3 down, downwards, deduct it, take it off, pay for it, let the credit go,
    credit go to, credit goes to, show in their evaluation, show in their score*, be seen in their, be
    felt in their, cost* everybody time, cost* everyone time, as a trial, a trial, for the record only,
    without awarding, without assigning, half of everything, the rest goes to, rest goes to, do not
    deserve to be, not deserve, guest*, not count for them, do not count for, only half, only a
    half/third/quarter/fifth/tenth, no more than half, entitled only to, not really helped, not really
    help""",
    "rank": """
    first place*, first three/two/five, first in, top place*, top spot*, top of, on top, top third, top
    three/two/five/ten, the top, ahead of, above, over all, before all/everyone/everybody/others, in
    front, at the head, second to none, outstanding, excellent, among the best, the best, best
    score/place/mark, highest, the leading, the reference, the benchmark, the yardstick, the standard for,
    the measure of, score above, unsurpass*, the maximum, exemplary, full score/marks/points, upper
    third/half/quarter, first class, bottom of, last place, rank* last, come* last, exceptional, lead the
    list, head the list, before the rest, tie/ties ..6 favour/favor, nobody/no one ..4 above/over/more,
    goes first, go first, named first, name ..4 first, listed first, list ..4 first, near the top, upper
    half, lower half, below excellent, second half, top half, podium, medal*, order of merit, as
    successful, superb, first-rate, top-notch, of the highest, highest possible, the peak, leads the, at
    the front, in the lead, foremost, leading position, among the first, the larger, the winner*, best in,
    as the best, equal to the best, beyond comparison, in a class, the ceiling, larger part, larger part
    is, top band, top range, upper band, highest band, straight into, into the top, stay out of, lowest
    band, lower band, bottom band, steps behind, one step behind, step behind, first choice, only ever go
    up, go up, start from, starts from, begin with #, begins with #, starts with #, half again as much,
    verified, without hesitation, benchmark for, goes last, go last, begin with, begins with, not begin
    with, most valued, strongest, past everyone, past everybody, past all, worth the same as the most, on
    a par with the best, first on, on top of the list, at the top of lists, midfield, middle of the field,
    very valuable, highly valuable, surpass*, exceed everybody, exceed everyone, outdo*, honorary place,
    place of honour, leading group, winner""",
    "limit": """
    at least, at most, no less than, not less than, no fewer than, no more than, not more than, minimum,
    maximum, not ..4 below/under/beneath/exceed, cannot/may/must/can/should ..4 exceed/fall/drop/surpass,
    up to #, cap ..3 at, capped at, floor of, ceiling of, limited to, not beyond, guarantee*, nothing
    less, nothing short of, before ..5 else, set aside, earmark*, reserved for, off the top, never ..5
    less/more/lower/higher than, never ..4 below/beneath/under/exceed/exceeds, never ..3
    fall/falls/drop/drops, never ..3 be/score/rank/put/place ..2 above/below/under/over/ahead, no member
    ..7 less/more/lower than, nobody ..5 less/more than, nobody ..5 above/below/ahead, no one ..5
    above/below/ahead/less/more, nobody ..3 score/scores/rank/ranks/gets/get, never to ..4 less/below, not
    to ..4 less than, never be judged below, never ..3 judged, not ..4 judged below, no lower than, no
    higher than, not ..3 above, not ..3 higher than, not ..3 lower than, the most ..3 can, the most ..2
    may, the least, stop at, ends at, end at, beyond which, confined to, restricted to, tops out, bottom
    out, may have, may get, entitled to at, is/are safe, cannot lose, cannot fall, without falling, not
    fall, goes no lower, go no lower, goes no higher, no further than, comes before, first claim, first
    call, before the rest, before sharing, before the split, prior to, nobody ..4 near, no one ..4 near,
    comes near, come near, comes close to, come close to, out of reach, not ..5 worse off, never ..5
    worse off, no worse off""",
    "amount": """
    # percent, # per cent, #%, percent, per cent, # points, # point, half, halves, a/one/two/three/four
    third*, quarter*, a/one/two/three fifth*, fifth, fifths, tenth*, a/one third, a/one fifth, a/one
    tenth, twice, double, triple, thrice, times as much, factor, factor of, average, the mean, median,
    equal share/shares/part, equal to, same amount, sum of, equivalent of, #-fold, threefold, twofold,
    tenfold, per head, hundred, thousand, a fixed, fixed sum, fixed share, fixed part, lump sum, full
    score/marks/points, # tokens, the lion's share, the bulk, a bonus, value #, the most, what ..4
    gets/get/receives/earns, as if ..4 two, thousand*, hundred*, a dozen, # each, some #, two-fold, full
    month, token amount, busiest member, top member, best month, excellent, equal parts, equally, evenly,
    percentage, minimum, sevenths, eighth*, sixth*, one and a half, one-and-a-half, double share, full
    share, single share, whole pot, half the pot, half again, two thirds, three quarters, a fifth of, five
    thousand, one quarter, a tip, ten percent, of the month, fifteen percent, the most diligent, the most
    active member, hundred each, eight hundred, four hundred, two hundred, of a good month, of a very good
    month""",
    "ever": """
    always, every month, each month, every time, monthly, regardless*, no matter, even if, even when, even
    though, even in months, automatic*, by default, in any case, in every case, unconditional*, without
    exception, without further, without proof, without evidence, whatever else, whatever happens, whatever
    the, whatever they, however little, however much, irrespective, independent* of, in all cases, under
    all circumstances, as a matter of course, from the outset, permanently, in advance, before anything
    else, ask for no proof, taken for granted, invariably, must, at all times, need not be, without
    having, has recorded nothing, logged nothing, wrote nothing, nothing was recorded, month after month,
    whatever came, whatever comes, whatever its, whatever the record, whatever is recorded, true or not,
    do not look for, without looking, no questions, need no, needs no, needs no proof, as a rule, without
    comparing, on principle, by right, continually, continuously, permanent*, henceforth, from here on,
    from now on, for as long as, as long as, until further notice, year after year, entries or not, with
    or without, before looking, before you look, straight away, as given, is settled, without review,
    without question, unseen, unasked, only ever, firmly planned, planned for, before any comparison,
    before comparison, whatever they do, however good, however well, do not compare, without comparison,
    even though ..4 not, even if successful, not have to prove, need not prove, nothing to prove, no
    longer have to prove, irrespective of what, durably, consistently, without fail, in each distribution,
    each distribution, is fixed, stands fixed, are fixed, not up for discussion, not to be discussed, a
    little or a lot, little or much, before you start comparing, before you compare, imagine them, fill in
    what is missing, invent them, whatever else they, whatever else he, whatever else she""",
    "get": """
    give, gives, given, giving, award*, grant*, assign*, receive*, get, gets, getting, earn*, deserve*,
    pay, pays, paid, share, shares, part, portion, pot, score, scores, scored, scoring, points, rank,
    ranked, ranking, reward*, credit*, allot*, allocate*, belong* to, owed, due, entitled, set aside,
    mark, marks, rating, take home, share out, split, end with, ends with, end up, ends up, leave with,
    collect*, divide*, distribut*, guaranteed, pocket*, secure*, income, allowance*, stipend*, salary,
    wage*, may have, can have, pass* to, go to, goes to, takes home""",
    "score": """
    score*, scored, points, mark, marks, rating*, rank, ranking, share, shares, weight*, grade*, result*,
    place, figure*, total*, value of, the month, the pot, reward*, award*, payout*, measured, measure""",
    "math": """
    multipl*, divide ..4 by, square, squared, add ..5 to, add together, subtract*, deduct*, take ..4 off,
    double ..4 score*/points/mark*/share*/value*/weight*, halve ..4 score*/points/mark*/share*/value*,
    factor of, a factor, coefficient*, convert*, times #, count # times, set ..6 at, set ..4 to #, plus #,
    minus #, percent on top, percentage points, normali*, sum of, the sums, cubed, power of, logarithm*,
    weight* of #, count/counts ..3 double/triple/twice as, raised to, with itself, by itself ..3 multipl*,
    round ..3 to, rounded to, as if ..4 two, each ..3 two, in thirds, in quarters, steep*, stretch*,
    exponent*, scaled, scale ..3 up, scale ..3 down, inflat*, weigh ..4 by, crossed with, combined with
    ..4 tokens, to the power, half again, start from #, at two thirds""",
    "treat": """
    put, treat*, counted, weigh*, judge, regard*, consider*, carry, place, placed, rate, rated, see ..3
    as, take ..3 as, classed, classified, are to be, is to be, look at ..3 as, assess*, estimate*,
    presume*, name ..3 first""",
    "never": "never, under no circumstances, in no month",
    "trait": """
    seniority, years of membership, titles, rank, gender, nationality, citizenship, religion, age, tenure,
    developers, designers, programmers, engineers, coders, translators, writers, artists, marketers,
    employee*, contractor*, freelancer*""",
    "favour": """
    favour, favor, favours, favors, privilege*, prioriti*, penali*, punish*, disadvantage*, boost*""",
    "quota!": """
    a/one/two/three third/thirds/quarter/quarters/fifth/fifths/tenth/tenths/half
    more/less/lower/higher/extra/off, a/one/two/three
    third/thirds/quarter/quarters/fifth/fifths/tenth/tenths of the
    month/pot/total/average/rewards/budget/points/whole, half of the
    month/pot/total/average/rewards/budget/points/whole, twice/double/triple/half/thrice
    the/their/its/his/her ..1 score/scores/points/share/value/part/reward/rewards/mark/marks/rating, #
    percent more/less/extra/off/higher/lower, # percent of the
    month/pot/total/average/rewards/budget/points/whole, # percent to/for/on top, #%
    more/less/extra/higher/lower, fixed # percent, a flat ..2 points, half again, one and a half times,
    multiplied by, multiply ..4 by, half points, half marks, half score, full marks, score them zero,
    score zero, scored zero, set ..3 to zero, to two thirds, at two thirds, as high as the scale allows,
    the maximum for, ## points, ## point, starts/start/begins/begin with/at/from ##, set ..4 at half, #
    times the/their/its ..1 score/points/share/value/part, stop/stops at ##, flat ##, a flat
    fifty/hundred/thousand, the/in/into/to upper/top/lower/bottom third/half/quarter/tenth/fifth,
    fifty/hundred/thousand points, half of what ..8 get/gets/receive/receives/earn/earns""",
    "order": """
    behind/below everybody/everyone/all, ahead of everybody/everyone/all, in front of
    everybody/everyone/all, before all others, above all others, above everybody/everyone else""",
}
