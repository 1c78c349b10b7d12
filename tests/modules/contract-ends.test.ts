import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { contractById } from "#app/modules/contracts/contract-reads.server.ts";
import { clausesOf, ratesOn } from "#app/modules/contracts/contract-text-reads.server.ts";
import { endContract } from "#app/modules/contracts/end-contract.server.ts";
import { recordRate } from "#app/modules/contracts/record-rate.server.ts";
import { renewContract } from "#app/modules/contracts/renew-contract.server.ts";
import { followerOf } from "#app/modules/contracts/renewal-reads.server.ts";
import { terminateContract } from "#app/modules/contracts/terminate-contract.server.ts";
import { draftCallOffInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueAdvance } from "#app/modules/invoicing/issue-advance.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { takenBefore } from "#app/modules/invoicing/taken-reads.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { atOnce } from "#tests/support/at-once.ts";
import { testDatabase } from "#tests/support/database.ts";
import { codeOf } from "#tests/support/kad03.ts";
import { type Deal, departed, locked } from "#tests/support/loads.ts";

// Goal: what goes wrong with a contract in the middle of a delivery is refused in words, or follows a rule; nothing is left
// half-done, and the books agree (proven when the database is given back).
const database = await testDatabase({ poolSize: 10 });

/** Brings everything to the buyer, who finds so much of it broken, and draws up the invoice. */
async function delivered(deal: Deal, brokenBase = "0"): Promise<string> {
  const shown = await departed(deal);
  await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
    tripId: shown.trip.id,
    receiverName: "Pak Budi",
    lines: shown.shares
      .filter((share) => share.state === "dispatched")
      .map((share) => ({
        shipmentId: share.shipmentId,
        deliveredBase: (share.loadedBase ?? 0n).toString(),
        brokenBase,
      })),
  });
  const { invoiceId } = await draftCallOffInvoice(deal.town.systemCall(), { callOffId: deal.callOffId });
  return invoiceId ?? "";
}

const issue = (deal: Deal, invoiceId: string) =>
  codeOf(issueInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId }));

test("a contract is not closed over goods on their way; once they are handed over, their invoice still comes", async () => {
  const deal = await locked(database, [20, 10]);
  const late = new Date(deal.town.at.getTime() + 400 * 24 * 3_600_000);
  const end = () =>
    codeOf(endContract({ ...deal.town.callOf(deal.hub.head), at: late }, { contractId: deal.contractId }));
  expect(await end()).toBe("contracts.callOffUnderway");
  const invoiceId = await delivered(deal);
  expect(await end()).toBe("done");
  expect(await issue(deal, invoiceId)).toBe("done");
  expect(await statementsOf(deal.hub.id, deal.callOffId)).toHaveLength(2);
});

test("a contract that is broken off calls nothing off any more, and what is on its way comes to its statements", async () => {
  const deal = await locked(database, [20]);
  await terminateContract(deal.town.callOf(deal.hub.head), {
    contractId: deal.contractId,
    reason: "Pembeli pailit",
  });
  const again = deal.town.callOff(deal.hub, deal.contractId, { packs: 1 });
  expect(await codeOf(again)).toBe("contracts.notActive");
  expect(await issue(deal, await delivered(deal))).toBe("done");
});

test("a levy per kilogram is reckoned on everything that was weighed alike, and goes on from what it took before", async () => {
  const deal = await locked(database, [7, 5, 3]);
  const levy = { basisPoints: 0, rupiahPerUnit: 3n, legalBasis: "Perda contoh 1/2026" };
  await recordRate(deal.town.callOf(deal.hub.head), {
    contractId: deal.contractId,
    kind: "levy",
    rupiahPerUnit: levy.rupiahPerUnit.toString(),
    legalBasis: levy.legalBasis,
    fromOn: deal.town.today,
  });
  expect(await issue(deal, await delivered(deal, "5000"))).toBe("done");
  const rows = await statementsOf(deal.hub.id, deal.callOffId);
  const taken = sumOf(rows.map((row) => row.levyRupiah));
  const weighed = sumOf(rows.map((row) => row.acceptedBase));
  expect(taken).toBe(priceOf(weighed, 3n, 1000n));
  const before = (baseUnit: "g" | "piece") =>
    takenBefore(database.db, {
      contractId: deal.contractId,
      kind: "levy",
      since: deal.town.today,
      rate: levy,
      baseUnit,
    });
  expect(await before("g")).toEqual({ amount: weighed, takenRupiah: taken });
  expect(await before("piece")).toEqual({ amount: 0n, takenRupiah: 0n });
});

test("freight beyond what the goods brought in is refused before anything is numbered", async () => {
  const deal = await locked(database, [1], { freightPaidBy: "seller", freightRupiahPerTonne: "900000000" });
  const invoiceId = await delivered(deal);
  expect(await issue(deal, invoiceId)).toBe("invoicing.deductionsExceed");
  expect(await statementsOf(deal.hub.id, deal.callOffId)).toEqual([]);
});

test("no advance is asked for on goods that carry VAT when the trade center is registered for it", async () => {
  const deal = await locked(database, [10], { advanceBasisPoints: 3_000 });
  await database.sql`update organisations set is_vat_registered = true where id = ${deal.hub.id}`;
  await database.sql`update commodities set tax_class = 'standard' where code = 'TLR'`;
  const ask = () => codeOf(issueAdvance(deal.town.callOf(deal.hub.cashier), { callOffId: deal.callOffId }));
  expect(await ask()).toBe("invoicing.advanceTaxed");
  await database.sql`update commodities set tax_class = 'exempt' where code = 'TLR'`;
  expect(await ask()).toBe("done");
});

test("the contract that follows one carries its goods, clauses, terms and last rates on, once, as a draft for a second person", async () => {
  const deal = await locked(database, [20], {
    levyBasisPoints: 50,
    levyLegalBasis: "Perda contoh 1/2026",
    priceRule: { kind: "fixed", priceRupiah: "26500" },
  });
  const { town, hub, contractId } = deal;
  await recordRate(town.callOf(hub.head), {
    contractId,
    kind: "service_fee",
    basisPoints: 75,
    rupiahPerUnit: "0",
    fromOn: addDays(businessDay(town.today), 30),
  });
  const renew = (member = hub.contracts, number = "KAD-03/2") =>
    renewContract(town.callOf(member), { contractId, number });
  expect(await codeOf(renew(deal.buyer.warehouse))).toBe("contracts.forbidden");
  expect(await codeOf(renew((await town.hub()).contracts))).toBe("contracts.missing");
  const before = await contractById(hub.id, contractId);
  expect(await codeOf(renew(hub.contracts, before?.contract.number ?? ""))).toBe("contracts.numberTaken");
  const answers = await atOnce([() => renew(), () => renew(hub.contracts, "KAD-03/3")]);
  expect(answers).toEqual({ done: 1, "contracts.renewed": 1 });
  const follower = await followerOf(contractId);
  const after = await contractById(hub.id, follower?.id ?? "");
  if (!before || !after) throw new Error("both are there");
  expect(after.contract).toMatchObject({
    state: "draft",
    signedAt: null,
    buyerId: before.contract.buyerId,
    startsOn: addDays(businessDay(before.contract.endsOn), 1),
    claimWindowHours: before.contract.claimWindowHours,
  });
  const goodsOf = (shown: typeof before) =>
    shown.lines.map(({ commodityCode, gradeCode, volumeMaxBasePerMonth, priceRule }) => ({
      commodityCode,
      gradeCode,
      volumeMaxBasePerMonth,
      priceRule,
    }));
  expect(goodsOf(after)).toEqual(goodsOf(before));
  expect(await clausesOf(after.contract.id)).toEqual(await clausesOf(contractId));
  expect(await ratesOn(after.contract.id, businessDay(after.contract.startsOn))).toMatchObject({
    levy: { basisPoints: 50, legalBasis: "Perda contoh 1/2026", fromOn: after.contract.startsOn },
    service_fee: { basisPoints: 75 },
  });
  expect(
    await codeOf(renewContract(town.callOf(hub.contracts), { contractId: after.contract.id, number: "X" })),
  ).toBe("contracts.notToRenew");
});
