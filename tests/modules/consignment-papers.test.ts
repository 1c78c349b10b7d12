import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { answerConsignment } from "#app/modules/consignment/answer-consignment.server.ts";
import { callSettlements } from "#app/modules/consignment/call-settlements.server.ts";
import {
  paperSubjectsOf,
  paperSubjectsOfProducer,
} from "#app/modules/consignment/consignment-paper-reads.server.ts";
import { consignmentsLeftBy } from "#app/modules/consignment/consignment-reads.server.ts";
import { loseConsigned } from "#app/modules/consignment/lose-consigned.server.ts";
import { placeConsignment } from "#app/modules/consignment/place-consignment.server.ts";
import { settleConsignment } from "#app/modules/consignment/settle-consignment.server.ts";
import { paperFileAbout } from "#app/modules/documents/document-file-reads.server.ts";
import { documentsAbout, documentsOfLink } from "#app/modules/documents/document-reads.server.ts";
import { factsOf } from "#app/modules/documents/paper-of.ts";
import { linkHolder, openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { saidNotice } from "#app/modules/notifications/notice-words.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { agesOfConsignments, consignorDues } from "#app/modules/payments/consignor-dues-reads.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { consigning } from "#tests/support/consigning.ts";
import { testDatabase } from "#tests/support/database.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: both papers of a consignment say what its book and the ledger say, to whoever may read them and to nobody else, and a night
// that is run twice charges nothing twice. Method: the fixture of 40 kg of crackers, through commands.
const database = await testDatabase({ poolSize: 12 });
fixClock(WORLD_STARTS);
const stall = consigning(database);

const paperOn = async (subjectId: string) => {
  const [row] = await database.sql`select facts, kind, number from documents where subject_id = ${subjectId}`;
  return row as unknown as { facts: unknown; kind: string; number: string };
};

test("a Bukti Titip and a Nota Perhitungan say 40 brought, 27,5 sold, 0,5 lost, 12 left, and 616.000 to pay", async () => {
  const { town, kitchen, seller, producerId, consignmentId, listingId, lotId } = await stall.crackers();
  const note = await paperOn(consignmentId);
  expect(note.kind).toBe("TITIP");
  expect(factsOf("TITIP", note.facts)).toMatchObject({
    consignor: { name: "Kerupuk Ning Sri", kindLabel: "Produsen" },
    quantityBase: 40_000n,
    terms: { priceRupiah: 22_000n, commissionBasisPoints: null },
    sellsForRupiah: 24_500n,
    agreedBy: "Di tempat, dicatat penerima titipan",
  });
  const deal = await stall.sold({ town, kitchen, seller, listingId, lotId }, 27_500n);
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId: deal.shipmentId });
  await issueInvoice(town.callOf(seller.secretary), { invoiceId: invoiceId ?? "" });
  // Written on the lot's own page; both runs of the night find it, one of them charges it.
  await recordLoss(town.callOf(seller.warehouse), { lotId, quantityBase: "500", reason: "damaged" });
  const monday = { ...town.systemCall(), at: new Date(`${addDays(town.today, 7)}T01:20:00Z`) };
  const night = () => callSettlements(monday, {});
  await Promise.all([night(), night()]);
  await night();
  const [charged] = await database.sql`
    select count(*)::int as lines from consignment_lines where consignment_id = ${consignmentId} and kind = 'lost'`;
  expect(charged?.["lines"]).toBe(1);
  expect(await stall.balance(seller.id, "custodyLossCost")).toBe(11_000n);

  const sunday = addDays(town.today, 6);
  expect(await consignorDues(seller.id, producerId)).toMatchObject({
    runningRupiah: 616_000n,
    openRupiah: 0n,
  });
  const account = { keeperId: seller.id, consignorId: producerId, period: "weekly" as const, endsOn: sunday };
  const { settlementId } = await settleConsignment(monday, account);
  const statement = await paperOn(settlementId);
  expect(factsOf("NPK", statement.facts)).toMatchObject({
    startsOn: town.today,
    endsOn: sunday,
    dueOn: addDays(sunday, 3),
    lines: [
      {
        noteNumber: note.number,
        broughtBase: 40_000n,
        soldBase: 27_500n,
        takenBackBase: 0n,
        lostBase: 500n,
        returnedBase: 0n,
        leftBase: 12_000n,
        grossRupiah: 673_750n,
        commissionRupiah: 68_750n,
        shareRupiah: 605_000n,
        lossRupiah: 11_000n,
      },
    ],
    payableRupiah: 616_000n,
  });
  expect(await settleConsignment(monday, account)).toEqual({ settlementId });
  expect(await consignorDues(seller.id, producerId)).toMatchObject({
    runningRupiah: 0n,
    openRupiah: 616_000n,
    settlements: [{ settlementId, payableRupiah: 616_000n, paidOn: null }],
  });
  const aged = (days: number) => agesOfConsignments(seller.id, addDays(sunday, days));
  expect(await aged(3)).toEqual([{ age: "ahead", amountRupiah: 616_000n }]);
  expect(await aged(10)).toEqual([{ age: "week", amountRupiah: 616_000n }]);
  expect(await aged(11)).toEqual([{ age: "month", amountRupiah: 616_000n }]);
  expect(await aged(34)).toEqual([{ age: "older", amountRupiah: 616_000n }]);
  const tasks = await tasksFor(seller.treasurer.actor, monday.at);
  expect(tasks.find((task) => task.kind === "consignment.pay")).toMatchObject({
    subjectId: settlementId,
    params: { payee: "Kerupuk Ning Sri", amount: "616000" },
  });

  // The maker's links open their own papers; a stranger's subjects open none of them.
  const own = await documentsOfLink(await paperSubjectsOf(consignmentId));
  expect(own.map((paper) => paper.kind).sort()).toEqual(["NPK", "TITIP"]);
  expect(await paperSubjectsOfProducer(seller.id, producerId)).toEqual([consignmentId, settlementId]);
  const other = await stall.crackers();
  const [theirs] = await documentsOfLink(await paperSubjectsOf(other.consignmentId));
  expect(await paperFileAbout([consignmentId, settlementId], theirs?.id ?? "")).toBeNull();
  expect(await documentsAbout(other.seller.id, [consignmentId, settlementId])).toEqual([]);
  expect(await paperSubjectsOfProducer(other.seller.id, producerId)).toEqual([]);
});

test("a maker who agrees by the link keeps it open for the statements, and a firm is asked on its own screen", async () => {
  const { town, seller } = await stall.town();
  const listingId = await stall.listing(town, seller);
  const { producerId } = await stall.maker(town, seller);
  const wish = stall.wish(town, { listingId, consignorId: producerId });
  const { consignmentId } = await placeConsignment(town.callOf(seller.business), wish);
  const subject = { purpose: "consign" as const, subjectId: consignmentId };
  const token = (await openLinkToken(seller.id, subject, town.at)) ?? "";
  const weeksOn = new Date(`${addDays(wish.expiresOn, 30)}T00:00:00Z`);
  expect(await linkHolder(token, weeksOn)).toBeNull();
  const holder = await linkHolder(token, town.at);
  await answerConsignment(
    { actor: holder?.actor ?? { kind: "anonymous" }, at: town.at, key: null, causation: null },
    { consignmentId, answer: "agree" },
  );
  expect(factsOf("TITIP", (await paperOn(consignmentId)).facts)).toMatchObject({
    agreedBy: "Lewat tautan pribadi",
    leftBy: { name: "Kerupuk Ning Sri" },
  });
  expect(await linkHolder(token, weeksOn)).toMatchObject({ actor: { subjectId: consignmentId } });

  const firm = await town.bumd();
  const asked = await placeConsignment(town.callOf(seller.business), { ...wish, consignorId: firm.id });
  const isAsked = async () => (await tasksFor(firm.sales.actor, town.at)).map((task) => task.kind);
  expect(await isAsked()).toContain("consignment.answer");
  expect((await consignmentsLeftBy(firm.id)).map(({ id, state }) => ({ id, state }))).toEqual([
    { id: asked.consignmentId, state: "offered" },
  ]);
  await answerConsignment(town.callOf(firm.sales), { consignmentId: asked.consignmentId, answer: "agree" });
  expect(await isAsked()).not.toContain("consignment.answer");
  expect((await documentsAbout(firm.id, [asked.consignmentId])).map((paper) => paper.kind)).toEqual([
    "TITIP",
  ]);
  await loseConsigned(town.callOf(seller.warehouse), {
    consignmentId: asked.consignmentId,
    quantityBase: "1000",
    reason: "missing",
  });
  expect(await stall.balance(firm.id, "receivable")).toBe(22_000n);
});

test("a payout is for something in words, in the reader's language", () => {
  const params = { name: "KKMP Meri", payee: "Ning Sri", amount: "616000", purpose: "consignment" };
  expect(saidNotice("payout.confirmed", params, "id")).toContain("untuk hasil titipan");
  expect(saidNotice("payout.confirmed", params, "en")).toContain("for goods left to be sold");
  expect(saidNotice("payout.confirmed", { ...params, purpose: "Wortel 12 Maret" }, "id")).toContain(
    "Wortel 12 Maret",
  );
});

test("a night holds only consignments that lost something, so many at once, and calls accounts up once all are charged", async () => {
  const [one, two, untouched] = [await stall.crackers(), await stall.crackers(), await stall.crackers()];
  for (const { town, seller, lotId } of [one, two])
    await recordLoss(town.callOf(seller.warehouse), { lotId, quantityBase: "500", reason: "damaged" });
  const charged = async () => {
    const rows = await database.sql`
      select consignment_id as id from consignment_lines where kind = 'lost'
        and consignment_id in (${one.consignmentId}, ${two.consignmentId}, ${untouched.consignmentId})`;
    return rows.length;
  };
  const monday = { ...one.town.systemCall(), at: new Date(`${addDays(one.town.today, 7)}T01:20:00Z`) };
  const round = () => callSettlements(monday, { atOnce: 1 });
  // Somebody has the third in hand all the while: the night does not wait for it.
  await database.sql.begin(async (sql) => {
    await sql`select 1 from consignments where id = ${untouched.consignmentId} for update`;
    expect(await round()).toEqual({ called: 0, isAllCharged: false });
    expect(await charged()).toBe(1);
    expect(await round()).toEqual({ called: 0, isAllCharged: false });
    expect(await charged()).toBe(2);
    const last = await round();
    expect(last.isAllCharged).toBe(true);
    expect(last.called).toBeGreaterThanOrEqual(2);
  });
  expect(await charged()).toBe(2);
});
