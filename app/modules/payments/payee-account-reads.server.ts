import { eq } from "drizzle-orm";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";

/** Where the payee wants its money; nulls when nobody wrote it down. */
export async function payeeAccount(
  tx: Executor,
  payable: {
    readonly payeeProducerId?: string | null | undefined;
    readonly payeeOrganisationId?: string | null | undefined;
  },
) {
  const [row] = payable.payeeProducerId
    ? await tx
        .select({
          payeeBank: producers.bankName,
          payeeAccount: producers.bankAccount,
          payeeHolder: producers.bankAccountHolder,
        })
        .from(producers)
        .where(eq(producers.id, payable.payeeProducerId))
    : await tx
        .select({
          payeeBank: organisations.bankName,
          payeeAccount: organisations.bankAccount,
          payeeHolder: organisations.bankAccountHolder,
        })
        .from(organisations)
        .where(eq(organisations.id, payable.payeeOrganisationId ?? ""));
  invariant(row, "a payout has a payee");
  return row;
}
