import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import { proposeNetting } from "#app/modules/payments/propose-netting.server.ts";
import { tradingIn } from "./trading.ts";
import type { Bumd, Koperasi, World } from "./world.ts";

type Trader = Koperasi | Bumd;

const handsOf = (trader: Trader) =>
  "chair" in trader
    ? { orders: trader.business, approves: trader.chair, bills: trader.treasurer }
    : { orders: trader.sales, approves: trader.finance, bills: trader.finance };

let budgets = 0;

/** One trader buys eggs of another with its own money, has them, and was sent an invoice of `kg` × 25.000. */
export async function owes(
  town: World,
  { seller, buyer, kg = 100 }: { readonly seller: Trader; readonly buyer: Trader; readonly kg?: number },
): Promise<string> {
  const { lotId } = await town.goods(seller);
  budgets += 1;
  const budgetId = await town.budget(buyer, 500_000_000n, `Belanja ${budgets}`);
  const grams = BigInt(kg) * 1_000n;
  const { orderId } = await placeOrder(
    town.callOf(handsOf(buyer).orders),
    town.orderWish(budgetId, { line: { quantityBase: grams.toString() } }),
  );
  await town.promise(seller, orderId, { lotId, priceRupiah: 25_000n });
  const { handedOver, invoiced } = tradingIn(town);
  const shipmentId = await handedOver(
    orderId,
    seller,
    { approves: handsOf(buyer).approves, sends: seller.warehouse, takes: buyer.warehouse },
    { loaded: grams, accepted: grams },
  );
  return invoiced(shipmentId, handsOf(seller).bills);
}

/** A koperasi and a BUMD that owe each other, and what the koperasi proposed to net of it. */
export async function nettingOf(
  town: World,
  { koperasi, bumd }: { readonly koperasi: Koperasi; readonly bumd: Bumd },
): Promise<{ readonly nettingId: string; readonly partnerId: string }> {
  const invoiceIds = [
    await owes(town, { seller: koperasi, buyer: bumd }),
    await owes(town, { seller: bumd, buyer: koperasi }),
  ];
  const { nettingId } = await proposeNetting(town.callOf(koperasi.treasurer), {
    partnerId: bumd.id,
    invoiceIds,
  });
  return { nettingId, partnerId: bumd.id };
}
