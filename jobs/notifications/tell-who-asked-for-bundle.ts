import { bundleReady } from "#app/modules/accountability/accountability.events.ts";
import { tellAsker } from "#app/modules/notifications/tell-asker.server.ts";
import { on } from "../reaction.ts";

/** The page on which each kind of bundle is asked for. */
const paths = {
  period: (budgetId: string) => `laporan?anggaran=${budgetId}`,
  purchase: (orderId: string) => `laporan/pembelian/${orderId}`,
  annual: () => "shu",
} as const;

/** A bundle is packed: whoever asked for it is told, and comes back to the page that they asked on. */
export const tellWhoAskedForBundle = on(
  bundleReady,
  { queue: "notifications", name: "tell-bundle-ready" },
  (call, { bundleId, organisationId, askedBy, kind, subjectId, fileName }) =>
    tellAsker(call, {
      kind: "bundle.ready",
      organisationId,
      personId: askedBy,
      subjectId: bundleId,
      path: paths[kind](subjectId),
      params: { name: fileName },
    }),
);
