import type { z } from "zod";
import { readAddress } from "#app/http/address.server.ts";
import type { ApiRequest } from "#app/http/api.server.ts";

/** What stands behind the question mark of an API call; refuses as `readAddress` does. */
export function queryOf<Schema extends z.ZodType>(schema: Schema, api: ApiRequest): z.output<Schema> {
  return readAddress(schema, Object.fromEntries(api.query));
}
