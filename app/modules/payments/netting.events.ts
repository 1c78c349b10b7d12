import { z } from "zod";

const netting = z.object({ nettingId: z.string() });
/** One organisation proposes that what both owe each other meets: the other is asked. */
export const nettingProposed = { name: "netting.proposed", payload: netting };
/** Declined by the one that was asked, or withdrawn by the one that proposed: nothing was paid. */
export const nettingEnded = { name: "netting.ended", payload: netting };
