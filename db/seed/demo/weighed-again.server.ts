import { and, asc, eq } from "drizzle-orm";
import { addDays } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { answerRating } from "#app/modules/oversight/answer-rating.server.ts";
import { appealLinesOf } from "#app/modules/shipments/appeal-facts-reads.server.ts";
import { decideAppeal } from "#app/modules/shipments/decide-appeal.server.ts";
import { openAppeal } from "#app/modules/shipments/open-appeal.server.ts";
import { linesOfShipments } from "#app/modules/shipments/shipment-facts-reads.server.ts";
import { db } from "#db/client.server.ts";
import { shipments } from "#db/schema/shipments.ts";
import type { Budgets } from "./kitchen-days.server.ts";
import { demoPhoto } from "./pictures.ts";
import type { Stage } from "./stage.server.ts";
import { planOrder } from "./trade.server.ts";
import { dayOfPast, workingDayBack } from "./working-days.ts";

const LEAF = [96, 142, 62] as const;
const EARTH = [170, 128, 72] as const;
const SPOILED = [124, 104, 70] as const;

type Parties = { readonly sellerKey: string; readonly buyerKey: string; readonly days: number };

/** What this seller brought this buyer on a day, as far as it was received. */
async function receivedOf(stage: Stage, { sellerKey, buyerKey, days }: Parties): Promise<string> {
  const [found] = await db()
    .select({ id: shipments.id })
    .from(shipments)
    .where(
      and(
        eq(shipments.sellerId, stage.party(sellerKey).organisationId),
        eq(shipments.buyerId, stage.party(buyerKey).organisationId),
        eq(shipments.deliveryDay, addDays(stage.today, days)),
        eq(shipments.state, "received"),
      ),
    )
    .orderBy(asc(shipments.id))
    .limit(1);
  invariant(found, `${sellerKey} brought ${buyerKey} something`);
  return found.id;
}

/** The koperasi appeals against what was refused of its goods, with a picture of its own. */
async function appeal(
  stage: Stage,
  about: Parties & { readonly askedBase: string; readonly reason: string; readonly seed: number },
  at: Date,
): Promise<string> {
  const shipmentId = await receivedOf(stage, about);
  const line = (await linesOfShipments([shipmentId], db())).find((one) => (one.rejectedBase ?? 0n) > 0n);
  invariant(line, "something was refused");
  const call = stage.as(about.sellerKey, ["koperasi_chair"], at);
  const { fileId } = await uploadFile(call, {
    purpose: "appeal_photo",
    fileName: "foto-saat-muat-demo.png",
    bytes: demoPhoto(about.seed, about.seed % 2 === 0 ? EARTH : LEAF, SPOILED),
  });
  const { askedBase, reason } = about;
  const { appealId } = await openAppeal(call, {
    shipmentId,
    lines: [{ shipmentLineId: line.id, cause: "refused", askedBase, reason, photoId: fileId }],
  });
  return appealId;
}

/** The wilted greens of last week: the koperasi appeals, the head of the kitchen grants a part, and the koperasi explains its figure. */
function planGreens(stage: Stage): void {
  const days = dayOfPast(stage.today, "lastMarket");
  const greens = { sellerKey: "K17", buyerKey: "S08", days } as const;
  const made = { appealId: "" };
  const opened = stage.on(days, "18:00");
  stage.agenda.plan(opened, async () => {
    const reason = "Sepuluh kilo di keranjang atas masih segar saat dimuat, lihat foto pukul 08.20.";
    made.appealId = await appeal(stage, { ...greens, askedBase: "10000", reason, seed: 61 }, opened);
  });
  const decided = stage.on(days + 1, "09:00");
  stage.agenda.plan(decided, async () => {
    const [line] = await appealLinesOf(made.appealId, db());
    invariant(line, "an appeal has a line");
    await decideAppeal(stage.as("S08", ["kitchen_head"], decided), {
      appealId: made.appealId,
      words: "Enam kilo di keranjang atas memang masih layak; empat kilo sudah layu di pintu.",
      lines: [{ appealLineId: line.id, grantedBase: "6000" }],
    });
  });
  const said = stage.on(days + 1, "11:00");
  stage.agenda.plan(said, async () => {
    await answerRating(stage.as("K17", ["koperasi_chair"], said), {
      buyerId: stage.party("S08").organisationId,
      shipmentId: await receivedOf(stage, greens),
      words:
        "Truk tertahan perbaikan jalan di Karanglo; sejak itu sawi berangkat pukul 05.00 dengan karung basah.",
    });
  });
}

/** This morning's potatoes were refused in part; since two hours ago the kitchen has an appeal to answer. */
function planPotatoes(stage: Stage, budgetOf: Budgets): void {
  const potatoes = { sellerKey: "K13", buyerKey: "S08", days: 0 } as const;
  planOrder(
    stage,
    {
      buyerKey: "S08",
      days: 0,
      lines: [{ productKey: "KTG-K", units: 60 }],
      placedAt: stage.on(-3, "09:30"),
      approvedAt: stage.on(-3, "10:30"),
      offers: { "KTG-K": { sellerKey: "K13", lotId: () => stage.lots.get("K13/KTG-K") ?? "" } },
      offeredAt: stage.on(-1, "07:00"),
      plannedAt: stage.on(-1, "08:00"),
      dispatchedAt: stage.hoursAgo(7),
      receivedAt: stage.hoursAgo(5),
      refusal: {
        productKey: "KTG-K",
        base: 6_000n,
        reason: "off_specification",
        disposition: "deducted",
        note: "6 kg bertunas dan hijau, dipotong dari nota",
      },
      draftedAt: stage.hoursAgo(4.9),
      issuedAt: stage.hoursAgo(4),
    },
    () => budgetOf("S08", 0),
  );
  const at = stage.hoursAgo(2);
  stage.agenda.plan(at, async () => {
    const reason = "Empat kilo hanya berdebu tanah, bukan hijau: foto saat disortir di gudang.";
    await appeal(stage, { ...potatoes, askedBase: "4000", reason, seed: 64 }, at);
  });
}

/** Sellers that were weighed and judged, and what they say to it. */
export function planWeighedAgain(stage: Stage, budgetOf: Budgets): void {
  planGreens(stage);
  planPotatoes(stage, budgetOf);
  const at = stage.on(workingDayBack(stage.today, 4), "19:00");
  stage.agenda.plan(at, async () => {
    await answerRating(stage.as("K07", ["koperasi_chair"], at), {
      buyerId: stage.party("S02").organisationId,
      fromOn: addDays(stage.today, -30),
      toOn: addDays(stage.today, -1),
      words: "Semua kiriman pekan lalu berangkat pukul 08.30; mulai Senin telur dimuat malam sebelumnya.",
    });
  });
}
