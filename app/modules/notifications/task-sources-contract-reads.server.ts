import { and, asc, eq, gt, gte, inArray, lt, lte, ne, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { addDays, momentOf } from "#app/kernel/calendar.ts";
import { callOffInvitations, callOffs, contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { levyRemittances } from "#db/schema/payments.ts";
import { expiryNoticeDays } from "../contracts/expiry-reads.server.ts";
import { advanceDue } from "../invoicing/advance.ts";
import { leviesDue } from "../payments/remittance-reads.server.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskSource } from "./task-source.server.ts";

const hubs = alias(organisations, "hubs");
const buyers = alias(organisations, "buyers");

/**
 * Contracts that run out within the notice that the rule gives, for both parties: a new one is drawn up and signed before the
 * last day, or there is nothing to call off from the day after.
 */
export const contractsExpiring: TaskSource = async ({ organisationId, cityCode, today, zone }, on) => {
  const days = await expiryNoticeDays(cityCode, today, on);
  const rows = await on
    .select({
      id: contracts.id,
      number: contracts.number,
      hubId: contracts.hubId,
      endsOn: contracts.endsOn,
      hub: hubs.name,
      buyer: buyers.name,
    })
    .from(contracts)
    .innerJoin(hubs, eq(hubs.id, contracts.hubId))
    .innerJoin(buyers, eq(buyers.id, contracts.buyerId))
    .where(
      and(
        or(eq(contracts.hubId, organisationId), eq(contracts.buyerId, organisationId)),
        eq(contracts.state, "active"),
        gte(contracts.endsOn, today),
        lte(contracts.endsOn, addDays(today, days)),
      ),
    )
    .orderBy(asc(contracts.endsOn), asc(contracts.id))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "contract.renew",
      subjectId: row.id,
      path: `kontrak/${row.id}`,
      due: momentOf(row.endsOn, "17:00", zone),
      params: {
        number: row.number,
        party: row.hubId === organisationId ? row.buyer : row.hub,
        day: row.endsOn,
      },
    }),
  );
};

/** Contracts whose time is over and that still stand open. */
export const contractsToEnd: TaskSource = async ({ organisationId, today, zone }, on) => {
  const rows = await on
    .select({ id: contracts.id, number: contracts.number, endsOn: contracts.endsOn, buyer: buyers.name })
    .from(contracts)
    .innerJoin(buyers, eq(buyers.id, contracts.buyerId))
    .where(
      and(eq(contracts.hubId, organisationId), eq(contracts.state, "active"), lt(contracts.endsOn, today)),
    )
    .orderBy(asc(contracts.endsOn), asc(contracts.id))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "contract.end",
      subjectId: row.id,
      path: `kontrak/${row.id}`,
      due: momentOf(row.endsOn, "23:59", zone),
      params: { number: row.number, party: row.buyer, day: row.endsOn },
    }),
  );
};

/** Call-offs whose contract asks for an advance that nobody has asked for yet. */
export const advancesToAsk: TaskSource = async ({ organisationId, zone }, on) => {
  const standing = on
    .select({ one: sql`1` })
    .from(invoices)
    .where(
      and(
        eq(invoices.callOffId, callOffs.id),
        eq(invoices.kind, "advance"),
        // One that was credited was taken back on purpose.
        ne(invoices.state, "discarded"),
      ),
    );
  const rows = await on
    .select({ callOff: callOffs, basisPoints: contracts.advanceBasisPoints })
    .from(callOffs)
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .where(
      and(
        eq(callOffs.hubId, organisationId),
        inArray(callOffs.state, ["open", "locked"]),
        gt(contracts.advanceBasisPoints, 0),
        notExists(standing),
      ),
    )
    .orderBy(asc(callOffs.deliveryDay), asc(callOffs.id))
    .limit(TASKS_MAX);
  return rows.map(
    ({ callOff, basisPoints }): Task => ({
      kind: "advance.ask",
      subjectId: callOff.id,
      path: `kontrak/${callOff.contractId}#uang-muka`,
      due: momentOf(callOff.deliveryDay, "00:00", zone),
      params: {
        number: callOff.number,
        amount: advanceDue(BigInt(callOff.packs) * callOff.priceRupiahPerPack, basisPoints).toString(),
      },
    }),
  );
};

/** Invitations of trade centers in other cities that this koperasi has not answered. */
export const invitationsToAnswer: TaskSource = async ({ organisationId }, on) => {
  const rows = await on
    .select({
      id: callOffs.id,
      number: callOffs.number,
      packs: callOffs.packs,
      answerBy: callOffs.answerBy,
      hub: hubs.name,
    })
    .from(callOffInvitations)
    .innerJoin(callOffs, eq(callOffs.id, callOffInvitations.callOffId))
    .innerJoin(hubs, eq(hubs.id, callOffs.hubId))
    .where(
      and(
        eq(callOffInvitations.koperasiId, organisationId),
        eq(callOffInvitations.state, "invited"),
        eq(callOffs.state, "open"),
      ),
    )
    .orderBy(asc(callOffs.answerBy))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "invitation.answer",
      subjectId: row.id,
      path: `jatah/${row.id}/undangan`,
      due: row.answerBy,
      params: { number: row.number, packs: row.packs.toString(), hub: row.hub },
    }),
  );
};

/** Levies that were taken and that nobody has gathered for the treasury: one task for all of them. */
export const leviesToRemit: TaskSource = async ({ organisationId }, on) => {
  const due = await leviesDue(organisationId, on);
  if (due.length === 0) return [];
  return [
    {
      kind: "levy.remit",
      subjectId: organisationId,
      path: "retribusi",
      due: null,
      params: {
        amount: due.reduce((sum, levy) => sum + levy.amountRupiah, 0n).toString(),
        count: due.length.toString(),
      },
    },
  ];
};

/** Deposits into the treasury that another person proposed, or doubts. */
export const remittancesToConfirm: TaskSource = async ({ organisationId, personId }, on) => {
  const rows = await on
    .select({
      id: levyRemittances.id,
      state: levyRemittances.state,
      amount: levyRemittances.amountRupiah,
      treasury: levyRemittances.treasury,
      since: sql<Date>`coalesce(${levyRemittances.doubtedAt}, ${levyRemittances.requestedAt})`.mapWith(
        levyRemittances.requestedAt,
      ),
    })
    .from(levyRemittances)
    .where(
      and(
        eq(levyRemittances.hubId, organisationId),
        or(
          and(eq(levyRemittances.state, "requested"), ne(levyRemittances.requestedBy, personId)),
          and(eq(levyRemittances.state, "doubted"), ne(levyRemittances.doubtedBy, personId)),
        ),
      ),
    )
    .orderBy(asc(levyRemittances.requestedAt))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "levy.confirm",
      subjectId: row.id,
      path: "retribusi",
      due: new Date(row.since.getTime() + 24 * 3_600_000),
      params: { amount: row.amount.toString(), treasury: row.treasury, state: row.state },
    }),
  );
};
