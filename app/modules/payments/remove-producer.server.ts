import { z } from "zod";
import { plainRupiah } from "#app/i18n/format.ts";
import { actingOrganisation } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { mayAddProducer } from "../catalogue/catalogue.policy.ts";
import { endProducer, holdProducer } from "../catalogue/end-producer.server.ts";
import { producerOf } from "../catalogue/listing-reads.server.ts";
import { openOfProducer } from "./producer-open-reads.server.ts";

/**
 * Takes a producer off a seller's list of who brings goods. What they brought and were paid stays, and can be looked up. Refuses while
 * anything is owed to them, with how much; while goods of theirs are in stock or under way, which would be owed for later; and while
 * a titipan or a question about a harvest is open.
 */
export const removeProducer = command({
  name: "payments.removeProducer",
  input: z.object({ producerId: idOf("producer") }),
  isolation: "read committed",
  permit: async (tx, call, { producerId }) => {
    const sellerId = actingOrganisation(call.actor);
    if (!sellerId || !(await producerOf(sellerId, producerId, tx)))
      throw new Missing("catalogue.producerMissing");
    if (!mayAddProducer(call.actor)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { producerId }) => {
    const sellerId = actingOrganisation(call.actor);
    invariant(sellerId, "permitted above");
    await holdProducer(tx, producerId);
    const open = await openOfProducer(sellerId, producerId, call.at, tx);
    if (open.owedRupiah > 0n)
      throw new RuleBroken("payments.producerOwed", { amount: plainRupiah(open.owedRupiah) });
    if (open.goods > 0) throw new RuleBroken("payments.producerGoods", { count: open.goods });
    if (open.asks > 0) throw new RuleBroken("payments.producerAsked", { count: open.asks });
    await endProducer(tx, call, producerId);
    return { producerId };
  },
});
