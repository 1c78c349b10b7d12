import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import type { AccountName } from "#app/modules/ledger/chart.ts";
import { trialBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import type { Member } from "./rows.ts";
import type { Seller, World } from "./world.ts";

type Hands = { readonly approves: Member; readonly sends: Member; readonly takes: Member };
type Weighed = { readonly loaded: bigint; readonly accepted: bigint };

/** The deeds of whoever buys to sell, on the usual world. */
export function tradingIn(town: World) {
  /** A promised order is approved, sent and received; what is short of what was loaded was lost on the road. */
  async function handedOver(
    orderId: string,
    seller: Seller,
    hands: Hands,
    weighed: Weighed,
  ): Promise<string> {
    await approveOrder(town.callOf(hands.approves), { orderId });
    const { shipmentIds } = await planShipments(town.systemCall(), { orderId });
    const shipmentId = shipmentIds[0] ?? "";
    const shipmentLineId = (await shipmentById(seller.id, shipmentId))?.lines[0]?.id ?? "";
    await dispatchShipment(town.callOf(hands.sends), {
      shipmentId,
      driverName: "Pak Joko",
      vehiclePlate: "AG 0000 XG",
      lines: [{ shipmentLineId, loadedBase: weighed.loaded.toString() }],
    });
    await receiveShipment(town.callOf(hands.takes), {
      shipmentId,
      receiverName: "Gudang",
      lines: [{ shipmentLineId, deliveredBase: weighed.accepted.toString(), rejectedBase: "0" }],
    });
    return shipmentId;
  }

  async function invoiced(shipmentId: string, bills: Member): Promise<string> {
    const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
    await issueInvoice(town.callOf(bills), { invoiceId: invoiceId ?? "" });
    return invoiceId ?? "";
  }

  async function balances(organisationId: string): Promise<Partial<Record<AccountName, bigint>>> {
    const rows = await trialBalance(organisationId);
    return Object.fromEntries(
      rows
        .filter(({ account, balance }) => balance !== 0n && !account.startsWith("budget"))
        .map((row) => [row.account, row.balance]),
    );
  }

  return { handedOver, invoiced, balances };
}
