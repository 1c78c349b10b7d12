import { newApiKey } from "#app/modules/identity/issue-api-key.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { loader as answerGet, action as answerPost } from "#app/routes/api/v1.ts";
import type { TestDatabase } from "./database.ts";
import type { Member } from "./rows.ts";

export type ApiAnswer = {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly rows?: readonly Record<string, unknown>[] };
};

let serial = 0;

/** A program of an organisation: speaks to /api/v1 with a key of its own, through the real route. */
export type ApiClient = {
  readonly get: (path: string) => Promise<ApiAnswer>;
  readonly post: (path: string, body?: unknown, key?: string) => Promise<ApiAnswer>;
};

/**
 * A client that speaks for this member in its own role. The key is written straight into the register: a warehouse
 * clerk has keys made by whoever keeps them, and how that is asked for has tests of its own.
 */
export async function apiClient(database: TestDatabase, member: Member): Promise<ApiClient> {
  const { secret, hint, keyHash } = newApiKey();
  await database.sql`
    insert into api_keys (id, organisation_id, person_id, role, label, hint, key_hash, created_at)
    values (${newId("apiKey")}, ${member.organisationId}, ${member.personId}, ${member.actor.roles[0] ?? ""}, 'test', ${hint}, ${keyHash}, ${new Date()})`;
  return clientWith(secret);
}

export function clientWith(secret: string): ApiClient {
  const send = async (method: string, path: string, body?: unknown, key?: string): Promise<ApiAnswer> => {
    const url = `http://localhost:3000/api/v1${path}`;
    const request = new Request(url, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        "content-type": "application/json",
        ...(key ? { "idempotency-key": key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const args = {
      request,
      params: { "*": new URL(url).pathname.replace("/api/v1/", "") },
      context: { cspNonce: "", requestId: "test", remoteAddress: "127.0.0.1" },
    };
    const response = await (method === "GET" ? answerGet(args) : answerPost(args));
    return { status: response.status, body: (await response.json()) as ApiAnswer["body"] };
  };
  return {
    get: (path) => send("GET", path),
    post: (path, body = {}, key = `test-key-${process.pid}-${++serial}`) => send("POST", path, body, key),
  };
}
