import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Invalid } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { persons, recoveryCodes } from "#db/schema/identity.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { actingPerson } from "./acting-person.ts";
import { endSessionsOf } from "./end-session.server.ts";
import { SecondFactorCode, TotpCode } from "./person.schema.ts";
import { takeSecondFactor } from "./second-factor.server.ts";
import { newTotpSecret, openSecondFactor, sealSecondFactor, takeCode } from "./totp.server.ts";

async function permitPerson(_tx: Transaction, call: Call): Promise<void> {
  actingPerson(call);
}

async function heldFactor(tx: LatestTransaction, call: Call) {
  const [person] = await hold(tx, persons, eq(persons.id, actingPerson(call)));
  if (!person) throw new Forbidden("kernel.forbidden");
  return { id: person.id, sealed: person.totpSealed, confirmedAt: person.totpConfirmedAt };
}

/** Draws a secret for one's second factor. It protects nothing until a code of it is given; drawing again is free. */
export const beginSecondFactor = command({
  name: "identity.beginSecondFactor",
  input: z.object({}),
  isolation: "read committed",
  permit: permitPerson,
  run: async (tx, call) => {
    const person = await heldFactor(tx, call);
    if (person.confirmedAt) throw new Conflict("identity.secondFactorStands");
    await tx
      .update(persons)
      .set({ totpSealed: sealSecondFactor({ secret: newTotpSecret(), usedStep: 0 }) })
      .where(eq(persons.id, person.id));
    return { personId: person.id };
  },
});

/** Puts the second factor in force with its first code. From now on signing in asks for one; other sessions end. */
export const confirmSecondFactor = command({
  name: "identity.confirmSecondFactor",
  input: z.object({ code: TotpCode, sessionId: idOf("session") }),
  secret: ["code"],
  isolation: "read committed",
  permit: permitPerson,
  run: async (tx, call, input) => {
    const person = await heldFactor(tx, call);
    if (person.confirmedAt) throw new Conflict("identity.secondFactorStands");
    const used = person.sealed ? takeCode(openSecondFactor(person.sealed), input.code, call.at) : null;
    if (!used) throw new Invalid({ code: ["identity.wrongCode"] });
    await tx
      .update(persons)
      .set({ totpSealed: sealSecondFactor(used), totpConfirmedAt: call.at })
      .where(eq(persons.id, person.id));
    await endSessionsOf(tx, person.id, input.sessionId);
    return { personId: person.id };
  },
});

/** Takes one's second factor away, proven by a code of it or a recovery code; those codes end with it. */
export const removeSecondFactor = command({
  name: "identity.removeSecondFactor",
  input: z.object({ code: SecondFactorCode }),
  secret: ["code"],
  isolation: "read committed",
  permit: permitPerson,
  run: async (tx, call, input) => {
    const personId = actingPerson(call);
    await takeSecondFactor(tx, call, personId, input.code);
    await tx.update(persons).set({ totpSealed: null, totpConfirmedAt: null }).where(eq(persons.id, personId));
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId));
    return { personId };
  },
});
