import { z } from "zod";

export const bundleAsked = { name: "bundle.asked", payload: z.object({ bundleId: z.string() }) };
