import { eq } from "drizzle-orm";
import { Invalid } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { persons } from "#db/schema/identity.ts";
import { actingPerson } from "./acting-person.ts";
import { endSessionsOf } from "./end-session.server.ts";
import { hashPassword, passwordFits } from "./password.server.ts";
import { ChangePassword } from "./person.schema.ts";

/** Gives oneself a new password, proven by the old one. Every other session of the person ends. */
export const changePassword = command({
  name: "identity.changePassword",
  input: ChangePassword,
  secret: ["currentPassword", "newPassword"],
  subject: () => null,
  permit: async (_tx, call) => {
    actingPerson(call);
  },
  run: async (tx, call, input) => {
    const personId = actingPerson(call);
    const [person] = await tx
      .select({ passwordHash: persons.passwordHash })
      .from(persons)
      .where(eq(persons.id, personId));
    if (!(await passwordFits(person?.passwordHash ?? null, input.currentPassword)))
      throw new Invalid({ currentPassword: ["identity.wrongCurrentPassword"] });
    await tx
      .update(persons)
      .set({ passwordHash: await hashPassword(input.newPassword) })
      .where(eq(persons.id, personId));
    await endSessionsOf(tx, personId, input.sessionId);
    return { personId };
  },
});
