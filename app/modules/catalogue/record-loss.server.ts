import { eq, sql } from "drizzle-orm";
import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { lots } from "#db/schema/catalogue.ts";
import { mayRecordLoss } from "./catalogue.policy.ts";
import { RecordLoss } from "./catalogue.schema.ts";
import { availableOf } from "./lot.ts";
import { ownLot } from "./own-goods.server.ts";
import { moveByLeft } from "./write-moves.server.ts";

/**
 * Takes goods out of a lot that nobody will eat: spoiled, damaged, missing. Each grower loses by what they have there. Only
 * what is not promised can be lost this way; a promise that cannot be kept is answered at its commitment.
 */
export const recordLoss = command({
  name: "catalogue.recordLoss",
  input: RecordLoss,
  isolation: "read committed",
  permit: async (tx, call, input) => {
    const lot = await ownLot(tx, call, input.lotId);
    if (!mayRecordLoss(call.actor, lot)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, input) => {
    const lot = await ownLot(tx, call, input.lotId);
    const availableBase = availableOf(lot);
    if (availableBase < input.quantityBase)
      throw new RuleBroken("catalogue.lotShort", { availableBase: availableBase.toString() });
    await tx
      .update(lots)
      .set({
        lostBase: sql`${lots.lostBase} + ${input.quantityBase}`,
        version: sql`${lots.version} + 1`,
      })
      .where(eq(lots.id, lot.id));
    await moveByLeft(tx, call, { lotId: lot.id, kind: "lost", reason: input.reason }, input.quantityBase);
    return { lotId: lot.id };
  },
});
