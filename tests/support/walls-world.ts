import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { issueStatements } from "#app/modules/accountability/issue-statements.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { enrolMember } from "#app/modules/identity/enrol-member.server.ts";
import { handInPaper } from "#app/modules/identity/hand-in-paper.server.ts";
import { inviteMember } from "#app/modules/identity/invite-member.server.ts";
import { issueApiKey, newApiKey } from "#app/modules/identity/issue-api-key.server.ts";
import { askRecovery } from "#app/modules/identity/restore-leader.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { clearNight } from "#app/modules/matching/clear-night.server.ts";
import { openMarketDay } from "#app/modules/matching/open-market-day.server.ts";
import { openNights } from "#app/modules/matching/open-nights.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { draftOrder } from "#app/modules/orders/draft-order.server.ts";
import { issueCityReport } from "#app/modules/oversight/issue-city-report.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { stateProducer } from "#app/modules/payments/state-producer.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { dearDraft } from "./dear-draft.ts";
import { fundingOf } from "./fundings.ts";
import { eggMenu } from "./menus.ts";
import { nettingOf } from "./nettings.ts";
import { askedToRide } from "./rides.ts";
import { remittedTax } from "./taxes.ts";
import { appealedAgainst, appealTakenBack } from "./walls-appeals.ts";
import { claimedOn } from "./walls-claims.ts";
import { calledOff, divided } from "./walls-contracts.ts";
import { ownedBy } from "./walls-cooperative.ts";
import { askedForHarvest } from "./walls-harvest.ts";
import { noted } from "./walls-notes.ts";
import { assignedTo, paidFor } from "./walls-receivables.ts";
import { reportsOf } from "./walls-reports.ts";
import { frameworkProposed, termsProposed } from "./walls-terms.ts";
import { storedAt } from "./walls-warehouses.ts";
import type { Agency, Bumd, Hub, Kitchen, Koperasi, Operator, World } from "./world.ts";

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);
const PDF = new TextEncoder().encode("%PDF-1.7 a paper");

/** Organisations of every kind that trade among themselves, with something in every state that a screen shows. */
export type Side = {
  readonly kitchen: Kitchen;
  readonly koperasi: Koperasi;
  readonly hub: Hub;
  readonly bumd: Bumd;
  readonly agency: Agency;
  readonly operator: Operator;
  /** Ids by what they name; those in addresses carry the name of their parameter. */
  readonly subjects: Readonly<Record<string, string>>;
};

type Parties = Omit<Side, "subjects">;

export async function tradingSide(town: World, agencyRegion?: string): Promise<Side> {
  const parties: Parties = {
    kitchen: await town.kitchen(),
    koperasi: await town.koperasi(),
    hub: await town.hub(),
    bumd: await town.bumd(),
    agency: await town.agency(agencyRegion === undefined ? {} : { regionCode: agencyRegion }),
    operator: await town.operator(),
  };
  const subjects = {
    ...(await bought(town, parties)),
    ...(await unmet(town, parties, addDays(town.today, agencyRegion === undefined ? 4 : 5))),
    ...(await calledOff(town, parties)),
    ...(await kept(town, parties)),
    ...(await askedForHarvest(town, parties.koperasi, parties.bumd)),
    ...(await ownedBy(town, parties.koperasi)),
    ...(await askedToRide(town, parties, addDays(town.today, agencyRegion === undefined ? 5 : 6))),
  };
  return { ...parties, subjects };
}

/** The same side with a paper of every kind that its organisations issue: also of what was paid, taken back and divided. */
export async function everyPaper(town: World, side: Side): Promise<Side> {
  const { kitchen, koperasi, hub, agency, subjects } = side;
  const [lotId = "", budgetId = ""] = [subjects["lotId"], subjects["budgetId"]];
  const settled = await arrived(town, side, lotId, budgetId);
  const { paymentId: verifiedId } = await reported(town, kitchen, settled.invoiceId);
  await verifyPayment(town.callOf(koperasi.treasurer), { paymentId: verifiedId });
  await appealTakenBack(town, side, settled);
  const wrong = await arrived(town, side, lotId, budgetId);
  await creditInvoice(town.callOf(koperasi.treasurer), {
    invoiceId: wrong.invoiceId,
    reason: "Salah timbang di gudang",
  });
  const given = await arrived(town, side, lotId, budgetId);
  const { receivableId } = await assignedTo(town, side, given.invoiceId);
  const settledOne = await arrived(town, side, lotId, budgetId);
  const receivable = { receivableId, ...(await paidFor(town, side, settledOne.invoiceId)) };
  const { dividedId, remittanceId } = await divided(town, side);
  const claimed = { remittanceId, ...(await claimedOn(town, side, dividedId)) };
  const owing = { ...receivable, ...(await nettingOf(town, side)) };
  const grown = await noted(town, koperasi, await town.order(kitchen, { budgetId }));
  await arrived(town, side, grown.lotId, budgetId);
  const { producerId } = grown;
  await stateProducer(town.callOf(koperasi.business), { producerId, period: town.today.slice(0, 4) });
  await issueStatements(town.callOf(koperasi.treasurer), { period: town.today.slice(0, 7) });
  await issueCityReport(town.callOf(agency.officer), { month: town.today.slice(0, 7) });
  const papers = await papersOf(town, [kitchen.id, koperasi.id, hub.id, agency.id]);
  return {
    ...side,
    subjects: { ...subjects, ...claimed, ...owing, ...papers, ...(await storedAt(town, koperasi)) },
  };
}

/** A kitchen's purchases: one being written, one offered, one on the road, one received, invoiced and paid. */
async function bought(town: World, { kitchen, koperasi, agency }: Parties): Promise<Record<string, string>> {
  const { fileId: listingPhotoId } = await uploadFile(town.callOf(koperasi.business), {
    purpose: "listing_photo",
    fileName: "z.png",
    bytes: PNG,
  });
  const { listingId, lotId } = await town.goods(
    koperasi,
    { photoId: listingPhotoId },
    { quantityBase: 900_000n },
  );
  const budgetId = await town.budget(kitchen);
  const wish = { budgetId };
  const { orderId: draftId } = await draftOrder(town.callOf(kitchen.nutrition), town.orderWish(budgetId));
  const {
    cycleId,
    recipeIds: [recipeId],
  } = await eggMenu(town, kitchen.nutrition);
  const offeredId = await town.order(kitchen, wish);
  const commitmentId = await town.offer(offeredId, koperasi, { listingId, lotId });
  const ready = await approved(town, kitchen, koperasi, lotId, budgetId);
  const road = await approved(town, kitchen, koperasi, lotId, budgetId);
  await dispatched(town, koperasi, road.shipmentId);
  const paid = await arrived(town, { kitchen, koperasi }, lotId, budgetId);
  const { paymentId, proofId } = await reported(town, kitchen, paid.invoiceId);
  const appealed = await appealedAgainst(town, { kitchen, koperasi }, paid);
  const token = await openLinkToken(koperasi.id, { purpose: "drive", subjectId: road.shipmentId }, town.at);
  return {
    listingId,
    lotId,
    budgetId,
    cycleId,
    recipeId,
    draftId,
    ...(await dearDraft(town, kitchen, budgetId)),
    fundingId: await fundingOf(town, kitchen, budgetId),
    taxRemittanceId: await remittedTax(town, koperasi),
    ...(await reportsOf(town, { kitchen, agency, koperasi }, { budgetId, orderId: ready.orderId })),
    offeredId,
    orderId: ready.orderId,
    commitmentId,
    plannedId: ready.shipmentId,
    plannedLineId: ready.lineId,
    shipmentId: road.shipmentId,
    shipmentLineId: road.lineId,
    invoiceId: paid.invoiceId,
    invoiceLineId: (await invoiceVisibleTo(koperasi.id, paid.invoiceId))?.lines[0]?.id ?? "",
    paymentId,
    proofId,
    receivingPhotoId: paid.photoId,
    ...appealed,
    ...(await termsProposed(town, { kitchen, koperasi })),
    ...(await frameworkProposed(town, { kitchen, koperasi, listingId })),
    listingPhotoId,
    token: token ?? "",
  };
}

/** A delivery that came, was weighed and refused in part, and is invoiced. */
async function arrived(
  town: World,
  { kitchen, koperasi }: Pick<Parties, "kitchen" | "koperasi">,
  lotId: string,
  budgetId: string,
): Promise<{ shipmentId: string; lineId: string; invoiceId: string; photoId: string }> {
  const { shipmentId } = await approved(town, kitchen, koperasi, lotId, budgetId);
  const lineId = await dispatched(town, koperasi, shipmentId);
  const { fileId: photoId } = await uploadFile(town.callOf(kitchen.field), {
    purpose: "receiving_photo",
    fileName: "x.png",
    bytes: PNG,
  });
  await receiveShipment(town.callOf(kitchen.field), {
    shipmentId,
    receiverName: "Sari",
    lines: [
      {
        shipmentLineId: lineId,
        deliveredBase: "100000",
        rejectedBase: "1000",
        rejectReason: "packaging",
        disposition: "deducted",
        photoId,
      },
    ],
  });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  if (invoiceId === null) throw new Error("a received shipment has an invoice");
  await issueInvoice(town.callOf(koperasi.treasurer), { invoiceId });
  return { shipmentId, lineId, invoiceId, photoId };
}

/** A transfer towards an invoice, as the kitchen reports it; no two have the same proof. */
async function reported(
  town: World,
  kitchen: Kitchen,
  invoiceId: string,
): Promise<{ paymentId: string; proofId: string }> {
  const { fileId: proofId } = await uploadFile(town.callOf(kitchen.finance), {
    purpose: "payment_proof",
    fileName: "y.png",
    bytes: Uint8Array.from([...PNG, ...new TextEncoder().encode(invoiceId)]),
  });
  const { paymentId } = await reportPayment(town.callOf(kitchen.finance), {
    allocations: [{ invoiceId, amountRupiah: "1000000" }],
    transferredOn: town.today,
    bankName: "Bank Uji",
    bankReference: `TRX-${invoiceId.slice(-6)}`,
    proofId,
  });
  return { paymentId, proofId };
}

/** One paper of every kind that these organisations issued, by its kind: `paperINV`. */
async function papersOf(town: World, issuers: readonly string[]): Promise<Record<string, string>> {
  const papers = await town.database.sql<{ kind: string; id: string }[]>`
    select kind, min(id) as id from documents where organisation_id = any(${[...issuers]}) group by kind`;
  return Object.fromEntries(papers.map(({ kind, id }) => [`paper${kind}`, id]));
}

/** An order for which the market of its day had nothing: its ceiling is below every price. */
async function unmet(
  town: World,
  { kitchen }: Parties,
  deliveryDay: BusinessDay,
): Promise<Record<string, string>> {
  const matchedId = await town.order(kitchen, { deliveryDay, line: { ceilingRupiah: "1000" } });
  await openMarketDay(town.systemCall(), { orderId: matchedId });
  const call = { ...town.systemCall(), at: new Date(`${addDays(deliveryDay, -1)}T16:00:00Z`) };
  const { nightIds } = await openNights(call, {});
  for (const nightId of nightIds) await clearNight(call, { nightId });
  const [line] = await town.linesOf(matchedId);
  return { matchedId, orderLineId: line?.id ?? "" };
}

async function approved(
  town: World,
  kitchen: Kitchen,
  koperasi: Koperasi,
  lotId: string,
  budgetId: string,
): Promise<{ orderId: string; shipmentId: string; lineId: string }> {
  const orderId = await town.order(kitchen, { budgetId });
  await town.promise(koperasi, orderId, { lotId });
  await approveOrder(town.callOf(kitchen.head), { orderId });
  const { shipmentIds } = await planShipments(town.systemCall(), { orderId });
  const shipmentId = shipmentIds[0] ?? "";
  const shown = await shipmentById(koperasi.id, shipmentId);
  return { orderId, shipmentId, lineId: shown?.lines[0]?.id ?? "" };
}

async function dispatched(town: World, koperasi: Koperasi, shipmentId: string): Promise<string> {
  const shown = await shipmentById(koperasi.id, shipmentId);
  const line = shown?.lines[0];
  if (!line) throw new Error("a shipment has a line");
  await dispatchShipment(town.callOf(koperasi.warehouse), {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: [{ shipmentLineId: line.id, loadedBase: "100000" }],
  });
  return line.id;
}

/** What every organisation keeps: people, papers, keys; and a farmer. */
async function kept(town: World, { koperasi, kitchen }: Parties): Promise<Record<string, string>> {
  const chair = town.callOf(koperasi.chair);
  const { paperId } = await handInPaper(chair, {
    kind: "deed",
    file: { fileName: "akta.pdf", bytes: PDF },
  });
  const { invitationId } = await inviteMember(chair, {
    email: `undangan.${koperasi.shortName.toLowerCase()}@contoh.test`,
    role: "koperasi_business",
  });
  const { hint, keyHash } = newApiKey();
  const { apiKeyId } = await issueApiKey(chair, { label: "Uji", role: "koperasi_chair", hint, keyHash });
  const spare = await town.koperasi();
  const { personId } = await enrolMember(town.systemCall(), {
    organisationId: koperasi.id,
    roles: ["koperasi_business"],
    person: {
      fullName: "Orang Cadangan",
      email: `cadangan.${koperasi.shortName.toLowerCase()}@contoh.test`,
      password: "sawah hijau di kaki gunung",
    },
  });
  // Asked by somebody else, so that those who try may decide.
  const { admin } = await town.operator();
  const { recoveryId } = await askRecovery(town.callOf(admin), {
    organisationId: kitchen.id,
    email: `kembali.${kitchen.shortName.toLowerCase()}@contoh.test`,
    reason: "Bertemu langsung di kantor, KTP cocok",
  });
  const [paper] = await town.database.sql`select file_id from verification_papers where id = ${paperId}`;
  return {
    paperId,
    verificationFileId: String(paper?.["file_id"]),
    invitationId,
    apiKeyId,
    recoveryId,
    organisationId: koperasi.id,
    /** Of no other use, so that decisions about them change nothing that others are tried on. */
    spareId: spare.id,
    personId,
  };
}
