"""What the formulation's page says in sentences, and its words in Norwegian."""

INTRODUCTION = """\
# The formulation

Who is served where, at which service level, in which year, with the places, staff and money there are, so that need is
met at the lowest level that is effective (LEON, laveste effektive omsorgsnivå); and which places to convert, build or
close, whom to recruit and which programmes to run to get there.

This page is written from the code by `leonplan.models.catalog`; a test compares the two. `leon math` prints it, too.

## How it is put together

**It always has an answer.** What does not fit appears as unmet need, as service above or below the effective level, as
work that nobody can be found for, or as spending over the frame. Only demands that the planner makes hard (limits on
goals, policies, decided projects, what is fixed by hand) can collide.

**Two layers.** `served` says how many of a group are served at a level, and where; `flow` says from which home district
those served at a centre come. Nothing but travel and the geographical policies depends on the pair of district and
centre, so the four indices (group, district, level, centre) are never multiplied: fewer variables, a faster search.

**The base year is given.** Places, staff and residents before the first decided period are numbers, not decisions. A
period stands for the years after the one before, up to its own; money, person-years, leaving and turnover are weighted
and compounded by its length.

**Projects are counted up.** `started[p,t]` is how often a project has been started *by* a period; what starts in a
period is its increase. Each choice of a date is then one step in a row of ordered variables, on which the solver
branches much better than on one variable for each date. Places come and go when a project starts or is finished,
whichever the data says; a project started in year s is finished in the first period whose year is at least
s + lead time.

**Tiers of severity.** Within a group people differ. Unmet need falls on tiers of equal size (ten unless the data say
otherwise), the least severe first, whose weights lie around the group's own. The least weight is taken first by any
optimum, as no tier costs less than the one before: no whole numbers are needed for it.

**LEON, both ways.** Service *above* the lowest effective level counts as steps above times persons. Service *below* it,
while waiting, costs what it costs and relieves a share of the need; the rest of the need counts as unmet. So does what
reduced service leaves (a level of its own with fewer hours), which a greatest share of a group may get. Those served
by nothing count in full.

**Sound service first.** The municipality owes everybody necessary help, and it must be sound (forsvarlig). Where groups
have a minimum, two goals come before money: `below_minimum`, the persons by which those served fall short of it, and
`below_sound`, heavy need met by nothing or by less than is sound. Both are soft, so there is always an answer; what sound
service costs beyond the frame is money over the frame, never people without help. The least overrun may then be exceeded
by a stated slack, for less unmet need.

**Decisions stand.** Where the policy is on, those of a group who are served in full (relief 1, at home or in places), and
those served at all, each fall by at most a share a year, so that nothing is there one year and gone the next. Over a
period of several years the share is compounded: the plan may do no less than if each of its years were a period. Where
need falls, the number kept falls with it; whom a programme keeps from needing service counts as helped. Waiting and
reduced service do not count as full: that would hold people at home who could move in. The rule is hard, as a promise is,
so it can collide with what else is demanded (a decided closure); then the collision is explained, with the least fall
that would do. Money and staff never collide with it: they give way.

**Low on the ladder.** Where the policy is on, a least share of what help at the steps normally costs falls at or below one
of them. What is really paid for the work of a level depends on who does which work, a product of decisions; so work counts
at normal pay of the category whose work it is, whoever does it, and places as parts of full units. Idle hours and empty
places help nobody and count nowhere: no plan buys its share by running empty wards. The share that reports show is of what
is paid, and differs.

**Programmes go on.** Once rolled out, a programme keeps its participants, as far as the need of their group does not fall,
unless the data say that it may shrink; those who wait at home for a place are not counted, lest it hold them there. From the
base year it goes on as far as its size and the need allow, so that this never leaves a municipality without a plan.

**Staff do work.** Work arises per person served and per open unit (nights and minimum cover make small units dear). A
category does its own work or that of categories which it may stand in for, never the other way round. Competence floors
are kept over each category's whole work.

**Whole units, and two inequalities more.** Wards open and close whole. Where the places of a centre do not fill whole
units, the relaxation may open a fraction of a unit; `last_unit_is_smaller` follows from the other rules and whole
numbers (mixed-integer rounding) and cuts such fractions off. So does `served_only_where_places_are` with fractions of a
house that is yet to open: no district sends anybody there before. They change no plan, only the time to prove one.

**A smaller problem that forgets places.** The same rules can be built with one district and one place of service over
all centres, while wards, projects, staff and money stay where they are (`relax.py`). Every plan, summed up, is a plan
of it, so its bounds hold for the whole problem; how far its own plan can be filled in again is seen by doing so.

**Outlay** is paid in the year in which a project starts, as when money is granted for the whole, unless the data spread it
over the building years: by shares of the project's own, or evenly for all. The state's grant comes with it in the same parts,
and years after the horizon are in no frame. Capital cost begins when the project is ready, however its outlay was paid.

**Transition money** (omstillingsmidler) lies on top of the operating frame in the years that the data say, while a gap is
closed. It is no part of the frame: results tell the two apart, and the slack on the overrun is a share of the frames alone.

**Goals in order.** Each goal is minimised in the planner's order (`frame`: money and staff are limits, need
gives way; `cover`: need first), then held while the next ones are improved: on a declared grid, not at the last
decimal, which a solver with tolerances cannot keep. Every goal comes with a bound: no plan that keeps the goals before
it has less.
"""

INDICES = (
    ("t", "period, named by its year"),
    ("g", "need group (brukergruppe)"),
    ("i", "tier of severity within a group, 0 the least severe"),
    ("l", "service level (omsorgstrinn)"),
    ("d, e", "home district: where people live"),
    ("c", "centre (omsorgssenter): where places are"),
    (
        "s",
        "where a level is given: the home district if at home, a centre if in places; among projects an earlier period",
    ),
    ("k, j, w", "staff category"),
    ("p, o, r", "project"),
    ("q", "programme of prevention or technology"),
    ("n", "limit on several things together"),
)
"""(letters, what they stand for)."""

HOME = (
    "Public bodies translate differently, so the Norwegian term is the anchor. Levels and groups are data: an instance"
    " names its own."
)

GLOSSARY = (
    ("home_care", "hjemmetjenester", "home-based services"),
    ("day_centre", "dagaktivitetstilbud", "activity programme, day places"),
    ("sheltered_housing", "omsorgsbolig", "dwelling with staff part of the day"),
    ("staffed_housing", "omsorgsbolig med heldøgns omsorg (HDO)", "dwelling with round-the-clock staff"),
    ("group_living", "bokollektiv", "group living unit, round-the-clock, often dementia"),
    ("short_stay", "korttidsplass, avlastning, rehabilitering, KAD, lindrende", "short-term place"),
    ("nursing_home", "institusjon, langtidsplass i sykehjem", "long-term institution place"),
    ("bought_place", "kjøpt plass", "place bought outside the municipality"),
)
"""(id in the shipped instances, Norwegian term, meaning)."""

WORDS = (
    ("`municipality`, `district`, `centre`, `unit`", "kommune, sone/krets, omsorgssenter, avdeling/bogruppe"),
    ("`place`, `occupancy`, `coverage_rate`", "plass, belegg, dekningsgrad"),
    ("`group`, `need`, `served`, `unmet`", "brukergruppe, behov, dekket, udekket behov"),
    (
        "`level`, `lowest_level`, `above_level`",
        "omsorgstrinn, laveste effektive omsorgsnivå (LEON), over nødvendig nivå",
    ),
    ("`fte`, `staffing_norm`, `recruitment_limit`", "årsverk, bemanningsnorm, rekrutteringstak"),
    (
        "`frame`, `overrun`, `capital_cost`, `grant`, `user_fee`",
        "økonomisk ramme, overforbruk, kapitalkostnad, investeringstilskudd, egenbetaling",
    ),
    ("`frontier`, `what_if`, `gap`, `bound`", "effektiv front, hva-hvis, gap, grense"),
)
"""(words in code, Norwegian terms in the same order)."""
