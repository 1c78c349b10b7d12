import type { z } from "zod";
import { Invalid } from "#app/kernel/errors.ts";

/**
 * What stands behind the question mark of an address, judged by its schema. Refuses what does not fit with the names of
 * its parameters: an address is typed, mangled by messengers and guessed, so a wrong one is never a fault of ours.
 */
export function readAddress<Schema extends z.ZodType>(schema: Schema, asked: unknown): z.output<Schema> {
  const read = schema.safeParse(asked, { reportInput: true });
  if (read.success) return read.data;
  throw new Invalid(
    Object.fromEntries(read.error.issues.map((issue) => [issue.path.join("."), ["kernel.badValue"]])),
  );
}
