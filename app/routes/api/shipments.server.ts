import { Missing } from "#app/kernel/errors.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { appealAgainst } from "#app/modules/shipments/appeal-reads.server.ts";
import { decideAppeal } from "#app/modules/shipments/decide-appeal.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { openAppeal } from "#app/modules/shipments/open-appeal.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { ShipmentFilter } from "#app/modules/shipments/shipment.schema.ts";
import { shipmentById, shipmentsOf } from "#app/modules/shipments/shipment-reads.server.ts";
import { withdrawAppeal } from "#app/modules/shipments/withdraw-appeal.server.ts";
import { operationsOf } from "./operation.server.ts";
import { queryOf } from "./query.server.ts";

export const shipmentOperations = operationsOf("shipments and receipts", ({ get, deed }) => {
  get("/shipments", {
    summary: "What you send or receive, newest first",
    permission: "shipments.read",
    query: ShipmentFilter,
    run: (api) => shipmentsOf(api.actor.organisationId, queryOf(ShipmentFilter, api)),
  });
  get("/shipments/{shipmentId}", {
    summary: "One shipment with its lines, its receipt and its papers",
    permission: "shipments.read",
    run: async ({ actor, params }) => {
      const shipment = await shipmentById(actor.organisationId, params["shipmentId"] ?? "");
      if (!shipment) throw new Missing("shipments.missing");
      return { ...shipment, documents: await documentsAbout(actor.organisationId, [shipment.shipment.id]) };
    },
  });
  get("/shipments/{shipmentId}/appeal", {
    summary: "The seller's appeal against its weighing, with what was asked and granted",
    permission: "shipments.read",
    run: async ({ actor, params }) => {
      const appeal = await appealAgainst(actor.organisationId, params["shipmentId"] ?? "");
      if (!appeal) throw new Missing("shipments.appealMissing");
      return appeal;
    },
  });
  deed("/shipments/{shipmentId}/appeal", {
    summary: "Appeal, once, against what the kitchen's weighing took off",
    permission: "appeals.open",
    command: openAppeal,
  });
  deed("/appeals/{appealId}/decide", {
    summary: "Grant an appeal whole or in part, or refuse it; whoever weighed may not",
    permission: "appeals.answer",
    command: decideAppeal,
  });
  deed("/appeals/{appealId}/withdraw", {
    summary: "Take an appeal back while nobody answered it; there is no second one",
    permission: "appeals.open",
    command: withdrawAppeal,
  });
  deed("/shipments/{shipmentId}/dispatch", {
    summary: "Send it; issues the surat jalan",
    permission: "shipments.dispatch",
    command: dispatchShipment,
  });
  deed("/shipments/{shipmentId}/receipt", {
    summary: "Receive it line by line; issues the BAST",
    permission: "shipments.receive",
    command: receiveShipment,
  });
});
