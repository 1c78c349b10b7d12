import { and, eq } from "drizzle-orm";
import { Conflict, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { cooperativeMembers } from "#db/schema/cooperative.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { producerOf } from "../catalogue/listing-reads.server.ts";
import { ChangeMember, EnrolMember } from "./cooperative.schema.ts";
import { memberOf, nextSerial, sameMemberExists } from "./member-reads.server.ts";
import { ownKoperasi, permitKeeper } from "./own-koperasi.server.ts";

type Person = {
  readonly fullName: string;
  readonly phone?: string | undefined;
  readonly identityNumber?: string | undefined;
  readonly producerId?: string | undefined;
};

/** The particulars as they are kept. Refuses a producer of somebody else, and a person who is a member already. */
async function known(tx: LatestTransaction, organisationId: string, person: Person, memberId: string | null) {
  const { fullName, phone = null, identityNumber = null, producerId = null } = person;
  if (producerId !== null && !(await producerOf(organisationId, producerId, tx)))
    throw new Missing("catalogue.producerMissing");
  if (await sameMemberExists(organisationId, { memberId, identityNumber, producerId }, tx))
    throw new Conflict("cooperative.memberKnown");
  return { fullName, phone, identityNumber, producerId };
}

/**
 * Enters somebody who joined the koperasi, with the next number. Refuses a day that is yet to come, and a person, by identity number
 * or by producer, who is a member already. Nothing is booked before they bring something.
 */
export const enrolCooperativeMember = command({
  name: "cooperative.enrolCooperativeMember",
  input: EnrolMember,
  isolation: "read committed",
  secret: ["phone", "identityNumber"],
  permit: permitKeeper,
  run: async (tx, call, { joinedOn, ...person }) => {
    const { organisationId, personId, today } = await ownKoperasi(tx, call);
    if (joinedOn > today) throw new RuleBroken("cooperative.dayToCome");
    const particulars = await known(tx, organisationId, person, null);
    const memberId = newId("cooperativeMember");
    await tx.insert(cooperativeMembers).values({
      ...particulars,
      id: memberId,
      organisationId,
      serial: await nextSerial(organisationId, tx),
      joinedOn,
      recordedBy: personId,
      recordedAt: call.at,
    });
    return { memberId };
  },
});

/** Puts right who a member is, and which producer they are. What they brought, and when they joined, stays. Refuses who has left. */
export const changeCooperativeMember = command({
  name: "cooperative.changeCooperativeMember",
  input: ChangeMember,
  isolation: "read committed",
  secret: ["phone", "identityNumber"],
  permit: permitKeeper,
  run: async (tx, call, { memberId, ...person }) => {
    const { organisationId } = await ownKoperasi(tx, call);
    const member = await memberOf(organisationId, memberId, tx);
    if (!member) throw new Missing("cooperative.memberMissing");
    if (member.leftOn !== null) throw new RuleBroken("cooperative.memberLeft");
    await tx
      .update(cooperativeMembers)
      .set(await known(tx, organisationId, person, memberId))
      .where(and(eq(cooperativeMembers.id, memberId), eq(cooperativeMembers.organisationId, organisationId)));
    return { memberId };
  },
});
