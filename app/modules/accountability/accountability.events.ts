import { z } from "zod";
import { bundleKinds } from "./bundle.ts";

export const bundleAsked = { name: "bundle.asked", payload: z.object({ bundleId: z.string() }) };

/** The archive is whole. It says whom it is for: who is told of it knows nothing of bundles. */
export const bundleReady = {
  name: "bundle.ready",
  payload: z.object({
    bundleId: z.string(),
    organisationId: z.string(),
    askedBy: z.string(),
    kind: z.enum(bundleKinds),
    subjectId: z.string(),
    fileName: z.string(),
  }),
};
