import { and, eq, gt, isNull } from "drizzle-orm";
import { Conflict } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { passwordResets, persons } from "#db/schema/identity.ts";
import { endSessionsOf } from "./end-session.server.ts";
import { hashPassword } from "./password.server.ts";
import { ResetPassword } from "./person.schema.ts";
import { secretTokenHash } from "./secret-token.server.ts";

/**
 * Sets a new password for whoever holds a fresh link. The link works once; every other link of the person and every
 * session ends with it. A second factor stays.
 */
export const resetPassword = command({
  name: "identity.resetPassword",
  input: ResetPassword,
  secret: ["token", "newPassword"],
  permit: async () => {},
  run: async (tx, call, input) => {
    const [used] = await tx
      .update(passwordResets)
      .set({ usedAt: call.at })
      .where(
        and(
          eq(passwordResets.tokenHash, secretTokenHash(input.token)),
          isNull(passwordResets.usedAt),
          gt(passwordResets.expiresAt, call.at),
        ),
      )
      .returning({ personId: passwordResets.personId });
    if (!used) throw new Conflict("identity.linkOver");
    await tx
      .update(passwordResets)
      .set({ usedAt: call.at })
      .where(and(eq(passwordResets.personId, used.personId), isNull(passwordResets.usedAt)));
    await tx
      .update(persons)
      .set({ passwordHash: await hashPassword(input.newPassword) })
      .where(eq(persons.id, used.personId));
    await endSessionsOf(tx, used.personId, null);
    return { personId: used.personId };
  },
});
