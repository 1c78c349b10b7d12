import { and, desc, eq, exists, inArray, or, type SQL, sql } from "drizzle-orm";
import { isAmong } from "#db/among.ts";
import { db, type Executor } from "#db/client.server.ts";
import { documentReaders, documents } from "#db/schema/documents.ts";
import { organisations } from "#db/schema/identity.ts";
import { isOwnOrKitchens } from "../identity/foundation-reads.server.ts";
import type { DocumentKind } from "./series.ts";

export type DocumentRow = typeof documents.$inferSelect;

/** True for a paper that this organisation, or a kitchen it stands behind as a foundation, issued or is named on. */
function isReadBy(organisationId: string, on: Executor): SQL | undefined {
  const isReader = on
    .select({ one: documentReaders.documentId })
    .from(documentReaders)
    .where(
      and(
        eq(documentReaders.documentId, documents.id),
        isOwnOrKitchens(documentReaders.organisationId, organisationId, on),
      ),
    );
  return or(isOwnOrKitchens(documents.organisationId, organisationId, on), exists(isReader));
}

/** A paper that this organisation, or its kitchen, issued or is named on, or null: others may not know that it exists. */
export async function documentVisibleTo(
  organisationId: string,
  documentId: string,
  on: Executor = db(),
): Promise<DocumentRow | null> {
  const [row] = await on
    .select()
    .from(documents)
    .where(and(eq(documents.id, documentId), isReadBy(organisationId, on)));
  return row ?? null;
}

export type DocumentSummary = {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly subjectId: string;
  readonly state: string;
  readonly issuedAt: Date;
};

/** The papers about these subjects that this organisation may read, newest first. */
export async function documentsAbout(
  organisationId: string,
  subjectIds: readonly string[],
  on: Executor = db(),
): Promise<DocumentSummary[]> {
  if (subjectIds.length === 0) return [];
  return summaries(and(inArray(documents.subjectId, [...subjectIds]), isReadBy(organisationId, on)), on);
}

/** The papers without those of one kind that another took the place of: of a paper that is drawn up again and again, the last is enough. */
export function withoutReplaced(
  papers: readonly DocumentSummary[],
  replaced: DocumentKind,
): readonly DocumentSummary[] {
  return papers.filter(({ kind, state }) => kind !== replaced || state === "issued");
}

/** As `documentsAbout`, of one kind and about one subject. */
export async function documentsOfKind(
  organisationId: string,
  subjectId: string,
  kind: DocumentKind,
  on: Executor = db(),
): Promise<DocumentSummary[]> {
  const which = and(eq(documents.subjectId, subjectId), eq(documents.kind, kind));
  return summaries(and(which, isReadBy(organisationId, on)), on);
}

/** As `documentsAbout`, for whoever came by a link that opens these subjects. */
export async function documentsOfLink(
  subjectIds: readonly string[],
  on: Executor = db(),
): Promise<DocumentSummary[]> {
  return subjectIds.length === 0 ? [] : summaries(inArray(documents.subjectId, [...subjectIds]), on);
}

/** What the standing papers of a kind of one issuer are about, among subjects that begin in this way. */
export async function standingSubjects(
  organisationId: string,
  kind: DocumentKind,
  beginning: string,
  on: Executor = db(),
): Promise<string[]> {
  const rows = await on
    .select({ subjectId: documents.subjectId })
    .from(documents)
    .where(
      and(
        eq(documents.organisationId, organisationId),
        eq(documents.kind, kind),
        eq(documents.state, "issued"),
        sql`starts_with(${documents.subjectId}, ${beginning})`,
      ),
    );
  return rows.map(({ subjectId }) => subjectId);
}

async function summaries(which: SQL | undefined, on: Executor): Promise<DocumentSummary[]> {
  return on
    .select({
      id: documents.id,
      kind: documents.kind,
      number: documents.number,
      subjectId: documents.subjectId,
      state: documents.state,
      issuedAt: documents.issuedAt,
    })
    .from(documents)
    .where(which)
    .orderBy(desc(documents.issuedAt), desc(documents.id));
}

/** The number of the paper of this kind that stands about a subject, if there is one. */
export async function standingPaperNumber(
  subjectId: string,
  kind: DocumentKind,
  on: Executor = db(),
): Promise<string | null> {
  return (await standingPaperNumbers([subjectId], kind, on)).get(subjectId) ?? null;
}

/** As `standingPaperNumber`, for several subjects, by subject; those without such a paper are left out. */
export async function standingPaperNumbers(
  subjectIds: readonly string[],
  kind: DocumentKind,
  on: Executor = db(),
): Promise<Map<string, string>> {
  if (subjectIds.length === 0) return new Map();
  const rows = await on
    .select({ subjectId: documents.subjectId, number: documents.number })
    .from(documents)
    .where(
      and(
        isAmong(documents.subjectId, [...new Set(subjectIds)]),
        eq(documents.kind, kind),
        eq(documents.state, "issued"),
      ),
    );
  return new Map(rows.map((row) => [row.subjectId, row.number]));
}

/** The id of the paper of this kind that stands for a subject, or null. Who may read it is asked when it is opened. */
export async function standingPaperId(
  subjectId: string,
  kind: DocumentKind,
  on: Executor = db(),
): Promise<string | null> {
  const [row] = await on
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.subjectId, subjectId), eq(documents.kind, kind), eq(documents.state, "issued")));
  return row?.id ?? null;
}

/** A paper as the renderer needs it; for reactions only. */
export async function documentForRendering(
  documentId: string,
  on: Executor = db(),
): Promise<DocumentRow | null> {
  const [row] = await on.select().from(documents).where(eq(documents.id, documentId));
  return row ?? null;
}

export type PublicDocument = {
  readonly kind: string;
  readonly number: string;
  /** What it is about; not for the public. */
  readonly subjectId: string;
  readonly issuer: string;
  readonly issuedAt: Date;
  readonly state: "issued" | "voided";
  readonly voidReason: string | null;
  readonly voidedAt: Date | null;
  /** Fingerprint of what it says, as it is printed at its foot: who holds another paper under this number sees that it differs. */
  readonly factsHash: string;
  readonly isDemo: boolean;
};

/** What the public page says about a paper: that it is real, whose it is, and whether it still stands. No more. */
export async function documentByCode(
  verificationCode: string,
  on: Executor = db(),
): Promise<PublicDocument | null> {
  const [row] = await on
    .select({
      kind: documents.kind,
      number: documents.number,
      subjectId: documents.subjectId,
      issuer: organisations.name,
      issuedAt: documents.issuedAt,
      state: documents.state,
      voidReason: documents.voidReason,
      voidedAt: documents.voidedAt,
      factsHash: documents.factsHash,
      isDemo: documents.isDemo,
    })
    .from(documents)
    .innerJoin(organisations, eq(organisations.id, documents.organisationId))
    .where(eq(documents.verificationCode, verificationCode));
  return row ?? null;
}
