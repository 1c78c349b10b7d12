import { unitWords, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Bars } from "#app/ui/chart/bars.tsx";
import type { RoundShare } from "./round-table.tsx";

/** Shares of a round beside each other; those that reached what their koperasi can bring stand out. */
export function RoundBars({
  shares,
  packUnit,
}: {
  readonly shares: readonly RoundShare[];
  readonly packUnit: string;
}) {
  const totals = new Map<string, RoundShare>();
  for (const share of shares) {
    const had = totals.get(share.koperasiId);
    totals.set(share.koperasiId, { ...share, packs: share.packs + (had?.packs ?? 0) });
  }
  const rows = [...totals.values()].sort(
    (a, b) => b.packs - a.packs || (a.koperasiId < b.koperasiId ? -1 : 1),
  );
  return (
    <Bars
      title={m.allotment_bars_title()}
      description={m.allotment_bars_description()}
      head={[m.contracts_koperasi(), m.allotment_given()]}
      bars={rows.map((row) => ({
        key: row.id,
        label: row.koperasiName,
        value: row.packs,
        display: m.allotment_bars_display({
          packs: whole(row.packs),
          unit: unitWords(packUnit),
          cap: whole(row.because.cap),
        }),
        tone: row.packs === row.because.cap ? "rice" : "leaf",
      }))}
    />
  );
}
