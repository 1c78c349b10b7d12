import { Missing } from "#app/kernel/errors.ts";
import { acknowledgeAssignment } from "#app/modules/invoicing/acknowledge-assignment.server.ts";
import { refuseProceeds, withdrawProceeds } from "#app/modules/invoicing/answer-proceeds.server.ts";
import { checkAssignment, takeAssignment } from "#app/modules/invoicing/check-assignment.server.ts";
import {
  refuseAssignment,
  releaseAssignment,
  withdrawAssignment,
} from "#app/modules/invoicing/end-assignment.server.ts";
import { proposeAssignment } from "#app/modules/invoicing/propose-assignment.server.ts";
import { ReceivableFilter } from "#app/modules/invoicing/receivable.schema.ts";
import {
  proceedsVisibleTo,
  receivablesOf,
  receivableVisibleTo,
} from "#app/modules/invoicing/receivable-reads.server.ts";
import { verifyReceivable, withdrawReceivable } from "#app/modules/invoicing/verify-receivable.server.ts";
import { acknowledgeProceeds } from "#app/modules/payments/match-proceeds.server.ts";
import { stateProceeds } from "#app/modules/payments/state-proceeds.server.ts";
import { operationsOf } from "./operation.server.ts";
import { queryOf } from "./query.server.ts";

/** Verified receivables, to whom they are given away, and the money that goes for them: as on the screens. */
export const receivableOperations = operationsOf("money", ({ get, deed }) => {
  get("/receivables", {
    summary: "Verified receivables that one sold, holds or owes (side=sold, held or owed), the latest first",
    permission: "invoices.read",
    query: ReceivableFilter,
    run: (api) => receivablesOf(api.actor.organisationId, queryOf(ReceivableFilter, api)),
  });
  get("/receivables/{receivableId}", {
    summary:
      "One verified receivable with its assignment and, for seller and assignee, the money that went for it",
    permission: "invoices.read",
    run: async ({ actor, params }) => {
      const receivable = await receivableVisibleTo(actor.organisationId, params["receivableId"] ?? "");
      if (!receivable) throw new Missing("invoicing.receivableMissing");
      const { assignment } = receivable;
      const proceeds = assignment ? await proceedsVisibleTo(actor.organisationId, assignment.id) : null;
      return { ...receivable, proceeds };
    },
  });
  deed("/invoices/{invoiceId}/receivable", {
    summary: "Draw up the proof of a verified receivable of an own invoice",
    permission: "invoices.issue",
    command: verifyReceivable,
  });
  deed("/receivables/{receivableId}/withdraw", {
    summary: "Take the proof of a verified receivable back, with a reason",
    permission: "invoices.issue",
    command: withdrawReceivable,
  });
  deed("/receivables/{receivableId}/assign", {
    summary:
      "Propose to give an own receivable away, to an organisation of the house or an institution outside of it",
    permission: "payouts.request",
    command: proposeAssignment,
  });
  deed("/assignments/{assignmentId}/check", {
    summary: "Let a proposed assignment go to its assignee or its buyer, as a second person of the seller",
    permission: "payouts.approve",
    command: checkAssignment,
  });
  deed("/assignments/{assignmentId}/take", {
    summary: "Take a receivable that is offered, as its assignee",
    permission: "payments.verify",
    command: takeAssignment,
  });
  deed("/assignments/{assignmentId}/acknowledge", {
    summary: "Acknowledge an assignment, as whoever owes; from then on its holder is paid",
    permission: "payments.report",
    command: acknowledgeAssignment,
  });
  deed("/assignments/{assignmentId}/refuse", {
    summary: "Refuse an assignment, with a reason",
    permission: "invoices.read",
    command: refuseAssignment,
  });
  deed("/assignments/{assignmentId}/withdraw", {
    summary: "Take an own proposal to assign back, with a reason",
    permission: "payouts.request",
    command: withdrawAssignment,
  });
  deed("/assignments/{assignmentId}/release", {
    summary: "Give an assigned receivable back to its seller, with a reason",
    permission: "invoices.read",
    command: releaseAssignment,
  });
  deed("/assignments/{assignmentId}/proceeds", {
    summary: "Say what went between seller and assignee for a receivable, with its proof, as whoever paid it",
    permission: "payments.report",
    command: stateProceeds,
  });
  deed("/proceeds/{proceedsId}/acknowledge", {
    summary: "Say that the money for a receivable came, as whoever was paid; it is booked in both books",
    permission: "invoices.read",
    command: acknowledgeProceeds,
  });
  deed("/proceeds/{proceedsId}/refuse", {
    summary: "Say that no such money came, with a reason",
    permission: "invoices.read",
    command: refuseProceeds,
  });
  deed("/proceeds/{proceedsId}/withdraw", {
    summary: "Take an own statement of money back before anybody answered it, with a reason",
    permission: "payments.report",
    command: withdrawProceeds,
  });
});
