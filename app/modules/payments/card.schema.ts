import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { PositiveRupiahText } from "#app/kernel/money-text.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { words } from "#app/kernel/words-text.ts";
import { cardMoveKinds } from "./card-account.ts";

const Ref = z.string().min(3).max(200);

/** What goes back to the card that paid, and why; the payer reads the reason. */
export const AskCardRefund = z.object({
  paymentId: idOf("payment"),
  amountRupiah: PositiveRupiahText,
  reason: words(5, 500),
});
export const ApproveCardRefund = z.object({ cardRefundId: idOf("cardRefund") });
export const SeeCardRefund = z.object({ cardRefundId: idOf("cardRefund") });
export const RefuseCardRefund = z.object({ cardRefundId: idOf("cardRefund"), reason: words(5, 500) });

/** What the provider answered when it was asked to give money back. */
export const NoteCardRefund = z.object({
  cardRefundId: idOf("cardRefund"),
  refundRef: Ref.nullable(),
  refused: z.string().max(200).nullable(),
});

const Word = z.object({ wordId: Ref, type: z.string().min(3).max(100), saidAt: z.date() });

export const HeedCardRefund = Word.extend({
  refundRef: Ref,
  cardRefundId: z.string().max(60).nullable(),
  paymentRef: Ref.nullable(),
  outcome: z.enum(["waiting", "paid", "failed"]),
  amountRupiah: z.bigint().nullable(),
  failure: z.string().max(200).nullable(),
});
export type HeedCardRefund = z.output<typeof HeedCardRefund>;

export const HeedCardDispute = Word.extend({
  disputeRef: Ref,
  paymentRef: Ref.nullable(),
  outcome: z.enum(["asked", "opened", "won", "lost"]),
  amountRupiah: z.bigint().nullable(),
  cause: z.string().max(100),
  answerBy: z.date().nullable(),
});
export type HeedCardDispute = z.output<typeof HeedCardDispute>;

export const HeedCardPayout = Word.extend({
  payoutRef: Ref,
  outcome: z.enum(["underway", "paid", "failed"]),
  amountSen: z.bigint(),
  isRupiah: z.boolean(),
  arrivesAt: z.date(),
});
export type HeedCardPayout = z.output<typeof HeedCardPayout>;

/** A page of the provider's account; of one payout, or of everything. */
export const NoteCardMoves = z.object({
  payoutRef: Ref.nullable(),
  moves: z
    .array(
      z.object({
        moveRef: Ref,
        kind: z.enum(cardMoveKinds),
        isRupiah: z.boolean(),
        amountSen: z.bigint(),
        feeSen: z.bigint(),
        sourceRef: Ref,
        paymentRef: Ref.nullable(),
        at: z.date(),
      }),
    )
    .max(100),
});
export const BookCardPayout = z.object({ payoutRef: Ref });

export const CardMoveFilter = PageRequest.extend({
  limit: wholeNumber(1, 100).default(30),
});
export type CardMoveFilter = z.output<typeof CardMoveFilter>;
