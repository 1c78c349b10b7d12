import { dateTime, quantity, rupiah, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sumOf } from "#app/kernel/money.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import type { AppealShown } from "../appeal-reads.server.ts";
import { appealCauseName, appealStanding } from "./appeal-names.tsx";

type Line = AppealShown["lines"][number];

const amount = (line: Line, base: bigint | null) =>
  base === null ? "–" : quantity(base, line.unit, line.basePerUnit);

/** An appeal as both sides see it: what was asked and why, what was answered, and what follows from it. */
export function AppealCard({ appeal, zone }: { readonly appeal: AppealShown; readonly zone: Zone }) {
  const { label, tone } = appealStanding(appeal.state);
  const paid = sumOf(appeal.lines.map((line) => (line.goodsRupiah ?? 0n) + (line.taxRupiah ?? 0n)));
  return (
    <>
      <Callout tone={tone} title={label}>
        {appeal.state === "open"
          ? m.shipments_appeal_waits({ until: dateTime(appeal.dueAt, zone) })
          : appeal.state === "lapsed"
            ? m.shipments_appeal_lapsed_text()
            : m.shipments_appeal_words({
                name: appeal.decidedByName ?? appeal.buyerName,
                words: appeal.words ?? "",
              })}
        {appeal.state === "withdrawn" ? <p className="mt-1">{m.shipments_appeal_withdrawn_text()}</p> : null}
        {paid > 0n ? <p className="mt-1">{m.shipments_appeal_invoiced({ amount: rupiah(paid) })}</p> : null}
      </Callout>
      <Section tone="flush" title={m.shipments_appeal_lines({ number: appeal.receiptNumber })}>
        <DataTable
          caption={m.shipments_appeal_lines({ number: appeal.receiptNumber })}
          rows={appeal.lines}
          rowKey={(line) => line.id}
          empty={null}
          columns={[
            {
              key: "goods",
              header: m.shipments_receipt_goods(),
              cell: (line) => (
                <>
                  <span className="block">
                    {line.description} · {appealCauseName(line.cause)}
                  </span>
                  <span className="block text-sm font-normal text-ink-soft">{line.reason}</span>
                  {line.isOwed ? null : (
                    <span className="block text-sm font-normal text-ink-soft">
                      {m.shipments_appeal_unpaid()}
                    </span>
                  )}
                </>
              ),
            },
            {
              key: "asked",
              header: m.shipments_appeal_asked_column(),
              align: "end",
              cell: (line) => amount(line, line.askedBase),
            },
            {
              key: "granted",
              header: m.shipments_appeal_granted_column(),
              align: "end",
              cell: (line) => <strong>{amount(line, line.grantedBase)}</strong>,
            },
            {
              key: "photo",
              header: m.shipments_appeal_photo(),
              cell: (line) => (
                <a
                  href={`/berkas/${line.photoId}`}
                  className="inline-flex min-h-11 items-center text-sm font-semibold text-leaf-700 underline"
                >
                  {m.shipments_receipt_photo()}
                </a>
              ),
            },
          ]}
        />
      </Section>
    </>
  );
}

/** On a receipt: that there is an appeal against it, or until when there may be one. */
export function AppealNotice({
  to,
  state,
  closesAt,
  zone,
}: {
  readonly to: string;
  readonly state: AppealShown["state"] | null;
  /** Until when it may be made; null where it may not, or not any more. */
  readonly closesAt: Date | null;
  readonly zone: Zone;
}) {
  if (state === null && closesAt === null) return null;
  const standing = state === null ? null : appealStanding(state);
  return (
    <Callout
      tone={standing?.tone ?? "neutral"}
      icon="scale"
      title={standing?.label ?? m.shipments_appeal_may({ until: closesAt ? dateTime(closesAt, zone) : "" })}
      actions={
        <ButtonLink to={to} variant="secondary" size="small">
          {state === null ? m.shipments_appeal_begin() : m.shipments_appeal_look()}
        </ButtonLink>
      }
    />
  );
}
