import { and, eq, sql } from "drizzle-orm";
import { actingOrganisation } from "#app/kernel/call.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { mayAddProducer } from "./catalogue.policy.ts";
import { KeepProducerAccount } from "./catalogue.schema.ts";

/** When the account of a producer was replaced: now, if another one stood there. */
function changedAt(
  now: Date,
  { bankName, bankAccount }: { readonly bankName: string; readonly bankAccount: string },
) {
  return sql`case when ${producers.bankAccount} is not null
    and (${producers.bankAccount}, ${producers.bankName}) is distinct from (${bankAccount}::text, ${bankName}::text)
    then ${now.toISOString()}::timestamptz else ${producers.bankChangedAt} end`;
}

/** Writes down where a producer of one's own wants their money; payouts that were asked for before keep the account of then. */
export const keepProducerAccount = command({
  name: "catalogue.keepProducerAccount",
  input: KeepProducerAccount,
  secret: ["bankAccount"],
  permit: async (_tx, call) => {
    if (!mayAddProducer(call.actor)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { producerId, ...account }) => {
    const kept = await tx
      .update(producers)
      .set({ ...account, bankChangedAt: changedAt(call.at, account) })
      .where(
        and(eq(producers.id, producerId), eq(producers.organisationId, actingOrganisation(call.actor) ?? "")),
      )
      .returning({ id: producers.id });
    if (kept.length === 0) throw new Missing("catalogue.producerMissing");
    return { producerId };
  },
});
