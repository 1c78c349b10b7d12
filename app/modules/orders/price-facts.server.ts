import { plainRupiah } from "#app/i18n/format.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { Transaction } from "#db/client.server.ts";
import { type PriceYardstick, referencePerUnit, unquestionedPrice } from "../catalogue/price-yardstick.ts";
import type { Organisation } from "../identity/organisation-reads.server.ts";
import { type AskedLine, evidenceStanding, hasToBeExplained } from "./price-evidence.ts";
import { evidencesOf } from "./price-evidence-reads.server.ts";

/** What a line remembers of the price that the market paid when it was submitted. */
export type PriceFacts = {
  readonly referenceId: string | null;
  readonly referenceRupiah: Rupiah | null;
  readonly unquestionedRupiah: Rupiah | null;
};

/** Only kitchens, who pay with the children's money, explain their prices; others are shown what the market pays. */
export function priceFacts(
  buyer: Pick<Organisation, "kind">,
  line: AskedLine,
  yardstick: PriceYardstick,
): PriceFacts {
  return {
    referenceId: yardstick.reference?.id ?? null,
    referenceRupiah: referencePerUnit(yardstick, line.basePerUnit),
    unquestionedRupiah: buyer.kind === "kitchen" ? unquestionedPrice(yardstick, line.basePerUnit) : null,
  };
}

type QuestionedLine = AskedLine & {
  readonly position: number;
  readonly unit: string;
  readonly unquestionedRupiah: Rupiah | null;
};

/**
 * The evidence by which each line of an order that has to be explained is, by its position. Refuses a line without evidence, and
 * one whose evidence the head has not said yes to.
 */
export async function explainedLines(
  tx: Transaction,
  orderId: string,
  lines: readonly QuestionedLine[],
): Promise<ReadonlyMap<number, string>> {
  const questioned = lines.filter((line) => hasToBeExplained(line, line.unquestionedRupiah));
  const explained = new Map<number, string>();
  if (questioned.length === 0) return explained;
  const evidences = await evidencesOf(orderId, tx);
  for (const line of questioned) {
    const standing = evidenceStanding(line, line.unquestionedRupiah, evidences);
    if (standing.kind === "approved") explained.set(line.position, standing.evidence.id);
    else
      throw new RuleBroken(
        standing.kind === "waiting" ? "orders.priceApprovalNeeded" : "orders.priceEvidenceNeeded",
        {
          line: line.position + 1,
          asked: plainRupiah(line.ceilingRupiah),
          most: plainRupiah(line.unquestionedRupiah ?? 0n),
          unit: line.unit,
        },
      );
  }
  return explained;
}
