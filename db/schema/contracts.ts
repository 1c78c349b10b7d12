import { sql } from "drizzle-orm";
import {
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
import type { PriceRule } from "#app/modules/contracts/price-rule.ts";
import { commodities } from "./catalogue.ts";
import { baseQuantity, day, id, moment, oneOf, rupiah, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { regions } from "./regions.ts";

const contractStates = statesOf(contractLifecycle);
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
    /** The ladder: city-to-city understanding, agreement between offices, contract between firms. */
    mouNumber: text(),
    agreementNumber: text(),
    state: word(contractStates).notNull(),
    freightPaidBy: word(["buyer", "seller"]).notNull(),
    freightRupiahPerTonne: rupiah().notNull(),
    destinationRegionCode: text()
      .notNull()
      .references(() => regions.code),
    destinationAddress: text().notNull(),
    paymentTermDays: integer().notNull(),
    claimWindowHours: integer().notNull(),
    breakageAllowanceBasisPoints: integer().notNull(),
    shrinkAllowanceBasisPoints: integer().notNull(),
    levyBasisPoints: integer().notNull().default(0),
    levyLegalBasis: text(),
    serviceFeeBasisPoints: integer().notNull().default(0),
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
    check("contracts_state", oneOf(t.state, contractStates)),
    check("contracts_period", sql`${t.endsOn} >= ${t.startsOn}`),
    // A levy without a legal basis may not be raised.
    check("contracts_levy", sql`${t.levyBasisPoints} = 0 or ${t.levyLegalBasis} is not null`),
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
    openedBy: id().references(() => persons.id),
    openedAt: moment().notNull(),
    note: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex("call_offs_number").on(t.hubId, t.number),
    index("call_offs_contract").on(t.contractId, t.deliveryDay),
    check("call_offs_state", oneOf(t.state, callOffStates)),
    check("call_offs_packs", sql`${t.packs} > 0 and ${t.basePerPack} > 0 and ${t.priceRupiahPerPack} > 0`),
    check(
      "call_offs_drawn",
      sql`0 <= ${t.drawnBase} and ${t.drawnBase} <= ${t.packs} * ${t.basePerPack}
        and (${t.state} <> 'open' or ${t.drawnBase} = ${t.packs} * ${t.basePerPack})
        and (${t.state} <> 'cancelled' or ${t.drawnBase} = 0)`,
    ),
  ],
);

/** How much a koperasi says it can bring to a call-off. */
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
    /** The agreed key: what it can bring a day in kilograms (litres, pieces), unless the trade center sets another. */
    weight: integer().notNull(),
    floorPacks: integer().notNull().default(0),
    declaredAt: moment().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.callOffId, t.koperasiId] }),
    check("call_off_capacities_packs", sql`${t.packsMax} >= 0 and ${t.weight} >= 1 and ${t.floorPacks} >= 0`),
  ],
);
