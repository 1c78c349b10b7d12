import { eq } from "drizzle-orm";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { supplyFrameworks } from "#db/schema/commitments-frameworks.ts";
import { gradedCommodity } from "../catalogue/commodity-reads.server.ts";
import { isPaidAboveCeiling } from "../catalogue/dear-reads.server.ts";
import { ownListingById } from "../catalogue/listing-reads.server.ts";
import { partiesWith, sellerOn } from "./agreeing-parties.server.ts";
import { AgreeToFramework, ProposeFramework, RefuseFramework } from "./framework.schema.ts";
import { frameworkLifecycle, refuseUnfitFramework } from "./framework.ts";
import { heldFramework } from "./known-framework.server.ts";
import { mayAgreeToTerms, maySpeakOnTerms } from "./payment-terms.policy.ts";

/**
 * Proposes to a partner that goods of one listing are supplied between two delivery days at a price that stands. Nothing may be drawn
 * before the partner says yes. Refuses whom one never traded with, goods that are not the seller's, a price that with the seller's
 * VAT is above the legal ceiling today, a period that is over, the wrong way round or longer than a year, and a least volume above the most.
 */
export const proposeFramework = command({
  name: "commitments.proposeFramework",
  input: ProposeFramework,
  isolation: "read committed",
  permit: async (tx, call, wish) => {
    if (!maySpeakOnTerms(call.actor, await partiesWith(tx, call, wish)))
      throw new Forbidden("commitments.forbidden");
  },
  run: async (tx, call, { partnerId, side, ...wish }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const parties = await partiesWith(tx, call, { partnerId, side });
    const { seller, today } = await sellerOn(tx, call, parties.sellerId);
    refuseUnfitFramework(wish, today);
    const listing = await ownListingById(parties.sellerId, wish.listingId, today, tx);
    if (listing?.state !== "open") throw new Missing("commitments.frameworkGoods");
    const commodity = await gradedCommodity(listing.commodityCode, listing.gradeCode, tx);
    invariant(commodity, "a listing is of a commodity");
    const asked = { ...listing, priceRupiah: wish.priceRupiah };
    if (await isPaidAboveCeiling(asked, commodity, seller, today, tx))
      throw new RuleBroken("commitments.frameworkTooDear", { field: "priceRupiah" });
    const frameworkId = newId("supplyFramework");
    await tx.insert(supplyFrameworks).values({
      ...wish,
      ...parties,
      id: frameworkId,
      state: "proposed",
      title: listing.title,
      unit: listing.unit,
      basePerUnit: listing.basePerUnit,
      proposedFor: call.actor.organisationId,
      proposedBy: call.actor.personId,
      proposedAt: call.at,
    });
    return { frameworkId };
  },
});

/**
 * The other side says yes: from now on the buyer draws on it. Refuses the own proposal, the person who proposed, and one whose last day
 * is over.
 */
export const agreeToFramework = command({
  name: "commitments.agreeToFramework",
  input: AgreeToFramework,
  isolation: "read committed",
  permit: async (tx, call, { frameworkId }) => {
    const framework = await heldFramework(tx, call, frameworkId);
    if (!mayAgreeToTerms(call.actor, framework)) throw new Forbidden("commitments.termsOtherSide");
  },
  run: async (tx, call, { frameworkId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const framework = await heldFramework(tx, call, frameworkId);
    if (framework.proposedBy === call.actor.personId) throw new Forbidden("commitments.termsOtherSide");
    const { today } = await sellerOn(tx, call, framework.sellerId);
    if (framework.validTo < today) throw new RuleBroken("commitments.frameworkOver");
    await tx
      .update(supplyFrameworks)
      .set({
        state: nextState(frameworkLifecycle, framework.state, "agree", "commitments.frameworkMoved"),
        answeredBy: call.actor.personId,
        answeredAt: call.at,
      })
      .where(eq(supplyFrameworks.id, frameworkId));
    return { frameworkId };
  },
});

/** Says no to what was proposed, with a reason; of the own proposal, takes it back. What was agreed on stands. */
export const refuseFramework = command({
  name: "commitments.refuseFramework",
  input: RefuseFramework,
  isolation: "read committed",
  permit: async (tx, call, { frameworkId }) => {
    if (!maySpeakOnTerms(call.actor, await heldFramework(tx, call, frameworkId)))
      throw new Forbidden("commitments.forbidden");
  },
  run: async (tx, call, { frameworkId, reason }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const framework = await heldFramework(tx, call, frameworkId);
    const event = framework.proposedFor === call.actor.organisationId ? "withdraw" : "refuse";
    await tx
      .update(supplyFrameworks)
      .set({
        state: nextState(frameworkLifecycle, framework.state, event, "commitments.frameworkMoved"),
        answeredBy: call.actor.personId,
        answeredAt: call.at,
        reason,
      })
      .where(eq(supplyFrameworks.id, frameworkId));
    return { frameworkId };
  },
});
