import { and, asc, eq, isNull } from "drizzle-orm";
import { addDays, dayOf, weekdayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { agreeToFramework, proposeFramework } from "#app/modules/commitments/propose-framework.server.ts";
import {
  agreeToPaymentTerms,
  proposePaymentTerms,
} from "#app/modules/commitments/propose-payment-terms.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { acknowledgeAssignment } from "#app/modules/invoicing/acknowledge-assignment.server.ts";
import { checkAssignment, takeAssignment } from "#app/modules/invoicing/check-assignment.server.ts";
import { draftPeriodInvoices } from "#app/modules/invoicing/draft-period-invoices.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { proposeAssignment } from "#app/modules/invoicing/propose-assignment.server.ts";
import { verifyReceivable } from "#app/modules/invoicing/verify-receivable.server.ts";
import { acknowledgeProceeds } from "#app/modules/payments/match-proceeds.server.ts";
import { stateProceeds } from "#app/modules/payments/state-proceeds.server.ts";
import { db } from "#db/client.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { receivableAssignments } from "#db/schema/invoicing-receivables.ts";
import { shipments } from "#db/schema/shipments.ts";
import { productOf } from "./goods.ts";
import { type Budgets, ordinaryDay } from "./kitchen-days.server.ts";
import { demoPaper } from "./pictures.ts";
import { houseCall, type Stage, ZONE } from "./stage.server.ts";
import { planOrder } from "./trade.server.ts";
import { dayOfPast } from "./working-days.ts";

/** A BUMD that sells rice to a kitchen of its city, and the bank of that city, which takes claims on kitchens. */
const SELLER = "B1";
const BUYER = "S08";
const HOLDER = "B2";
/** What such a bank gives of an accepted invoice before it is paid. */
const GIVEN_PERCENT = 80n;
const RICE = { productKey: "BRS-M", priceRupiah: 12_700n, least: 1_000, most: 4_000, drawn: 150 } as const;

/** What two agreed on beyond the market: a price that stands, one invoice a week, and claims that were given away. */
export function planAgreements(stage: Stage, budgetOf: Budgets): void {
  const made = planTerms(stage);
  const sunday = -weekdayOf(stage.today);
  const firstDays = dayOfPast(stage.today, "firstMarket");
  for (const days of [sunday - 4, sunday - 3, sunday - 2].filter((day) => day > firstDays))
    planOrder(
      stage,
      {
        ...ordinaryDay(stage, days),
        buyerKey: BUYER,
        lines: [{ productKey: RICE.productKey, units: RICE.drawn }],
        placedAt: stage.on(days - 1, "08:00"),
        drawn: { at: stage.on(days - 1, "08:15"), frameworkId: () => made.frameworkId },
        approvedAt: stage.on(days - 1, "08:30"),
        plannedAt: stage.on(days - 1, "10:00"),
      },
      () => budgetOf(BUYER, days),
    );
  planPeriodInvoice(stage, made, sunday);
  planOffer(stage);
  planReceivables(stage);
}

type Agreed = { frameworkId: string; termsId: string };

/** Proposed once the two had traded, and agreed to a day later. */
function planTerms(stage: Stage): Agreed {
  const made: Agreed = { frameworkId: "", termsId: "" };
  const days = dayOfPast(stage.today, "firstMarket");
  const { basePerUnit } = productOf(RICE.productKey);
  const validFrom = addDays(stage.today, days + 1);
  const proposed = stage.on(days - 2, "15:00");
  stage.agenda.plan(proposed, async () => {
    const call = stage.as(SELLER, ["bumd_finance"], proposed);
    const partnerId = stage.party(BUYER).organisationId;
    const { frameworkId } = await proposeFramework(call, {
      partnerId,
      side: "seller",
      listingId: stage.listings.get(`${SELLER}/${RICE.productKey}`) ?? "",
      priceRupiah: RICE.priceRupiah.toString(),
      leastBase: (BigInt(RICE.least) * basePerUnit).toString(),
      mostBase: (BigInt(RICE.most) * basePerUnit).toString(),
      validFrom,
      validTo: addDays(validFrom, 90),
      basis: "Kontrak payung beras 12/2026 (Demo)",
    });
    const { paymentTermsId } = await proposePaymentTerms(call, {
      partnerId,
      side: "seller",
      termDays: 7,
      collection: "weekly",
      validFrom,
      basis: "Kontrak payung beras 12/2026 pasal 4 (Demo)",
    });
    Object.assign(made, { frameworkId, termsId: paymentTermsId });
  });
  const agreed = stage.on(days - 1, "09:00");
  stage.agenda.plan(agreed, async () => {
    const call = stage.as(BUYER, ["kitchen_head"], agreed);
    await agreeToFramework(call, { frameworkId: made.frameworkId });
    await agreeToPaymentTerms(call, { paymentTermsId: made.termsId });
  });
  return made;
}

/** The night after the week the house draws up what was taken in it; in the morning it is issued. */
function planPeriodInvoice(stage: Stage, made: Agreed, sunday: number): void {
  let drafted: readonly string[] = [];
  const night = stage.on(sunday + 1, "00:01");
  stage.agenda.plan(night, async () => {
    const week = { termsId: made.termsId, through: addDays(stage.today, sunday) };
    drafted = (await draftPeriodInvoices(houseCall(night), week)).invoiceIds;
    invariant(drafted.length === 1, "a week is one invoice");
  });
  const morning = stage.on(sunday + 1, "07:30");
  stage.agenda.plan(morning, async () => {
    for (const invoiceId of drafted)
      await issueInvoice(stage.as(SELLER, ["bumd_finance"], morning), { invoiceId });
  });
}

/** Since yesterday a koperasi asks the same kitchen whether it wants its carrots at a price that stands. */
function planOffer(stage: Stage): void {
  const at = stage.on(-1, "10:00");
  stage.agenda.plan(at, async () => {
    await proposeFramework(stage.as("K13", ["koperasi_treasurer"], at), {
      partnerId: stage.party(BUYER).organisationId,
      side: "seller",
      listingId: stage.listings.get("K13/WRT-K") ?? "",
      priceRupiah: "10100",
      leastBase: "300000",
      mostBase: "1200000",
      validFrom: addDays(stage.today, 2),
      validTo: addDays(stage.today, 62),
      basis: "Harga wortel tetap sampai panen berikutnya (Demo)",
    });
  });
}

type Claim = { readonly sellerKey: string; readonly buyerKey: string };

/** Claims of last week on their way to the bank: one that the kitchen acknowledged, one that waits for it, one that waits for the bank. */
function planReceivables(stage: Stage): void {
  const days = dayOfPast(stage.today, "lastMarket");
  const morning = stage.on(days + 1, "08:00");
  const done = planAssignment(stage, { sellerKey: "K15", buyerKey: BUYER }, days, morning);
  const taken = stage.on(days + 1, "13:00");
  stage.agenda.plan(taken, () => take(stage, done, taken));
  const acknowledged = stage.on(days + 2, "09:00");
  stage.agenda.plan(acknowledged, async () => {
    await acknowledgeAssignment(stage.as(BUYER, ["kitchen_finance"], acknowledged), done);
  });
  planProceeds(stage, "K15", done, stage.on(days + 2, "11:00"));
  const later = stage.on(days + 2, "10:00");
  const told = planAssignment(stage, { sellerKey: "K17", buyerKey: BUYER }, days, later);
  const next = stage.on(days + 3, "10:00");
  stage.agenda.plan(next, () => take(stage, told, next));
  planAssignment(stage, { sellerKey: "K15", buyerKey: "S09" }, days, stage.on(-1, "11:00"));
}

/** The bank gives most of the claim at once; an hour later the treasurer has seen the money. The rest follows when the kitchen has paid. */
function planProceeds(
  stage: Stage,
  sellerKey: string,
  assignment: { readonly assignmentId: string },
  at: Date,
): void {
  const made = { proceedsId: "" };
  stage.agenda.plan(at, async () => {
    const [claim] = await db()
      .select({ amountRupiah: receivableAssignments.amountRupiah })
      .from(receivableAssignments)
      .where(eq(receivableAssignments.id, assignment.assignmentId));
    invariant(claim, "a claim that was acknowledged");
    const moneyRupiah = (claim.amountRupiah * GIVEN_PERCENT) / 100n;
    const call = stage.as(HOLDER, ["bumd_finance"], at);
    const { fileId } = await uploadFile(call, {
      purpose: "payment_proof",
      fileName: "bukti-transfer-demo.pdf",
      bytes: demoPaper("Bukti Transfer", [HOLDER, `Rp ${moneyRupiah}`, assignment.assignmentId]),
    });
    const stated = await stateProceeds(call, {
      ...assignment,
      direction: "given",
      moneyRupiah: moneyRupiah.toString(),
      paidOn: dayOf(at, ZONE),
      bankReference: `DEMO${assignment.assignmentId.slice(-8).toUpperCase()}`,
      proofId: fileId,
    });
    made.proceedsId = stated.proceedsId;
  });
  const seen = new Date(at.getTime() + 3_600_000);
  stage.agenda.plan(seen, async () => {
    await acknowledgeProceeds(stage.as(sellerKey, ["koperasi_treasurer"], seen), made);
  });
}

async function take(stage: Stage, assignment: { assignmentId: string }, at: Date): Promise<void> {
  await takeAssignment(stage.as(HOLDER, ["bumd_finance"], at), assignment);
}

/** The treasurer has the claim verified and proposes whom it goes to; half an hour later the chair agrees. */
function planAssignment(stage: Stage, claim: Claim, days: number, at: Date): { assignmentId: string } {
  const made = { assignmentId: "" };
  stage.agenda.plan(at, async () => {
    const call = stage.as(claim.sellerKey, ["koperasi_treasurer"], at);
    const { receivableId } = await verifyReceivable(call, {
      invoiceId: await invoiceOf(stage, claim, days),
    });
    const proposed = await proposeAssignment(call, {
      receivableId,
      holderId: stage.party(HOLDER).organisationId,
      basis: "Perjanjian pengalihan piutang 3/2026 (Demo)",
    });
    made.assignmentId = proposed.assignmentId;
  });
  const checked = new Date(at.getTime() + 1_800_000);
  stage.agenda.plan(checked, async () => {
    await checkAssignment(stage.as(claim.sellerKey, ["koperasi_chair"], checked), made);
  });
  return made;
}

/** The issued invoice of what this seller brought this buyer on a day. */
async function invoiceOf(stage: Stage, { sellerKey, buyerKey }: Claim, days: number): Promise<string> {
  const [found] = await db()
    .select({ id: invoices.id })
    .from(invoices)
    .innerJoin(shipments, eq(shipments.id, invoices.shipmentId))
    .where(
      and(
        eq(invoices.sellerId, stage.party(sellerKey).organisationId),
        eq(invoices.buyerId, stage.party(buyerKey).organisationId),
        eq(invoices.state, "issued"),
        isNull(invoices.appealId),
        eq(shipments.deliveryDay, addDays(stage.today, days)),
      ),
    )
    .orderBy(asc(invoices.id))
    .limit(1);
  invariant(found, `${sellerKey} billed ${buyerKey}`);
  return found.id;
}
