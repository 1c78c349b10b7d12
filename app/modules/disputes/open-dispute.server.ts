import { dateTime } from "#app/i18n/format.ts";
import { Conflict, Forbidden, Invalid, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { disputeLines, disputePhotos, disputes } from "#db/schema/disputes.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { ownPhotosAmong } from "../shipments/shipment-facts-reads.server.ts";
import { dueAfter } from "./deadline-reads.server.ts";
import { mayKnowDispute, mayOpenDispute } from "./dispute.policy.ts";
import { OpenDispute } from "./dispute.schema.ts";
import { askedOf, windowClosesAt } from "./dispute.ts";
import { type HandoverGround, handoverGround } from "./dispute-facts-reads.server.ts";
import { disputeOpened } from "./disputes.events.ts";
import { writeWord } from "./hold-dispute.server.ts";

async function groundFor(tx: Transaction, call: Parameters<typeof writeWord>[1], shipmentId: string) {
  const ground = await handoverGround(shipmentId, tx);
  if (!ground || !mayKnowDispute(call.actor, ground)) throw new Missing("disputes.shipmentMissing");
  if (!mayOpenDispute(call.actor, ground)) throw new Forbidden("disputes.forbidden");
  return ground;
}

/** Refuses once the contract's window, counted from the signed handover, has closed. */
function checkWindow(ground: HandoverGround, at: Date): void {
  const closes = windowClosesAt(ground.receivedAt, ground.claimWindowHours);
  if (at > closes)
    throw new RuleBroken("disputes.windowClosed", {
      hours: ground.claimWindowHours,
      closed: dateTime(closes, ground.buyerTimeZone),
    });
}

/**
 * The buyer claims what it found after it signed for one koperasi's share: line by line, with reason, pictures and a sentence.
 * Measured at once against the contract's allowance; the trade center answers by the date of a rule. Refuses after the window,
 * more than arrived, what the allowance covers whole, and a second claim while one waits.
 */
export const openDispute = command({
  name: "disputes.open",
  input: OpenDispute,
  isolation: "read committed",
  permit: async (tx, call, { shipmentId }) => {
    await groundFor(tx, call, shipmentId);
  },
  run: async (tx, call, input) => {
    invariant(call.actor.kind === "member", "permitted above");
    const known = await groundFor(tx, call, input.shipmentId);
    // Two people of the buyer that complain at once: the second one sees what the first one claimed.
    await holdCallOff(tx, known.callOffId);
    const ground = await groundFor(tx, call, input.shipmentId);
    checkWindow(ground, call.at);
    const own = await ownPhotosAmong(call.actor.organisationId, input.photoIds, tx);
    if (input.photoIds.some((photoId) => !own.has(photoId)))
      throw new Invalid({ photoIds: ["shipments.photoMissing"] });
    const lines = askedOf(input.lines, ground.lines, ground.allowances);
    const disputeId = newId("dispute");
    const opened = await tx
      .insert(disputes)
      .values({
        id: disputeId,
        shipmentId: ground.shipmentId,
        callOffId: ground.callOffId,
        buyerId: ground.buyerId,
        hubId: ground.hubId,
        koperasiId: ground.koperasiId,
        state: "open",
        openedAt: call.at,
        openedBy: call.actor.personId,
        dueAt: await dueAfter("disputes.answer_hours", { hubId: ground.hubId, at: call.at }, tx),
      })
      .onConflictDoNothing()
      .returning({ id: disputes.id });
    if (opened.length !== 1) throw new Conflict("disputes.stands");
    await tx
      .insert(disputeLines)
      .values(lines.map((line, position) => ({ id: newId("disputeLine"), disputeId, position, ...line })));
    await tx
      .insert(disputePhotos)
      .values([...new Set(input.photoIds)].map((fileId) => ({ disputeId, fileId })));
    await writeWord(tx, call, { disputeId, party: "buyer", deed: "opened", words: input.note });
    await announce(tx, call, disputeOpened, { disputeId });
    return { disputeId };
  },
});
