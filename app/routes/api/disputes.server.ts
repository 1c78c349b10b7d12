import { Missing } from "#app/kernel/errors.ts";
import { answerDispute } from "#app/modules/disputes/answer-dispute.server.ts";
import { decideDispute } from "#app/modules/disputes/decide-dispute.server.ts";
import { DisputeFilter } from "#app/modules/disputes/dispute.schema.ts";
import { disputesOf, disputeVisibleTo } from "#app/modules/disputes/dispute-reads.server.ts";
import { hearKoperasi } from "#app/modules/disputes/hear-koperasi.server.ts";
import { openDispute } from "#app/modules/disputes/open-dispute.server.ts";
import { withdrawDispute } from "#app/modules/disputes/withdraw-dispute.server.ts";
import { operationsOf } from "./operation.server.ts";
import { queryOf } from "./query.server.ts";

export const disputeOperations = operationsOf("claims", ({ get, deed }) => {
  get("/disputes", {
    summary: "Claims after a handover of which you are a party, newest first",
    permission: "trips.read",
    query: DisputeFilter,
    run: (api) => disputesOf(api.actor.organisationId, queryOf(DisputeFilter, api)),
  });
  get("/disputes/{disputeId}", {
    summary: "One claim with its lines and everything that was said",
    permission: "trips.read",
    run: async ({ actor, params }) => {
      const dispute = await disputeVisibleTo(actor.organisationId, params["disputeId"] ?? "");
      if (!dispute) throw new Missing("disputes.missing");
      return dispute;
    },
  });
  deed("/shipments/{shipmentId}/disputes", {
    summary: "Claim what was found after a koperasi's share of a call-off was signed for",
    permission: "shipments.receive",
    command: openDispute,
  });
  deed("/disputes/{disputeId}/hear", {
    summary: "Ask the koperasi what it has to say",
    permission: "disputes.decide",
    command: hearKoperasi,
  });
  deed("/disputes/{disputeId}/answer", {
    summary: "Accept or contest a claim on your goods",
    permission: "disputes.answer",
    command: answerDispute,
  });
  deed("/disputes/{disputeId}/decide", {
    summary: "Grant a claim whole or in part, or refuse it",
    permission: "disputes.decide",
    command: decideDispute,
  });
  deed("/disputes/{disputeId}/withdraw", {
    summary: "Take back a claim that nobody has decided",
    permission: "shipments.receive",
    command: withdrawDispute,
  });
});
