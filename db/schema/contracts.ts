import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { statesOf } from "#app/kernel/lifecycle.ts";
import { callOffLifecycle, contractLifecycle } from "#app/modules/contracts/contract-lifecycle.ts";
import { paperRungs } from "#app/modules/contracts/contract-paper.ts";
import { rateKinds } from "#app/modules/contracts/contract-rate.ts";
import { invitationLifecycle } from "#app/modules/contracts/invitation-lifecycle.ts";
import type { PriceRule } from "#app/modules/contracts/price-rule.ts";
import { coolings, willingnesses } from "#app/modules/contracts/schedule.ts";
import { suspensionCauses } from "#app/modules/contracts/suspension.ts";
import { commodities } from "./catalogue.ts";
import { baseQuantity, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { storedFiles } from "./platform.ts";
import { regions } from "./regions.ts";

const contractStates = statesOf(contractLifecycle);
const invitationStates = statesOf(invitationLifecycle);
const callOffStates = statesOf(callOffLifecycle);

export const contracts = pgTable(
  "contracts",
  {
    id: id().primaryKey(),
    hubId: id()
      .notNull()
      .references(() => organisations.id),
    buyerId: id()
      .notNull()
      .references(() => organisations.id),
    number: text().notNull(),
    state: word(contractStates).notNull(),
    /** The contract that this one was drawn up to follow; null where it follows none. */
    renewsId: id().references((): AnyPgColumn => contracts.id),
    freightPaidBy: word(["buyer", "seller"]).notNull(),
    freightRupiahPerTonne: rupiah().notNull(),
    destinationRegionCode: text()
      .notNull()
      .references(() => regions.code),
    destinationAddress: text().notNull(),
    paymentTermDays: integer().notNull(),
    /** Part of a call-off's value that the buyer pays before it comes; 0 asks for none. */
    advanceBasisPoints: integer().notNull().default(0),
    claimWindowHours: integer().notNull(),
    breakageAllowanceBasisPoints: integer().notNull(),
    shrinkAllowanceBasisPoints: integer().notNull(),
    /** Within how many hours force majeure is told, and for how many days at most it suspends what was promised. */
    forceMajeureNoticeHours: integer().notNull().default(24),
    forceMajeureDaysMax: integer().notNull().default(14),
    startsOn: day().notNull(),
    endsOn: day().notNull(),
    signedAt: moment(),
    signedBy: id().references(() => persons.id),
    createdBy: id().references(() => persons.id),
    createdAt: moment().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex("contracts_number").on(t.hubId, t.number),
    index("contracts_buyer").on(t.buyerId),
    // One contract follows another; a draft that was not to be is broken off and followed by a better one.
    uniqueIndex("contracts_renews").on(t.renewsId).where(sql`state <> 'terminated'`),
    check("contracts_renews_another", sql`${t.renewsId} <> ${t.id}`),
    check("contracts_state", oneOf(t.state, contractStates)),
    check("contracts_period", sql`${t.endsOn} >= ${t.startsOn}`),
    check("contracts_advance", sql`${t.advanceBasisPoints} between 0 and 10000`),
    check(
      "contracts_force_majeure",
      sql`${t.forceMajeureNoticeHours} between 1 and 168 and ${t.forceMajeureDaysMax} between 1 and 90`,
    ),
  ],
);

/**
 * The papers that a contract stands on, one of each rung: the cities' understanding (MoU), the offices' agreement
 * (PKS), and the contract between the firms themselves (B2B), which alone has to be complete before it is signed.
 */
export const contractPapers = pgTable(
  "contract_papers",
  {
    contractId: id()
      .notNull()
      .references(() => contracts.id),
    rung: word(paperRungs).notNull(),
    number: text().notNull(),
    datedOn: day(),
    /** Who signed it for the trade center's side and for the buyer's, as printed on the paper. */
    hubSignatory: text(),
    buyerSignatory: text(),
    fileId: id().references(() => storedFiles.id),
    recordedBy: id().references(() => persons.id),
    recordedAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.contractId, t.rung] }),
    check("contract_papers_rung", oneOf(t.rung, paperRungs)),
  ],
);

/** The clauses of a contract in its own words: taken from the trade center's set when it is drafted, and fixed when it is signed. */
export const contractClauses = pgTable(
  "contract_clauses",
  {
    contractId: id()
      .notNull()
      .references(() => contracts.id),
    position: smallint().notNull(),
    heading: text().notNull(),
    body: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.contractId, t.position] })],
);

/** The clause set that new contracts of a trade center start from. */
export const hubClauses = pgTable(
  "hub_clauses",
  {
    hubId: id()
      .notNull()
      .references(() => organisations.id),
    position: smallint().notNull(),
    heading: text().notNull(),
    body: text().notNull(),
    keptBy: id().references(() => persons.id),
    keptAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.hubId, t.position] })],
);

/**
 * Levy and service fee of a contract, from a day on, with the rule they lean on: a part of the accepted value or an
 * amount per kilogram, litre or piece. Of a kind the row that began last holds; a wrong one is answered by a row that
 * corrects it, and nothing is changed.
 */
export const contractRates = pgTable(
  "contract_rates",
  {
    id: id().primaryKey(),
    contractId: id()
      .notNull()
      .references(() => contracts.id),
    kind: word(rateKinds).notNull(),
    basisPoints: integer().notNull().default(0),
    rupiahPerUnit: rupiah().notNull().default(sql`0`),
    legalBasis: text(),
    fromOn: day().notNull(),
    recordedBy: text().notNull(),
    recordedAt: moment().notNull(),
    correctsId: id().references((): AnyPgColumn => contractRates.id),
    reason: text(),
    annuls: boolean().notNull().default(false),
  },
  (t) => [
    uniqueIndex("contract_rates_corrects").on(t.correctsId),
    index("contract_rates_contract").on(t.contractId, t.kind, t.fromOn),
    check("contract_rates_kind", oneOf(t.kind, rateKinds)),
    check(
      "contract_rates_one",
      sql`${t.basisPoints} between 0 and 2000 and ${t.rupiahPerUnit} >= 0 and (${t.basisPoints} = 0 or ${t.rupiahPerUnit} = 0)`,
    ),
    // A levy without a legal basis may not be raised.
    check(
      "contract_rates_basis",
      sql`${t.kind} <> 'levy' or (${t.basisPoints} = 0 and ${t.rupiahPerUnit} = 0) or ${t.legalBasis} is not null`,
    ),
    check(
      "contract_rates_correction",
      sql`(${t.correctsId} is null) = (${t.reason} is null) and (not ${t.annuls} or ${t.correctsId} is not null)`,
    ),
  ],
);

/** Force majeure: what was promised under a contract waits from one day to another; it does not end. */
export const contractSuspensions = pgTable(
  "contract_suspensions",
  {
    id: id().primaryKey(),
    contractId: id()
      .notNull()
      .references(() => contracts.id),
    cause: word(suspensionCauses).notNull(),
    happenedAt: moment().notNull(),
    noticedAt: moment().notNull(),
    noticedBy: id().references(() => persons.id),
    noticedForId: id()
      .notNull()
      .references(() => organisations.id),
    note: text().notNull(),
    startsOn: day().notNull(),
    endsOn: day().notNull(),
    /** The day from which everything holds again, when that was earlier than planned. */
    resumedOn: day(),
    resumedBy: id().references(() => persons.id),
    resumedAt: moment(),
  },
  (t) => [
    index("contract_suspensions_contract").on(t.contractId, t.startsOn),
    check("contract_suspensions_cause", oneOf(t.cause, suspensionCauses)),
    check(
      "contract_suspensions_period",
      sql`${t.endsOn} >= ${t.startsOn} and (${t.resumedOn} is null or ${t.resumedOn} between ${t.startsOn} and ${t.endsOn}) and ${t.noticedAt} >= ${t.happenedAt}`,
    ),
  ],
);

/** One commodity and grade of a contract: how much of it a month, in which pack, at a price that a rule finds. */
export const contractLines = pgTable(
  "contract_lines",
  {
    id: id().primaryKey(),
    contractId: id()
      .notNull()
      .references(() => contracts.id),
    position: smallint().notNull(),
    commodityCode: text()
      .notNull()
      .references(() => commodities.code),
    gradeCode: text().notNull(),
    packUnit: text().notNull(),
    basePerPack: baseQuantity().notNull(),
    volumeMinBasePerMonth: baseQuantity().notNull(),
    volumeMaxBasePerMonth: baseQuantity().notNull(),
    toleranceBasisPoints: integer().notNull(),
    priceRule: jsonb().$type<PriceRule>().notNull(),
    /** Days that a found price stays fixed, from the first call-off on; 0 finds it anew for every call-off. */
    reviewLockDays: smallint().notNull().default(0),
  },
  (t) => [
    unique("contract_lines_position").on(t.contractId, t.position),
    // A call-off names its goods by commodity and grade, so each stands once.
    unique("contract_lines_goods").on(t.contractId, t.commodityCode, t.gradeCode),
    check(
      "contract_lines_volume",
      sql`0 <= ${t.volumeMinBasePerMonth} and ${t.volumeMinBasePerMonth} <= ${t.volumeMaxBasePerMonth} and ${t.basePerPack} > 0`,
    ),
    check("contract_lines_tolerance", sql`${t.toleranceBasisPoints} between 0 and 10000`),
    check("contract_lines_lock", sql`${t.reviewLockDays} between 0 and 366`),
  ],
);

/**
 * The price of a line for as long as it is locked: found at the first call-off of the period, and the price of every
 * other one until `endsOn`, whatever the survey says by then. Never changed.
 */
export const contractPriceLocks = pgTable(
  "contract_price_locks",
  {
    contractLineId: id()
      .notNull()
      .references(() => contractLines.id),
    startsOn: day().notNull(),
    endsOn: day().notNull(),
    /** Per kilogram, litre or piece. */
    priceRupiah: rupiah().notNull(),
    because: jsonb().$type<Record<string, string>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.contractLineId, t.startsOn] }),
    check("contract_price_locks_period", sql`${t.endsOn} >= ${t.startsOn} and ${t.priceRupiah} > 0`),
  ],
);

/** What was drawn from a line of a contract in a month: never beyond the maximum plus tolerance. */
export const contractMonths = pgTable(
  "contract_months",
  {
    contractLineId: id()
      .notNull()
      .references(() => contractLines.id),
    month: text().notNull(),
    drawnBase: baseQuantity().notNull(),
    limitBase: baseQuantity().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.contractLineId, t.month] }),
    check("contract_months_limit", sql`${t.drawnBase} >= 0 and ${t.drawnBase} <= ${t.limitBase}`),
  ],
);

export const callOffs = pgTable(
  "call_offs",
  {
    id: id().primaryKey(),
    contractId: id()
      .notNull()
      .references(() => contracts.id),
    /**
     * The first of the call-offs that were opened together, which are the waves of one schedule and are shared out
     * jointly; itself where it stands alone.
     */
    scheduleId: id()
      .notNull()
      .references((): AnyPgColumn => callOffs.id),
    /** Which of the contract's goods it calls off. */
    contractLineId: id()
      .notNull()
      .references(() => contractLines.id),
    hubId: id()
      .notNull()
      .references(() => organisations.id),
    number: text().notNull(),
    state: word(callOffStates).notNull(),
    deliveryDay: day().notNull(),
    packs: integer().notNull(),
    basePerPack: baseQuantity().notNull(),
    /** What it draws on its month: all of it while open, then what koperasi took, what left, and what arrived. */
    drawnBase: baseQuantity().notNull(),
    /** Price per pack to the buyer, fixed by the contract's rule on the day the call-off was opened. */
    priceRupiahPerPack: rupiah().notNull(),
    priceBecause: jsonb().$type<Record<string, string>>().notNull(),
    answerBy: moment().notNull(),
    /** How warm the vehicle may be that carries it. */
    cooling: word(coolings).notNull().default("ambient"),
    openedBy: id().references(() => persons.id),
    openedAt: moment().notNull(),
    note: text(),
    /** When its truck left: from then on nobody else can bring what somebody does not. */
    leftAt: moment(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex("call_offs_number").on(t.hubId, t.number),
    index("call_offs_contract").on(t.contractId, t.deliveryDay),
    unique("call_offs_wave").on(t.scheduleId, t.deliveryDay),
    check("call_offs_state", oneOf(t.state, callOffStates)),
    check("call_offs_cooling", oneOf(t.cooling, coolings)),
    check("call_offs_packs", sql`${t.packs} > 0 and ${t.basePerPack} > 0 and ${t.priceRupiahPerPack} > 0`),
    check(
      "call_offs_drawn",
      sql`0 <= ${t.drawnBase} and ${t.drawnBase} <= ${t.packs} * ${t.basePerPack}
        and (${t.state} <> 'open' or ${t.drawnBase} = ${t.packs} * ${t.basePerPack})
        and (${t.state} <> 'cancelled' or ${t.drawnBase} = 0)`,
    ),
  ],
);

/** How much a koperasi says it can bring to a call-off, and whether it wants to. */
export const callOffCapacities = pgTable(
  "call_off_capacities",
  {
    callOffId: id()
      .notNull()
      .references(() => callOffs.id),
    koperasiId: id()
      .notNull()
      .references(() => organisations.id),
    packsMax: integer().notNull(),
    /** `no` shares in nothing, whatever it could bring; `at_most` named `packsMax` itself, `yes` means all it can. */
    willingness: word(willingnesses).notNull().default("yes"),
    /** It keeps goods cold until they are at the gate. */
    keepsCold: boolean().notNull().default(false),
    /** The agreed key: what it can bring a day in kilograms (litres, pieces), unless the trade center sets another. */
    weight: integer().notNull(),
    floorPacks: integer().notNull().default(0),
    declaredAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.callOffId, t.koperasiId] }),
    check("call_off_capacities_packs", sql`${t.packsMax} >= 0 and ${t.weight} >= 1 and ${t.floorPacks} >= 0`),
    check("call_off_capacities_willingness", oneOf(t.willingness, willingnesses)),
  ],
);

/** The most that a koperasi wants of all waves of a schedule together, where that is less than the waves add up to. */
export const scheduleLimits = pgTable(
  "schedule_limits",
  {
    scheduleId: id()
      .notNull()
      .references(() => callOffs.id),
    koperasiId: id()
      .notNull()
      .references(() => organisations.id),
    /** Null when it took its limit back. */
    packsMax: integer(),
    declaredAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.scheduleId, t.koperasiId] }),
    check("schedule_limits_packs", sql`${t.packsMax} >= 0`),
  ],
);

/** A koperasi of another city that is asked to share in a call-off. Until it is invited the call-off does not exist for it. */
export const callOffInvitations = pgTable(
  "call_off_invitations",
  {
    callOffId: id()
      .notNull()
      .references(() => callOffs.id),
    koperasiId: id()
      .notNull()
      .references(() => organisations.id),
    state: word(invitationStates).notNull(),
    invitedBy: id().references(() => persons.id),
    invitedAt: moment().notNull(),
    answeredBy: id().references(() => persons.id),
    answeredAt: moment(),
    reason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.callOffId, t.koperasiId] }),
    index("call_off_invitations_koperasi").on(t.koperasiId, t.state),
    check("call_off_invitations_state", oneOf(t.state, invitationStates)),
    check("call_off_invitations_answered", sql`(${t.state} = 'invited') = (${t.answeredAt} is null)`),
  ],
);
