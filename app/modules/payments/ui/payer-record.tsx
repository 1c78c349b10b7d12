import { percent, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { type PayerRecord, RECORD_DAYS } from "../payer-record.ts";

/** How a buyer pays, in one badge and one line: for whoever is about to sell to it, or waits for its money. */
export function PayerRecordLine({ record }: { readonly record: PayerRecord }) {
  const { scoreBasisPoints, invoices, onTime, lateNow, latestDays, promises, brokenPromises } = record;
  if (scoreBasisPoints === null)
    return <p className="text-sm text-ink-soft">{m.payments_payer_unknown({ days: whole(RECORD_DAYS) })}</p>;
  return (
    <div className="flex flex-col gap-2">
      <p>
        <Badge tone={lateNow > 0 ? "brick" : onTime < invoices ? "rice" : "leaf"} icon="money">
          {m.payments_payer_score({ share: percent(scoreBasisPoints) })}
        </Badge>
      </p>
      <p className="text-sm text-ink-soft">
        {m.payments_payer_counted({
          onTime: whole(onTime),
          invoices: whole(invoices),
          days: whole(RECORD_DAYS),
        })}
        {brokenPromises > 0
          ? ` ${m.payments_payer_broken({ broken: whole(brokenPromises), promises: whole(promises) })}`
          : null}
        {lateNow > 0 ? ` ${m.payments_payer_late({ count: whole(lateNow), days: whole(latestDays) })}` : null}
      </p>
    </div>
  );
}
