import { and, eq } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { needsOperator } from "../identity/organisation.policy.ts";
import type { FindFacts } from "./find-facts.server.ts";
import type { NoticeFacts, NoticeKind } from "./notice.ts";
import {
  calledOff,
  calledOffNoMore,
  contracted,
  fixed,
  onTheRoad,
  proposed,
  share,
  shared,
  shortOf,
} from "./notice-facts-hub-reads.server.ts";
import { billed, paidOut, transferred } from "./notice-facts-money-reads.server.ts";
import { askedFor, carried, expired, ordered, promised } from "./notice-facts-trade-reads.server.ts";

/** A registration, for whoever decides about it: the agencies of its city, or the operator. */
const registered: FindFacts = async (id, on) => {
  const [subject] = await on.select().from(organisations).where(eq(organisations.id, id));
  if (subject?.state !== "registered") return [];
  const params = { name: subject.name };
  const agencies = needsOperator(subject.kind)
    ? []
    : await on
        .select({ id: organisations.id })
        .from(organisations)
        .where(
          and(
            eq(organisations.kind, "agency"),
            eq(organisations.state, "active"),
            eq(organisations.cityCode, subject.cityCode),
          ),
        );
  if (agencies.length > 0)
    return agencies.map((agency) => ({
      organisationId: agency.id,
      subjectId: id,
      path: `verifikasi-organisasi/${id}`,
      params,
    }));
  const operators = await on
    .select({ id: organisations.id })
    .from(organisations)
    .where(and(eq(organisations.kind, "operator"), eq(organisations.state, "active")));
  return operators.map((operator) => ({
    organisationId: operator.id,
    subjectId: id,
    path: `/operator/organisasi/${id}`,
    params,
  }));
};

const finders: Readonly<Record<NoticeKind, FindFacts>> = {
  "organisation.registered": registered,
  "order.submitted": ordered,
  "order.approved": askedFor(["accepted", "fulfilled"], "kirim"),
  "order.cancelled": askedFor(["offered", "accepted", "cancelled"], "pesanan-masuk"),
  "order.expired": expired,
  "commitment.offered": promised("seller"),
  "commitment.lapsed": promised("seller"),
  "commitment.broken": promised("buyer"),
  "contract.signed": contracted,
  "contract.terminated": contracted,
  "call-off.opened": calledOff,
  "call-off.locked": fixed,
  "call-off.cancelled": calledOffNoMore,
  "allotment.proposed": proposed,
  "allotment.published": shared,
  "allotment.lapsed": share,
  "allotment.broken": share,
  "allotment.shortfall": shortOf,
  "shipment.dispatched": carried("buyer"),
  "shipment.arrived": carried("buyer"),
  "shipment.received": carried("seller"),
  "trip.departed": onTheRoad("buyer"),
  "trip.delivered": onTheRoad("hub"),
  "invoice.issued": billed,
  "invoice.credited": billed,
  "payment.reported": transferred("payee"),
  "payment.verified": transferred("payer"),
  "payment.rejected": transferred("payer"),
  "payout.requested": paidOut("payer"),
  "payout.confirmed": paidOut("payee"),
};

/** Whom a piece of news concerns, read from the truth as it is now. */
export function noticeFacts(
  kind: NoticeKind,
  subjectId: string,
  on: Executor = db(),
): Promise<NoticeFacts[]> {
  return finders[kind](subjectId, on);
}
