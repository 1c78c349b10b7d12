import { percent, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { memberNumber } from "../member.ts";
import { type ShuPart, type ShuRule, type ShuShare, shuParts } from "../shu.ts";
import type { NamedBase } from "../shu-reads.server.ts";
import { partLabel } from "./shu-words.tsx";

const sumOf = (shares: readonly ShuShare[], part: ShuPart) =>
  shares.reduce((sum, one) => (one.part === part ? sum + one.amountRupiah : sum), 0n);

/** The eight parts: what the articles say, and what it comes to. */
export function ShuParts({
  rule,
  shares,
  total,
}: {
  readonly rule: ShuRule;
  readonly shares: readonly ShuShare[];
  readonly total: bigint;
}) {
  const rows = shuParts.filter((part) => rule[part] > 0);
  return (
    <Section tone="flush" title={m.cooperative_shu_parts()}>
      <DataTable
        caption={m.cooperative_shu_parts()}
        rows={rows}
        rowKey={(part) => part}
        empty={null}
        columns={[
          { key: "part", header: m.cooperative_shu_part(), cell: (part) => partLabel(part) },
          {
            key: "percent",
            header: m.cooperative_shu_percent(),
            align: "end",
            cell: (part) => percent(rule[part]),
          },
          {
            key: "amount",
            header: m.cooperative_shu_amount(),
            align: "end",
            cell: (part) => rupiah(sumOf(shares, part)),
          },
        ]}
        totalsLabel={m.cooperative_shu_total()}
        totals={{ amount: rupiah(total) }}
      />
    </Section>
  );
}

type MemberShare = Pick<NamedBase, "memberId" | "serial" | "fullName" | "usageRupiah" | "capitalRupiah"> & {
  readonly amountRupiah: bigint;
};

/** Each member: what the share is reckoned by, and what it comes to. */
export function ShuMembers({ rows, slug }: { readonly rows: readonly MemberShare[]; readonly slug: string }) {
  if (rows.length === 0) return null;
  return (
    <Section tone="flush" title={m.cooperative_shu_members()}>
      <DataTable
        caption={m.cooperative_shu_members()}
        rows={rows}
        rowKey={(row) => row.memberId}
        rowTo={(row) => `/${slug}/anggota-koperasi/${row.memberId}`}
        empty={null}
        columns={[
          { key: "name", header: m.cooperative_member(), cell: (row) => row.fullName },
          {
            key: "number",
            header: m.cooperative_member_number(),
            deskOnly: true,
            cell: (row) => memberNumber(row.serial),
          },
          {
            key: "usage",
            header: m.cooperative_shu_base_usage(),
            align: "end",
            cell: (row) => rupiah(row.usageRupiah),
          },
          {
            key: "capital",
            header: m.cooperative_shu_base_capital(),
            align: "end",
            cell: (row) => rupiah(row.capitalRupiah),
          },
          {
            key: "share",
            header: m.cooperative_shu_share(),
            align: "end",
            cell: (row) => <strong>{rupiah(row.amountRupiah)}</strong>,
          },
        ]}
        totalsLabel={m.cooperative_shu_total()}
        totals={{
          usage: rupiah(rows.reduce((sum, row) => sum + row.usageRupiah, 0n)),
          capital: rupiah(rows.reduce((sum, row) => sum + row.capitalRupiah, 0n)),
          share: rupiah(rows.reduce((sum, row) => sum + row.amountRupiah, 0n)),
        }}
      />
    </Section>
  );
}
