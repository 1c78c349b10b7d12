import { and, asc, eq } from "drizzle-orm";
import { addDays, type BusinessDay, momentOf } from "#app/kernel/calendar.ts";
import { commodities, listings } from "#db/schema/catalogue.ts";
import { consignments } from "#db/schema/consignment.ts";
import { organisations } from "#db/schema/identity.ts";
import { consignmentPayables } from "../payments/consignment-payable-reads.server.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

/** A payout takes two people and a day at the bank. */
const PAY_AHEAD_DAYS = 3;

/** Goods of ours that somebody would keep and sell, on terms that wait for a yes or a no. */
export const consignmentsToAnswer: TaskSource = async ({ organisationId }, on) => {
  const rows = await on
    .select({ id: consignments.id, name: organisations.name, commodity: commodities.name })
    .from(consignments)
    .innerJoin(organisations, eq(organisations.id, consignments.keeperId))
    .innerJoin(listings, eq(listings.id, consignments.listingId))
    .innerJoin(commodities, eq(commodities.code, listings.commodityCode))
    .where(and(eq(consignments.consignorOrganisationId, organisationId), eq(consignments.state, "offered")))
    .orderBy(asc(consignments.id))
    .limit(TASKS_MAX);
  return rows.map(
    ({ id, ...params }): Task => ({
      kind: "consignment.answer",
      subjectId: id,
      path: `titip-kami/${id}`,
      due: null,
      params,
    }),
  );
};

/** Periods of consignors that were settled and are to be paid in these days. */
export const consignorsToPay: TaskSource = async ({ organisationId, today, zone }, on) => {
  const due = await consignmentPayables(organisationId, on);
  return due
    .flatMap((payable) => (payable.to === "consignment" ? [payable] : []))
    .filter(({ about }) => about <= addDays(today, PAY_AHEAD_DAYS))
    .slice(0, TASKS_MAX)
    .map(
      ({ id, name, about, dueRupiah }): Task => ({
        kind: "consignment.pay",
        subjectId: id,
        path: "bayar-produsen",
        due: momentOf(about as BusinessDay, "23:59", zone),
        params: { payee: name, amount: dueRupiah.toString(), day: about },
      }),
    );
};
