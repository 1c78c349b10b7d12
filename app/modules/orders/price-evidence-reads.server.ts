import { and, asc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, grades } from "#db/schema/catalogue.ts";
import { persons } from "#db/schema/identity.ts";
import { priceEvidences, priceVerdicts } from "#db/schema/orders.ts";
import type { Evidence } from "./price-evidence.ts";

/** What was brought for the prices of an order and what the head said of it, the oldest first. */
export async function evidencesOf(orderId: string, on: Executor = db()): Promise<Evidence[]> {
  return on
    .select({
      id: priceEvidences.id,
      commodityCode: priceEvidences.commodityCode,
      gradeCode: priceEvidences.gradeCode,
      askedRupiah: priceEvidences.askedRupiah,
      basePerUnit: priceEvidences.basePerUnit,
      verdict: priceVerdicts.verdict,
    })
    .from(priceEvidences)
    .leftJoin(priceVerdicts, eq(priceVerdicts.evidenceId, priceEvidences.id))
    .where(eq(priceEvidences.orderId, orderId))
    .orderBy(asc(priceEvidences.id));
}

const decider = alias(persons, "decider");

function evidenceViews(on: Executor) {
  return on
    .select({
      evidence: priceEvidences,
      verdict: priceVerdicts,
      commodity: commodities.name,
      grade: grades.name,
      writerName: persons.fullName,
      deciderName: decider.fullName,
    })
    .from(priceEvidences)
    .innerJoin(commodities, eq(commodities.code, priceEvidences.commodityCode))
    .innerJoin(
      grades,
      and(eq(grades.commodityCode, priceEvidences.commodityCode), eq(grades.code, priceEvidences.gradeCode)),
    )
    .innerJoin(persons, eq(persons.id, priceEvidences.writtenBy))
    .leftJoin(priceVerdicts, eq(priceVerdicts.evidenceId, priceEvidences.id))
    .leftJoin(decider, eq(decider.id, priceVerdicts.decidedBy))
    .$dynamic();
}

export type EvidenceView = Awaited<ReturnType<typeof evidenceViews>>[number];

/** As `evidencesOf`, with who brought and who decided it. Whose order it is, is for the caller to ask. */
export async function evidenceViewsOf(orderId: string, on: Executor = db()): Promise<EvidenceView[]> {
  return evidenceViews(on).where(eq(priceEvidences.orderId, orderId)).orderBy(asc(priceEvidences.id));
}
