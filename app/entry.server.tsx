import { PassThrough } from "node:stream";
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { negotiateLocale } from "#app/i18n/locale.ts";
import { withLocale } from "#app/i18n/server-locale.server.ts";
import { log, withLogContext } from "#app/platform/log.server.ts";
import { metricsContentType, metricsText } from "#app/platform/metrics.server.ts";
import { NonceProvider } from "#app/ui/nonce.tsx";
import { closeDatabase } from "#db/client.server.ts";

/** How long a page may take to stream. After it the connection is of more use to somebody else. */
const STREAM_LIMIT_MS = 10_000;

export default function drawPage(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext | undefined,
): Promise<Response> {
  const nonce = context?.cspNonce;
  // Search engines want the finished page; people want its beginning at once.
  const waitForAll = isbot(request.headers.get("user-agent"));
  keepPrivate(headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  return new Promise((resolve, reject) => {
    let drawn = false;
    const answer = () => {
      drawn = true;
      const body = new PassThrough();
      // Remix's own entry leaves this timer running, and with it every rendered tree for its whole length.
      body.once("close", () => clearTimeout(limit));
      body.once("end", () => clearTimeout(limit));
      resolve(new Response(createReadableStreamFromReadable(body), { status, headers }));
      pipe(body);
    };
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={nonce}>
        <RemixServer context={remix} url={request.url} {...(nonce === undefined ? {} : { nonce })} />
      </NonceProvider>,
      {
        ...(nonce === undefined ? {} : { nonce }),
        ...(waitForAll ? { onAllReady: answer } : { onShellReady: answer }),
        onShellError(error) {
          clearTimeout(limit);
          reject(error);
        },
        onError(error) {
          // Before the shell is out, onShellError tells it.
          if (drawn)
            log.error({ err: error, path: new URL(request.url).pathname }, "a page broke while streaming");
        },
      },
    );
    const limit = setTimeout(() => abort(new Error("the page took too long")), STREAM_LIMIT_MS);
  });
}

/** Pages belong to who asked for them: no cache in between may keep one, unless a route says otherwise. */
function keepPrivate(headers: Headers): void {
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "private, no-cache");
}

export function handleDataRequest(response: Response): Response {
  keepPrivate(response.headers);
  return response;
}

/** Bugs and outages, told once, with the request they belong to. What was refused is an answer and never comes here. */
export function handleError(error: unknown, { request }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  log.error({ err: error, method: request.method, path: new URL(request.url).pathname }, "a request failed");
}

/**
 * What `server.ts` needs of the house. It takes these from the loaded build and not by importing them, because its
 * own bundle would bring a second copy: a second pool of connections, a second set of counters.
 */
export const house = {
  /** Runs one request with its log fields and its language. */
  aroundRequest<T>(
    request: {
      readonly id: string;
      readonly cookies: string | undefined;
      readonly acceptLanguage: string | undefined;
    },
    work: () => T,
  ): T {
    return withLogContext({ requestId: request.id }, () => withLocale(negotiateLocale(request), work));
  },
  log,
  metricsText,
  metricsContentType,
  close: closeDatabase,
};

export type House = typeof house;
