import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { creditLimits } from "#db/schema/commitments-credits.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { may } from "../identity/permissions.ts";
import { creditKinds } from "./credit.ts";

/** Whom it is for, one buyer or a kind of them, and how much; no amount lifts it. */
const SetCreditLimit = z
  .object({
    buyerId: z.string().min(1).optional(),
    buyerKind: z.enum(creditKinds).optional(),
    limitRupiah: RupiahText.refine((amount) => amount >= 0n && amount <= 1_000_000_000_000n, {
      error: "kernel.notPositive",
    }).optional(),
  })
  .refine((wish) => (wish.buyerId === undefined) !== (wish.buyerKind === undefined), {
    error: "kernel.required",
    path: ["buyerKind"],
  });

/**
 * How much a buyer, or every buyer of a kind, may owe the own organisation; a later word takes the place of an earlier one. What was
 * promised before stands. Refuses whoever does not answer for its money; another's customers are nobody's here.
 */
export const setCreditLimit = command({
  name: "commitments.setCreditLimit",
  input: SetCreditLimit,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "member" || !may(call.actor, "credits.keep"))
      throw new Forbidden("commitments.forbidden");
  },
  run: async (tx, call, { buyerId, buyerKind, limitRupiah }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId: sellerId, personId } = call.actor;
    if (buyerId !== undefined) {
      const buyer = await organisationById(buyerId, tx);
      const buys = creditKinds.some((kind) => kind === buyer?.kind);
      if (!buyer || !buys || buyer.id === sellerId) throw new Missing("commitments.buyerMissing");
    }
    const said = { limitRupiah: limitRupiah ?? null, setBy: personId, setAt: call.at };
    const moved = await tx
      .update(creditLimits)
      .set(said)
      .where(
        and(
          eq(creditLimits.sellerId, sellerId),
          buyerId === undefined
            ? eq(creditLimits.buyerKind, buyerKind ?? "koperasi")
            : eq(creditLimits.buyerId, buyerId),
        ),
      )
      .returning({ id: creditLimits.id });
    const [known] = moved;
    if (known) return { creditLimitId: known.id };
    const creditLimitId = newId("creditLimit");
    await tx.insert(creditLimits).values({
      id: creditLimitId,
      sellerId,
      buyerId: buyerId ?? null,
      buyerKind: buyerId === undefined ? (buyerKind ?? null) : null,
      ...said,
    });
    return { creditLimitId };
  },
});
