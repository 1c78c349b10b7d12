import type { z } from "zod";
import type { ApiRequest } from "#app/http/api.server.ts";
import { Invalid } from "#app/kernel/errors.ts";

/** What stands behind the question mark, judged by its schema; refuses with the names of what does not fit. */
export function queryOf<Schema extends z.ZodType>(schema: Schema, api: ApiRequest): z.output<Schema> {
  const read = schema.safeParse(Object.fromEntries(api.query), { reportInput: true });
  if (read.success) return read.data;
  throw new Invalid(
    Object.fromEntries(read.error.issues.map((issue) => [issue.path.join("."), ["kernel.badValue"]])),
  );
}
