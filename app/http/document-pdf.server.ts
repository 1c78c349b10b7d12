import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";

const RETRY_SECONDS = 3;

/** A paper by its number, with its PDF once that is drawn. */
type PaperFile = {
  readonly document: { readonly number: string };
  readonly bytes: Uint8Array | null;
};

/** The PDF of a paper that its reader may see; while it is being drawn, a page that tries again. Without one, Missing. */
export function paperAnswer(paper: PaperFile | null, request: Request): Response {
  if (!paper) throw new Missing("documents.missing");
  if (paper.bytes === null) return waitingPage(new URL(request.url).pathname);
  const fileName = `${paper.document.number.replaceAll("/", "-")}.pdf`;
  return new Response(Uint8Array.from(paper.bytes), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      "cache-control": "private, no-cache",
      "x-content-type-options": "nosniff",
    },
  });
}

/** Small enough to be written by hand: it stands in a tab that waits for a PDF. */
function waitingPage(path: string): Response {
  const html = `<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${m.documents_waiting_title()}</title>
<body style="margin:15vh auto;max-width:28rem;padding:0 1rem;font:1.0625rem/1.5 system-ui,sans-serif;color:#1b231d;background:#fbfaf5">
<h1 style="font-size:1.5rem;margin:0 0 .5rem">${m.documents_waiting_title()}</h1>
<p role="status">${m.documents_waiting_text()}</p>
<p><a href="${path}" style="color:#16512b;font-weight:600;display:inline-block;padding:.6rem 0">${m.documents_waiting_retry()}</a></p>
`;
  return new Response(html, {
    status: 202,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      refresh: String(RETRY_SECONDS),
    },
  });
}
