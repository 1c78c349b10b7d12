import { eq } from "drizzle-orm";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { memberSavings } from "#db/schema/cooperative.ts";
import { postEntries } from "../ledger/post-entry.server.ts";
import { reverseEntryAbout } from "../ledger/reverse-entry-about.server.ts";
import { reopenLinesOf } from "../payments/settle-lines.server.ts";
import { mayAgreeTo } from "./cooperative.policy.ts";
import { CorrectSavings, RecordSavings } from "./cooperative.schema.ts";
import { memberNumber } from "./member.ts";
import { memberOf, membersOn } from "./member-reads.server.ts";
import { koperasiOf, ownKoperasi, permitKeeper } from "./own-koperasi.server.ts";
import { SAVINGS_BROUGHT, SAVINGS_CORRECTED, savingsEntry } from "./savings-postings.ts";
import { heldSavings } from "./waiting-reads.server.ts";

/**
 * Writes down what members brought on a day, and books each deposit. All or none: refuses a day that is yet to come or of a closed
 * month, and whoever is no member on that day or has left since. There is no way to take something out but by leaving.
 */
export const recordSavings = command({
  name: "cooperative.recordSavings",
  input: RecordSavings,
  isolation: "read committed",
  permit: permitKeeper,
  run: async (tx, call, { onDay, deposits }) => {
    const { organisationId, personId, today } = await ownKoperasi(tx, call);
    if (onDay > today) throw new RuleBroken("cooperative.dayToCome");
    const members = new Map(
      (await membersOn(organisationId, onDay, tx)).map((member) => [member.id, member]),
    );
    const rows = deposits.map(({ memberId, kind, amountRupiah }) => {
      const member = members.get(memberId);
      if (!member || member.leftOn !== null) throw new Missing("cooperative.memberMissing");
      return { member, row: { id: newId("savings"), memberId, kind, amountRupiah } };
    });
    await tx
      .insert(memberSavings)
      .values(
        rows.map(({ row }) => ({ ...row, organisationId, onDay, recordedBy: personId, recordedAt: call.at })),
      );
    await postEntries(
      tx,
      call,
      rows.map(({ member, row }) =>
        savingsEntry(
          {
            organisationId,
            subjectId: row.id,
            on: onDay,
            narration: `${memberNumber(member.serial)} ${member.fullName}`,
          },
          row,
        ),
      ),
    );
    return { savingsIds: rows.map(({ row }) => row.id), count: rows.length };
  },
});

/**
 * A second person says that a deposit was wrong: its mirror is booked today, and the right one may be written down. Refuses whoever
 * wrote it, one that was corrected before, and one of a member who has left: what they had was given back.
 */
export const correctSavings = command({
  name: "cooperative.correctSavings",
  input: CorrectSavings,
  isolation: "read committed",
  permit: async (tx, call, { savingsId }) => {
    const savings = await heldSavings(tx, koperasiOf(call), savingsId);
    if (!savings) throw new Missing("cooperative.savingsMissing");
    if (!mayAgreeTo(call.actor, savings.recordedBy)) throw new Forbidden("cooperative.secondPerson");
  },
  run: async (tx, call, { savingsId, reason }) => {
    const { organisationId, personId, today } = await ownKoperasi(tx, call);
    const savings = await heldSavings(tx, organisationId, savingsId);
    invariant(savings, "permitted above");
    if (savings.correctedAt !== null) throw new Conflict("cooperative.savingsCorrected");
    const member = await memberOf(organisationId, savings.memberId, tx);
    if (!member || member.leftOn !== null) throw new RuleBroken("cooperative.memberLeft");
    await tx
      .update(memberSavings)
      .set({ correctedBy: personId, correctedAt: call.at, reason })
      .where(eq(memberSavings.id, savingsId));
    const entryId = await reverseEntryAbout(
      tx,
      call,
      { organisationId, subjectId: savingsId, kind: SAVINGS_BROUGHT },
      { kind: SAVINGS_CORRECTED, occurredOn: today },
    );
    // It may have been found on a line of the bank.
    await reopenLinesOf(tx, [entryId]);
    return { savingsId, memberId: savings.memberId };
  },
});
