import { eq } from "drizzle-orm";
import { z } from "zod";
import { command } from "#app/platform/command.server.ts";
import { persons } from "#db/schema/identity.ts";
import { actingPerson } from "./acting-person.ts";
import { locales } from "./locales.ts";

/** Chooses the language that the house speaks with a person, on every device. */
export const chooseLocale = command({
  name: "identity.chooseLocale",
  input: z.object({ locale: z.enum(locales) }),
  subject: () => null,
  permit: async (_tx, call) => {
    actingPerson(call);
  },
  run: async (tx, call, input) => {
    const personId = actingPerson(call);
    await tx.update(persons).set({ locale: input.locale }).where(eq(persons.id, personId));
    return { personId };
  },
});
