import { date, dateShort, decimalOf, rupiah, unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { isTelling, type RadarWeek } from "../demand-radar.ts";
import type { RadarGoods } from "../demand-radar-reads.server.ts";

const PLAIN: Readonly<Record<BaseUnit, { readonly unit: string; readonly base: bigint }>> = {
  g: { unit: "kg", base: 1000n },
  ml: { unit: "liter", base: 1000n },
  piece: { unit: "buah", base: 1n },
};

function figure(base: bigint | null, unit: BaseUnit): string {
  if (base === null) return m.commitments_radar_hidden();
  const plain = PLAIN[unit];
  return `${decimalOf(base, plain.base)} ${unitWords(plain.unit)}`;
}

function Standing({ week }: { readonly week: RadarWeek }) {
  if (week.isGlut) return <Badge tone="rice">{m.commitments_radar_glut()}</Badge>;
  if (week.openBase !== null && week.openBase > week.ownBase + (week.othersBase ?? 0n))
    return <Badge tone="leaf">{m.commitments_radar_short()}</Badge>;
  return null;
}

/** One commodity, week by week: what is needed around the seller beside what is there unsold. */
export function RadarCard({ goods }: { readonly goods: RadarGoods }) {
  const { name, baseUnit, weeks, belowFloor } = goods;
  const [paid] = belowFloor?.paid ?? [];
  return (
    <Section
      tone="card"
      title={name}
      actions={goods.isOwn ? <Badge tone="leaf">{m.commitments_radar_own()}</Badge> : undefined}
    >
      <div className="flex flex-col gap-4">
        {belowFloor && paid ? (
          <Callout tone="brick" title={m.commitments_radar_floor_title()}>
            {m.commitments_radar_floor_text({
              paid: rupiah(paid.priceRupiah),
              day: date(paid.onDay),
              floor: rupiah(belowFloor.floor.priceRupiah),
              source: belowFloor.floor.source,
            })}
          </Callout>
        ) : null}
        <DataTable
          caption={name}
          rows={weeks.filter(isTelling)}
          rowKey={(week) => week.week}
          columns={[
            {
              key: "week",
              header: m.commitments_radar_week(),
              cell: ({ week }) => `${dateShort(week)} – ${dateShort(addDays(week, 6))}`,
            },
            {
              key: "needed",
              header: m.commitments_radar_needed(),
              align: "end",
              cell: (week) => figure(week.neededBase, baseUnit),
            },
            {
              key: "open",
              header: m.commitments_radar_open(),
              align: "end",
              cell: (week) => figure(week.openBase, baseUnit),
            },
            {
              key: "own",
              header: m.commitments_radar_own_stock(),
              align: "end",
              cell: (week) => figure(week.ownBase, baseUnit),
            },
            {
              key: "others",
              header: m.commitments_radar_others(),
              align: "end",
              cell: (week) => figure(week.othersBase, baseUnit),
            },
            {
              key: "standing",
              header: m.commitments_radar_standing(),
              speaks: true,
              cell: (week) => <Standing week={week} />,
            },
          ]}
          empty={null}
        />
      </div>
    </Section>
  );
}
