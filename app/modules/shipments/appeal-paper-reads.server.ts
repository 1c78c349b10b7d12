import { z } from "zod";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { standingPaperNumber } from "../documents/document-reads.server.ts";
import { AppealMinutesFacts, type appealDeedWords } from "../documents/papers/appeal-minutes-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import {
  type AppealLineWithGoods,
  type AppealRow,
  appealGround,
  appealLinesOf,
} from "./appeal-facts-reads.server.ts";
import { linesOfShipments } from "./shipment-facts-reads.server.ts";
import { goodsFor, goodsOf, momentFacts } from "./shipment-paper-reads.server.ts";

/** How an appeal ended, as its minutes say it. */
function endOf(appeal: AppealRow, lines: readonly AppealLineWithGoods[]): keyof typeof appealDeedWords {
  invariant(appeal.state !== "open", "minutes are about an appeal that is over");
  if (appeal.state !== "granted") return appeal.state;
  return lines.every((line) => line.grantedBase === line.askedBase) ? "granted" : "granted_in_part";
}

/** Everything that the Berita Acara Banding of an appeal says, as JSON, once it is over and its answer is written down. */
export async function appealMinutesFacts(
  appeal: AppealRow,
  issuedOn: BusinessDay,
  on: Executor,
): Promise<Record<string, unknown>> {
  const ground = await appealGround(appeal.shipmentId, on);
  const parties = await paperPartiesOf([appeal.sellerId, appeal.buyerId], on);
  const [seller, buyer] = [parties.get(appeal.sellerId), parties.get(appeal.buyerId)];
  invariant(
    ground && seller && buyer && appeal.decidedAt,
    "an appeal that is over has a receipt and two parties",
  );
  const lines = await appealLinesOf(appeal.id, on);
  const rows = await linesOfShipments([appeal.shipmentId], on);
  const goods = await goodsOf(rows, on);
  const ender = { withdrawn: seller, lapsed: null, granted: buyer, refused: buyer, open: null }[appeal.state];
  return z.encode(AppealMinutesFacts, {
    issuer: buyer.party,
    place: buyer.place,
    issuedOn,
    seller: seller.party,
    handoverNumber: ground.receiptNumber,
    deliveryNoteNumber: await standingPaperNumber(appeal.shipmentId, "SJ", on),
    orderNumber: await standingPaperNumber(appeal.shipmentId, "SP", on),
    weighedAt: momentFacts(ground.receivedAt, buyer.timeZone),
    endedAt: momentFacts(appeal.decidedAt, buyer.timeZone),
    lines: lines.map((line) => {
      const row = rows.find((one) => one.id === line.shipmentLineId);
      const part = ground.parts.find(
        (one) => one.shipmentLineId === line.shipmentLineId && one.cause === line.cause,
      );
      invariant(row && part, "what is appealed against was taken off");
      return {
        description: line.description,
        unit: { name: line.unit, base: goodsFor(row, goods).baseUnit, size: line.basePerUnit },
        cause: line.cause,
        disposition: line.disposition,
        reason: line.reason,
        takenOffBase: part.mostBase,
        askedBase: line.askedBase,
        grantedBase: line.grantedBase,
        isOwed: line.isOwed,
      };
    }),
    said: [
      { on: dayOf(appeal.openedAt, buyer.timeZone), deed: "opened" as const, words: null },
      { on: issuedOn, deed: endOf(appeal, lines), words: appeal.words },
    ],
    photoCount: new Set(lines.map((line) => line.photoId)).size,
    appealedBy: { name: await signatoryName(appeal.openedBy, on), role: seller.party.name },
    endedBy:
      ender === null ? null : { name: await signatoryName(appeal.decidedBy, on), role: ender.party.name },
  });
}
