import { eq, inArray, sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { GoodsClass } from "#app/kernel/goods-class.ts";
import { db, type Executor } from "#db/client.server.ts";
import { allotments } from "#db/schema/allotment.ts";
import { commodities, listings } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { callOffs, contractLines } from "#db/schema/contracts.ts";
import { shipmentLines } from "#db/schema/shipments.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { numberByGoodsClass } from "../regions/parameter-reads.server.ts";

/** Says of a line how far scales may differ, in basis points. */
export type ToleranceOf = (line: { readonly id: string }) => number;

/** How goods on each of these lines are handled, by line. */
export async function goodsClassesOf(
  lineIds: readonly string[],
  on: Executor,
): Promise<ReadonlyMap<string, GoodsClass>> {
  if (lineIds.length === 0) return new Map();
  const rows = await on
    .select({ id: shipmentLines.id, goodsClass: commodities.goodsClass })
    .from(shipmentLines)
    .leftJoin(commitments, eq(commitments.id, shipmentLines.commitmentId))
    .leftJoin(listings, eq(listings.id, commitments.listingId))
    .leftJoin(allotments, eq(allotments.id, shipmentLines.allotmentId))
    .leftJoin(callOffs, eq(callOffs.id, allotments.callOffId))
    .leftJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(
      commodities,
      eq(commodities.code, sql`coalesce(${listings.commodityCode}, ${contractLines.commodityCode})`),
    )
    .where(inArray(shipmentLines.id, [...lineIds]));
  return new Map(rows.map((row) => [row.id, row.goodsClass]));
}

/** How far scales may differ on each of these lines where this organisation weighs, on the day of `at`. */
export async function weighingTolerances(
  organisationId: string,
  at: Date,
  lines: readonly { readonly id: string }[],
  on: Executor = db(),
): Promise<ToleranceOf> {
  const organisation = await organisationById(organisationId, on);
  invariant(organisation, `${organisationId} is an organisation`);
  const scope = { regionCode: organisation.regionCode, day: dayOf(at, organisation.timeZone) };
  const rule = await numberByGoodsClass(on, "receiving.tolerance_basis_points", scope);
  const classes = await goodsClassesOf(
    lines.map(({ id }) => id),
    on,
  );
  return ({ id }) => {
    const goodsClass = classes.get(id);
    invariant(goodsClass, "goods on a line are of a class");
    return rule[goodsClass];
  };
}
