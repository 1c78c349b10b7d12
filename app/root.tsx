import fontUrl from "@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2?url";
import {
  data,
  type HeadersFunction,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  ScrollRestoration,
  useLoaderData,
  useLocation,
  useMatches,
  useNavigation,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { forgottenFlash, readFlash } from "#app/http/flash.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { getLocale } from "#app/i18n/paraglide/runtime.js";
import { ErrorPanel } from "#app/ui/feedback/error-panel.tsx";
import { Toast } from "#app/ui/feedback/toast.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { unlessCounting } from "#app/ui/form/unless-counting.ts";
import type { IconName } from "#app/ui/icon.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { SiteShell } from "#app/ui/layout/site-shell.tsx";
import { useNonce } from "#app/ui/nonce.tsx";
import { LateScripts } from "#app/ui/scripts.tsx";
import "#app/ui/tokens.css";

export const links: LinksFunction = () => [
  { rel: "preload", href: fontUrl, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "apple-touch-icon", href: "/icon-192.png" },
  { rel: "manifest", href: "/manifest.webmanifest" },
];

/** Pages have their own; this is the tab's title when something broke. */
export const meta: MetaFunction = ({ error }) => [
  { title: error === undefined ? "Lumbung" : pageTitle(faultOf(statusOf(error)).title) },
];

/** An outage or too many tries say when to come back; the page that tells it must say so too. */
export const headers: HeadersFunction = ({ errorHeaders }): HeadersInit => {
  const seconds = errorHeaders?.get("retry-after");
  return seconds ? { "Retry-After": seconds } : {};
};

/** Light on purpose: every page of everybody passes here, and the front page must open while the database is away. */
export function loader({ request, context }: LoaderFunctionArgs) {
  const flash = readFlash(request);
  const headers = flash === null ? {} : { "Set-Cookie": forgottenFlash };
  return data({ flash, requestId: context["requestId"] ?? null }, { headers });
}

export const shouldRevalidate = unlessCounting;

/** A page may say `handle = { withoutScript: true }`: then a phone downloads words and style only. */
function isWithoutScript(handle: unknown): boolean {
  return typeof handle === "object" && handle !== null && "withoutScript" in handle;
}

export function Layout({ children }: { readonly children: ReactNode }) {
  const nonce = useNonce();
  const bare = useMatches().some(({ handle }) => isWithoutScript(handle));
  return (
    <html lang={getLocale()}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#fbfaf5" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {bare ? null : (
          <>
            <ScrollRestoration nonce={nonce} />
            <LateScripts nonce={nonce} />
          </>
        )}
      </body>
    </html>
  );
}

export default function App() {
  const { flash } = useLoaderData<typeof loader>();
  return (
    <>
      <NavigationBar />
      <Toast flash={flash} />
      <Outlet />
    </>
  );
}

/** A thin line at the top while the next page is on its way: on a poor signal, silence looks like a broken button. */
function NavigationBar() {
  const busy = useNavigation().state !== "idle";
  return (
    <div
      aria-hidden="true"
      className={`fixed inset-x-0 top-0 z-50 h-[3px] origin-left bg-leaf-500 transition-[transform,opacity] ease-calm ${busy ? "scale-x-90 opacity-100 duration-[6s]" : "scale-x-0 opacity-0 duration-200"}`}
    />
  );
}

function statusOf(error: unknown): number {
  return isRouteErrorResponse(error) ? error.status : 500;
}

type Fault = { readonly title: string; readonly next: string; readonly icon: IconName };

function faultOf(status: number): Fault {
  if (status === 404)
    return { title: m.kit_page_missing_title(), next: m.kit_page_missing_next(), icon: "search" };
  if (status === 401 || status === 403)
    return { title: m.kit_page_forbidden_title(), next: m.kit_page_forbidden_next(), icon: "key" };
  if (status === 503)
    return { title: m.kit_page_outage_title(), next: m.kit_page_outage_next(), icon: "clock" };
  return { title: m.kit_page_broken_title(), next: m.kit_page_broken_next(), icon: "alert" };
}

/** The sentence of a refusal, when that is what the loader answered with. */
function refusalOf(error: unknown): string | undefined {
  if (!isRouteErrorResponse(error) || typeof error.data !== "object" || error.data === null) return undefined;
  return "message" in error.data && typeof error.data.message === "string" ? error.data.message : undefined;
}

/** What happened, what was kept, what to do: in the visitor's language, whatever broke. */
export function ErrorBoundary() {
  const error = useRouteError();
  const requestId = useRouteLoaderData<typeof loader>("root")?.requestId ?? undefined;
  const status = statusOf(error);
  const fault = faultOf(status);
  const { pathname, search } = useLocation();
  return (
    <SiteShell>
      <ErrorPanel
        level={1}
        title={fault.title}
        icon={fault.icon}
        kept={status >= 500 ? m.kit_page_kept() : refusalOf(error)}
        next={fault.next}
        reference={status >= 500 ? requestId : undefined}
        actions={
          <>
            {status === 503 ? (
              <ButtonLink to={pathname + search} external>
                {m.kit_page_reload()}
              </ButtonLink>
            ) : null}
            <ButtonLink to="/" icon="home" variant={status === 503 ? "secondary" : "primary"} external>
              {m.kit_page_home()}
            </ButtonLink>
          </>
        }
      />
    </SiteShell>
  );
}
