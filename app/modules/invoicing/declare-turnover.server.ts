import { z } from "zod";
import { dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { RupiahText } from "#app/kernel/money-text.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { declaredTurnovers } from "#db/schema/invoicing-turnover.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { may } from "../identity/permissions.ts";

/** What was sold this year outside of what is recorded here. */
const DeclareTurnover = z.object({
  amountRupiah: RupiahText.refine((amount) => amount >= 0n, { error: "kernel.notPositive" }),
  source: z.string().trim().min(3, { error: "kernel.tooShort" }).max(200, { error: "kernel.tooLong" }),
});

/**
 * Writes down what the own koperasi or firm sold this year elsewhere, and where that stands: the tax office counts it all. A later word
 * takes the place of an earlier one, which stays. Refuses whoever does not issue its invoices.
 */
export const declareTurnover = command({
  name: "invoicing.declareTurnover",
  input: DeclareTurnover,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "member" || !may(call.actor, "invoices.issue"))
      throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { amountRupiah, source }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId, personId } = call.actor;
    const turnoverWordId = newId("turnoverWord");
    await tx.insert(declaredTurnovers).values({
      id: turnoverWordId,
      organisationId,
      year: Number(dayOf(call.at, await clockOf(organisationId, tx)).slice(0, 4)),
      amountRupiah,
      source,
      recordedBy: personId,
      recordedAt: call.at,
    });
    return { turnoverWordId };
  },
});
