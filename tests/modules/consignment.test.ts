import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { memberIncomeOf } from "#app/modules/accountability/member-income-reads.server.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { broughtLast } from "#app/modules/catalogue/brought-reads.server.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { answerConsignment } from "#app/modules/consignment/answer-consignment.server.ts";
import { endGrant } from "#app/modules/consignment/end-grant.server.ts";
import { giveGrant } from "#app/modules/consignment/give-grant.server.ts";
import { grantsOf, grantsTo } from "#app/modules/consignment/grant-reads.server.ts";
import { loseConsigned } from "#app/modules/consignment/lose-consigned.server.ts";
import { placeConsignment } from "#app/modules/consignment/place-consignment.server.ts";
import { returnConsigned } from "#app/modules/consignment/return-consigned.server.ts";
import { withdrawConsignment } from "#app/modules/consignment/withdraw-consignment.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import type { AccountName } from "#app/modules/ledger/chart.ts";
import { fixClock } from "#tests/support/clock.ts";
import { consigning } from "#tests/support/consigning.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, freeVillage, outcomeOf } from "#tests/support/deliveries.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: goods in custody stay their maker's; what is sold, refused, lost and given back is divided to the gram and the rupiah.
// Method: the whole road through commands; the proofs run when the file is over.
const database = await testDatabase({ poolSize: 12 });
fixClock(WORLD_STARTS);
const road = deliveries(database);
const stall = consigning(database);

test("40 kg of crackers: 27,5 sold, 0,5 lost, 12 left; 605.000 for the maker, 68.750 commission, 11.000 loss", async () => {
  const { town, kitchen, seller, consignmentId, listingId, lotId } = await stall.crackers();
  await loseConsigned(town.callOf(seller.warehouse), {
    consignmentId,
    quantityBase: "500",
    reason: "damaged",
  });
  const deal = await stall.sold({ town, kitchen, seller, listingId, lotId }, 27_500n);
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId: deal.shipmentId });
  await issueInvoice(town.callOf(seller.secretary), { invoiceId: invoiceId ?? "" });

  expect(await stall.goods(consignmentId)).toEqual({
    brought: 40_000n,
    sold: 27_500n,
    underway: 0n,
    damaged: 500n,
    returned: 0n,
    left: 12_000n,
  });
  const balance = (account: AccountName) => stall.balance(seller.id, account);
  expect(await balance("payableConsignor")).toBe(-(605_000n + 11_000n));
  expect(await balance("commissionIncome")).toBe(-68_750n);
  expect(await balance("custodyLossCost")).toBe(11_000n);
  // What is not the koperasi's is neither its sale nor its purchase, nor goods of its own to list again tomorrow.
  expect(await broughtLast([listingId], { upTo: town.today })).toEqual(new Map());
  expect(await balance("sales")).toBe(0n);
  expect(await balance("purchases")).toBe(0n);
  const year = Number(town.today.slice(0, 4));
  expect(await memberIncomeOf(seller.id, year)).toMatchObject({
    ...{ membersRupiah: 0n, othersRupiah: 0n, unnamedRupiah: 0n },
    ...{ memberCommissionRupiah: 0n, otherCommissionRupiah: 68_750n },
  });

  // An invoice that is taken back takes its sale along; the goods are with the buyer until it is written anew.
  await creditInvoice(town.callOf(seller.secretary), {
    invoiceId: invoiceId ?? "",
    reason: "Salah alamat tagihan",
  });
  expect(await stall.goods(consignmentId)).toMatchObject({ sold: 0n, underway: 27_500n, left: 12_000n });
  expect(await balance("payableConsignor")).toBe(-11_000n);
});

test("what a kitchen refuses comes back to its maker's book, what never arrives and what spoils is the keeper's", async () => {
  const { town, kitchen, seller, consignmentId, listingId, lotId } = await stall.crackers();
  // Of 20 kg that leave, 1 never arrives and 3 are refused and come back whole.
  const deal = await stall.dispatched({ town, kitchen, seller, listingId, lotId }, 20_000n);
  await road.receive(deal, deal.shipmentId, {
    deliveredBase: "19000",
    rejectedBase: "3000",
    rejectReason: "packaging",
    disposition: "returned",
    photoId: await road.photoOf(kitchen, town),
  });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId: deal.shipmentId });
  await issueInvoice(town.callOf(seller.secretary), { invoiceId: invoiceId ?? "" });
  expect(await stall.goods(consignmentId)).toMatchObject({ sold: 16_000n, underway: 1_000n, left: 23_000n });
  // A loss that was written on the lot's own page is the keeper's too, once.
  await recordLoss(town.callOf(seller.warehouse), { lotId, quantityBase: "1000", reason: "spoiled" });
  await loseConsigned(town.callOf(seller.warehouse), {
    consignmentId,
    quantityBase: "500",
    reason: "missing",
  });
  const give = (quantityBase: string) =>
    returnConsigned(town.callOf(seller.warehouse), { consignmentId, quantityBase, reason: "unsold" });
  expect(await outcomeOf(give("21501"))).toBe("catalogue.lotShort");
  await give("21500");
  expect(await stall.goods(consignmentId)).toEqual({
    brought: 40_000n,
    sold: 16_000n,
    underway: 0n,
    damaged: 2_500n,
    returned: 21_500n,
    left: 0n,
  });
  expect(await stall.balance(seller.id, "payableConsignor")).toBe(-(16_000n + 2_500n) * 22n);
  const [back] = await database.sql`select reason from lot_moves where lot_id = ${lotId} and kind = 'back'`;
  expect(back?.["reason"]).toBe("packaging");
  // Nobody's goods are mixed with it, and no line of it changes.
  await expect(
    database.sql`update consignment_lines set share_rupiah = share_rupiah where consignment_id = ${consignmentId}`,
  ).resolves.toBeDefined();
  await expect(
    database.sql`update consignment_lines set share_rupiah = 1, gross_rupiah = 1 where consignment_id = ${consignmentId} and kind = 'lost'`,
  ).rejects.toThrow(/was written/);
  await expect(
    database.sql`update consignments set pay_days = 30 where id = ${consignmentId}`,
  ).rejects.toThrow(/stand/);
});

test("a region's firm consigns at a commission: its goods are its own sale, in its own books", async () => {
  const { town, kitchen, seller } = await stall.town();
  const firm = await town.bumd();
  const listingId = await stall.listing(town, seller);
  const wish = stall.wish(town, { listingId, consignorId: firm.id });
  const { consignmentId } = await placeConsignment(town.callOf(seller.business), {
    ...wish,
    terms: "commission",
    priceRupiah: undefined,
    commissionBasisPoints: 1_500,
  });
  const agree = (member: typeof firm.sales) =>
    answerConsignment(town.callOf(member), { consignmentId, answer: "agree" });
  expect(await outcomeOf(agree(seller.business))).toBe("consignment.forbidden");
  expect(await outcomeOf(agree((await town.bumd()).sales))).toBe("consignment.missing");
  await agree(firm.sales);
  expect(await outcomeOf(agree(firm.sales))).toBe("consignment.over");
  const lotId = await stall.lotOf(consignmentId);
  const deal = await stall.sold({ town, kitchen, seller, listingId, lotId }, 10_000n);
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId: deal.shipmentId });
  await issueInvoice(town.callOf(seller.secretary), { invoiceId: invoiceId ?? "" });
  // 10 kg at 24.500: 36.750 for selling, 208.250 for the firm.
  const keeper = (account: AccountName) => stall.balance(seller.id, account);
  expect(await keeper("payableConsigningOrganisation")).toBe(-208_250n);
  expect(await keeper("commissionIncome")).toBe(-36_750n);
  expect(await keeper("sales")).toBe(0n);
  expect(await stall.balance(firm.id, "receivable")).toBe(208_250n);
  expect(await stall.balance(firm.id, "serviceFeeCost")).toBe(36_750n);
  expect(await stall.balance(firm.id, "sales")).toBe(-245_000n);
});

test("who is granted to sell another's goods onward takes them without asking, within the grant and while it lasts", async () => {
  const { town, seller } = await stall.town();
  // Two koperasi of two cities: the one may sell the other's crackers for up to 15 %.
  const owner = await town.koperasi({ regionCode: await freeVillage(database) });
  const listingId = await stall.listing(town, seller);
  const give = (wish: Partial<Parameters<typeof giveGrant>[1]> = {}, member = owner.business) =>
    giveGrant(town.callOf(member), {
      keeperId: seller.id,
      commodityCode: "KRP",
      commissionMaxBasisPoints: 1_500,
      validUntil: addDays(town.today, 30),
      ...wish,
    });
  const place = async (commissionBasisPoints: number, terms: "commission" | "fixed" = "commission") => {
    const { priceRupiah, ...wish } = stall.wish(town, { listingId, consignorId: owner.id });
    const { consignmentId } = await placeConsignment(town.callOf(seller.business), {
      ...wish,
      terms,
      ...(terms === "fixed" ? { priceRupiah } : { commissionBasisPoints }),
    });
    const [row] = await database.sql`select state from consignments where id = ${consignmentId}`;
    return [String(row?.["state"]), consignmentId] as const;
  };
  expect((await place(1_500))[0]).toBe("offered");
  const { grantId } = await give();
  const [state, heldId] = await place(1_500);
  expect(state).toBe("held");
  expect(await stall.goods(heldId)).toMatchObject({ brought: 40_000n, left: 40_000n });
  // More commission, or a price of the owner's own, is asked for as ever.
  expect((await place(1_501))[0]).toBe("offered");
  expect((await place(0, "fixed"))[0]).toBe("offered");
  expect(await grantsTo(seller.id, town.today)).toMatchObject([
    { ownerId: owner.id, goods: "Kerupuk mentah" },
  ]);
  expect(await grantsTo(seller.id, addDays(town.today, 31))).toEqual([]);

  // Another word takes the place of the first; ended, it is asked for again, and what is held stays held.
  const { grantId: later } = await give({ commissionMaxBasisPoints: 1_000 });
  expect((await place(1_500))[0]).toBe("offered");
  expect(await grantsOf(owner.id, town.today)).toHaveLength(1);
  const end = (id: string, member = owner.business) =>
    outcomeOf(endGrant(town.callOf(member), { grantId: id }));
  expect(await end(later, seller.business)).toBe("consignment.grantMissing");
  expect(await end(later, owner.overseer)).toBe("consignment.forbidden");
  expect(await end(grantId)).toBe("consignment.over");
  expect(await end(later)).toBe("done");
  expect((await place(1_000))[0]).toBe("offered");
  expect(await stall.goods(heldId)).toMatchObject({ left: 40_000n });

  // Of other goods it says nothing, and nobody grants what makes no sense.
  await give({ commodityCode: "TLR" });
  expect((await place(1_000))[0]).toBe("offered");
  const kitchen = await town.kitchen();
  expect(await outcomeOf(give({ keeperId: kitchen.id }))).toBe("consignment.noKeeper");
  expect(await outcomeOf(give({ keeperId: owner.id }))).toBe("consignment.ownGoods");
  expect(await outcomeOf(give({ commodityCode: "NAGA" }))).toBe("consignment.noGoods");
  expect(await outcomeOf(give({ validUntil: addDays(town.today, -1) }))).toBe("consignment.grantOver");
  expect(await outcomeOf(give({}, owner.treasurer))).toBe("consignment.forbidden");
});

test("terms that cannot hold are refused, and an offer is answered or taken back once", async () => {
  const { town, seller } = await stall.town();
  const listingId = await stall.listing(town, seller);
  const call = town.callOf(seller.business);
  const { producerId } = await addProducer(call, { name: "Ning Sri" });
  const wish = stall.wish(town, { listingId, consignorId: producerId });
  const stranger = await town.koperasi({ regionCode: await freeVillage(database) });
  const { producerId: others } = await addProducer(town.callOf(stranger.business), { name: "Pak Lain" });
  const refused = async (change: Partial<typeof wish>) =>
    outcomeOf(placeConsignment(call, { ...wish, ...change }));
  expect(await refused({ expiresOn: town.today })).toBe("consignment.expired");
  expect(await refused({ madeOn: addDays(town.today, 1) })).toBe("consignment.notMadeYet");
  expect(await refused({ expiresOn: addDays(town.today, 400) })).toBe("catalogue.beyondShelfLife");
  expect(await refused({ priceRupiah: "24501" })).toBe("consignment.abovePrice");
  expect(await refused({ consignorId: seller.id })).toBe("consignment.ownGoods");
  expect(await refused({ consignorId: others })).toBe("catalogue.producerMissing");
  expect(await refused({ terms: "commission" })).toBe("commissionBasisPoints: kernel.required");
  expect(await outcomeOf(placeConsignment(town.callOf(seller.warehouse), wish))).toBe(
    "consignment.forbidden",
  );
  const { consignmentId } = await placeConsignment(call, wish);
  const lose = () =>
    loseConsigned(town.callOf(seller.warehouse), { consignmentId, quantityBase: "1", reason: "missing" });
  expect(await outcomeOf(lose())).toBe("consignment.notHeld");
  await withdrawConsignment(call, { consignmentId });
  expect(await outcomeOf(withdrawConsignment(call, { consignmentId }))).toBe("consignment.over");
});
