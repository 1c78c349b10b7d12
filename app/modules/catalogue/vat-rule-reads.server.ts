import { inArray } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { asNumber, parametersOn } from "../regions/parameter-reads.server.ts";
import type { TaxClass, VatRule } from "./vat.ts";

const KEYS = ["tax.vat_basis_points", "tax.base_numerator", "tax.base_denominator"] as const;

/** The VAT rule in force on a day, out of the dated parameters. */
export async function vatRuleOn(day: BusinessDay, on: Executor = db()): Promise<VatRule> {
  const values = await parametersOn(on, KEYS, { day });
  return {
    rateBasisPoints: asNumber(KEYS[0], values["tax.vat_basis_points"]),
    baseNumerator: asNumber(KEYS[1], values["tax.base_numerator"]),
    baseDenominator: asNumber(KEYS[2], values["tax.base_denominator"]),
  };
}

/** The tax class of each of these commodities, by code. */
export async function taxClassesOf(
  codes: readonly string[],
  on: Executor,
): Promise<ReadonlyMap<string, TaxClass>> {
  const rows = await on
    .select({ code: commodities.code, taxClass: commodities.taxClass })
    .from(commodities)
    .where(inArray(commodities.code, [...new Set(codes)]));
  return new Map(rows.map((row) => [row.code, row.taxClass]));
}
