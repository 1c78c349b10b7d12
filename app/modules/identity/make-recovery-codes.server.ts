import { eq } from "drizzle-orm";
import { z } from "zod";
import { Conflict } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { recoveryCodes } from "#db/schema/identity.ts";
import { actingPerson } from "./acting-person.ts";
import { provenAgain } from "./proven-again.server.ts";
import { RECOVERY_CODES } from "./recovery-code.server.ts";

const MakeRecoveryCodes = z.object({
  currentPassword: z.string().min(1, { error: "kernel.required" }).max(200),
  /** Of codes that the caller drew and will show once. */
  codeHashes: z.array(z.string().length(64)).length(RECOVERY_CODES),
});

/** Gives oneself new recovery codes, proven by the password; the earlier ones open nothing any more. */
export const makeRecoveryCodes = command({
  name: "identity.makeRecoveryCodes",
  input: MakeRecoveryCodes,
  secret: ["currentPassword", "codeHashes"],
  isolation: "read committed",
  permit: async (_tx, call) => {
    actingPerson(call);
  },
  run: async (tx, call, { currentPassword, codeHashes }) => {
    const person = await provenAgain(tx, call, currentPassword);
    if (!person.totpConfirmedAt) throw new Conflict("identity.noSecondFactor");
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.personId, person.id));
    await tx.insert(recoveryCodes).values(
      codeHashes.map((codeHash) => ({
        id: newId("recoveryCode"),
        personId: person.id,
        codeHash,
        createdAt: call.at,
      })),
    );
    return { personId: person.id };
  },
});
