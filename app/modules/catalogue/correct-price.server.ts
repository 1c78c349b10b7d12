import { Conflict, Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { referencePrices } from "#db/schema/catalogue.ts";
import { correcting } from "#db/written-once.ts";
import { mayRecordPrices } from "./catalogue.policy.ts";
import { CorrectPrice } from "./catalogue.schema.ts";
import { isOwnArea } from "./own-area-reads.server.ts";
import { recordedPrice } from "./survey-reads.server.ts";

/**
 * Answers a wrong surveyed price with the right one, and a reason, for the same goods, place, day and survey; without a
 * price the survey says nothing of them that day. The wrong row stays on record. An agency corrects those of its own city,
 * an operator those of anywhere. Refuses a row that was corrected already.
 */
export const correctPrice = command({
  name: "catalogue.correctPrice",
  input: CorrectPrice,
  permit: async (tx, call, { priceId }) => {
    if (!mayRecordPrices(call.actor)) throw new Forbidden("catalogue.forbidden");
    const wrong = await recordedPrice(priceId, tx);
    if (!wrong) throw new Missing("catalogue.priceMissing");
    if (!(await isOwnArea(tx, call, wrong.price.regionCode))) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, input) => {
    const wrong = await recordedPrice(input.priceId, tx);
    if (!wrong) throw new Missing("catalogue.priceMissing");
    if (wrong.correctedBy !== null) throw new Conflict("catalogue.priceCorrected");
    const priceId = newId("referencePrice");
    await tx.insert(referencePrices).values({
      ...wrong.price,
      id: priceId,
      importId: null,
      priceRupiah: input.priceRupiah ?? wrong.price.priceRupiah,
      ...correcting(call, wrong.price, { reason: input.reason, annuls: input.priceRupiah === undefined }),
    });
    return { priceId };
  },
});
