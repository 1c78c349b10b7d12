import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Invalid, Missing } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { passkeyChallenges, passkeys, persons } from "#db/schema/identity.ts";
import { actingPerson } from "./acting-person.ts";
import { newPasskeyIn } from "./passkey.server.ts";
import { PasskeyLabel } from "./person.schema.ts";
import { provenAgain } from "./proven-again.server.ts";

const CHALLENGE_MS = 5 * 60_000;
const PASSKEYS_MAX = 10;
export const PasskeyAnswer = z.string().max(20_000);

/** Who adds a passkey is known; who signs in with one is not, and only sign-in itself may ask for that. */
function challengerOf(call: Call): { purpose: "add" | "sign_in"; personId: string | null } {
  if (call.actor.kind === "system") return { purpose: "sign_in", personId: null };
  return { purpose: "add", personId: actingPerson(call) };
}

async function permitChallenger(_tx: Transaction, call: Call): Promise<void> {
  challengerOf(call);
}

/** Remembers what a device is asked to sign, for five minutes; forgets what ran out. */
export const poseChallenge = command({
  name: "identity.poseChallenge",
  input: z.object({ challenge: z.string().min(20).max(200) }),
  secret: ["challenge"],
  permit: permitChallenger,
  run: async (tx, call, { challenge }) => {
    await tx.delete(passkeyChallenges).where(lt(passkeyChallenges.expiresAt, call.at));
    const challengeId = newId("passkeyChallenge");
    const expiresAt = new Date(call.at.getTime() + CHALLENGE_MS);
    await tx
      .insert(passkeyChallenges)
      .values({ id: challengeId, challenge, expiresAt, ...challengerOf(call) });
    return { challengeId };
  },
});

/**
 * Spends a challenge, before its answer is judged and in a transaction of its own: a wrong answer spends it too.
 * Refuses one that was spent, ran out, or was posed for another purpose or person.
 */
export const spendChallenge = command({
  name: "identity.spendChallenge",
  input: z.object({ challenge: z.string().max(200) }),
  secret: ["challenge"],
  permit: permitChallenger,
  run: async (tx, call, { challenge }) => {
    const { purpose, personId } = challengerOf(call);
    const [spent] = await tx
      .update(passkeyChallenges)
      .set({ spentAt: call.at })
      .where(
        and(
          eq(passkeyChallenges.challenge, challenge),
          eq(passkeyChallenges.purpose, purpose),
          sql`${passkeyChallenges.personId} is not distinct from ${personId}`,
          isNull(passkeyChallenges.spentAt),
          gt(passkeyChallenges.expiresAt, call.at),
        ),
      )
      .returning({ id: passkeyChallenges.id });
    if (!spent) throw new Invalid({ "": ["identity.passkeyTooLate"] });
    return { challengeId: spent.id };
  },
});

/** Takes a spent challenge out of the table: it answers for one deed. */
export async function takeChallenge(tx: Transaction, call: Call, challengeId: string): Promise<string> {
  const { purpose, personId } = challengerOf(call);
  const [taken] = await tx
    .delete(passkeyChallenges)
    .where(
      and(
        eq(passkeyChallenges.id, challengeId),
        eq(passkeyChallenges.purpose, purpose),
        sql`${passkeyChallenges.personId} is not distinct from ${personId}`,
        sql`${passkeyChallenges.spentAt} is not null`,
      ),
    )
    .returning({ challenge: passkeyChallenges.challenge });
  if (!taken) throw new Forbidden("kernel.forbidden");
  return taken.challenge;
}

/** Adds the passkey that one's device has just made. Refuses one made elsewhere, without its owner, or known already. */
export const addPasskey = command({
  name: "identity.addPasskey",
  input: z.object({ challengeId: idOf("passkeyChallenge"), answer: PasskeyAnswer, label: PasskeyLabel }),
  isolation: "read committed",
  secret: ["answer"],
  permit: async (_tx, call) => {
    actingPerson(call);
  },
  run: async (tx, call, input) => {
    const personId = actingPerson(call);
    const challenge = await takeChallenge(tx, call, input.challengeId);
    const made = await newPasskeyIn(input.answer, challenge);
    // Two devices added at once must not both be the last one allowed.
    await hold(tx, persons, eq(persons.id, personId));
    const own = await tx.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.personId, personId));
    if (own.length >= PASSKEYS_MAX) throw new Conflict("identity.passkeysTooMany", { max: PASSKEYS_MAX });
    const passkeyId = newId("passkey");
    const added = await tx
      .insert(passkeys)
      .values({ id: passkeyId, personId, label: input.label, createdAt: call.at, ...made })
      .onConflictDoNothing()
      .returning({ id: passkeys.id });
    if (added.length === 0) throw new Conflict("identity.passkeyKnown");
    return { passkeyId };
  },
});

/** Takes one of one's passkeys away, proven by the password. */
export const removePasskey = command({
  name: "identity.removePasskey",
  input: z.object({
    passkeyId: idOf("passkey"),
    currentPassword: z.string().min(1, { error: "kernel.required" }).max(200),
  }),
  secret: ["currentPassword"],
  isolation: "read committed",
  permit: async (_tx, call) => {
    actingPerson(call);
  },
  run: async (tx, call, { passkeyId, currentPassword }) => {
    const person = await provenAgain(tx, call, currentPassword);
    const gone = await tx
      .delete(passkeys)
      .where(and(eq(passkeys.id, passkeyId), eq(passkeys.personId, person.id)))
      .returning({ id: passkeys.id });
    if (gone.length === 0) throw new Missing("kernel.missing");
    return { passkeyId };
  },
});
