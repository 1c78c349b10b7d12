import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { mayRecordLoss } from "./catalogue.policy.ts";
import { RecordLoss } from "./catalogue.schema.ts";
import { loseGoods } from "./lose-goods.server.ts";
import { ownLot } from "./own-goods.server.ts";

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
    await loseGoods(tx, call, lot, input);
    return { lotId: lot.id };
  },
});
