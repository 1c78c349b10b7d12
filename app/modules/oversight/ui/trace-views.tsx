import { dateTime, rupiah, whole, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Flow } from "#app/ui/chart/flow.tsx";
import { Timeline } from "#app/ui/feedback/timeline.tsx";
import type { IconName } from "#app/ui/icon.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { Tone } from "#app/ui/tone.ts";
import type { Band, TraceUse } from "../trace.ts";
import { type FlowNode, flowOf } from "../trace-flow.ts";

const uses: Readonly<Record<TraceUse, () => string>> = {
  tax: m.oversight_flow_tax,
  bank: m.oversight_flow_bank,
  card: m.oversight_flow_card,
  withheld: m.oversight_flow_withheld,
  levy: m.oversight_flow_levy,
  freight: m.oversight_flow_freight,
  fee: m.oversight_flow_fee,
  cardFee: m.oversight_flow_card_fee,
  lateFee: m.oversight_flow_late_fee,
  stock: m.oversight_flow_stock,
  goods: m.oversight_flow_goods,
  kept: m.oversight_flow_margin,
  own: m.oversight_flow_own,
  unbilled: m.oversight_flow_unbilled,
  unbudgeted: m.oversight_flow_unbudgeted,
};

/** Who or what money comes from or goes to: a use, or a party by its name; a budget says that it is one. */
function wordsOf(id: string, names: Readonly<Record<string, string>>): string | undefined {
  if (id in uses) return uses[id as TraceUse]();
  const name = names[id];
  return name !== undefined && id.startsWith("bgt_") ? m.oversight_flow_budget({ fund: name }) : name;
}

function labelOf({ what }: FlowNode, names: Readonly<Record<string, string>>): string {
  if (what.kind === "use") return uses[what.use]();
  return what.kind === "others"
    ? m.oversight_flow_others({ count: whole(what.count) })
    : (wordsOf(what.partyId, names) ?? "–");
}

function toneOf({ what, stage }: FlowNode): Tone {
  if (what.kind === "use" && ["tax", "withheld", "levy", "own", "unbudgeted"].includes(what.use))
    return "rice";
  return stage === 0 || (what.kind === "use" && what.use === "freight") ? "neutral" : "leaf";
}

export type TraceFlowProps = {
  readonly bands: readonly Band[];
  /** Of organisations, producers and budgets. */
  readonly names: Readonly<Record<string, string>>;
  /** Where the entries of one band are shown; no link where none of its entries are for this viewer. */
  readonly to?: ((key: string) => string) | undefined;
};

/** Where the rupiah of one trade, or of several, went; in words while none has moved. */
export function TraceFlow({ bands, names, to }: TraceFlowProps) {
  if (bands.length === 0)
    return (
      <EmptyState icon="money" title={m.oversight_flow_empty()}>
        {m.oversight_flow_empty_text()}
      </EmptyState>
    );
  const flow = flowOf(bands);
  const stages = [...new Set(flow.nodes.map((node) => node.stage))];
  return (
    <Flow
      title={m.oversight_flow()}
      description={m.oversight_flow_description()}
      stages={stages.map((stage) =>
        flow.nodes
          .filter((node) => node.stage === stage)
          .map((node) => ({
            id: node.id,
            label: labelOf(node, names),
            display: rupiah(node.amount),
            value: Number(node.amount),
            tone: toneOf(node),
          })),
      )}
      links={flow.bands.map((band) => ({
        from: band.from,
        to: band.to,
        value: Number(band.amount),
        display: rupiah(band.amount),
        href: band.entryIds.length > 0 ? to?.(band.key) : undefined,
      }))}
    />
  );
}

/** A band's two ends in words, or null for a band that is not there. */
export function bandWords({ bands, names }: TraceFlowProps, key: string) {
  const flow = flowOf(bands);
  const band = flow.bands.find((one) => one.key === key);
  const ends = [band?.from, band?.to].map((id) => flow.nodes.find((node) => node.id === id));
  const [from, to] = ends;
  if (!band || !from || !to) return null;
  return { ...band, fromWords: labelOf(from, names), toWords: labelOf(to, names) };
}

/** From, to, rupiah and the entries, for a table: parties and uses as they were booked, none drawn together. */
export function traceRows({ bands, names }: TraceFlowProps): (string | bigint)[][] {
  return bands.map(({ from, to, amount, entryIds }) => [
    wordsOf(from, names) ?? from,
    wordsOf(to, names) ?? to,
    amount,
    entryIds.join(" "),
  ]);
}

type What = "submitted" | "approved" | "ordered" | "dispatched" | "received" | "invoiced" | "paid";

const moments: Readonly<Record<What, { readonly name: () => string; readonly icon: IconName }>> = {
  submitted: { name: m.oversight_moment_submitted, icon: "clipboard" },
  approved: { name: m.oversight_moment_approved, icon: "check" },
  ordered: { name: m.oversight_moment_ordered, icon: "doc" },
  dispatched: { name: m.oversight_moment_dispatched, icon: "truck" },
  received: { name: m.oversight_moment_received, icon: "scale" },
  invoiced: { name: m.oversight_moment_invoiced, icon: "invoice" },
  paid: { name: m.oversight_moment_paid, icon: "money" },
};

export type TraceTimelineProps = {
  readonly moments: readonly {
    readonly at: Date;
    readonly what: What;
    readonly number: string | null;
    readonly party: string;
  }[];
  readonly zone: Zone;
};

/** What happened, by whom, under which number. */
export function TraceTimeline({ moments: told, zone }: TraceTimelineProps) {
  return (
    <Timeline
      moments={told.map((moment, at) => ({
        key: `${moment.what} ${at}`,
        title: moments[moment.what].name(),
        when: dateTime(moment.at, zone),
        who: moment.party,
        note: moment.number ?? undefined,
        tone: "leaf",
        icon: moments[moment.what].icon,
      }))}
    />
  );
}
