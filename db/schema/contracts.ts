import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
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
    check(
      "contracts_volume",
      sql`0 <= ${t.volumeMinBasePerMonth} and ${t.volumeMinBasePerMonth} <= ${t.volumeMaxBasePerMonth} and ${t.basePerPack} > 0`,
    ),
    check("contracts_period", sql`${t.endsOn} >= ${t.startsOn}`),
    // A levy without a legal basis may not be raised.
    check("contracts_levy", sql`${t.levyBasisPoints} = 0 or ${t.levyLegalBasis} is not null`),
  ],
);

/** What was drawn from a contract in a month: never beyond the maximum plus tolerance. */
export const contractMonths = pgTable(
  "contract_months",
  {
    contractId: id()
      .notNull()
      .references(() => contracts.id),
    month: text().notNull(),
    drawnBase: baseQuantity().notNull(),
    limitBase: baseQuantity().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.contractId, t.month] }),
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
