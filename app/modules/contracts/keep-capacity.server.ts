import type { Call } from "#app/kernel/call.ts";
import { Invalid, RuleBroken } from "#app/kernel/errors.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { callOffCapacities } from "#db/schema/contracts.ts";
import { gradedCommodity } from "../catalogue/commodity-reads.server.ts";
import { type CallOffFacts, capacityOf, listedCapacity } from "./call-off-reads.server.ts";
import type { CapacityAsked } from "./contract.schema.ts";
import { weightOf } from "./contract.ts";
import { capacityDeclared } from "./contracts.events.ts";
import { refuseUninvited } from "./invitation-reads.server.ts";
import { surveyedBase } from "./price-rule.ts";

/**
 * Keeps what a koperasi says of one wave that the caller holds. Asked ones change their figure and keep the key that was
 * agreed; one that offers itself shares by what its open listings say it can bring a day, and brings as much when it
 * says "yes" without a number. Refuses a wave that is not open, and less than what is guaranteed to it.
 */
export async function keepCapacity(
  tx: Transaction,
  call: Call,
  callOff: CallOffFacts,
  said: Omit<CapacityAsked, "callOffId"> & { readonly koperasiId: string },
): Promise<void> {
  const { koperasiId, willingness = "yes" } = said;
  if (callOff.state !== "open") throw new RuleBroken("contracts.callOffNotOpen");
  await refuseUninvited(tx, callOff, koperasiId);
  const agreed = await capacityOf(callOff.id, koperasiId, tx);
  const listedBase = await listedCapacity(koperasiId, callOff.commodityCode, tx);
  const listed = Number(listedBase / callOff.basePerPack);
  const packsMax =
    said.packsMax ?? (willingness === "no" ? (agreed?.packsMax ?? 0) : willingness === "yes" ? listed : 0);
  if (said.packsMax === undefined && willingness !== "no" && packsMax === 0)
    throw new Invalid({ packsMax: ["contracts.sayHowMany"] });
  if (agreed && willingness !== "no" && packsMax < agreed.floorPacks)
    throw new RuleBroken("contracts.belowFloor", { floorPacks: agreed.floorPacks });
  const goods = await gradedCommodity(callOff.commodityCode, callOff.gradeCode, tx);
  const keepsCold = said.keepsCold === undefined ? (agreed?.keepsCold ?? false) : said.keepsCold === "true";
  const declared = { packsMax, willingness, keepsCold, declaredAt: call.at };
  await tx
    .insert(callOffCapacities)
    .values({
      ...declared,
      callOffId: callOff.id,
      koperasiId,
      weight: weightOf(listedBase, surveyedBase(goods?.baseUnit ?? "piece")),
      floorPacks: 0,
    })
    .onConflictDoUpdate({
      target: [callOffCapacities.callOffId, callOffCapacities.koperasiId],
      set: declared,
    });
  await announce(tx, call, capacityDeclared, { callOffId: callOff.id, koperasiId });
}
