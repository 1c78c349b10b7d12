import { Conflict, Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { budgets } from "#db/schema/orders.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { openingEntry } from "./budget.ts";
import { mayOpenBudget } from "./order.policy.ts";
import { OpenBudget } from "./order.schema.ts";
import { budgetOpened } from "./orders.events.ts";

/** Sets money aside for a period: an envelope that orders hold and spend from, and never overdraw. One per fund and start. */
export const openBudget = command({
  name: "orders.openBudget",
  input: OpenBudget,
  permit: async (_tx, call) => {
    if (!mayOpenBudget(call.actor)) throw new Forbidden("orders.forbidden");
  },
  run: async (tx, call, input) => {
    invariant(call.actor.kind === "member", "permitted above");
    const budgetId = newId("budget");
    const organisationId = call.actor.organisationId;
    const opened = await tx
      .insert(budgets)
      .values({ id: budgetId, organisationId, ...input, createdBy: call.actor.personId, createdAt: call.at })
      .onConflictDoNothing()
      .returning({ id: budgets.id });
    if (opened.length !== 1) throw new Conflict("orders.budgetExists", { field: "fund" });
    const deed = { organisationId, budgetId, subjectId: budgetId, on: input.startsOn };
    await postEntry(tx, call, openingEntry(deed, input.amountRupiah));
    await announce(tx, call, budgetOpened, { budgetId });
    return { budgetId };
  },
});
