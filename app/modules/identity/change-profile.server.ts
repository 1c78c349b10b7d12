import { eq } from "drizzle-orm";
import { command } from "#app/platform/command.server.ts";
import { persons } from "#db/schema/identity.ts";
import { actingPerson } from "./acting-person.ts";
import { ChangeProfile } from "./person.schema.ts";

/** Changes one's own name, telephone and language. */
export const changeProfile = command({
  name: "identity.changeProfile",
  input: ChangeProfile,
  secret: ["phone"],
  permit: async (_tx, call) => {
    actingPerson(call);
  },
  run: async (tx, call, input) => {
    const personId = actingPerson(call);
    await tx
      .update(persons)
      .set({ fullName: input.fullName, phone: input.phone ?? null, locale: input.locale })
      .where(eq(persons.id, personId));
    return { personId };
  },
});
