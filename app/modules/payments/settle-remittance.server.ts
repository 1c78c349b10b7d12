import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { levyRemittances } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { LevyDepositFacts } from "../documents/papers/levy-deposit-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { recordLevyGathered } from "../invoicing/record-payout.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { refuseDayToCome } from "./day-to-come.server.ts";
import { knownRemittance } from "./known-remittance.server.ts";
import { mayApprovePayout } from "./payment.policy.ts";
import { ConfirmRemittance, RefuseRemittance } from "./payment.schema.ts";
import { remittanceLifecycle } from "./payment-lifecycle.ts";
import { remittanceEntry } from "./payment-postings.ts";
import { type RemittanceRow, remittanceLines, statementsOfRemittance } from "./remittance-reads.server.ts";

async function permitSecondPerson(
  tx: LatestTransaction,
  call: Call,
  { remittanceId }: { readonly remittanceId: string },
): Promise<void> {
  const row = await knownRemittance(tx, call, remittanceId);
  if (!mayApprovePayout(call.actor, { payerId: row.hubId, requestedBy: row.requestedBy }))
    throw new Forbidden("payments.secondPerson");
}

async function depositFacts(
  tx: Transaction,
  remittance: RemittanceRow,
  settled: { readonly settledOn: string; readonly bankReference: string; readonly checkedBy: string },
): Promise<Record<string, unknown>> {
  const hub = (await paperPartiesOf([remittance.hubId], tx)).get(remittance.hubId);
  invariant(hub, "a trade center has an address");
  const lines = await remittanceLines(remittance.id, tx);
  const rules = [...new Set(lines.flatMap((line) => line.legalBasis ?? []))];
  return z.encode(LevyDepositFacts, {
    issuer: hub.party,
    place: hub.place,
    issuedOn: settled.settledOn,
    treasury: remittance.treasury,
    legalBasis: rules.join("; ").slice(0, 300),
    settledOn: settled.settledOn,
    bankReference: settled.bankReference,
    lines: lines.map((line) => ({
      receiptNumber: line.receiptNumber ?? "–",
      payer: line.koperasiName,
      callOffNumber: line.callOffNumber,
      amountRupiah: line.amountRupiah,
    })),
    totalRupiah: remittance.amountRupiah,
    depositedBy: { name: await signatoryName(remittance.requestedBy, tx), role: "Kasir" },
    checkedBy: { name: await signatoryName(settled.checkedBy, tx), role: "Kepala" },
  });
}

/** Books what was gathered as `confirmRemittance` does, in the transaction of a caller who asked for the second person; answers the number of the STS. */
export async function bookRemittance(
  tx: LatestTransaction,
  call: Call,
  remittance: RemittanceRow,
  { settledOn, bankReference }: Pick<ConfirmRemittance, "settledOn" | "bankReference">,
): Promise<string> {
  invariant(call.actor.kind === "member", "permitted by the caller");
  const state = nextState(remittanceLifecycle, remittance.state, "confirm", "payments.moved");
  await refuseDayToCome(tx, call, remittance.hubId, settledOn);
  const { personId } = call.actor;
  const paper = await issueDocument(tx, call, {
    organisationId: remittance.hubId,
    kind: "STS",
    subjectId: remittance.id,
    facts: await depositFacts(tx, remittance, { settledOn, bankReference, checkedBy: personId }),
    on: settledOn,
    readers: [],
  });
  const moved = await tx
    .update(levyRemittances)
    .set({
      state,
      settledOn,
      bankReference,
      number: paper.number,
      confirmedBy: personId,
      confirmedAt: call.at,
    })
    .where(and(eq(levyRemittances.id, remittance.id), eq(levyRemittances.state, "requested")))
    .returning({ id: levyRemittances.id });
  if (moved.length !== 1) throw new Conflict("payments.moved");
  await postEntry(tx, call, remittanceEntry({ ...remittance, on: settledOn, narration: paper.number }));
  return paper.number;
}

/** A second person says that the levies were paid into the treasury: books it, and draws up the numbered STS. Refuses a day that has not come. */
export const confirmRemittance = command({
  name: "payments.confirmRemittance",
  input: ConfirmRemittance,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { remittanceId, ...paid }) => {
    const remittance = await knownRemittance(tx, call, remittanceId);
    return { remittanceId, number: await bookRemittance(tx, call, remittance, paid) };
  },
});

/** A second person says that it may not go, and why; the levies may be gathered again. */
export const refuseRemittance = command({
  name: "payments.refuseRemittance",
  input: RefuseRemittance,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { remittanceId, reason }) => {
    const remittance = await knownRemittance(tx, call, remittanceId);
    invariant(call.actor.kind === "member", "permitted above");
    await tx
      .update(levyRemittances)
      .set({
        state: nextState(remittanceLifecycle, remittance.state, "refuse", "payments.moved"),
        reason,
        confirmedBy: call.actor.personId,
        confirmedAt: call.at,
      })
      .where(eq(levyRemittances.id, remittanceId));
    await recordLevyGathered(tx, await statementsOfRemittance(remittanceId, tx), false);
    return { remittanceId };
  },
});
