import { z } from "zod";

export const documentIssued = { name: "document.issued", payload: z.object({ documentId: z.string() }) };
