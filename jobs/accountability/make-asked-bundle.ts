import { bundleAsked } from "#app/modules/accountability/accountability.events.ts";
import { makeBundle } from "#app/modules/accountability/make-bundle.server.ts";
import { drawDocument } from "../documents/draw-document.ts";
import { on } from "../reaction.ts";

/** A bundle that was asked for is packed. */
export const makeAskedBundle = on(
  bundleAsked,
  { queue: "bundles", name: "make-asked-bundle" },
  (call, { bundleId }) => makeBundle(call, { bundleId }, drawDocument),
);
