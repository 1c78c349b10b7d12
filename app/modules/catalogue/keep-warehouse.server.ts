import { and, eq, gt, gte, isNull, sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { actingOrganisation, type Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { sellerDays } from "#db/schema/catalogue-seller-days.ts";
import { warehouseDays, warehouses } from "#db/schema/catalogue-warehouses.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { levelOf, regionLevels } from "../regions/region.ts";
import { regionByCode } from "../regions/region-reads.server.ts";
import { mayOpenListing } from "./catalogue.policy.ts";
import { ownWarehouse } from "./stored-in.server.ts";
import {
  ChangeWarehouse,
  CloseWarehouse,
  OpenWarehouse,
  type WarehouseParticulars,
} from "./warehouse.schema.ts";

export type WarehouseRow = typeof warehouses.$inferSelect;

/** The caller's own warehouse that is still open, held until the transaction ends; anybody else's, and a closed one, are Missing. */
export async function heldWarehouse(
  tx: LatestTransaction,
  call: Call,
  warehouseId: string,
): Promise<WarehouseRow> {
  await hold(tx, warehouses, eq(warehouses.id, warehouseId));
  return ownWarehouse(tx, call, warehouseId);
}

/** Where it stands: its own point, or the middle of its city. Refuses half a point, and a place that is no city. */
async function placed(tx: LatestTransaction, input: WarehouseParticulars) {
  const { latitude, longitude, gramsPerDay, ...rest } = input;
  if ((latitude === undefined) !== (longitude === undefined)) throw new RuleBroken("catalogue.halfPoint");
  const city = levelOf(input.cityCode) === regionLevels.city ? await regionByCode(input.cityCode, tx) : null;
  if (!city) throw new RuleBroken("catalogue.warehouseCity", { field: "cityCode" });
  const point = {
    latitude: latitude ?? city.latitude,
    longitude: longitude ?? city.longitude,
  };
  if (point.latitude === null || point.longitude === null) throw new RuleBroken("catalogue.halfPoint");
  return {
    ...rest,
    latitude: point.latitude,
    longitude: point.longitude,
    gramsPerDay: gramsPerDay ?? null,
  };
}

async function refuseSameName(
  tx: LatestTransaction,
  own: { readonly organisationId: string; readonly name: string; readonly exceptId?: string },
): Promise<void> {
  const [same] = await tx
    .select({ id: warehouses.id })
    .from(warehouses)
    .where(
      and(
        eq(warehouses.organisationId, own.organisationId),
        isNull(warehouses.closedAt),
        sql`lower(${warehouses.name}) = lower(${own.name})`,
      ),
    );
  if (same && same.id !== own.exceptId) throw new Conflict("catalogue.warehouseKnown", { field: "name" });
}

const permitKeeper = (call: Call) => {
  if (!mayOpenListing(call.actor)) throw new Forbidden("catalogue.forbidden");
};

/**
 * Opens a warehouse of the own organisation. Goods come to lie in it by their listings: new ones in the first that is open unless another is
 * chosen, those that are there already by a move. Refuses a name that another open one has, and a place that is no city.
 */
export const openWarehouse = command({
  name: "catalogue.openWarehouse",
  input: OpenWarehouse,
  isolation: "read committed",
  permit: async (_tx, call) => permitKeeper(call),
  run: async (tx, call, input) => {
    const organisationId = actingOrganisation(call.actor);
    invariant(organisationId, "a seller acts for an organisation");
    await refuseSameName(tx, { organisationId, name: input.name });
    const warehouseId = newId("warehouse");
    await tx.insert(warehouses).values({
      ...(await placed(tx, input)),
      id: warehouseId,
      organisationId,
      createdAt: call.at,
    });
    return { warehouseId };
  },
});

/**
 * Changes what is told of a warehouse. A place is counted from at once; what it can hand out holds for days to come, and on a day for which
 * more is promised already, for as much as is promised: nothing promised is taken back.
 */
export const changeWarehouse = command({
  name: "catalogue.changeWarehouse",
  input: ChangeWarehouse,
  isolation: "read committed",
  permit: async (tx, call, { warehouseId }) => {
    permitKeeper(call);
    await ownWarehouse(tx, call, warehouseId);
  },
  run: async (tx, call, { warehouseId, ...input }) => {
    const warehouse = await heldWarehouse(tx, call, warehouseId);
    await refuseSameName(tx, { ...warehouse, name: input.name, exceptId: warehouseId });
    const facts = await placed(tx, input);
    await tx
      .update(warehouses)
      .set({ ...facts, version: warehouse.version + 1 })
      .where(eq(warehouses.id, warehouseId));
    const today = dayOf(call.at, await clockOf(warehouse.organisationId, tx));
    const mgPerDay = facts.gramsPerDay === null ? null : facts.gramsPerDay * 1000n;
    await tx
      .update(warehouseDays)
      .set({
        capacityMg: mgPerDay === null ? null : sql`greatest(${warehouseDays.usedMg}, ${mgPerDay}::bigint)`,
      })
      .where(and(eq(warehouseDays.warehouseId, warehouseId), gte(warehouseDays.day, today)));
    // Whoever solved a market from what was told before reads it again.
    await tx
      .update(listings)
      .set({ version: sql`${listings.version} + 1` })
      .where(and(eq(listings.warehouseId, warehouseId), eq(listings.state, "open")));
    return { warehouseId };
  },
});

/** Closes a warehouse for good. Refuses one in which goods on the market lie, or out of which something is still to be handed out. What is off the market lies at the own address from then on. */
export const closeWarehouse = command({
  name: "catalogue.closeWarehouse",
  input: CloseWarehouse,
  isolation: "read committed",
  permit: async (tx, call, { warehouseId }) => {
    permitKeeper(call);
    await ownWarehouse(tx, call, warehouseId);
  },
  run: async (tx, call, { warehouseId }) => {
    const warehouse = await heldWarehouse(tx, call, warehouseId);
    const [lying] = await tx
      .select({ id: listings.id })
      .from(listings)
      .where(and(eq(listings.warehouseId, warehouseId), eq(listings.state, "open")))
      .limit(1);
    if (lying) throw new RuleBroken("catalogue.warehouseInUse");
    const today = dayOf(call.at, await clockOf(warehouse.organisationId, tx));
    const [promised] = await tx
      .select({ day: sellerDays.day })
      .from(sellerDays)
      .where(
        and(eq(sellerDays.warehouseId, warehouseId), gte(sellerDays.day, today), gt(sellerDays.usedBase, 0n)),
      )
      .limit(1);
    if (promised) throw new RuleBroken("catalogue.warehousePromised");
    // What is off the market would come back into a warehouse that is no more.
    await tx
      .update(listings)
      .set({ warehouseId: null, mgPerBase: null, version: sql`${listings.version} + 1` })
      .where(eq(listings.warehouseId, warehouseId));
    await tx
      .update(sellerDays)
      .set({ warehouseId: null, mgPerBase: null })
      .where(and(eq(sellerDays.warehouseId, warehouseId), gte(sellerDays.day, today)));
    await tx
      .update(warehouses)
      .set({ closedAt: call.at, version: warehouse.version + 1 })
      .where(eq(warehouses.id, warehouseId));
    return { warehouseId };
  },
});
