import { eq } from "drizzle-orm";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { lineObjections } from "#db/schema/invoicing-objections.ts";
import { heldObjection, knownObjection, releaseHeld } from "./hold-objection.server.ts";
import { mayObject } from "./invoice.policy.ts";
import { objectionWithdrawn } from "./invoicing.events.ts";
import { WithdrawObjection } from "./objection.schema.ts";
import { objectionLifecycle } from "./objection.ts";

/** The buyer takes back an objection that nobody answered yet: what was held is due as if it had never been, on the invoice's own day. */
export const withdrawObjection = command({
  name: "invoicing.withdrawObjection",
  input: WithdrawObjection,
  isolation: "read committed",
  permit: async (tx, call, { objectionId }) => {
    const { invoice } = await knownObjection(tx, call, objectionId);
    if (!mayObject(call.actor, invoice)) throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { objectionId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { objection, invoice } = await heldObjection(tx, call, objectionId);
    const state = nextState(objectionLifecycle, objection.state, "withdraw", "invoicing.objectionMoved");
    await tx
      .update(lineObjections)
      .set({ state, endedAt: call.at, endedBy: call.actor.personId })
      .where(eq(lineObjections.id, objectionId));
    await releaseHeld(tx, invoice.id, objection.goodsRupiah + objection.taxRupiah);
    await announce(tx, call, objectionWithdrawn, { objectionId });
    return { objectionId, invoiceId: invoice.id };
  },
});
