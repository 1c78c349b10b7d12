import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { settleConsignment } from "#app/modules/consignment/settle-consignment.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { consignmentPayables } from "#app/modules/payments/consignment-payable-reads.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout, confirmPayout } from "#app/modules/payments/settle-payout.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { consigning } from "#tests/support/consigning.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { type RunningRedis, startRedis } from "#tests/support/redis.ts";
import { startTestWorker } from "#tests/support/worker.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: a week of consignment settles itself, once, is paid by two people, and what is taken back later comes off the next one.
// Method: the worker and its schedule on both kinds of queues, over some weeks of a fixed clock. The proofs run at the end.
let redis: RunningRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

test.each(["postgresql", "redis"] as const)(
  "a consignor's week is settled once and paid, and a return larger than the sales waits for the next (%s)",
  { timeout: 120_000 },
  async (backend) => {
    const database = await testDatabase({ poolSize: 12 });
    fixClock(WORLD_STARTS);
    const stall = consigning(database);
    const { town, kitchen, seller, producerId, listingId, lotId } = await stall.crackers();
    const goods = { town, kitchen, seller, listingId, lotId };
    const invoice = async (base: bigint) => {
      const { shipmentId } = await stall.sold(goods, base);
      const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
      await issueInvoice(town.callOf(seller.secretary), { invoiceId: invoiceId ?? "" });
      return invoiceId ?? "";
    };
    await invoice(10_000n);
    const invoiceId = await invoice(17_500n);
    // Written on the lot's own page; the night finds it.
    await recordLoss(town.callOf(seller.warehouse), { lotId, quantityBase: "500", reason: "damaged" });

    // The worker would plan the deliveries above itself.
    const worker = await startTestWorker({
      ...database,
      redisUrl: backend === "redis" ? redis.url : undefined,
    });
    const nightOf = async (day: string) => {
      town.goTo(new Date(`${day}T01:00:00Z`));
      fixClock(town.at);
      await worker.runSchedule("call-up-settlements");
      await worker.settle();
      const rows = await database.sql`
        select id, starts_on::text as starts, ends_on::text as ends, due_on::text as due, gross_rupiah::text as gross,
          commission_rupiah::text as commission, share_rupiah::text as share, loss_rupiah::text as loss
        from consignment_settlements order by ends_on`;
      return rows.map((row) => ({ ...row }));
    };
    const monday = town.today;
    const sunday = addDays(monday, 6);
    const own = { keeperId: seller.id, consignorId: producerId, period: "weekly" as const };
    expect(await nightOf(addDays(monday, 1))).toEqual([]);
    const settle = (endsOn: string) => settleConsignment(town.callOf(seller.treasurer), { ...own, endsOn });
    expect(await outcomeOf(settle(sunday))).toBe("consignment.periodOpen");
    const settled = await nightOf(addDays(monday, 7));
    expect(settled).toMatchObject([
      {
        starts: monday,
        ends: sunday,
        due: addDays(sunday, 3),
        gross: "673750",
        commission: "68750",
        share: "605000",
        loss: "11000",
      },
    ]);
    // The next night finds nothing, and who asks again is shown the same.
    expect(await nightOf(addDays(monday, 8))).toEqual(settled);
    const settlementId = settled[0]?.["id"] as string;
    expect(await settle(sunday)).toEqual({ settlementId });

    // Taken back after it was settled: nothing is asked of the maker; it waits, and so does a week of nothing.
    await creditInvoice(town.callOf(seller.secretary), { invoiceId, reason: "Salah alamat tagihan" });
    expect(await nightOf(addDays(monday, 14))).toEqual(settled);
    expect(await outcomeOf(settle(addDays(monday, 13)))).toBe("consignment.nothingToSettle");

    const [due] = await consignmentPayables(seller.id);
    expect(due).toMatchObject({ to: "consignment", id: settlementId, dueRupiah: 616_000n });
    const ask = () => requestPayout(town.callOf(seller.secretary), { to: "consignment", settlementId });
    const stranger = await town.koperasi();
    expect(
      await outcomeOf(requestPayout(town.callOf(stranger.secretary), { to: "consignment", settlementId })),
    ).toBe("payments.missing");
    const { payoutId } = await ask();
    expect(await outcomeOf(ask())).toBe("payments.alreadyRequested");
    await approvePayout(town.callOf(seller.treasurer), { payoutId });
    await confirmPayout(town.callOf(seller.treasurer), {
      payoutId,
      settledOn: town.today,
      bankReference: "TRF-TITIP-1",
    });
    expect(await consignmentPayables(seller.id)).toEqual([]);
    // 17,5 kg at 22.000 were taken back: so much the maker has too much until they sell more.
    expect(await stall.balance(seller.id, "payableConsignor")).toBe(385_000n);
    expect(await stall.balance(seller.id, "cash")).toBe(-616_000n);
  },
);
