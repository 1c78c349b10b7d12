import { db, type Executor } from "#db/client.server.ts";
import { documentVisibleTo } from "../documents/document-reads.server.ts";
import { factsOf } from "../documents/paper-of.ts";
import type { Sheet } from "../oversight/sheet.ts";
import { periodKinds } from "./period-papers.ts";
import { sheetsOfPaper } from "./period-sheets.ts";

/** The sheets of a paper of a budget, for whoever may read the paper in this organisation; null for any other paper. */
export async function sheetsOfPeriodPaper(
  organisationId: string,
  documentId: string,
  on: Executor = db(),
): Promise<{ readonly number: string; readonly sheets: Sheet[] } | null> {
  const document = await documentVisibleTo(organisationId, documentId, on);
  const kind = periodKinds.find((one) => one === document?.kind);
  if (!document || !kind) return null;
  return { number: document.number, sheets: sheetsOfPaper(kind, factsOf(kind, document.facts)) };
}
