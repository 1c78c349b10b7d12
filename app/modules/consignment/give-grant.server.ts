import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { sellingGrants } from "#db/schema/consignment-grants.ts";
import { resells } from "../catalogue/catalogue.policy.ts";
import { commodityByCode } from "../catalogue/commodity-reads.server.ts";
import { clockOf, organisationById } from "../identity/organisation-reads.server.ts";
import { may } from "../identity/permissions.ts";
import { COMMISSION_BASIS_POINTS_MAX } from "./consignment.ts";

const GiveGrant = z.object({
  keeperId: idOf("organisation"),
  commodityCode: z.string().trim().min(1).max(12).optional(),
  commissionMaxBasisPoints: wholeNumber(1, COMMISSION_BASIS_POINTS_MAX, "consignment.rate"),
  validUntil: BusinessDayText,
});

/**
 * Lets another organisation sell the own one's goods onward without asking each time: of one commodity or all, for a commission up to
 * so much, until a day. Another word to the same one about the same goods takes the place of the earlier. Refuses the own
 * organisation, one that does not sell, and a day that is over.
 */
export const giveGrant = command({
  name: "consignment.giveGrant",
  input: GiveGrant,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "member" || !may(call.actor, "listings.keep"))
      throw new Forbidden("consignment.forbidden");
  },
  run: async (tx, call, { keeperId, commodityCode, commissionMaxBasisPoints, validUntil }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId: ownerId, personId } = call.actor;
    const keeper = await organisationById(keeperId, tx);
    if (keeper?.state !== "active" || !resells(keeper.kind)) throw new Missing("consignment.noKeeper");
    if (keeperId === ownerId) throw new RuleBroken("consignment.ownGoods", { field: "keeperId" });
    if (commodityCode !== undefined && !(await commodityByCode(commodityCode, tx)))
      throw new Missing("consignment.noGoods");
    if (validUntil < dayOf(call.at, await clockOf(ownerId, tx)))
      throw new RuleBroken("consignment.grantOver", { field: "validUntil" });
    await tx
      .update(sellingGrants)
      .set({ endedAt: call.at, endedBy: personId })
      .where(
        and(
          eq(sellingGrants.ownerId, ownerId),
          eq(sellingGrants.keeperId, keeperId),
          commodityCode === undefined
            ? isNull(sellingGrants.commodityCode)
            : eq(sellingGrants.commodityCode, commodityCode),
          isNull(sellingGrants.endedAt),
        ),
      );
    const grantId = newId("sellingGrant");
    await tx.insert(sellingGrants).values({
      id: grantId,
      ownerId,
      keeperId,
      commodityCode: commodityCode ?? null,
      commissionMaxBasisPoints,
      validUntil,
      givenBy: personId,
      givenAt: call.at,
    });
    return { grantId };
  },
});
