import { Missing } from "#app/kernel/errors.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { ShipmentFilter } from "#app/modules/shipments/shipment.schema.ts";
import { shipmentById, shipmentsOf } from "#app/modules/shipments/shipment-reads.server.ts";
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
