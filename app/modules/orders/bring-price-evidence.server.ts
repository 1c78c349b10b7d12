import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { fileById } from "#app/platform/files.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { priceEvidences } from "#db/schema/orders.ts";
import { unquestionedPrice } from "../catalogue/price-yardstick.ts";
import { yardsticksFor } from "../catalogue/yardstick-reads.server.ts";
import { knownOrder, linesOf, lockedOrder } from "./known-order.server.ts";
import { mayAmendOrder } from "./order.policy.ts";
import { priceAsked } from "./orders.events.ts";
import { BringPriceEvidence } from "./price-evidence.schema.ts";
import { dearestOf, hasToBeExplained } from "./price-evidence.ts";
import { buyerOf } from "./write-order.server.ts";

/**
 * Writes down why some goods of a draft may cost what the draft asks, with a file that shows it; it speaks for the dearest of
 * its lines of these goods as they stand now. Refuses goods whose price nobody questions, and a file that was brought for something
 * else. The head has to say yes before the order can be submitted.
 */
export const bringPriceEvidence = command({
  name: "orders.bringPriceEvidence",
  input: BringPriceEvidence,
  isolation: "read committed",
  permit: async (tx, call, { orderId }) => {
    const order = await knownOrder(tx, call, orderId);
    if (!mayAmendOrder(call.actor, order)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, { orderId, ...input }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const order = await lockedOrder(tx, orderId);
    if (order.state !== "draft") throw new Conflict("orders.moved", { state: order.state });
    const buyer = await buyerOf(tx, call);
    const today = dayOf(call.at, buyer.timeZone);
    const yardstickOf = await yardsticksFor([input], buyer.regionCode, today, tx);
    const [first, ...others] = (await linesOf(tx, orderId)).filter(
      (line) =>
        line.commodityCode === input.commodityCode &&
        line.gradeCode === input.gradeCode &&
        hasToBeExplained(line, unquestionedPrice(yardstickOf(input), line.basePerUnit)),
    );
    if (!first) throw new RuleBroken("orders.priceUnquestioned");
    const file = await fileById(input.fileId, tx);
    if (file?.ownerId !== buyer.id || file.purpose !== "price_evidence")
      throw new Missing("orders.evidenceFileMissing");
    const dearest = dearestOf([first, ...others]);
    const evidenceId = newId("priceEvidence");
    await tx.insert(priceEvidences).values({
      ...input,
      id: evidenceId,
      orderId,
      askedRupiah: dearest.ceilingRupiah,
      basePerUnit: dearest.basePerUnit,
      note: input.note ?? null,
      writtenBy: call.actor.personId,
      writtenAt: call.at,
    });
    await announce(tx, call, priceAsked, { evidenceId });
    return { evidenceId };
  },
});
