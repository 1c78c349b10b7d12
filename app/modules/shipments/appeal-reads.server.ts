import { and, eq, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Actor } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations, persons } from "#db/schema/identity.ts";
import { receipts } from "#db/schema/shipments.ts";
import { appeals } from "#db/schema/shipments-appeals.ts";
import { isOwnOrKitchens } from "../identity/foundation-reads.server.ts";
import { mayOpenAppeal } from "./appeal.policy.ts";
import {
  type AppealLineWithGoods,
  type AppealRow,
  appealGround,
  appealLinesOf,
} from "./appeal-facts-reads.server.ts";
import { shipmentFacts } from "./shipment-facts-reads.server.ts";

const seller = alias(organisations, "seller");
const buyer = alias(organisations, "buyer");

export type AppealShown = AppealRow & {
  readonly sellerName: string;
  readonly buyerName: string;
  readonly receiptNumber: string;
  readonly decidedByName: string | null;
  readonly lines: readonly AppealLineWithGoods[];
};

/** The appeal against a delivery with what was asked and granted, for its two parties and the foundation behind the kitchen; null for anyone else. */
export async function appealAgainst(
  organisationId: string,
  shipmentId: string,
  on: Executor = db(),
): Promise<AppealShown | null> {
  const [row] = await on
    .select({
      appeal: appeals,
      sellerName: seller.name,
      buyerName: buyer.name,
      receiptNumber: receipts.number,
      decidedByName: persons.fullName,
    })
    .from(appeals)
    .innerJoin(seller, eq(seller.id, appeals.sellerId))
    .innerJoin(buyer, eq(buyer.id, appeals.buyerId))
    .innerJoin(receipts, eq(receipts.shipmentId, appeals.shipmentId))
    .leftJoin(persons, eq(persons.id, appeals.decidedBy))
    .where(
      and(
        eq(appeals.shipmentId, shipmentId),
        or(eq(appeals.sellerId, organisationId), isOwnOrKitchens(appeals.buyerId, organisationId, on)),
      ),
    );
  if (!row) return null;
  const { appeal, ...names } = row;
  return { ...appeal, ...names, lines: await appealLinesOf(appeal.id, on) };
}

/**
 * What a seller may appeal against of its own delivery: its parts, until when, and whether this person may. Missing for
 * whoever did not send it, and while there is no receipt of a kitchen.
 */
export async function appealBeforeSeller(actor: Actor, shipmentId: string, on: Executor = db()) {
  const shipment = await shipmentFacts(shipmentId, on);
  const isOwn = actor.kind === "member" && shipment?.sellerId === actor.organisationId;
  const ground = isOwn ? await appealGround(shipmentId, on) : null;
  if (!shipment || ground?.buyerKind !== "kitchen") throw new Missing("shipments.missing");
  return {
    receiptNumber: ground.receiptNumber,
    hours: ground.hours,
    closesAt: ground.closesAt,
    parts: ground.parts,
    mayOpen: mayOpenAppeal(actor, shipment),
  };
}
