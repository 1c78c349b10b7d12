import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { sayRefusal } from "#app/i18n/refusals.ts";
import { Invalid, Refusal } from "#app/kernel/errors.ts";
import { log } from "#app/platform/log.server.ts";
import { outageIn } from "#app/platform/outage.server.ts";
import { unreadableIn } from "#app/platform/unreadable.server.ts";

/** The only table from the three kinds of failure to HTTP. */
const STATUS: Readonly<Record<Refusal["kind"], number>> = {
  invalid: 422,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  ruleBroken: 422,
};

/** Refusals of the rim itself, for which HTTP has a word of its own. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  "identity.badApiKey": 401,
  "identity.bodyUnreadable": 400,
  "identity.bodyTooLarge": 413,
  "identity.keyRequired": 400,
  "kernel.tooManyTries": 429,
};

/** The status of a refusal or an outage; null for a bug, which stays a 500 and is logged by the server. */
export function statusOf(error: unknown): number | null {
  if (error instanceof Refusal) return STATUS_OF_CODE[error.code] ?? STATUS[error.kind];
  if (outageIn(error)) return 503;
  return null;
}

/** What is answered is not thrown on, so the server would never hear that something is away. */
function tellOutage(error: unknown): void {
  if (outageIn(error)) log.error({ err: error }, "a request met an outage");
}

function retryHeaders(error: unknown, contentType: string): Headers {
  const headers = new Headers({ "content-type": contentType });
  const outage = outageIn(error);
  if (outage) headers.set("retry-after", String(outage.retryAfterSeconds));
  if (error instanceof Refusal && error.code === "kernel.tooManyTries")
    headers.set("retry-after", String(error.params["seconds"] ?? 60));
  if (error instanceof Refusal && error.code === "identity.badApiKey")
    headers.set("www-authenticate", "Bearer");
  return headers;
}

/** What a screen's error boundary finds in `error.data`. */
export type RefusedScreen = { readonly code: string; readonly message: string };

/** A refusal or an outage as a response that error boundaries understand; rethrows anything else. */
export function refusedResponse(thrown: unknown): Response {
  const error = unreadableIn(thrown) ?? thrown;
  const status = statusOf(error);
  if (status === null) throw error;
  tellOutage(error);
  const body: RefusedScreen =
    error instanceof Refusal
      ? { code: error.code, message: sayRefusal(error.code, error.params) }
      : { code: "identity.outage", message: sayRefusal("identity.outage") };
  const headers = retryHeaders(error, "application/json; charset=utf-8");
  return new Response(JSON.stringify(body), { status, headers });
}

/** A loader whose refusals become pages with the right status: wrap every screen's loader in it. */
export function screenLoader<Answer>(
  load: (args: LoaderFunctionArgs) => Promise<Answer>,
): (args: LoaderFunctionArgs) => Promise<Answer> {
  return (args) => answering(() => load(args));
}

/** The same for actions; what `formCommand` answers itself passes through. */
export function screenAction<Answer>(
  act: (args: ActionFunctionArgs) => Promise<Answer>,
): (args: ActionFunctionArgs) => Promise<Answer> {
  return (args) => answering(() => act(args));
}

async function answering<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Response) throw error;
    throw refusedResponse(error);
  }
}

type ProblemField = { readonly code: string; readonly message: string };

/** A refusal or an outage as problem+json (RFC 9457); rethrows anything else. */
export function problemResponse(thrown: unknown): Response {
  const error = unreadableIn(thrown) ?? thrown;
  const status = statusOf(error);
  if (status === null) throw error;
  tellOutage(error);
  const code = error instanceof Refusal ? error.code : "identity.outage";
  const params = error instanceof Refusal ? error.params : {};
  const fields: Record<string, ProblemField[]> = {};
  if (error instanceof Invalid)
    for (const [path, codes] of Object.entries(error.fields))
      fields[path] = codes.map((fieldCode) => ({ code: fieldCode, message: sayRefusal(fieldCode) }));
  const headers = retryHeaders(error, "application/problem+json; charset=utf-8");
  const problem = {
    type: `urn:lumbung:${code}`,
    title: sayRefusal(code, params),
    status,
    code,
    ...(Object.keys(params).length > 0 ? { params } : {}),
    ...(error instanceof Invalid ? { errors: fields } : {}),
  };
  return new Response(JSON.stringify(problem), { status, headers });
}
