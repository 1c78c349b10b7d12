import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { BusinessDayText } from "#app/kernel/calendar.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText } from "#app/kernel/money.ts";
import { PositiveQuantityText } from "#app/kernel/quantity.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { marketDays, matchReasons, matchRuns } from "#db/schema/matching.ts";
import { offerCommitments } from "../commitments/offer-commitments.server.ts";
import { matchTriggers } from "./match.schema.ts";
import { matchApplied } from "./matching.events.ts";

const ProposedOffer = z.object({
  orderId: idOf("order"),
  orderLineId: idOf("orderLine"),
  buyerId: idOf("organisation"),
  sellerId: idOf("organisation"),
  listingId: idOf("listing"),
  lotId: idOf("lot"),
  quantityBase: PositiveQuantityText,
  unit: z.string().min(1),
  basePerUnit: PositiveQuantityText,
  priceRupiah: PositiveRupiahText,
});

/** A proven answer to a market, ready to take effect. */
export const ApplyMatches = z.object({
  cityCode: z.string(),
  deliveryDay: BusinessDayText,
  trigger: z.enum(matchTriggers),
  startedAt: z.date(),
  answerBy: z.date(),
  instanceHash: z.string().length(64),
  instance: z.unknown(),
  result: z.unknown(),
  isUnique: z.boolean(),
  lineCount: z.int().min(0),
  offerCount: z.int().min(0),
  offers: z.array(ProposedOffer),
  reasons: z.array(z.object({ orderLineId: idOf("orderLine"), because: z.record(z.string(), z.unknown()) })),
});

/**
 * Lets a proven matching take effect: one short transaction that offers every commitment, or none. The market was read
 * and solved without a lock, so the goods are asked for again here; what somebody else took meanwhile surfaces as a
 * Conflict (`catalogue.soldOut`, `catalogue.dayFull`, `orders.lineFull`), and the market is solved anew.
 */
export const applyMatches = command({
  name: "matching.apply",
  input: ApplyMatches,
  // The instance is kept with the run; a second copy in the audit trail would say nothing more.
  secret: ["instance", "result", "offers", "reasons"],
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("matching.forbidden");
  },
  run: async (tx, call, proposal) => {
    // One clearing of a market at a time; others of the same market wait here and then find the goods taken.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`market ${proposal.cityCode} ${proposal.deliveryDay}`}, 0))`,
    );
    const runId = newId("matchRun");
    await tx.insert(matchRuns).values({
      id: runId,
      cityCode: proposal.cityCode,
      deliveryDay: proposal.deliveryDay,
      trigger: proposal.trigger,
      state: proposal.offers.length > 0 ? "applied" : "empty",
      instanceHash: proposal.instanceHash,
      instance: proposal.instance,
      result: proposal.result,
      isUnique: proposal.isUnique,
      lineCount: proposal.lineCount,
      offerCount: proposal.offerCount,
      startedAt: proposal.startedAt,
      appliedAt: call.at,
    });
    await offerCommitments(
      tx,
      call,
      proposal.offers.map((offer) => ({
        ...offer,
        deliveryDay: proposal.deliveryDay,
        answerBy: proposal.answerBy,
        matchRunId: runId,
      })),
    );
    if (proposal.reasons.length > 0)
      await tx.insert(matchReasons).values(proposal.reasons.map((reason) => ({ runId, ...reason })));
    if (proposal.trigger === "cut_off")
      await tx
        .update(marketDays)
        .set({ clearedAt: call.at, runId })
        .where(
          and(
            eq(marketDays.cityCode, proposal.cityCode),
            eq(marketDays.deliveryDay, proposal.deliveryDay),
            isNull(marketDays.clearedAt),
          ),
        );
    await announce(tx, call, matchApplied, {
      runId,
      cityCode: proposal.cityCode,
      deliveryDay: proposal.deliveryDay,
    });
    return { runId, offered: proposal.offers.length };
  },
});
