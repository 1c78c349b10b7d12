import { aliasedTable, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { organisations } from "#db/schema/identity.ts";
import {
  assignmentProceeds,
  receivableAssignments,
  verifiedReceivables,
} from "#db/schema/invoicing-receivables.ts";
import { payersOf } from "../identity/foundation-reads.server.ts";
import type { FindFacts } from "./find-facts.server.ts";

const seller = aliasedTable(organisations, "seller");
const buyer = aliasedTable(organisations, "buyer");
const holder = alias(organisations, "holder");

type Side = "seller" | "holder" | "payers";

/** An assignment of a receivable, for these sides of it; a side that never heard of it hears nothing of its end. */
export function assignmentTold(sides: readonly Side[]): FindFacts {
  return async (id, on) => {
    const [row] = await on
      .select({
        assignment: receivableAssignments,
        number: verifiedReceivables.number,
        hub: seller.name,
        buyer: buyer.name,
        holder: holder.name,
      })
      .from(receivableAssignments)
      .innerJoin(verifiedReceivables, eq(verifiedReceivables.id, receivableAssignments.receivableId))
      .innerJoin(seller, eq(seller.id, receivableAssignments.sellerId))
      .innerJoin(buyer, eq(buyer.id, receivableAssignments.buyerId))
      .leftJoin(holder, eq(holder.id, receivableAssignments.holderId))
      .where(eq(receivableAssignments.id, id));
    if (!row) return [];
    const { assignment } = row;
    const isNotified =
      assignment.takenAt !== null || (assignment.holderId === null && assignment.checkedAt !== null);
    const told = {
      seller: [assignment.sellerId],
      holder: assignment.holderId !== null && assignment.checkedAt !== null ? [assignment.holderId] : [],
      payers: isNotified ? await payersOf(assignment.buyerId, on) : [],
    };
    return [...new Set(sides.flatMap((side) => told[side]))].map((organisationId) => ({
      organisationId,
      subjectId: id,
      path: `piutang/${assignment.receivableId}`,
      params: {
        number: row.number,
        hub: row.hub,
        buyer: row.buyer,
        payee: row.holder ?? assignment.institution ?? "",
        amount: assignment.amountRupiah.toString(),
        reason: assignment.endReason ?? "",
      },
    }));
  };
}

/** Money that one side of an assignment says it gave the other, for who was to have it or for who paid. */
export function proceedsTold(side: "payer" | "receiver"): FindFacts {
  return async (id, on) => {
    const [row] = await on
      .select({
        part: assignmentProceeds,
        assignment: receivableAssignments,
        number: verifiedReceivables.number,
        hub: seller.name,
        holder: holder.name,
      })
      .from(assignmentProceeds)
      .innerJoin(receivableAssignments, eq(receivableAssignments.id, assignmentProceeds.assignmentId))
      .innerJoin(verifiedReceivables, eq(verifiedReceivables.id, receivableAssignments.receivableId))
      .innerJoin(seller, eq(seller.id, receivableAssignments.sellerId))
      .leftJoin(holder, eq(holder.id, receivableAssignments.holderId))
      .where(eq(assignmentProceeds.id, id));
    if (!row) return [];
    const { part, assignment } = row;
    const assignee = row.holder ?? assignment.institution ?? "";
    const isSellers = (part.direction === "given") === (side === "receiver");
    return [
      {
        // An institution outside of the house hears nothing here: both people are its seller's.
        organisationId: isSellers ? assignment.sellerId : (assignment.holderId ?? assignment.sellerId),
        subjectId: id,
        path: `piutang/${assignment.receivableId}`,
        params: {
          number: row.number,
          name: part.direction === "given" ? assignee : row.hub,
          payee: part.direction === "given" ? row.hub : assignee,
          amount: part.moneyRupiah.toString(),
          reason: part.reason ?? "",
        },
      },
    ];
  };
}
