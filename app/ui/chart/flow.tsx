import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { ChartFigure } from "#app/ui/chart/figure.tsx";
import { type FlowLink, type FlowNode, layFlow } from "#app/ui/chart/flow-layout.ts";
import { shareOf } from "#app/ui/chart/scale.ts";
import { type Tone, toneEdge, toneFill } from "#app/ui/tone.ts";

export type FlowStageNode = FlowNode & { readonly tone?: Tone | undefined };

export type FlowProps = {
  readonly title: string;
  readonly description: string;
  /** Columns from left to right: budget → seller → farmer, freight, levy, tax. */
  readonly stages: readonly (readonly FlowStageNode[])[];
  readonly links: readonly FlowLink[];
};

/** Where one purchase went, to the rupiah: ribbons on a desk, one step under the other on a phone. */
export function Flow({ title, description, stages, links: given }: FlowProps) {
  const named = new Map(stages.flat().map((node) => [node.id, node]));
  const links = fromTheLeft(stages, given);
  return (
    <ChartFigure
      title={title}
      description={description}
      head={[m.kit_flow_from(), m.kit_flow_to(), m.kit_flow_amount()]}
      rows={links.map((link) => [
        named.get(link.from)?.label ?? link.from,
        named.get(link.to)?.label ?? link.to,
        link.display,
      ])}
      rowsTo={links.some((link) => link.href) ? links.map((link) => link.href) : undefined}
    >
      <Ribbons stages={stages} links={links} named={named} />
      <Steps stages={stages} links={links} named={named} />
    </ChartFigure>
  );
}

/** Links as one reads them: by where they begin, then by where they end. Ribbons that lie in this order cross the least. */
function fromTheLeft(stages: FlowProps["stages"], links: FlowProps["links"]): readonly FlowLink[] {
  const places = new Map(stages.flat().map((node, at) => [node.id, at]));
  const place = (id: string) => places.get(id) ?? 0;
  return [...links].sort((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to));
}

type Drawn = Pick<FlowProps, "stages" | "links"> & { readonly named: ReadonlyMap<string, FlowStageNode> };

const BOX_SHARE = 0.62;
/** Pixels. */
const FINGER = 16;

function Ribbons({ stages, links, named }: Drawn) {
  const plan = layFlow(stages, links);
  const pitch = 1000 / (stages.length - (1 - BOX_SHARE));
  const left = (stage: number) => stage * pitch;
  const box = pitch * BOX_SHARE;
  return (
    <div className="relative hidden sm:block" style={{ height: plan.height }} aria-hidden="true">
      <svg
        viewBox={`0 0 1000 ${plan.height}`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full"
        aria-hidden="true"
      >
        {plan.links.map((link) => {
          const x1 = left(link.stage) + box;
          const x2 = left(link.stage + 1);
          const bend = (x2 - x1) / 2;
          return (
            <Ribbon
              key={`${link.from}-${link.to}`}
              to={link.href}
              title={`${named.get(link.from)?.label} → ${named.get(link.to)?.label}: ${link.display}`}
              d={`M${x1} ${link.fromY}C${x1 + bend} ${link.fromY} ${x2 - bend} ${link.toY} ${x2} ${link.toY}`}
              tone={named.get(link.to)?.tone ?? "leaf"}
              thickness={link.thickness}
            />
          );
        })}
      </svg>
      {plan.nodes.map((node) => (
        <div
          key={node.id}
          title={node.label}
          className={`absolute flex flex-col justify-center rounded-md border border-l-4 bg-card px-3 py-1 ${toneEdge[named.get(node.id)?.tone ?? "neutral"]}`}
          style={{
            top: node.top,
            height: node.height,
            left: `${left(node.stage) / 10}%`,
            width: `${box / 10}%`,
          }}
        >
          <span className="line-clamp-1 text-sm text-ink-soft">{node.label}</span>
          <span className="tabular truncate font-bold">{node.display}</span>
        </div>
      ))}
    </div>
  );
}

type RibbonProps = {
  readonly to: string | undefined;
  readonly title: string;
  readonly d: string;
  readonly tone: Tone;
  readonly thickness: number;
};

/** One band; where it leads somewhere, at least a finger's width of it does. */
function Ribbon({ to, title, d, tone, thickness }: RibbonProps) {
  const path = (
    <path
      d={d}
      fill="none"
      stroke={toneFill[tone]}
      strokeOpacity={0.32}
      strokeWidth={thickness}
      vectorEffect="non-scaling-stroke"
    />
  );
  if (to === undefined) return path;
  return (
    <Link to={to} preventScrollReset tabIndex={-1}>
      <title>{title}</title>
      <path
        d={d}
        fill="none"
        stroke="transparent"
        strokeWidth={Math.max(thickness, FINGER)}
        vectorEffect="non-scaling-stroke"
      />
      {path}
    </Link>
  );
}

function Steps({ stages, links, named }: Drawn) {
  const whole = Math.max(...stages.flat().map((node) => node.value), 1);
  const sources = [...new Set(links.map((link) => link.from))];
  return (
    <ol className="grid grid-cols-1 gap-5 sm:hidden" aria-hidden="true">
      {sources.map((source) => (
        <li key={source}>
          <p className="flex justify-between gap-3 font-bold">
            <span className="min-w-0 [overflow-wrap:anywhere]">{named.get(source)?.label}</span>
            <span className="tabular shrink-0">{named.get(source)?.display}</span>
          </p>
          <ul className="mt-2 ml-1.5 grid grid-cols-1 gap-2.5 border-l-2 border-line-strong pl-4">
            {links
              .filter((link) => link.from === source)
              .map((link) => (
                <li key={link.to}>
                  <StepLink to={link.href}>
                    <span className="min-w-0 text-ink-soft [overflow-wrap:anywhere]">
                      {named.get(link.to)?.label}
                    </span>
                    <span className="tabular shrink-0 font-semibold">{link.display}</span>
                  </StepLink>
                  <svg width="100%" height={8} className="mt-1" aria-hidden="true">
                    <rect width="100%" height={8} rx={4} fill="var(--color-sunken)" />
                    <rect
                      width={`${Math.max(1, shareOf(link.value, 0, whole) * 100).toFixed(1)}%`}
                      height={8}
                      rx={4}
                      fill={toneFill[named.get(link.to)?.tone ?? "leaf"]}
                    />
                  </svg>
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function StepLink({ to, children }: { readonly to: string | undefined; readonly children: ReactNode }) {
  const look = "flex justify-between gap-3 text-sm";
  if (to === undefined) return <p className={look}>{children}</p>;
  return (
    <Link
      to={to}
      preventScrollReset
      tabIndex={-1}
      className={`${look} min-h-11 items-end underline-offset-2 hover:underline`}
    >
      {children}
    </Link>
  );
}
