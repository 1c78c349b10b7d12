import { and, asc, desc, eq, gt, isNotNull, isNull, lt, notExists, notInArray, sql } from "drizzle-orm";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { callOffs } from "#db/schema/contracts.ts";
import { documents } from "#db/schema/documents.ts";
import { organisations } from "#db/schema/identity.ts";
import { koperasiStatements } from "#db/schema/invoicing.ts";
import { levyRemittanceLines, levyRemittances } from "#db/schema/payments.ts";
import { remittancesWithoutEffect } from "./payment-lifecycle.ts";

/** A levy that was taken from a koperasi and is not on its way to the treasury yet. */
export type LevyDue = {
  readonly statementId: string;
  readonly koperasiName: string;
  readonly callOffNumber: string;
  readonly receiptNumber: string | null;
  /** Number of the SKRD that it was assessed with. */
  readonly assessmentNumber: string | null;
  /** The regulation that the receipt names. */
  readonly legalBasis: string | null;
  readonly amountRupiah: bigint;
};

const receiptOf = sql<string | null>`(select d.number from ${documents} d
  where d.subject_id = ${koperasiStatements.id} and d.kind = 'RET' and d.state = 'issued')`;

const assessmentOf = sql<string | null>`(select d.number from ${documents} d
  where d.subject_id = ${koperasiStatements.id} and d.kind = 'SKRD' and d.state = 'issued')`;

const legalBasisOf = sql<string | null>`(select d.facts ->> 'legalBasis' from ${documents} d
  where d.subject_id = ${koperasiStatements.id} and d.kind = 'RET' and d.state = 'issued')`;

/** What a trade center took as levy and has to hand on, oldest first. */
export async function leviesDue(hubId: string, on: Executor = db()): Promise<LevyDue[]> {
  const underway = on
    .select({ one: sql`1` })
    .from(levyRemittanceLines)
    .innerJoin(levyRemittances, eq(levyRemittances.id, levyRemittanceLines.remittanceId))
    .where(
      and(
        eq(levyRemittanceLines.statementId, koperasiStatements.id),
        notInArray(levyRemittances.state, [...remittancesWithoutEffect]),
      ),
    );
  return on
    .select({
      statementId: koperasiStatements.id,
      koperasiName: organisations.name,
      callOffNumber: callOffs.number,
      receiptNumber: receiptOf,
      assessmentNumber: assessmentOf,
      legalBasis: legalBasisOf,
      amountRupiah: koperasiStatements.levyRupiah,
    })
    .from(koperasiStatements)
    .innerJoin(organisations, eq(organisations.id, koperasiStatements.koperasiId))
    .innerJoin(callOffs, eq(callOffs.id, koperasiStatements.callOffId))
    .where(
      and(
        eq(koperasiStatements.hubId, hubId),
        gt(koperasiStatements.levyRupiah, 0n),
        isNull(koperasiStatements.takenBackAt),
        notExists(underway),
      ),
    )
    .orderBy(asc(koperasiStatements.createdAt), asc(koperasiStatements.id));
}

export type RemittanceRow = typeof levyRemittances.$inferSelect;

/** What a trade center handed on, or is about to, newest first, page by page. */
export async function remittancesOf(
  hubId: string,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<RemittanceRow>> {
  const rows = await on
    .select()
    .from(levyRemittances)
    .where(
      and(
        eq(levyRemittances.hubId, hubId),
        page.after === undefined ? undefined : lt(levyRemittances.id, page.after),
      ),
    )
    .orderBy(desc(levyRemittances.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id);
}

/** The remittance that was paid in last before this one, if any: where its money went is what the next is held against. */
export async function paidInBefore(
  hubId: string,
  remittanceId: string,
  on: Executor = db(),
): Promise<RemittanceRow | null> {
  const [row] = await on
    .select()
    .from(levyRemittances)
    .where(
      and(
        eq(levyRemittances.hubId, hubId),
        lt(levyRemittances.id, remittanceId),
        isNotNull(levyRemittances.settledOn),
      ),
    )
    .orderBy(desc(levyRemittances.id))
    .limit(1);
  return row ?? null;
}

/** The levies of one remittance as its paper lists them, with the rule that each was taken by. */
export async function remittanceLines(remittanceId: string, on: Executor) {
  return on
    .select({
      koperasiName: organisations.name,
      callOffNumber: callOffs.number,
      receiptNumber: receiptOf,
      legalBasis: legalBasisOf,
      amountRupiah: levyRemittanceLines.amountRupiah,
    })
    .from(levyRemittanceLines)
    .innerJoin(koperasiStatements, eq(koperasiStatements.id, levyRemittanceLines.statementId))
    .innerJoin(organisations, eq(organisations.id, koperasiStatements.koperasiId))
    .innerJoin(callOffs, eq(callOffs.id, koperasiStatements.callOffId))
    .where(eq(levyRemittanceLines.remittanceId, remittanceId))
    .orderBy(asc(callOffs.number), asc(organisations.name));
}

/** The statements whose levies a remittance gathers. */
export async function statementsOfRemittance(remittanceId: string, on: Executor): Promise<string[]> {
  const rows = await on
    .select({ id: levyRemittanceLines.statementId })
    .from(levyRemittanceLines)
    .where(eq(levyRemittanceLines.remittanceId, remittanceId));
  return rows.map((row) => row.id);
}
