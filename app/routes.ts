import { index, prefix, type RouteConfig, type RouteConfigEntry, route } from "@remix-run/route-config";

/**
 * The map of every URL: Indonesian paths, English files. The first segments below are words of the house and can
 * never be the short name of an organisation:
 *
 *   bahasa masuk keluar daftar undangan lupa-sandi akun verifikasi t operator api webhooks health metrics assets
 *
 * Everything else at the top is `:workspace`, the short name of the organisation one works for.
 */

/** Open to everybody. */
const site: RouteConfigEntry[] = [
  index("routes/site/landing.tsx"),
  route("bahasa", "routes/site/language.ts"),
];

/** Signing in, registering, one's own settings. */
const account: RouteConfigEntry[] = [];

/** Links that open one thing without an account, and the public check of a document. */
const links: RouteConfigEntry[] = [];

/** The platform's operators. */
const operator: RouteConfigEntry[] = [
  ...prefix("operator", [
    route("galeri", "routes/operator/gallery.tsx", [route("dialog", "routes/operator/gallery-dialog.tsx")]),
  ]),
];

/** Machines. */
const machines: RouteConfigEntry[] = [
  route("health", "routes/health.ts"),
  route("health/live", "routes/health-live.ts"),
  ...prefix("api/v1", [
    index("routes/api/docs.tsx"),
    route("openapi.json", "routes/api/openapi.ts"),
    route("*", "routes/api/v1.ts"),
  ]),
];

/** The trade center: contracts, call-offs, gate and trips; buyers and koperasi see their side of them. */
const tradeCenter: RouteConfigEntry[] = [
  route("kontrak", "routes/hub/contracts.tsx"),
  route("kontrak/baru", "routes/hub/contract-new.tsx"),
  route("kontrak/:contractId", "routes/hub/contract.tsx"),
];

/** What an organisation does all day. */
const workspace: RouteConfigEntry[] = [
  route(":workspace", "routes/workspace/layout.tsx", [index("routes/workspace/today.tsx"), ...tradeCenter]),
];

/** Whatever is on no map. */
const nowhere: RouteConfigEntry[] = [route("*", "routes/site/missing.tsx")];

export default [
  ...site,
  ...account,
  ...links,
  ...operator,
  ...machines,
  ...workspace,
  ...nowhere,
] satisfies RouteConfig;
