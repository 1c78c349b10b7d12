import { addDays } from "#app/kernel/calendar.ts";
import type { Refusal } from "#app/kernel/errors.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { balancesOf } from "#app/modules/ledger/ledger-reads.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import type { TestDatabase } from "./database.ts";
import { type Goods, type Kitchen, type Koperasi, type OrderWish, type World, world } from "./world.ts";

/** A file that begins like a PNG, which is all that is looked at. */
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);

/** "done", or the code that a deed was refused with; for a field, its path and code. */
export async function outcomeOf(deed: Promise<unknown>): Promise<string> {
  const refusal = await deed.then(
    () => null,
    (error: unknown) => error as Refusal,
  );
  if (refusal === null) return "done";
  const fields = "fields" in refusal ? Object.entries(refusal.fields as Record<string, string[]>) : [];
  const [first] = fields;
  return first ? `${first[0]}: ${first[1][0]}` : (refusal.code ?? String(refusal));
}

/** A kelurahan near the town where no koperasi stands yet. */
export async function freeVillage({ sql }: TestDatabase): Promise<string> {
  const [row] = await sql`
    select code from regions where level = 4 and code like '35.05.%'
      and not exists (select 1 from organisations o where o.region_code = regions.code) order by code limit 1`;
  return row?.["code"] as string;
}

export type Weighed = Omit<Parameters<typeof receiveShipment>[1]["lines"][number], "shipmentLineId">;

/** Fresh goods that one kitchen orders by the kilo, at the price that its koperasi asks. */
export type Fresh = {
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly title: string;
  readonly priceRupiah: string;
  readonly costRupiah: string;
};

/** How many days the most perishable goods keep: they are ordered for the last of them. */
const FRESH_DAYS = 2;

/** A lot of 500 kg of fresh goods. */
export function freshGoods(town: World, seller: Koperasi, fresh: Fresh): Promise<Goods> {
  return town.goods(seller, fresh, { expiresOn: addDays(town.today, FRESH_DAYS) });
}

function freshWish(town: World, { commodityCode, gradeCode, priceRupiah }: Fresh, base: bigint): OrderWish {
  const line = { commodityCode, gradeCode, quantityBase: base.toString(), ceilingRupiah: priceRupiah };
  return { deliveryDay: addDays(town.today, FRESH_DAYS), line };
}

/** Shortcuts along the road of one order: promised, planned, dispatched, received, and how its books stand. */
export function deliveries(database: TestDatabase) {
  /**
   * A kitchen that orders 100 kg of eggs and a koperasi that has promised so much of them; of fresh goods just what is promised is
   * ordered, for the last day that they keep.
   */
  async function promised(quantityBase = 100_000n, fresh?: Fresh) {
    const town = world(database);
    const kitchen = await town.kitchen({ regionCode: "35.72.01.1006" });
    const seller = await town.koperasi({ regionCode: await freeVillage(database) });
    const goods = fresh ? await freshGoods(town, seller, fresh) : await town.goods(seller);
    const budgetId = await town.budget(kitchen);
    const wish = fresh ? freshWish(town, fresh, quantityBase) : {};
    const orderId = await town.order(kitchen, { budgetId, ...wish });
    const priceRupiah = BigInt(fresh?.priceRupiah ?? 27_200n);
    const commitmentId = await town.promise(seller, orderId, {
      lotId: goods.lotId,
      quantityBase,
      priceRupiah,
    });
    return { town, kitchen, seller, goods, budgetId, orderId, commitmentId };
  }
  type Deal = Awaited<ReturnType<typeof promised>>;

  async function planned(deal: Deal): Promise<string> {
    await approveOrder(deal.town.callOf(deal.kitchen.head), { orderId: deal.orderId });
    const { shipmentIds } = await planShipments(deal.town.systemCall(), { orderId: deal.orderId });
    return shipmentIds[0] ?? "";
  }

  async function lineOf(deal: Deal, shipmentId: string) {
    const shipment = await shipmentById(deal.seller.id, shipmentId);
    const line = shipment?.lines[0];
    if (!line) throw new Error("the shipment has a line");
    return line;
  }

  async function dispatched(deal: Deal, loadedBase = 100_000n, shipmentId?: string): Promise<string> {
    const id = shipmentId ?? (await planned(deal));
    await dispatchShipment(deal.town.callOf(deal.seller.warehouse), {
      shipmentId: id,
      driverName: "Pak Min",
      vehiclePlate: "AG 0000 XF",
      lines: [{ shipmentLineId: (await lineOf(deal, id)).id, loadedBase: loadedBase.toString() }],
    });
    return id;
  }

  async function receive(deal: Deal, shipmentId: string, weighed: Weighed, key: string | null = null) {
    return receiveShipment(deal.town.callOf(deal.kitchen.field, key), {
      shipmentId,
      receiverName: "Bu Sri",
      lines: [{ shipmentLineId: (await lineOf(deal, shipmentId)).id, ...weighed }],
    });
  }

  async function photoOf(kitchen: Kitchen, town: Deal["town"]): Promise<string> {
    const { fileId } = await uploadFile(town.callOf(kitchen.field), {
      purpose: "receiving_photo",
      fileName: "layu.png",
      bytes: PNG,
    });
    return fileId;
  }

  /**
   * Invoices a received delivery, and pays Rp 1.000.000 of it unless wished otherwise: by transfer with proof, verified by the
   * seller; answers the invoice.
   */
  async function paid(
    { town, seller, kitchen }: Deal,
    shipmentId: string,
    amountRupiah = 1_000_000n,
  ): Promise<string> {
    const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
    if (invoiceId === null) throw new Error("a received shipment has an invoice");
    await issueInvoice(town.callOf(seller.secretary), { invoiceId });
    const { fileId } = await uploadFile(town.callOf(kitchen.finance), {
      purpose: "payment_proof",
      fileName: "bukti.pdf",
      // No two transfers have the same proof.
      bytes: new Uint8Array(Buffer.from(`%PDF-1.7 ${shipmentId}`)),
    });
    const { paymentId } = await reportPayment(town.callOf(kitchen.finance), {
      allocations: [{ invoiceId, amountRupiah: amountRupiah.toString() }],
      transferredOn: town.today,
      bankName: "Bank Uji",
      bankReference: "TRX-1",
      proofId: fileId,
    });
    await verifyPayment(town.callOf(seller.treasurer), { paymentId });
    return invoiceId;
  }

  async function lotRow(goods: Goods) {
    const [row] = await database.sql`
    select reserved_base, shipped_base, lost_base, quantity_base from lots where id = ${goods.lotId}`;
    const base = (name: string) => BigInt(row?.[name]);
    return {
      reserved: base("reserved_base"),
      shipped: base("shipped_base"),
      lost: base("lost_base"),
      available: base("quantity_base") - base("reserved_base") - base("shipped_base") - base("lost_base"),
    };
  }

  async function envelope(deal: Deal) {
    const found = await balancesOf(
      deal.kitchen.id,
      ["budgetAvailable", "budgetReserved", "budgetSpent"],
      deal.budgetId,
    );
    return {
      left: -(found.get("budgetAvailable") ?? 0n),
      held: -(found.get("budgetReserved") ?? 0n),
      spent: -(found.get("budgetSpent") ?? 0n),
    };
  }

  async function states(deal: Deal) {
    const [row] = await database.sql`
    select o.state as order_state, c.state as commitment_state from orders o, commitments c
    where o.id = ${deal.orderId} and c.id = ${deal.commitmentId}`;
    return { order: row?.["order_state"] as string, commitment: row?.["commitment_state"] as string };
  }

  return { promised, planned, lineOf, dispatched, receive, paid, photoOf, lotRow, envelope, states };
}

export type Deal = Awaited<ReturnType<ReturnType<typeof deliveries>["promised"]>>;
