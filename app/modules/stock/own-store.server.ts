import { actingOrganisation, type Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { type GradeRef, gradedCommodity } from "../catalogue/commodity-reads.server.ts";
import { mayKeepStock } from "./stock.policy.ts";

/** The permit of every deed in this room. */
export async function permitKeeping(_tx: unknown, call: Call): Promise<void> {
  if (!mayKeepStock(call.actor)) throw new Forbidden("stock.forbidden");
}

/** The kitchen whose book it is, and who writes in it. */
export function keeperOf(call: Call): { readonly organisationId: string; readonly personId: string } {
  const organisationId = actingOrganisation(call.actor);
  invariant(organisationId && call.actor.kind === "member", "a store is kept by a member of a kitchen");
  return { organisationId, personId: call.actor.personId };
}

/** Refuses goods that nobody trades. */
export async function knownGoods(tx: Transaction, goods: GradeRef): Promise<void> {
  if (!(await gradedCommodity(goods.commodityCode, goods.gradeCode, tx)))
    throw new Missing("stock.goodsMissing");
}
