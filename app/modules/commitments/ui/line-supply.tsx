import { dateTime, quantity, rupiah, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Money } from "#app/ui/feedback/money.tsx";
import type { CommitmentSummary } from "../commitment-reads.server.ts";
import { CommitmentBadge } from "./commitment-badge.tsx";

/** Who supplies one line of an order: how much, at which price beside the buyer's ceiling, and how it stands. */
export function LineSupply({
  commitments,
  ceilingRupiah,
  ceilingBase,
  zone,
}: {
  readonly commitments: readonly CommitmentSummary[];
  /** The most the buyer pays for one unit of `ceilingBase` base units. */
  readonly ceilingRupiah: bigint;
  readonly ceilingBase: bigint;
  readonly zone: Zone;
}) {
  if (commitments.length === 0) return null;
  return (
    <ul aria-label={m.commitments_supply_title()} className="divide-y divide-line border-y border-line">
      {commitments.map((each) => (
        <li key={each.id} className="py-3">
          <div className="flex items-start justify-between gap-4">
            <div className="min-w-0">
              <p className="font-semibold">{each.sellerName}</p>
              <p className="tabular text-sm text-ink-soft">
                {quantity(each.acceptedBase ?? each.offeredBase, each.unit, each.basePerUnit)}
                {each.acceptedBase !== null && each.acceptedBase < each.offeredBase
                  ? ` ${m.commitments_supply_partly({ asked: quantity(each.offeredBase, each.unit, each.basePerUnit) })}`
                  : ""}
              </p>
            </div>
            <div className="flex shrink-0 flex-col items-end gap-1">
              <CommitmentBadge state={each.state} />
              <span className="text-right">
                <Money amount={each.priceRupiah} per={each.unit} strong />
                {each.basePerUnit === ceilingBase && each.priceRupiah <= ceilingRupiah ? (
                  <span className="tabular block text-sm text-leaf-700">
                    {each.priceRupiah === ceilingRupiah
                      ? m.commitments_supply_at()
                      : m.commitments_supply_below({ amount: rupiah(ceilingRupiah - each.priceRupiah) })}
                  </span>
                ) : null}
              </span>
            </div>
          </div>
          {each.state === "offered" ? (
            <p className="tabular mt-1 text-sm text-ink-soft">
              {m.commitments_supply_answer_by({ at: dateTime(each.answerBy, zone) })}
            </p>
          ) : null}
          {each.reason === null ? null : (
            <p className="mt-1 text-sm text-ink-soft">
              {m.commitments_supply_reason({ reason: each.reason })}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
