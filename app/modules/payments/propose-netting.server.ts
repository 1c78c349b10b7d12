import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { nettingParts, nettings } from "#db/schema/payments-nettings.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { askedOf } from "../invoicing/invoice.ts";
import { refuseParties } from "./hold-netting.server.ts";
import { nettingProposed } from "./netting.events.ts";
import { mayProposeNetting } from "./netting.policy.ts";
import { ProposeNetting } from "./netting.schema.ts";
import { mostToNet, type NettingClaim, spreadOver } from "./netting.ts";
import { type OpenInvoice, openInvoices } from "./payment-reads.server.ts";

/** The invoices that were chosen, held: each between these two, whichever of them sold. Missing for every other. */
async function claimsBetween(
  tx: LatestTransaction,
  call: Call,
  { partnerId, invoiceIds }: ProposeNetting,
): Promise<{ readonly own: readonly OpenInvoice[]; readonly theirs: readonly OpenInvoice[] }> {
  if (call.actor.kind !== "member") throw new Forbidden("payments.forbidden");
  const selfId = call.actor.organisationId;
  const ids = [...new Set(invoiceIds)];
  if (ids.length !== invoiceIds.length) throw new RuleBroken("payments.invoiceTwice");
  const claims = await openInvoices(tx, ids);
  const own = claims.filter(({ sellerId, buyerId }) => sellerId === selfId && buyerId === partnerId);
  const theirs = claims.filter(({ sellerId, buyerId }) => sellerId === partnerId && buyerId === selfId);
  if (own.length + theirs.length !== ids.length) throw new Missing("invoicing.missing");
  return { own, theirs };
}

/** What can be netted of an invoice. Refuses one that asks for nothing, and one that another holds: paying it is paying them. */
function claimOf(invoice: OpenInvoice): NettingClaim {
  if (invoice.assignee) throw new RuleBroken("payments.assigned", { name: invoice.assignee.name });
  const openRupiah = askedOf(invoice);
  if (invoice.state !== "issued" || openRupiah <= 0n)
    throw new RuleBroken("payments.notOpen", { number: invoice.number ?? "" });
  return { invoiceId: invoice.id, dueOn: invoice.dueOn, openRupiah };
}

/**
 * One organisation proposes that of what it and a partner owe each other so much meets: of the invoices it chose, on both sides, the longest
 * due first. Books nothing and holds nothing back: the other is asked, and until it agrees every invoice may be paid otherwise. Refuses what
 * is held, reported or assigned, more than the smaller side, a second proposal while one waits between the two, and organisations that do
 * not trade with their own money (a kitchen's is the programme's).
 */
export const proposeNetting = command({
  name: "payments.proposeNetting",
  input: ProposeNetting,
  isolation: "read committed",
  permit: async (tx, call, input) => {
    await claimsBetween(tx, call, input);
    if (!mayProposeNetting(call.actor)) throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, input) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId, personId } = call.actor;
    await refuseParties(tx, [organisationId, input.partnerId]);
    const claims = await claimsBetween(tx, call, input);
    const [own, theirs] = [claims.own.map(claimOf), claims.theirs.map(claimOf)];
    if (own.length === 0 || theirs.length === 0)
      throw new RuleBroken("payments.nettingOneSided", { field: "invoiceIds" });
    const most = mostToNet(own, theirs);
    const amountRupiah = input.amountRupiah ?? most;
    if (amountRupiah > most)
      throw new RuleBroken("payments.nettingTooMuch", { field: "amountRupiah", most: most.toString() });
    const nettingId = newId("netting");
    const written = await tx
      .insert(nettings)
      .values({
        id: nettingId,
        proposerId: organisationId,
        partnerId: input.partnerId,
        state: "proposed",
        amountRupiah,
        proposedBy: personId,
        proposedAt: call.at,
      })
      // Whoever of the two was quicker: this waited for that one, and says so.
      .onConflictDoNothing()
      .returning({ id: nettings.id });
    if (written.length !== 1) throw new RuleBroken("payments.nettingWaits");
    const parts = [...spreadOver(amountRupiah, own), ...spreadOver(amountRupiah, theirs)];
    await tx.insert(nettingParts).values(parts.map((part) => ({ nettingId, ...part })));
    await announce(tx, call, nettingProposed, { nettingId });
    return { nettingId };
  },
});
