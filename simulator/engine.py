"""One month of the market, in order. The order is a scientific claim; each line is one file of `market`."""

from simulator.assumptions import Assumptions
from simulator.guard import guarded, impossible
from simulator.luck import Luck
from simulator.market.adoption import adoption
from simulator.market.awareness import awareness
from simulator.market.chat import chat
from simulator.market.choice import choices
from simulator.market.clouds import clouds
from simulator.market.demand import demand
from simulator.market.downloads import downloads
from simulator.market.drivers import outside_forces
from simulator.market.entry import entry
from simulator.market.expectations import fear_of_bans, trust
from simulator.market.finance import finance
from simulator.market.long_tail import long_tail
from simulator.market.offers import offers
from simulator.market.prices import prices
from simulator.market.releases import releases
from simulator.market.research import research
from simulator.market.sentiment import sentiment
from simulator.measure_words import describe
from simulator.month import Month, Phase
from simulator.news import Item
from simulator.policy import Timeline
from simulator.world import World

MONTH: tuple[Phase, ...] = (
    outside_forces,  # hardware gets cheaper, research dearer, budgets grow
    entry,  # newcomers enter
    research,  # laboratories make progress and learn from each other
    releases,  # some of it ships, open or closed
    prices,  # makers set list prices
    clouds,  # clouds build, and decide which models to carry
    trust,  # whom buyers trust
    offers,  # what can be had where, at what price
    adoption,  # more enterprises begin to buy
    choices,  # those who are due choose
    demand,  # they spend, and somebody is paid
    fear_of_bans,  # the news of the month is read
    awareness,  # what is used, released and downloaded becomes known
    chat,  # people chat with models, and a few of them pay
    downloads,  # open weights are fetched and built upon
    long_tail,  # small makers enter and leave
    sentiment,  # investors draw their conclusions
    finance,  # books are closed: some raise money, some list, some give up, some are bought
)


def step(world: World, timeline: Timeline, assumptions: Assumptions, seed: int) -> World:
    """Return the world one month later: a pure function, and the only way in which a world changes.

    Raises
    ------
    ImpossibleMonthError
        If the month holds a number that no market can have.
    """
    number = world.month + 1
    try:
        after = _month(world, timeline, assumptions, seed)
    except ArithmeticError as error:
        raise impossible(number, f"a number cannot be worked out ({error})", timeline, assumptions) from error
    return guarded(after, world, timeline, assumptions)


def _month(world: World, timeline: Timeline, assumptions: Assumptions, seed: int) -> World:
    """Return the world one month later."""
    number = world.month + 1
    # the law of the month is fixed before anybody acts, from what the month before has left
    rules = timeline.rules_for(world, number, assumptions)
    month = Month(number, rules, Luck(seed), assumptions)
    world = world.changed(month=number, news=_measures_in_the_news(timeline, number))
    # each phase sees what those before it have done this month, and last month's state of what is still to come
    for phase in MONTH:
        world = phase(world, month)
    return world


def _measures_in_the_news(timeline: Timeline, number: int) -> tuple[Item, ...]:
    return tuple(Item(number, "measure", measure.id, f"{describe(measure)}.") for measure in timeline.starting(number))
