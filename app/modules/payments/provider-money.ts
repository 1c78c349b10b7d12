import type { Rupiah } from "#app/kernel/money.ts";
import { type ProviderRail, providerRails } from "./payment-lifecycle.ts";

/** What the books say of money at a provider: a kind of entry, the rail of its payment, and what it moved there, before a period or in it. */
export type HeldMove = {
  readonly kind: string;
  readonly rail: ProviderRail;
  readonly isBefore: boolean;
  readonly amountRupiah: Rupiah;
};

export type RailMoney = {
  readonly rail: ProviderRail;
  /** With the provider when the period began. */
  readonly openingRupiah: Rupiah;
  readonly receivedRupiah: Rupiah;
  /** Refunds, lost disputes, and what did not come after all. */
  readonly givenBackRupiah: Rupiah;
  readonly feeRupiah: Rupiah;
  /** Sent to the own bank, less what came back from there. */
  readonly sentRupiah: Rupiah;
  /** With the provider when it ended: opening + received − given back − fee − sent, always. */
  readonly heldRupiah: Rupiah;
};

const COLUMNS = ["receivedRupiah", "givenBackRupiah", "feeRupiah", "sentRupiah"] as const;

function columnOf(kind: string): (typeof COLUMNS)[number] {
  if (kind === "payment.verified") return "receivedRupiah";
  if (kind.startsWith("card.fee")) return "feeRupiah";
  if (kind.startsWith("card.payout")) return "sentRupiah";
  return "givenBackRupiah";
}

/**
 * Money that came through a provider, by rail: what came, went back, was kept as fee, was sent to the bank, and is there still. Asked of a
 * provider's payer and put aside in a dispute it is with the provider all the same. A rail that nobody ever paid by is left out.
 */
export function providerMoneyOf(moves: readonly HeldMove[]): RailMoney[] {
  return providerRails.flatMap((rail) => {
    const own = moves.filter((move) => move.rail === rail);
    if (own.length === 0) return [];
    const sum = (of: readonly HeldMove[]) => of.reduce((total, move) => total + move.amountRupiah, 0n);
    const within = own.filter((move) => !move.isBefore);
    const column = (name: (typeof COLUMNS)[number]) =>
      sum(within.filter(({ kind }) => columnOf(kind) === name));
    return [
      {
        rail,
        openingRupiah: sum(own.filter((move) => move.isBefore)),
        receivedRupiah: column("receivedRupiah"),
        givenBackRupiah: -column("givenBackRupiah"),
        feeRupiah: -column("feeRupiah"),
        sentRupiah: -column("sentRupiah"),
        heldRupiah: sum(own),
      },
    ];
  });
}
