import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { Forbidden } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { keepFile } from "#app/platform/files.server.ts";
import { documents } from "#db/schema/documents.ts";

const RecordRendering = z.object({
  documentId: idOf("document"),
  ownerId: idOf("organisation"),
  fileName: z.string().min(1).max(120),
  bytes: z.instanceof(Uint8Array),
});

/** Keeps the rendered PDF of an issued paper. The first rendering stays; a repeated one changes nothing. */
export const recordRendering = command({
  name: "documents.recordRendering",
  input: RecordRendering,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("documents.forbidden");
  },
  run: async (tx, call, input) => {
    const [waiting] = await tx
      .select({ id: documents.id })
      .from(documents)
      .where(and(eq(documents.id, input.documentId), isNull(documents.fileId)));
    if (!waiting) return { documentId: input.documentId, fileId: null };
    const fileId = await keepFile(tx, call, {
      ownerId: input.ownerId,
      purpose: "document",
      fileName: input.fileName,
      bytes: input.bytes,
    });
    await tx.update(documents).set({ fileId, renderedAt: call.at }).where(eq(documents.id, input.documentId));
    return { documentId: input.documentId, fileId };
  },
});
