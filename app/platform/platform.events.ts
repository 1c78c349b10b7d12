import { z } from "zod";

export const mailQueued = { name: "mail.queued", payload: z.object({ mailId: z.string() }) };
