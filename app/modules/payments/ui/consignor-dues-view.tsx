import { dateShort, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import type { DueAge } from "../consignor-dues.ts";
import type { ConsignorDues } from "../consignor-dues-reads.server.ts";

const ageWords: Readonly<Record<DueAge, () => string>> = {
  running: m.payments_age_running,
  ahead: m.payments_age_ahead,
  week: m.payments_age_week,
  month: m.payments_age_month,
  older: m.payments_age_older,
};

/** What is owed to consignors, by how old it is. */
export function DuesByAge({
  ages,
}: {
  readonly ages: readonly { readonly age: DueAge; readonly amountRupiah: bigint }[];
}) {
  return (
    <Facts
      facts={ages.map(({ age, amountRupiah }) => ({ label: ageWords[age](), value: rupiah(amountRupiah) }))}
    />
  );
}

/** What a maker is owed for goods that were left to be sold: period by period, and when it is paid. */
export function ConsignorDuesView({ dues }: { readonly dues: ConsignorDues }) {
  const { runningRupiah, openRupiah, settlements } = dues;
  if (settlements.length === 0 && runningRupiah === 0n) return null;
  return (
    <section>
      <h2 className="text-lg font-bold">{m.payments_consigned_title()}</h2>
      <Facts
        facts={[
          ...(openRupiah > 0n ? [{ label: m.payments_consigned_open(), value: rupiah(openRupiah) }] : []),
          ...(runningRupiah === 0n
            ? []
            : [{ label: m.payments_consigned_running(), value: rupiah(runningRupiah) }]),
        ]}
      />
      <ul className="flex flex-col divide-y divide-line">
        {settlements.map((one) => (
          <li key={one.settlementId} className="flex flex-wrap items-center justify-between gap-2 py-3">
            <span>
              <span className="block">
                {m.payments_consigned_period({ from: dateShort(one.startsOn), to: dateShort(one.endsOn) })}
              </span>
              <span className="tabular block font-semibold">{rupiah(one.payableRupiah)}</span>
            </span>
            {one.paidOn === null ? (
              <Badge tone="rice" icon="clock">
                {m.payments_consigned_due({ day: dateShort(one.dueOn) })}
              </Badge>
            ) : (
              <Badge tone="leaf" icon="check">
                {m.payments_consigned_paid({ day: dateShort(one.paidOn) })}
              </Badge>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
