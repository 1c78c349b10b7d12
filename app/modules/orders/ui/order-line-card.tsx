import type { ReactNode } from "react";
import { quantity, rupiah, unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Progress } from "#app/ui/feedback/progress.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { OrderLineView } from "../order-reads.server.ts";

/** One line of an order: what, how much, the most to pay beside the law, how far it is promised, and by whom. */
export function OrderLineCard({
  line,
  showsPromise,
  children,
}: {
  readonly line: OrderLineView;
  /** False for a draft, which asked nobody yet. */
  readonly showsPromise: boolean;
  /** Who supplies it, and why. */
  readonly children?: ReactNode | undefined;
}) {
  const amount = (base: bigint) => quantity(base, line.unit, line.basePerUnit);
  const missing = line.quantityBase - line.promisedBase;
  return (
    <li className="grid grid-cols-1 gap-3 rounded-lg border border-line bg-card p-4 shadow-card sm:p-5">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h3 className="text-lg font-bold">{line.commodity}</h3>
          <p className="text-sm text-ink-soft">
            {line.gradeName}
            {line.specification ? ` · ${line.specification}` : ""}
            {line.dishGroup ? ` · ${m.orders_show_dish({ dish: line.dishGroup })}` : ""}
          </p>
        </div>
        <p className="tabular shrink-0 text-right">
          <span className="block text-lg font-extrabold">{amount(line.quantityBase)}</span>
        </p>
      </div>
      <LegalWords line={line} />
      {showsPromise ? (
        <Progress
          label={
            missing > 0n ? m.orders_show_missing({ missing: amount(missing) }) : m.orders_show_promised_all()
          }
          value={Number(line.promisedBase)}
          max={Number(line.quantityBase)}
          display={m.orders_show_filled({
            promised: amount(line.promisedBase),
            asked: amount(line.quantityBase),
          })}
          tone={missing > 0n ? "rice" : "leaf"}
        />
      ) : null}
      {children}
    </li>
  );
}

/** Why a price above the law is asked for. */
function LegalWords({ line }: { readonly line: OrderLineView }) {
  if (line.legalCeilingRupiah === null || line.ceilingRupiah <= line.legalCeilingRupiah) return null;
  const price = rupiah(line.legalCeilingRupiah);
  return (
    <p className="tabular flex items-start gap-1.5 text-sm font-semibold text-brick-700">
      <Icon name="alert" size={18} />
      {m.orders_show_above({ price, unit: unitWords(line.unit), reason: line.overrideReason ?? "–" })}
    </p>
  );
}
