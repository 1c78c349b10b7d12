import { z } from "zod";
import { Invalid } from "#app/kernel/errors.ts";
import { uploadFile, uploadPurposes } from "#app/modules/documents/upload-file.server.ts";
import type { Operation } from "./operation.server.ts";

const UploadBody = z.object({
  purpose: z.enum(uploadPurposes),
  fileName: z.string().min(1).max(120),
  base64: z.base64(),
});

export const fileOperations: readonly Operation[] = [
  {
    method: "post",
    path: "/files",
    tag: "files",
    summary: "Keep a photo or PDF (JPEG, PNG, WebP, PDF) to name in a later deed",
    permission: "members.read",
    body: UploadBody,
    run: (api) => {
      const body = UploadBody.safeParse(api.body);
      if (!body.success) throw new Invalid({ base64: ["kernel.badValue"] });
      const { base64, ...rest } = body.data;
      return uploadFile(api.call, { ...rest, bytes: new Uint8Array(Buffer.from(base64, "base64")) });
    },
  },
];
