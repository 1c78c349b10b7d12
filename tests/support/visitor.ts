import { withLocale } from "#app/i18n/server-locale.server.ts";
import { openSession } from "#app/modules/identity/open-session.server.ts";
import { newSecretToken, secretTokenHash } from "#app/modules/identity/secret-token.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { destinationOf, type HouseRoute, houseRoutes } from "./route-map.ts";
import { systemCall } from "./rows.ts";

/** What a page or a form answered, whatever way it took: returned, thrown, with or without a status. */
export type Answer<Body = Record<string, unknown>> = {
  readonly status: number;
  readonly location: string | null;
  readonly setCookies: readonly string[];
  readonly headers: Headers;
  readonly body: Body;
};

export type VisitorWish = {
  /** False while the second factor is still due. */
  readonly isComplete?: boolean;
  /** As the web process saw it; limits count by it. */
  readonly address?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Visitor = {
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly post: (
    path: string,
    fields: Readonly<Record<string, string | readonly string[] | File>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  /** The bytes of a file that a path gives. */
  readonly file: (path: string) => Promise<Uint8Array>;
  /** Asks one loader or action, whatever the path would lead to: layouts guard themselves too. */
  readonly ask: (route: HouseRoute, path: string) => Promise<Answer>;
  /** Name → value of what the browser keeps. */
  readonly cookies: Map<string, string>;
};

const ORIGIN = "http://localhost:3000";
let routes: readonly HouseRoute[] | null = null;

/**
 * A browser without a network: keeps cookies and calls the loader or the action of the page that a path leads to,
 * with a real Request. Parent layouts are not asked: every page must guard itself.
 */
export function visitor(wish: VisitorWish = {}): Visitor {
  const cookies = new Map<string, string>();
  const context = {
    cspNonce: "nonce",
    requestId: "req-test",
    remoteAddress: wish.address ?? "203.0.113.7",
  };

  async function answerTo<Told>(
    { method, path, init, route }: Sent,
    read: (work: () => unknown) => Promise<Told>,
    none: (status: number) => Told,
  ): Promise<Told> {
    routes ??= houseRoutes();
    const url = new URL(path, ORIGIN);
    const destination = destinationOf(route ? [{ ...route, isLayout: false }] : routes, url.pathname);
    if (!destination) return none(404);
    const module = await destination.route.load();
    const answer = method === "GET" ? module.loader : module.action;
    if (!answer) return none(method === "GET" ? 200 : 405);
    const headers = new Headers({ ...wish.headers, ...(init.headers as Record<string, string>) });
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const request = new Request(url, { ...init, method, headers });
    return withLocale("id", () => read(() => answer({ request, params: destination.params, context })));
  }

  async function send(method: string, path: string, init: RequestInit, route?: HouseRoute): Promise<Answer> {
    const answered = await answerTo({ method, path, init, route }, settled, blank);
    for (const line of answered.setCookies) keep(cookies, line);
    return answered;
  }

  return {
    cookies,
    get: (path, headers = {}) => send("GET", path, { headers }),
    file: (path) =>
      answerTo({ method: "GET", path, init: {} }, bytesOf, (status) => {
        throw new Error(`${path} is no file: ${status}`);
      }),
    ask: (route, path) => send("GET", path, {}, route),
    post: (path, fields, headers = {}) =>
      send("POST", path, { body: bodyOf(fields), headers: { origin: ORIGIN, ...headers } }),
  };
}

type Sent = {
  readonly method: string;
  readonly path: string;
  readonly init: RequestInit;
  readonly route?: HouseRoute | undefined;
};

async function bytesOf(work: () => unknown): Promise<Uint8Array> {
  const answer = await work();
  if (!(answer instanceof Response) || !answer.ok) throw new Error("a page is no file");
  return new Uint8Array(await answer.arrayBuffer());
}

function bodyOf(fields: Parameters<Visitor["post"]>[1]): FormData | URLSearchParams {
  const hasFile = Object.values(fields).some((value) => value instanceof File);
  const body = hasFile ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of Array.isArray(value) ? value : [value])
      if (body instanceof FormData) body.append(name, one as string | File);
      else body.append(name, one as string);
  return body;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ""] = line.split(";");
  const cut = pair.indexOf("=");
  if (/max-age=0/i.test(line)) cookies.delete(pair.slice(0, cut));
  else cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
}

function blank(status: number): Answer {
  return { status, location: null, setCookies: [], headers: new Headers(), body: {} };
}

async function settled(work: () => unknown): Promise<Answer> {
  try {
    return await answerOf(await work());
  } catch (thrown) {
    if (thrown instanceof Response || isWithInit(thrown)) return answerOf(thrown);
    throw thrown;
  }
}

type WithInit = {
  readonly type: "DataWithResponseInit";
  readonly data: unknown;
  readonly init: ResponseInit | null;
};

function isWithInit(value: unknown): value is WithInit {
  return (
    typeof value === "object" && value !== null && "type" in value && value.type === "DataWithResponseInit"
  );
}

async function answerOf(value: unknown): Promise<Answer> {
  if (isWithInit(value)) {
    const headers = new Headers(value.init?.headers);
    return told(value.init?.status ?? 200, headers, value.data as Record<string, unknown>);
  }
  if (!(value instanceof Response)) return told(200, new Headers(), value as Record<string, unknown>);
  const text = await value.clone().text();
  const isJson = /[/+]json\b/.test(value.headers.get("content-type") ?? "");
  return told(value.status, value.headers, isJson ? JSON.parse(text) : { text });
}

function told(status: number, headers: Headers, body: Record<string, unknown>): Answer {
  return {
    status,
    headers,
    location: headers.get("location"),
    setCookies: headers.getSetCookie(),
    body: body ?? {},
  };
}

/** A visitor who is signed in as this person already. */
export async function signedInVisitor(personId: string, wish: VisitorWish = {}): Promise<Visitor> {
  const token = newSecretToken();
  await openSession(systemCall("test", now()), {
    personId,
    tokenHash: secretTokenHash(token),
    isComplete: wish.isComplete ?? true,
    userAgent: "Test",
  });
  const signedIn = visitor(wish);
  signedIn.cookies.set("lumbung_session", token);
  return signedIn;
}
