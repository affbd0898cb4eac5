"""Every number of the model that a student might dispute, in groups, each with unit, range, help and source.

A scenario file overrides them by path, as in `research.frontier_pace = 12`; `NOTATION.md` lists them all.
"""

from simulator.parameters import ByBuyer, ByChannel, Declared, param

ARENA = "public leaderboard histories, 2023 to 2025"
PRESS = "press reports and company filings, 2025"
LITERATURE_SWITCHING = "Dubé, Hitsch and Rossi 2009, 2010"


class Research(Declared):
    """How fast capability grows, and how it spreads from lab to lab."""

    frontier_pace: float = param(11.3, "points a month", "Progress of a laboratory of frontier scale.", source=ARENA)
    slowdown: float = param(120, "months", "Time in which progress slows by the factor e after January 2026.")
    elasticity: float = param(0.35, "exponent", "How progress answers to effective research spending.")
    absorption: float = param(0.04, "share of a frontier programme", "Scale at which a lab absorbs half of what others publish.", source="Cohen and Levinthal 1990")
    spillover_closed: float = param(0.105, "share of the gap a month", "Catching up with the best closed model: distilled, imitated, hired away.")
    spillover_open: float = param(0.065, "share of the gap a month", "Catching up with the best open model: its weights can be copied.")
    noise: float = param(3.5, "points", "Standard deviation of monthly progress.")
    breakthrough_chance: float = param(0.01, "probability a month", "Chance of a breakthrough at an active lab.")
    breakthrough_size: float = param(10, "points", "Mean size of a breakthrough.")
    programme_cost: float = param(830, "$M a month", "Cost of one frontier programme in May 2025.", source=PRESS)
    cost_growth: float = param(0.0658, "log a month", "Growth of that cost in September 2023.")
    cost_growth_half_life: float = param(24, "months", "Time in which the growth of that cost halves.")
    chip_access_china: float = param(0.6, "share", "Chips that Chinese makers get under the export controls of 2022.", source=PRESS)
    retreated_spend: float = param(0.12, "share", "Part of its plan that a maker spends once it has stopped training.")
    retreated_lag: float = param(20, "points", "How far a retreated maker stays behind the best open model that it tunes.")
    wrapper_lag: float = param(25, "points", "How far a maker that wraps others' models stays behind the frontier.")


class Releases(Declared):
    """When a maker ships what it has."""

    least_progress: float = param(4, "points", "Smallest improvement worth a release.")
    least_wait: float = param(0.5, "share of the cadence", "Shortest time between two releases.")
    longest_wait: float = param(1.75, "share of the cadence", "Longest time between two releases.")
    eagerness: float = param(1.3, "releases a cadence", "Chance of a release within the window, per cadence.")
    race: float = param(2.0, "factor", "How much more eager a maker is that could take the lead by shipping.", low=1, high=4)


class Prices(Declared):
    """What it costs to serve a million tokens, and what makers ask for them."""

    serving_cost: float = param(7, "$ per million tokens", "Cost of a model of GPT-4's intensity and 1160 points in August 2023.")
    cost_of_capability: float = param(0.2, "log per 100 points", "How cost rises with capability.")
    decline_at_first: float = param(0.065, "log a month", "Monthly fall of hardware and software cost in 2023.", source="Epoch AI; a16z")
    decline_half_life: float = param(60, "months", "Time in which the excess of that fall halves.")
    decline_in_the_end: float = param(0.012, "log a month", "Monthly fall that remains.")
    learning: float = param(0.06, "exponent", "Cost falls with what a maker has served (4 % a doubling).", source="Wright 1936")
    learning_scale: float = param(0.5, "trillion tokens", "Volume at which learning starts to count.", low=0.05, high=500)
    chip_penalty: float = param(0.3, "share", "Extra serving cost in China per missing share of chips.")
    margin_leader: float = param(0.55, "share of price", "Target gross margin of makers with the strongest support.", low=0, high=0.9)
    margin_other: float = param(0.46, "share of price", "Target gross margin of other makers.", low=-0.4, high=0.9)
    margin_chinese_startup: float = param(0.06, "share of price", "Target gross margin of Chinese start-ups.", low=-0.4, high=0.9)
    margin_chinese_giant: float = param(0.05, "share of price", "Target gross margin of Chinese giants.", low=-0.4, high=0.9)
    margin_of_lead: float = param(0.1, "margin per 50 points", "What a lead over all rivals adds to the margin.")
    margin_of_crowding: float = param(0.024, "margin per rival", "What each close rival of the same origin takes from the margin.")
    crowding_reach: float = param(40, "points", "How near a rival must be to be close.")
    tail_crowding: float = param(0.03, "rivals per firm", "How much a firm of the long tail counts as a rival.")
    tail_crowding_most: float = param(15, "rivals", "The most that the long tail counts.")
    least_margin: float = param(-0.4, "share of price", "Lowest target margin: a price war.", low=-0.9, high=0)
    greatest_margin: float = param(0.75, "share of price", "Highest target margin.", low=0.3, high=0.95)
    adjustment: float = param(0.25, "share a month", "How fast list prices follow their target.", low=0.02, high=1)
    reference_margin: float = param(0.5, "share of price", "Margin in the reference price, that of a model at the frontier.", low=0, high=0.9)
    marketplace_markup: float = param(0.02, "share of price", "What a marketplace adds to a closed model.", low=0, high=0.3)
    marketplace_open: float = param(2.2, "price over cost", "Price of open weights on a cloud marketplace where four clouds compete.", low=1, high=5)
    marketplace_alone: float = param(3.2, "price over cost", "Price of open weights on a marketplace that one cloud has to itself.", low=1, high=10)
    platform_open: float = param(1.45, "price over cost", "Price of open weights on an inference platform.", low=1, high=5)
    self_hosting: ByBuyer = param(
        ByBuyer(startup=2.4, mid=2.0, large=1.5, government=1.7),
        "price over cost",
        "What running open weights oneself costs: idle machines and staff.",
        low=1,
        high=6,
    )
    tail_markup: float = param(0.02, "share of cost", "What the firms of the long tail add to their cost.", low=0, high=1)


class Clouds(Declared):
    """Who can host how much, where."""

    capex_growth: float = param(0.028, "log a month", "Growth of data-centre investment up to 2028.", source=PRESS)
    capex_growth_later: float = param(0.006, "log a month", "Growth of data-centre investment after that.")
    enterprise_share: float = param(0.12, "share", "Part of investment that serves enterprises' inference.")
    payback: float = param(30, "$ of investment per $ of monthly compute", "What a unit of serving capacity costs.")
    investment_at_first: float = param(0.12, "share", "Investment before September 2023, as a part of that of 2026.", low=0.02, high=0.5)
    months_at_first: float = param(8, "months", "Months of that investment which the capacity of September 2023 took.")
    depreciation: float = param(0.017, "share a month", "Capacity that is retired.")
    presence_scale: float = param(0.06, "share of the region", "Capacity share at which a cloud is felt to be present.")
    chinese_discount: float = param(0.15, "share", "By how much Chinese clouds are cheaper.", low=0, high=0.9)
    congestion_from: float = param(0.85, "utilisation", "Utilisation above which compute grows dearer.", low=0.5, high=1)
    aversion_exposure: float = param(1.2, "log per unit", "How listing models shuns exposed jurisdictions.")
    aversion_distrust: float = param(0.8, "log per unit", "How listing models shuns distrusted origins.")
    maker_cloud_presence: float = param(0.35, "utils", "Presence that a maker gains from its own local data centres.")
    maker_cloud_relief: float = param(0.45, "share", "Data exposure that local data centres take away.")


class Beliefs(Declared):
    """What buyers fear and whom they trust."""

    ban_baseline: float = param(0.01, "hazard a year", "Fear of a ban without any reason.")
    ban_baseline_china_us: float = param(0.03, "hazard a year", "Fear of a ban on Chinese models in the United States.")
    ban_baseline_china_europe: float = param(0.02, "hazard a year", "Fear of a ban on Chinese models in Europe.")
    ban_baseline_us_china: float = param(0.2, "hazard a year", "Fear of a ban on American models in China.")
    decay: float = param(0.03, "share a month", "How fast fear fades to its baseline.")
    weight: ByBuyer = param(ByBuyer(startup=0.5, mid=0.9, large=1.2, government=1.6), "factor", "How strongly a signal is heard.")
    horizon: ByBuyer = param(ByBuyer(startup=0.5, mid=1.5, large=3, government=4), "years", "How far ahead a buyer fears a ban.")
    tension_baseline: float = param(0.15, "index", "Tension between Europe and America in January 2026.", low=0, high=1)
    europe_tension: float = param(0.45, "utils per unit", "By how much tension lowers that distrust.")
    europe_lag: float = param(0.3, "utils per 100 points", "By how much Europe's lag lowers that distrust.")
    europe_america: float = param(0.6, "utils per unit", "By how much tension raises Europe's distrust of American models.")


class Awareness(Declared):
    """How buyers come to know of a model."""

    word_of_mouth: float = param(0.2, "per unit of share a month", "Awareness from what others use.", source="Goeree 2008, for the role of awareness")
    release: float = param(0.1, "per release", "Awareness from a release near the frontier.")
    release_range: float = param(150, "points", "Distance behind the frontier at which a release is no news.")
    release_reach: float = param(0.3, "share", "Part of a release's awareness that a maker without sales offices gains.")
    marketing: float = param(0.02, "per unit of presence a month", "Awareness from sales offices.")
    downloads: float = param(0.05, "per unit of download share a month", "Awareness from free downloads.")
    forgetting: float = param(0.005, "share a month", "Awareness lost by what nobody uses.")
    home: float = param(0.35, "share", "Least awareness of a model in its home region at the start.")


class Adoption(Declared):
    """How enterprises begin to buy models at all (Bass 1969)."""

    innovation: ByBuyer = param(ByBuyer(startup=0.004, mid=0.0012, large=0.0015, government=0.0006), "share a month", "Adoption without example.", source="Bass 1969")
    imitation: ByBuyer = param(ByBuyer(startup=0.105, mid=0.09, large=0.092, government=0.08), "share a month", "Adoption by example.", source="Bass 1969")
    at_first: ByBuyer = param(ByBuyer(startup=0.03, mid=0.006, large=0.009, government=0.003), "share", "Adopters in September 2023.")
    pull: float = param(0.15, "log per 100 points", "How progress beyond its trend hastens adoption.")
    trend: float = param(11.5, "points a month", "The progress that is taken for granted.")


class Tastes(Declared):
    """What an enterprise weighs when it chooses, in utils; each buyer differs."""

    capability: ByBuyer = param(ByBuyer(startup=0.9, mid=1.05, large=1.25, government=1.0), "utils per 100 points", "Weight of capability.")
    price: ByBuyer = param(ByBuyer(startup=0.62, mid=0.5, large=0.3, government=0.25), "utils per log unit", "Weight of price.", low=0, high=2)
    ecosystem: ByBuyer = param(ByBuyer(startup=0.13, mid=0.07, large=0.05, government=0.03), "utils per log unit", "Weight of derivatives.")
    open_stack: ByBuyer = param(ByBuyer(startup=-1.23, mid=-0.56, large=-0.51, government=-0.25), "utils", "Mean liking of open weights off the maker's service.", low=-3, high=2)
    open_stack_spread: float = param(0.9, "utils", "Standard deviation of that liking.")
    exposure: ByBuyer = param(ByBuyer(startup=2.2, mid=3.0, large=4.0, government=5.0), "utils per unit", "Weight of whose servers see the data.")
    distrust: ByBuyer = param(ByBuyer(startup=0.2, mid=0.51, large=0.67, government=1.8), "utils per unit", "Weight of who made the weights.")
    ban_risk: ByBuyer = param(ByBuyer(startup=0.5, mid=1.2, large=1.9, government=5.0), "utils", "Cost of adapting after a ban.")
    presence: ByBuyer = param(ByBuyer(startup=0.5, mid=0.8, large=1.2, government=1.2), "utils per unit", "Weight of sales and compliance on the spot.")
    endorsement: ByBuyer = param(ByBuyer(startup=0.5, mid=0.6, large=0.6, government=1.5), "utils per unit", "Weight of a government's word.")
    support: ByBuyer = param(ByBuyer(startup=1.1, mid=1.0, large=1.1, government=0.9), "utils per unit", "Weight of a vendor's support.")
    spread: float = param(0.35, "log", "How much buyers differ in these weights.")
    spread_of_wariness: float = param(0.8, "log", "How much they differ in exposure, distrust and ban risk.")
    channel_startup: ByChannel = param(ByChannel(api=0, maker_cloud=-0.1, marketplace=-0.2, platform=0.4, self_hosted=-0.4), "utils", "Start-ups' mean liking of a channel.", low=-3, high=3)
    channel_mid: ByChannel = param(ByChannel(api=0, maker_cloud=-0.1, marketplace=0.15, platform=-0.4, self_hosted=-0.55), "utils", "Mid-size firms' mean liking of a channel.", low=-3, high=3)
    channel_large: ByChannel = param(ByChannel(api=0, maker_cloud=-0.05, marketplace=0.45, platform=-0.9, self_hosted=0.5), "utils", "Large firms' mean liking of a channel.", low=-3, high=3)
    channel_government: ByChannel = param(ByChannel(api=0, maker_cloud=0, marketplace=0.5, platform=-1.6, self_hosted=0.5), "utils", "Governments' mean liking of a channel.", low=-3, high=3)
    channel_spread: float = param(0.5, "utils", "How much buyers differ in that liking.")
    brand_spread: float = param(0.9, "utils", "How much they differ in lasting liking of a model.")


class Choice(Declared):
    """How an enterprise chooses among what it may use: a nested logit with switching costs."""

    model_scale: float = param(0.45, "utils", "Scale of passing taste between models; not below the scale between channels.", low=0.25, high=2, source="McFadden 1978; Train, Discrete Choice Methods")
    channel_scale: float = param(0.25, "utils", "Scale of passing taste between channels of one model; not above the scale between models.", low=0.005, high=0.45)
    renewal: ByBuyer = param(ByBuyer(startup=0.25, mid=0.10, large=0.06, government=0.04), "probability a month", "Chance that a contract is up.")
    switching_cost: ByBuyer = param(ByBuyer(startup=0.6, mid=1.2, large=1.8, government=2.2), "utils", "Mean cost of changing the model.", source=LITERATURE_SWITCHING, low=0, high=6)
    switching_spread: float = param(0.35, "log", "How much buyers differ in that cost.")
    switch_channel: float = param(0.3, "share", "Part of that cost for changing the channel.")
    switch_same_maker: float = param(0.4, "share", "Part of it for another model of the same maker.")
    switch_open_to_open: float = param(0.45, "share", "Part of it between open models, whose serving stacks are alike.")
    adaptation: ByBuyer = param(ByBuyer(startup=0.1, mid=0.25, large=0.4, government=0.5), "share of annual budget", "Cost of rebuilding after a forced switch.", low=0, high=1)
    tail_variety: float = param(0.15, "utils per log firm", "What the number of firms adds to the long tail's appeal.", source="Ben-Akiva and Lerman 1985, size variable")
    tail_open_stack: float = param(0.5, "index", "How far the long tail's models count as open weights, however they are reached.", low=0, high=1)
    tail_trust: float = param(0.35, "index", "Trust in the long tail, whose firms are near at hand and domestic.", low=0, high=1)
    tail_presence: float = param(0.35, "index", "How far the long tail's firms count as being on the spot.", low=0, high=1)
    support_platform: float = param(0.25, "index", "Support from an inference platform.", low=0, high=1)
    support_marketplace: float = param(0.35, "index", "Support for open weights from a cloud marketplace.", low=0, high=1)
    support_closed: float = param(0.9, "share", "Part of a maker's support that a cloud marketplace passes on for closed models.")
    support_closed_lost: float = param(0.3, "share", "Part of that support which is lost abroad where the maker has no people.")
    support_abroad: float = param(0.45, "share", "Part of a maker's own support that reaches buyers abroad where it has no people.")
    border_friction: float = param(0.4, "utils", "Friction of a Chinese service used abroad.")
    congestion_from: float = param(0.9, "utilisation", "Utilisation of a maker's own cloud above which its service suffers.", low=0.5, high=1)
    congestion_friction: float = param(2, "utils per unit of utilisation", "Friction of a maker's cloud beyond that.")
    ecosystem_by_channel: ByChannel = param(ByChannel(api=0.3, maker_cloud=0.5, marketplace=0.6, platform=1, self_hosted=1), "factor", "How much of what others have built on open weights can be used.", low=0, high=1)
    presence_by_channel: ByChannel = param(ByChannel(api=1, maker_cloud=1, marketplace=0.7, platform=0.3, self_hosted=0.3), "factor", "How much the maker's people on the spot count.", low=0, high=1)
    exposure_by_channel: ByChannel = param(ByChannel(api=1, maker_cloud=1, marketplace=0.7, platform=0.8, self_hosted=0.04), "factor", "How much of the host's jurisdiction is felt.", low=0, high=1)
    distrust_by_channel: ByChannel = param(ByChannel(api=1, maker_cloud=1, marketplace=0.85, platform=0.9, self_hosted=0.65), "factor", "How much of the maker's origin is felt.", low=0, high=1)
    ban_by_channel: ByChannel = param(ByChannel(api=1, maker_cloud=1, marketplace=0.75, platform=0.75, self_hosted=0.45), "factor", "How much a ban would hurt.", low=0, high=1)


class Demand(Declared):
    """How much an enterprise spends, and who receives it."""

    saturation: float = param(0.12, "share", "Part of software budgets that goes to models in the end.", low=0.03, high=0.4)
    software_growth: float = param(0.08, "a year", "Growth of software budgets.", low=0, high=0.2)
    first_budget: float = param(0.4, "share", "Part of its budget that a new adopter spends at once.")
    ramp: float = param(18, "months", "Time to the full budget.")
    elasticity: float = param(0.22, "exponent", "How the quantity bought answers to price.", low=0, high=1.5, source="OpenRouter study, 2025; a16z")
    budget_spread: ByBuyer = param(ByBuyer(startup=0.7, mid=0.7, large=0.8, government=0.8), "log", "How much budgets differ within a type.")
    royalty_closed: float = param(0.8, "share", "Maker's part of a closed model's price on a marketplace.", source=PRESS)
    royalty_open: float = param(0.02, "share", "Maker's part of open weights' price on a marketplace.")
    royalty_platform: float = param(0.01, "share", "Maker's part of open weights' price on an inference platform.")
    rented_machines: float = param(0.55, "share", "Part of self-hosting that is rented from clouds.")


class Downloads(Declared):
    """How often open weights are fetched, and what is built on them."""

    floor: float = param(6, "million a month", "Downloads of all open models at first.", source="Hugging Face counts, 2023 to 2025")
    ceiling: float = param(250, "million a month", "Downloads of all open models in the end.", source="Hugging Face counts, 2023 to 2025")
    steepness: float = param(0.13, "per month", "Speed of the rise.")
    midpoint: float = param(26, "month", "Month of the steepest rise, counted from September 2023.")
    capability: float = param(1.0, "log per 100 points", "Pull of capability.")
    variants: float = param(0.5, "log per log variant", "Pull of many sizes and versions.")
    derivatives: float = param(0.25, "log per log thousand", "Pull of derivatives.")
    novelty: float = param(0.5, "log", "Pull of a fresh release.")
    novelty_months: float = param(3, "months", "Time in which novelty fades by the factor e.")
    awareness: float = param(1.3, "log per log unit", "Pull of being known.")
    adjustment: float = param(0.145, "share a month", "How fast download shares follow.")
    derivatives_per_download: float = param(0.00027, "derivatives per download", "New derivatives.", source="Hugging Face counts, 2025")
    derivatives_decay: float = param(0.01, "share a month", "Derivatives that fall out of use.")


class Tail(Declared):
    """The long tail of small Chinese makers: entry, crowding, culling."""

    slots: float = param(768, "firms", "The most firms that can be alive at once.", low=0, high=5000)
    entry_base: float = param(0.6, "firms a month", "Entry without example.", low=0, high=3)
    entry_imitation: float = param(0.238, "firms per firm a month", "Entry by example, in good times.", low=0, high=0.6)
    crowding: float = param(760, "firms", "Number at which entry stops.", low=1, high=5000)
    entry_gap: float = param(200, "points", "Gap of open to closed models at which entry is not worth it.")
    entry_without_open: float = param(0.4, "share", "Entry that remains without any open Chinese model.")
    trainers_at_first: float = param(0.35, "share", "Entrants that train their own model, before the alarm of 2025.")
    trainers_later: float = param(0.08, "share", "Entrants that train their own model, after it.")
    tuner_cash: float = param(2.0, "$M", "Cash of a firm that tunes open models.")
    tuner_burn: float = param(0.1, "$M a month", "Cost of a firm that tunes open models.")
    trainer_cash: float = param(25, "$M", "Cash of a firm that trains its own.")
    trainer_burn: float = param(1.6, "$M a month", "Cost of a firm that trains its own.")
    tuner_lag: float = param(45, "points", "How far tuners stay behind the best open model.")
    tuner_quality: float = param(12, "points", "How much tuners differ.")
    trainer_pace: float = param(6, "points a month", "Progress of those who train.")
    trainer_noise: float = param(3, "points", "Standard deviation of that progress.")
    conversion_gap: float = param(110, "points", "Gap at which training is given up.")
    conversion_chance: float = param(0.12, "probability a month", "Chance of giving it up then.")
    alarm_factor: float = param(0.65, "share", "How far an alarm narrows that gap.")
    refinancing: float = param(0.52, "factor", "Ease of finding new money.", low=0, high=1.5)
    sentiment_floor: float = param(0.25, "index", "Sentiment at which nobody finds new money.", low=0, high=1)
    trainer_discount: float = param(0.45, "share", "Chance of new money for trainers far behind.")
    margin: float = param(0.35, "share", "Part of revenue that is left for costs of staff.")
    other_revenue: float = param(0.015, "$M a month", "Revenue from other work.")
    revenue_scale: float = param(60, "points", "How steeply revenue goes to the best.")
    capability_at_first: float = param(980, "points", "Capability of the first four.", low=800, high=1200)
    firms_at_first: float = param(4, "firms", "Firms in September 2023.", low=0, high=40)


class Sentiment(Declared):
    """The mood of investors, by origin of the maker."""

    reversion: float = param(0.06, "share a month", "How fast mood returns to its trend.")
    noise: float = param(0.02, "index", "Standard deviation of its monthly change.", low=0)
    united_states: float = param(1.15, "index", "Trend in the United States at first.")
    united_states_later: float = param(0.9, "index", "Trend in the United States from 2032.")
    china_boom: float = param(1.25, "index", "Trend in China before 2025.")
    china: float = param(1.0, "index", "Trend in China in 2025.")
    winter: float = param(0.5, "share", "What a full funding winter takes from every trend.", low=0, high=1)
    china_later: float = param(0.42, "index", "Trend in China from September 2028.")
    elsewhere: float = param(1.0, "index", "Trend elsewhere at first.")
    elsewhere_later: float = param(0.8, "index", "Trend elsewhere from 2032.")
    run: float = param(0.25, "index per unit", "How failures frighten investors away.")
    run_from: float = param(0.05, "share a month", "Failures that frighten nobody.")


class Consumers(Declared):
    """Chat applications: how people take them up, which they use, and what they pay."""

    innovation: float = param(0.0025, "share a month", "Adoption without example.", source="Bass 1969")
    imitation: float = param(0.12, "share a month", "Adoption by example.", source="Bass 1969")
    most: float = param(0.95, "share", "Part of people online who adopt in the end.")
    applications: float = param(1.25, "applications a user", "How many applications a user has.", low=1, high=3)
    quality: float = param(0.8, "log per 100 points", "Pull of capability.")
    adjustment: float = param(0.1, "share a month", "How fast people change their application.")
    paying_at_first: float = param(0.35, "share", "Part of the final readiness to pay in September 2023.")
    paying_ramp: float = param(26, "months", "Time to the full readiness to pay.")
    paying_quality: float = param(1.0, "log per 100 points", "How readiness to pay answers to capability.")
    tokens: float = param(0.1, "million tokens a user a month", "What a user runs.")
    free_tier: float = param(0.3, "share", "Cost of serving a user, relative to enterprises' tokens.")
    store_part: float = param(0.21, "share", "Part of consumers' payments that goes through Apple's App Store.", source=PRESS)
    store_fee: float = param(0.25, "share", "Fees of stores and payment services.", source=PRESS)


class Finance(Declared):
    """Firms' accounts, funding and survival; illustrative."""

    marketing_of_research: float = param(0.12, "share of research", "Marketing that grows with research.")
    marketing_of_revenue: float = param(0.18, "share of revenue", "Marketing that grows with revenue.")
    marketing_at_least: float = param(1.0, "$M a month", "Marketing that a start-up cannot do without.")
    administration: float = param(0.10, "share of research", "Administration.")
    minimum_research: float = param(0.15, "share", "Part of its plan that a poor start-up keeps up.")
    cash_months: float = param(9, "months", "Months of research that a start-up wants in cash.")
    group_retained: float = param(0.05, "share", "Part of a giant's profit that it keeps.")
    uplift: float = param(0.035, "share of core profit", "What models add to a giant's other business.")
    core_growth: float = param(0.06, "a year", "Growth of a giant's other business.", low=0, high=0.2)
    cloud_margin: float = param(0.15, "share of receipts", "Profit of a giant's cloud on what others pay it.", low=0, high=0.6)
    patron_months: float = param(5.4, "months", "Months of research that a patron keeps in the till.")
    patron_least: float = param(250, "$M", "Least cash that a patron keeps in the till.")
    state_from: float = param(100, "$M", "Cash below which a state fills the till.")
    state_to: float = param(200, "$M", "Cash to which a state fills the till.")
    fair_value: float = param(0.13, "share", "Part of a rise in valuation that a start-up books as a loss on preferred shares.")
    multiple_america: float = param(22, "factor", "Valuation over revenue in the United States.")
    multiple_elsewhere: float = param(18, "factor", "Valuation over revenue elsewhere.")
    option_america: float = param(150000, "$M", "What investors pay for the chance to lead, in the United States.")
    option_china: float = param(7000, "$M", "What investors pay for that chance in China.")
    option_elsewhere: float = param(9000, "$M", "What investors pay for that chance elsewhere.")
    option_scale: float = param(70, "points", "How steeply that chance falls with distance from the frontier.")
    raise_below: float = param(14, "months", "Runway below which a start-up looks for money.")
    raise_pause: float = param(5, "months", "Shortest time between two rounds.")
    raise_ease: float = param(0.6, "probability a month", "Chance of a round when nothing speaks against it.")
    raise_months: float = param(15, "months", "Months of burn that a round pays for.")
    score_base: float = param(-0.2, "log odds", "Investors' score of anybody.", low=-2, high=2)
    score_sales: float = param(1.5, "log odds", "What covering one's cost by revenue adds.")
    score_mood: float = param(2.2, "log odds per unit", "What the mood of investors adds.")
    score_capability: float = param(1.2, "log odds per 60 points", "What standing near the frontier adds.")
    score_america: float = param(1.6, "log odds", "What being American adds.")
    score_china: float = param(0.25, "log odds", "What being Chinese adds.")
    score_elsewhere: float = param(0.3, "log odds", "What coming from elsewhere adds.")
    score_crowd: float = param(0.4, "log odds per 500 firms", "What the crowd of small Chinese makers takes away.")
    score_exit: float = param(0.4, "log odds", "What blocked takeovers take away.")
    listing_age: float = param(24, "months", "Age from which a firm may list.")
    listing_revenue: float = param(30, "$M a year", "Revenue from which a firm may list.")
    listing_gap: float = param(130, "points", "Distance from the frontier up to which a firm may list.")
    listing_mood: float = param(0.7, "index", "Mood from which firms list.")
    listing_chance: float = param(0.5, "probability a month", "Chance of a listing then.")
    listing_float: float = param(0.12, "share", "Part of the firm that is sold.")
    listing_cheer: float = param(0.06, "index", "What a listing adds to the mood.")
    retreat_gap: float = param(115, "points", "Distance from the best open model at which training makes no sense.")
    retreat_alarm: float = param(0.65, "share", "How far an alarm narrows that distance.")
    retreat_abroad: float = param(1.3, "factor", "How much further makers outside China go.")
    retreat_months: float = param(6, "months", "How long a maker hopes.")
    bridge_months: float = param(4, "months", "Months that creditors give a maker which stops training.")
    failure_gloom: float = param(0.04, "index", "What a failure takes from the mood.", low=0)
    takeover_chance: float = param(0.12, "probability a month", "Chance that a maker in distress is bought.")
    takeover_gap: float = param(150, "points", "Distance from the frontier up to which anybody wants it.")
    takeover_price: float = param(0.3, "share of valuation", "Price of a maker in distress.")
    takeover_cash: float = param(5000, "$M", "Cash that a buyer must have.")
    distress_months: float = param(3, "months", "Runway that counts as distress.")
    breakout_chance: float = param(0.008, "probability a month", "Chance that a new laboratory breaks out, in a normal mood.")
    breakout_lag: float = param(30, "points", "Where it starts behind the best open model.")
    locked_runway: float = param(8, "months", "Runway at which makers known to be alive in January 2026 are bridged, in locked history.")
    locked_months: float = param(12, "months", "Months that such a bridge pays for.")


class Assumptions(Declared):
    """All tunable numbers of the model."""

    research: Research = Research()
    releases: Releases = Releases()
    prices: Prices = Prices()
    clouds: Clouds = Clouds()
    beliefs: Beliefs = Beliefs()
    awareness: Awareness = Awareness()
    adoption: Adoption = Adoption()
    tastes: Tastes = Tastes()
    choice: Choice = Choice()
    demand: Demand = Demand()
    downloads: Downloads = Downloads()
    tail: Tail = Tail()
    sentiment: Sentiment = Sentiment()
    consumers: Consumers = Consumers()
    finance: Finance = Finance()
