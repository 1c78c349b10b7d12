import { dateTime, rupiah, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Flow } from "#app/ui/chart/flow.tsx";
import { Timeline } from "#app/ui/feedback/timeline.tsx";
import type { IconName } from "#app/ui/icon.tsx";
import type { Tone } from "#app/ui/tone.ts";
import { flowOf, type TracedSale, type TraceLabel, type TraceNode, type TraceStage } from "../trace.ts";

const stages = ["budget", "seller", "use"] as const satisfies readonly TraceStage[];

function labelOf(label: TraceLabel): string {
  if (label.kind === "named") return label.name;
  switch (label.word) {
    case "budget":
      return m.oversight_flow_budget();
    case "own":
      return m.oversight_flow_own();
    case "margin":
      return m.oversight_flow_margin();
    case "tax":
      return m.oversight_flow_tax();
    case "goods":
      return m.oversight_flow_goods();
  }
}

function toneOf({ id, stage }: TraceNode): Tone {
  if (id === "tax" || id === "own") return "rice";
  return stage === "budget" ? "neutral" : "leaf";
}

/** Where the rupiah of one purchase went. */
export function TraceFlow({ sales }: { readonly sales: readonly TracedSale[] }) {
  const { nodes, links } = flowOf(sales);
  return (
    <Flow
      title={m.oversight_flow()}
      description={m.oversight_flow_description()}
      stages={stages.map((stage) =>
        nodes
          .filter((node) => node.stage === stage)
          .map((node) => ({
            id: node.id,
            label: labelOf(node.label),
            display: rupiah(node.amount),
            value: Number(node.amount),
            tone: toneOf(node),
          })),
      )}
      links={links.map((link) => ({
        from: link.from,
        to: link.to,
        value: Number(link.amount),
        display: rupiah(link.amount),
      }))}
    />
  );
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
