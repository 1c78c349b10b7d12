import { asc, inArray } from "drizzle-orm";
import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { QuantityText } from "#app/kernel/quantity-text.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { lots } from "#db/schema/catalogue.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { may } from "../identity/permissions.ts";
import { loseGoods } from "./lose-goods.server.ts";
import { COUNT_LOTS_MAX, storedOf } from "./lot.ts";

const CountLots = z.object({
  counts: z
    .array(
      z.object({
        lotId: idOf("lot"),
        /** What the book said when it was looked at. */
        seenBase: QuantityText,
        countedBase: QuantityText,
      }),
    )
    .min(1, { error: "catalogue.countNothing" })
    .max(COUNT_LOTS_MAX),
});

/**
 * Says how much of each lot really lies in the store (stock opname): what is missing is lost, as `recordLoss` writes it, with the reason
 * "missing". All or none, so a sheet that is sent twice counts once. Refuses a lot whose book moved since it was looked at
 * (`catalogue.countMoved`), more than the book (`catalogue.countMore`: goods that nobody brought have no origin), goods kept for their
 * maker (`catalogue.countKept`: theirs are counted where they are lost), and less than what is promised (`catalogue.lotShort`).
 */
export const countLots = command({
  name: "catalogue.countLots",
  input: CountLots,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "member" || !may(call.actor, "lots.register"))
      throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { counts }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId } = call.actor;
    const today = dayOf(call.at, await clockOf(organisationId, tx));
    // In id order, as whoever takes several lots takes them.
    const ids = [...new Set(counts.map(({ lotId }) => lotId))].sort();
    const held = new Map(
      (await hold(tx, lots, inArray(lots.id, ids), asc(lots.id))).map((lot) => [lot.id, lot]),
    );
    let lostLots = 0;
    for (const id of ids) {
      const lot = held.get(id);
      const count = counts.find(({ lotId }) => lotId === id);
      if (!lot || !count || lot.sellerId !== organisationId || lot.availableFrom > today)
        throw new Missing("catalogue.missing");
      if (lot.isInCustody) throw new RuleBroken("catalogue.countKept");
      const storedBase = storedOf(lot);
      if (storedBase !== count.seenBase) throw new Conflict("catalogue.countMoved");
      if (count.countedBase > storedBase) throw new RuleBroken("catalogue.countMore");
      if (count.countedBase === storedBase) continue;
      await loseGoods(tx, call, lot, {
        quantityBase: storedBase - count.countedBase,
        reason: "missing",
      });
      lostLots += 1;
    }
    return { counted: ids.length, lostLots };
  },
});
