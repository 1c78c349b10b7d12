import { Invalid, RuleBroken } from "#app/kernel/errors.ts";

const KILOBYTE = 1024;
/** Forms without files: the longest order with its notes fits many times over. */
export const FORM_BYTES_MAX = 512 * KILOBYTE;
/** Forms with photos or papers: four files of the largest size, and the fields. */
export const UPLOAD_BYTES_MAX = 21 * KILOBYTE * KILOBYTE;
export const JSON_BYTES_MAX = 1024 * KILOBYTE;

/**
 * Reads a body into memory and refuses it (413) as soon as it is larger than `maxBytes`, whatever its headers
 * promised: what is counted is what arrives.
 */
export async function bodyBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () =>
    new RuleBroken("identity.bodyTooLarge", { maxKilobytes: Math.floor(maxBytes / KILOBYTE) });
  if (Number(request.headers.get("content-length") ?? "0") > maxBytes) throw tooLarge();
  if (!request.body) return new Uint8Array(0);
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** The body as a form, plain or with files; refuses anything else and anything too large. */
export async function formBody(request: Request): Promise<FormData> {
  const contentType = request.headers.get("content-type") ?? "";
  const hasFiles = contentType.startsWith("multipart/form-data");
  if (!hasFiles && !contentType.startsWith("application/x-www-form-urlencoded")) {
    if (request.body === null) return new FormData();
    throw new Invalid({}, "identity.bodyUnreadable");
  }
  const bytes = await bodyBytes(request, hasFiles ? UPLOAD_BYTES_MAX : FORM_BYTES_MAX);
  try {
    return await new Response(bytes, { headers: { "content-type": contentType } }).formData();
  } catch {
    throw new Invalid({}, "identity.bodyUnreadable");
  }
}

/** The body as JSON; an empty body is an empty object. */
export async function jsonBody(request: Request): Promise<unknown> {
  const bytes = await bodyBytes(request, JSON_BYTES_MAX);
  if (bytes.length === 0) return {};
  if (!(request.headers.get("content-type") ?? "").startsWith("application/json"))
    throw new Invalid({}, "identity.bodyUnreadable");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Invalid({}, "identity.bodyUnreadable");
  }
}
