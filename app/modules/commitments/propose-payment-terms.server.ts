import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { paymentTerms } from "#db/schema/commitments-terms.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { partiesWith, sellerOn } from "./agreeing-parties.server.ts";
import { holdTerms } from "./hold-terms.server.ts";
import { mayAgreeToTerms, mayKnowTerms, maySpeakOnTerms } from "./payment-terms.policy.ts";
import { AgreeToPaymentTerms, ProposePaymentTerms, RefusePaymentTerms } from "./payment-terms.schema.ts";
import { paymentTermsLifecycle, refusePastTerms, refuseUnfitTerms } from "./payment-terms.ts";
import { termsBounds } from "./payment-terms-reads.server.ts";

/**
 * Proposes to a partner when goods are paid that are delivered from a day on, and what being late costs, if anything. Nothing changes
 * before the partner says yes. Refuses whom one never traded with, a day that is today or over, days that are none of those of the rule,
 * a fee above the dated rules, and a second proposal beside one that waits.
 */
export const proposePaymentTerms = command({
  name: "commitments.proposePaymentTerms",
  input: ProposePaymentTerms,
  isolation: "read committed",
  permit: async (tx, call, wish) => {
    if (!maySpeakOnTerms(call.actor, await partiesWith(tx, call, wish)))
      throw new Forbidden("commitments.forbidden");
  },
  run: async (tx, call, wish) => {
    invariant(call.actor.kind === "member", "permitted above");
    const parties = await partiesWith(tx, call, wish);
    const { today, seller } = await sellerOn(tx, call, parties.sellerId);
    const lateFee =
      wish.lateFeePercent === undefined || wish.lateFeeCapPercent === undefined
        ? null
        : { basisPoints: wish.lateFeePercent, capBasisPoints: wish.lateFeeCapPercent };
    refuseUnfitTerms(
      { termDays: wish.termDays, validFrom: wish.validFrom, lateFee },
      await termsBounds({ regionCode: seller.regionCode, day: wish.validFrom }, tx),
      today,
    );
    const paymentTermsId = newId("paymentTerms");
    const proposed = await tx
      .insert(paymentTerms)
      .values({
        id: paymentTermsId,
        ...parties,
        state: "proposed",
        termDays: wish.termDays,
        collection: wish.collection,
        lateFeeBasisPoints: lateFee?.basisPoints ?? null,
        lateFeeCapBasisPoints: lateFee?.capBasisPoints ?? null,
        validFrom: wish.validFrom,
        basis: wish.basis,
        proposedFor: call.actor.organisationId,
        proposedBy: call.actor.personId,
        proposedAt: call.at,
      })
      .onConflictDoNothing()
      .returning({ id: paymentTerms.id });
    if (proposed.length !== 1) throw new Conflict("commitments.termsWait");
    return { paymentTermsId };
  },
});

async function knownTerms(tx: LatestTransaction, call: Call, paymentTermsId: string) {
  const terms = await holdTerms(tx, paymentTermsId);
  if (!terms || !mayKnowTerms(call.actor, terms)) throw new Missing("commitments.termsMissing");
  return terms;
}

/**
 * The other side says yes: what is delivered from the agreed day on is paid by it, and the papers say so. Refuses the own proposal, the
 * person who proposed, and one whose day has come meanwhile: goods on the road keep the term of their papers.
 */
export const agreeToPaymentTerms = command({
  name: "commitments.agreeToPaymentTerms",
  input: AgreeToPaymentTerms,
  isolation: "read committed",
  permit: async (tx, call, { paymentTermsId }) => {
    const terms = await knownTerms(tx, call, paymentTermsId);
    if (!mayAgreeToTerms(call.actor, terms)) throw new Forbidden("commitments.termsOtherSide");
  },
  run: async (tx, call, { paymentTermsId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const terms = await knownTerms(tx, call, paymentTermsId);
    if (terms.proposedBy === call.actor.personId) throw new Forbidden("commitments.termsOtherSide");
    refusePastTerms(terms, (await sellerOn(tx, call, terms.sellerId)).today);
    await tx
      .update(paymentTerms)
      .set({
        state: nextState(paymentTermsLifecycle, terms.state, "agree", "commitments.termsMoved"),
        answeredBy: call.actor.personId,
        answeredAt: call.at,
      })
      .where(eq(paymentTerms.id, paymentTermsId));
    return { paymentTermsId };
  },
});

/** Says no to what was proposed, with a reason; of the own proposal, takes it back. What was agreed on before goes on. */
export const refusePaymentTerms = command({
  name: "commitments.refusePaymentTerms",
  input: RefusePaymentTerms,
  isolation: "read committed",
  permit: async (tx, call, { paymentTermsId }) => {
    if (!maySpeakOnTerms(call.actor, await knownTerms(tx, call, paymentTermsId)))
      throw new Forbidden("commitments.forbidden");
  },
  run: async (tx, call, { paymentTermsId, reason }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const terms = await knownTerms(tx, call, paymentTermsId);
    const event = terms.proposedFor === call.actor.organisationId ? "withdraw" : "refuse";
    await tx
      .update(paymentTerms)
      .set({
        state: nextState(paymentTermsLifecycle, terms.state, event, "commitments.termsMoved"),
        answeredBy: call.actor.personId,
        answeredAt: call.at,
        reason,
      })
      .where(eq(paymentTerms.id, paymentTermsId));
    return { paymentTermsId };
  },
});
