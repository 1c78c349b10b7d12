import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import type { Transaction } from "#db/client.server.ts";
import { documents } from "#db/schema/documents.ts";
import { type DocumentToIssue, issueDocument, stableText, voidDocument } from "./issue-document.server.ts";

/** What a paper says, without the day on which it says so. */
function said(facts: Readonly<Record<string, unknown>>): string {
  const { issuedOn: _, ...rest } = facts;
  return stableText(rest);
}

/**
 * The paper that says these facts about its subject, in the caller's transaction: the one that stands, when it says the
 * same on whatever day it was issued, else a new one that takes its place. The old number is voided for this reason, which its
 * public page shows, and never used again.
 * Answers its id.
 */
export async function issueCurrent(
  tx: Transaction,
  call: Call,
  paper: DocumentToIssue,
  replacedBecause: string,
): Promise<string> {
  const [standing] = await tx
    .select({ id: documents.id, facts: documents.facts })
    .from(documents)
    .where(
      and(
        eq(documents.organisationId, paper.organisationId),
        eq(documents.kind, paper.kind),
        eq(documents.subjectId, paper.subjectId),
        eq(documents.state, "issued"),
      ),
    );
  if (standing && said(standing.facts) === said(paper.facts)) return standing.id;
  if (standing) await voidDocument(tx, call, { ...paper, reason: replacedBecause });
  return (await issueDocument(tx, call, paper)).documentId;
}
