import { randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from "express";
import type { House } from "#app/entry.server.tsx";
import { isFromThisMachine, refuseLargeBodies, securityHeaders } from "#app/http/guards.server.ts";
import { env } from "#app/platform/env.server.ts";
import { isDriversOwnQuestion } from "#db/sql-state.ts";

/**
 * The web process. It adds to Remix what HTTP wants: headers, static files, limits, a request id, a graceful
 * stop. It holds no state of the house; what it needs of it comes through the loaded build (see entry.server).
 */
declare module "@remix-run/server-runtime" {
  interface AppLoadContext {
    /** Goes on every script tag of this response. */
    readonly cspNonce: string;
    /** Names this request in logs, audit and on error pages. */
    readonly requestId: string;
    /** The address that rate limits count by. */
    readonly remoteAddress: string;
  }
}

export type WebSettings = {
  readonly development: boolean;
  /** Believe X-Forwarded-* of one proxy in front. */
  readonly trustProxy: boolean;
  /** Who may read /metrics; without it only this machine may. */
  readonly metricsToken: string | null;
  /** Other sites that a form of ours may lead to: the pages of the card provider, where cards are taken. */
  readonly formsGoTo?: readonly string[];
};

export type WebParts = {
  readonly settings: WebSettings;
  /** The built app; asked anew for every request, so that development sees its own edits. */
  readonly build: () => Promise<ServerBuild>;
  /** Serves built files, or, in development, Vite's. */
  readonly assets: RequestHandler;
};

type Locals = { cspNonce: string; requestId: string };

/** Where the pages of the card provider lie. */
const CARD_PAGES = "https://checkout.stripe.com";
const ROOT = fileURLToPath(new URL("../", import.meta.url));
/** How long requests under way may take to finish once the process is told to stop. */
const STOP_LIMIT_MS = 10_000;

function houseOf(build: ServerBuild): House {
  return (build.entry.module as unknown as { readonly house: House }).house;
}

export function createApp({ settings, build, assets }: WebParts): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", settings.trustProxy ? 1 : false);
  app.use(nameRequest);
  app.use(securityHeaders(settings.development, settings.formsGoTo));
  app.use(compression());
  app.use(assets);
  app.get("/metrics", showMetrics(settings, build));
  app.use(refuseLargeBodies);
  app.all("*", answerWithRemix(settings, build));
  app.use(admitFault);
  return app;
}

const nameRequest: RequestHandler = (_request, response, next) => {
  const locals: Locals = {
    requestId: randomBytes(8).toString("hex"),
    cspNonce: randomBytes(16).toString("base64"),
  };
  Object.assign(response.locals, locals);
  response.setHeader("X-Request-Id", locals.requestId);
  response.setHeader("Permissions-Policy", "camera=(self), geolocation=(self), microphone=(), payment=()");
  next();
};

/** What a browser heeds on a script, a style or a font; the rest speaks of pages, and weighs more than most of these files. */
const ASSET_HEADERS = new Set([
  "cross-origin-resource-policy",
  "strict-transport-security",
  "x-content-type-options",
  ...["content-encoding", "content-type", "vary"],
]);

/** Built files carry their content's hash in the name and never change; what lies in public/ may, within the hour. */
export function builtFiles(folder = path.join(ROOT, "build", "client")): RequestHandler {
  const files = express.Router();
  const never = { index: false, redirect: false } as const;
  const assets = path.join(folder, "assets");
  files.use("/assets", compressedBefore(assets));
  files.use(
    "/assets",
    express.static(assets, {
      ...never,
      immutable: true,
      maxAge: "365d",
      fallthrough: false,
      setHeaders(response) {
        for (const name of response.getHeaderNames())
          if (!ASSET_HEADERS.has(name)) response.removeHeader(name);
      },
    }),
  );
  files.use(express.static(folder, { ...never, maxAge: "1h" }));
  return files;
}

/** Answers with the `.br` that the build laid beside a file: smaller than what can be made while a phone waits. */
function compressedBefore(folder: string): RequestHandler {
  const present = new Set(
    existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".br")) : [],
  );
  return (request, response, next) => {
    const compressed = `${request.path.slice(1)}.br`;
    if (present.has(compressed)) {
      response.vary("Accept-Encoding");
      if (request.acceptsEncodings("br")) {
        response.type(path.extname(request.path)).setHeader("Content-Encoding", "br");
        request.url = `/${compressed}`;
      }
    }
    next();
  };
}

function mayReadMetrics(request: Request, token: string | null): boolean {
  if (token === null) return isFromThisMachine(request);
  const given = Buffer.from(request.get("authorization") ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Express 4 does not wait for promises: what fails must be handed on. */
function awaited(work: (...args: Parameters<RequestHandler>) => Promise<void>): RequestHandler {
  return (request, response, next) => {
    work(request, response, next).catch(next);
  };
}

function showMetrics({ metricsToken }: WebSettings, build: WebParts["build"]): RequestHandler {
  return awaited(async (request, response) => {
    if (!mayReadMetrics(request, metricsToken)) return void response.status(404).end();
    const house = houseOf(await build());
    response.type(house.metricsContentType).send(await house.metricsText());
  });
}

/** Links that open something without an account are keys: a log must not keep a copy. */
function pathForLog(pathname: string): string {
  return pathname.replace(/^\/(t|undangan|lupa-sandi)\/[^/]+/, "/$1/•••");
}

function answerWithRemix(settings: WebSettings, build: WebParts["build"]): RequestHandler {
  const mode = settings.development ? "development" : "production";
  return awaited(async (request, response, next) => {
    const begun = performance.now();
    const current = await build();
    const house = houseOf(current);
    const { requestId, cspNonce } = response.locals as Locals;
    const context = { requestId, cspNonce, remoteAddress: request.ip ?? "" };
    const handle = createRequestHandler({ build: current, mode, getLoadContext: () => context });
    const spoken = { cookies: request.get("cookie"), acceptLanguage: request.get("accept-language") };
    await house.aroundRequest({ id: requestId, ...spoken }, async () => {
      response.once("close", () => {
        const ms = Math.round(performance.now() - begun);
        const path = pathForLog(request.path);
        house.log.info({ method: request.method, path, status: response.statusCode, ms }, "request");
      });
      await handle(request, response, next);
    });
  });
}

/** The last net: what no route, and not Remix itself, could answer. Never a stack trace. */
const admitFault: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status =
    typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 500;
  const known = status >= 400 && status < 500;
  if (!known) console.error(error);
  response.status(known ? status : 500).type("text");
  response.send(
    known ? "Tidak ada. / Not found.\n" : "Ada yang rusak di pihak kami. / Something broke on our side.\n",
  );
};

/** Listens on `port` (0: any free one) and says which it became. */
export function listen(
  app: Express,
  port: number,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer(app);
  server.keepAliveTimeout = 65_000;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}

/** Takes no new connection, lets requests under way finish within the limit, then cuts what is left. */
export function stop(server: Server, limitMs = STOP_LIMIT_MS): Promise<void> {
  return new Promise((resolve) => {
    // A browser keeps its connection open after the last answer; nothing but this ends it.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const cut = setTimeout(() => server.closeAllConnections(), limitMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
  });
}

async function developmentParts(): Promise<Pick<WebParts, "build" | "assets">> {
  const vite = await import("vite");
  const reloading = await vite.createServer({ root: ROOT, server: { middlewareMode: true } });
  return {
    assets: reloading.middlewares,
    build: () => reloading.ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>,
  };
}

async function productionParts(): Promise<Pick<WebParts, "build" | "assets">> {
  const built = (await import(new URL("../build/server/index.js", import.meta.url).href)) as ServerBuild;
  return { assets: builtFiles(), build: () => Promise.resolve(built) };
}

async function main(): Promise<void> {
  const { NODE_ENV, PORT, TRUST_PROXY, STRIPE_SECRET_KEY, METRICS_TOKEN } = env();
  const development = NODE_ENV === "development";
  const parts = await (development ? developmentParts() : productionParts());
  const settings = {
    development,
    trustProxy: TRUST_PROXY === "1",
    metricsToken: METRICS_TOKEN ?? null,
    formsGoTo: STRIPE_SECRET_KEY ? [CARD_PAGES] : [],
  };
  const { server, port } = await listen(createApp({ settings, ...parts }), PORT);
  const house = houseOf(await parts.build());
  house.log.info({ port }, "web is listening");
  const leave = (signal: string) => {
    house.log.info({ signal }, "web is stopping");
    void stop(server)
      .then(() => house.close())
      .then(() => process.exit(0));
  };
  process.on("unhandledRejection", (error) => {
    if (!isDriversOwnQuestion(error)) throw error;
    house.log.warn({ err: error }, "a connection died while it was opened");
  });
  process.once("SIGTERM", leave);
  process.once("SIGINT", leave);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await main();
