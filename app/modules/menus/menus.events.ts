import { z } from "zod";

export const demandDue = { name: "menu.demand-due", payload: z.object({ organisationId: z.string() }) };
