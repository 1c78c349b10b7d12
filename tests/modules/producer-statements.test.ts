import { expect, test } from "vitest";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { keepBalanceLink } from "#app/modules/catalogue/keep-balance-link.server.ts";
import { paperSubjectsOfProducer } from "#app/modules/consignment/consignment-paper-reads.server.ts";
import { documentsAbout, documentsOfLink } from "#app/modules/documents/document-reads.server.ts";
import { factsOf } from "#app/modules/documents/paper-of.ts";
import { openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { producerBalance } from "#app/modules/payments/producer-balance-reads.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout, confirmPayout } from "#app/modules/payments/settle-payout.server.ts";
import { stateProducer } from "#app/modules/payments/state-producer.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { grownBy } from "#tests/support/growers.ts";
import { signedInVisitor, visitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: what was bought of a producer, paid to them and is left, is one paper a period, that equals the ledger and that they read by their own
// link. Method: a breeder's eggs are sold, paid in part, paid off, and a sale is taken back, through commands.
const database = await testDatabase({ poolSize: 8 });
fixClock(WORLD_STARTS);
const road = deliveries(database);

async function sold() {
  const deal = await road.promised();
  const { town, seller, goods } = deal;
  const { producerId } = await addProducer(town.callOf(seller.business), { name: "Bu Lastri" });
  await grownBy(database, goods.lotId, producerId);
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "100000" });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  await issueInvoice(town.callOf(seller.treasurer), { invoiceId: invoiceId ?? "" });
  const dueOf = async () => (await producerBalance(seller.id, producerId))?.dueRupiah ?? 0n;
  const pay = async (amountRupiah: bigint, bankReference: string) => {
    const to = {
      to: "producer" as const,
      producerId,
      amountRupiah: amountRupiah.toString(),
      purpose: "Telur",
    };
    const { payoutId } = await requestPayout(town.callOf(seller.treasurer), to);
    await approvePayout(town.callOf(seller.chair), { payoutId });
    await confirmPayout(town.callOf(seller.chair), { payoutId, settledOn: town.today, bankReference });
  };
  const month = town.today.slice(0, 7);
  const state = (period = month) => stateProducer(town.callOf(seller.business), { producerId, period });
  return { ...deal, producerId, invoiceId: invoiceId ?? "", dueOf, pay, month, state };
}

async function saying(documentId: string) {
  const [row] = await database.sql<{ facts: unknown; state: string; number: string }[]>`
    select facts, state, number from documents where id = ${documentId}`;
  return { ...row, facts: factsOf("RPP", row?.facts) };
}

test("a month says what was bought and paid and what is left as the ledger does; asked again it is the same paper until the books move", async () => {
  const one = await sold();
  const due = await one.dueOf();
  expect(due).toBeGreaterThan(1_000_000n);
  await one.pay(1_000_000n, "TRX-1");
  const { documentId } = await one.state();
  const paper = await saying(documentId);
  expect(paper.number).toMatch(/^001\/RPP\//);
  expect(paper.facts).toMatchObject({
    openingRupiah: 0n,
    closingRupiah: due - 1_000_000n,
    producer: { name: "Bu Lastri" },
  });
  const lines = paper.facts.lines.map(({ move, reference, amountRupiah }) => [move, reference, amountRupiah]);
  expect(lines).toEqual(
    expect.arrayContaining([
      ["bought", null, due],
      ["paid", "TRX-1", 1_000_000n],
    ]),
  );
  expect(lines).toHaveLength(2);
  expect(paper.facts.lines.find(({ move }) => move === "bought")?.goods).toContain("Telur");
  expect(paper.facts.closingRupiah).toBe(await one.dueOf());

  const again = await Promise.all([one.state(), one.state()]);
  expect(again.map((each) => each.documentId)).toEqual([documentId, documentId]);
  await one.pay(due - 1_000_000n, "TRX-2");
  const next = await one.state();
  expect(next.documentId).not.toBe(documentId);
  expect((await saying(documentId)).state).toBe("voided");
  expect((await saying(next.documentId)).facts.closingRupiah).toBe(0n);
  // A year is another paper beside the month.
  const year = await one.state(one.month.slice(0, 4));
  expect((await saying(next.documentId)).state).toBe("issued");
  expect((await saying(year.documentId)).facts.lines).toHaveLength(3);
});

test("a sale that was taken back stands on it as such, and nothing is left", async () => {
  const one = await sold();
  await creditInvoice(one.town.callOf(one.seller.treasurer), {
    invoiceId: one.invoiceId,
    reason: "Salah timbang di gudang",
  });
  const { facts } = await saying((await one.state()).documentId);
  expect(facts.lines.map(({ move }) => move)).toEqual(["bought", "boughtBack"]);
  expect(facts.closingRupiah).toBe(await one.dueOf());
});

test("the producer opens it by their own link, another producer's link and another koperasi do not", async () => {
  const one = await sold();
  const { town, seller, producerId } = one;
  const { producerId: other } = await addProducer(town.callOf(seller.business), { name: "Pak Darmo" });
  const { documentId } = await one.state();
  const tokenOf = async (id: string) => {
    await keepBalanceLink(town.callOf(seller.business), { producerId: id, open: "true" });
    return openLinkToken(seller.id, { purpose: "balance", subjectId: id }, town.at);
  };
  const phone = visitor();
  const opened = async (id: string) =>
    (await phone.get(`/t/saldo/${await tokenOf(id)}/${documentId}.pdf`)).status;
  expect(await opened(producerId)).toBeLessThan(400);
  expect(await opened(other)).toBe(404);
  const subjects = await paperSubjectsOfProducer(seller.id, producerId);
  expect((await documentsOfLink(subjects)).map(({ kind }) => kind)).toEqual(["RPP"]);
  expect(await documentsAbout((await town.koperasi()).id, subjects)).toEqual([]);
});

test("what is no period, has not begun or says nothing is refused, and so is whoever may not", async () => {
  const one = await sold();
  const { town, seller, producerId, month } = one;
  for (const [period, refusal] of [
    ["2026-13", "payments.recapPeriod"],
    ["kemarin", "payments.recapPeriod"],
    ["2099-01", "payments.recapAhead"],
    ["2020-01", "payments.recapEmpty"],
  ] as const)
    expect(await outcomeOf(one.state(period))).toBe(refusal);
  const asked = { producerId, period: month };
  expect(await outcomeOf(stateProducer(town.callOf(seller.overseer), asked))).toBe("catalogue.forbidden");
  const stranger = await town.koperasi();
  expect(await outcomeOf(stateProducer(town.callOf(stranger.business), asked))).toBe(
    "catalogue.producerMissing",
  );
  expect(
    await database.sql`select 1 from documents where organisation_id = ${seller.id} and kind = 'RPP'`,
  ).toEqual([]);
});

test("a treasurer, who pays producers and does not keep their list, draws the paper up on the page that offers it", async () => {
  const { seller, producerId, month, pay, dueOf } = await sold();
  await pay(await dueOf(), "TRX-9");
  const [place] = await database.sql`select slug from organisations where id = ${seller.id}`;
  const page = `/${place?.["slug"]}/produsen/${producerId}`;
  const treasurer = await signedInVisitor(seller.treasurer.personId);
  expect((await treasurer.get(page)).body).toMatchObject({ mayState: true, mayKeep: false });
  expect((await treasurer.post(page, { intent: "statement", period: month })).status).toBe(303);
  expect((await treasurer.get(page)).body).toMatchObject({ papers: [{ kind: "RPP" }] });
  expect((await treasurer.post(page, { intent: "close" })).status).toBe(403);
});
