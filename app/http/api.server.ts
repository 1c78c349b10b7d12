import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { preferLocale } from "#app/i18n/server-locale.server.ts";
import type { Call, MemberActor } from "#app/kernel/call.ts";
import { Forbidden, Invalid } from "#app/kernel/errors.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { keyHolder } from "#app/modules/identity/api-key-reads.server.ts";
import type { Permission } from "#app/modules/identity/permission-names.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { touchApiKey } from "#app/modules/identity/session-upkeep.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { fieldErrorsOf } from "#app/platform/command.server.ts";
import { countTry } from "#app/platform/rate-limit.server.ts";
import { callBy } from "./actor.server.ts";
import { jsonBody } from "./body.server.ts";
import { problemResponse } from "./respond.server.ts";

// A key may work hard (a hundred requests a second, for ten seconds at a time); guessing keys may not.
const KEY_LIMIT = { name: "api-key", tries: 1000, seconds: 10 };
const GUESS_LIMIT = { name: "api-guess", tries: 30, seconds: 60 };

const BEARER = /^Bearer (lk_[\w-]{4}_[\w-]{43})$/;

/** A request of a program, proven to come from the holder of a key. */
export type ApiRequest = {
  readonly call: Call;
  readonly actor: MemberActor;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: URLSearchParams;
  /** The JSON that was sent; an empty object when nothing was. Commands judge it. */
  readonly body: unknown;
};

type ApiArgs = LoaderFunctionArgs | ActionFunctionArgs;

async function authenticated(
  { request, params, context }: ApiArgs,
  permission: Permission,
): Promise<ApiRequest> {
  const secret = BEARER.exec(request.headers.get("authorization") ?? "")?.[1];
  const holder = secret === undefined ? null : await keyHolder(secret);
  if (!holder) {
    await countTry(GUESS_LIMIT, context.remoteAddress);
    throw new Forbidden("identity.badApiKey");
  }
  await countTry(KEY_LIMIT, holder.apiKeyId);
  await touchApiKey(holder, now());
  preferLocale(holder.locale);
  if (!may(holder.actor, permission)) throw new Forbidden("kernel.forbidden");
  return {
    call: callBy(holder.actor),
    actor: holder.actor,
    params,
    query: new URL(request.url).searchParams,
    body: {},
  };
}

/** A GET of the API: whoever holds `permission` reads; refusals are problem+json, sums and quantities are digits. */
export function apiLoader(
  permission: Permission,
  read: (api: ApiRequest) => Promise<unknown>,
): (args: LoaderFunctionArgs) => Promise<Response> {
  return (args) =>
    answering(async () => jsonResponse(await read(await authenticated(args, permission)), 200));
}

/**
 * A write of the API. `Idempotency-Key` is required: it becomes the receipt key, so that a repeated request gets the
 * first answer and changes nothing. `201` with what the command answered.
 */
export function apiAction(
  permission: Permission,
  act: (api: ApiRequest, method: string) => Promise<unknown>,
): (args: ActionFunctionArgs) => Promise<Response> {
  return (args) =>
    answering(async () => {
      const api = await authenticated(args, permission);
      const key = args.request.headers.get("idempotency-key");
      if (!key || !/^[\x21-\x7e]{8,200}$/.test(key)) throw new Invalid({}, "identity.keyRequired");
      const body = await jsonBody(args.request);
      const answer = await act({ ...api, call: { ...api.call, key }, body }, args.request.method);
      return jsonResponse(answer, 201);
    });
}

/** How many rows, and after which: from `?limit=` and `?after=`. */
export function pageRequest(query: URLSearchParams): PageRequest {
  const read = PageRequest.safeParse(
    Object.fromEntries(
      ["limit", "after"].flatMap((name) => (query.has(name) ? [[name, query.get(name)]] : [])),
    ),
    { reportInput: true },
  );
  if (!read.success) throw new Invalid(fieldErrorsOf(read.error));
  return read.data;
}

/** JSON in which a bigint is its digits: no program that reads it loses a rupiah to a float. */
export function jsonResponse(value: unknown, status: number): Response {
  const text = JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === "bigint" ? inner.toString() : inner,
  );
  return new Response(text, {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  });
}

async function answering(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Response) return error;
    return problemResponse(error);
  }
}
