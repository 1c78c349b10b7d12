/** One stop of the flow: who holds the money (or the goods) at that stage. */
export type FlowNode = {
  readonly id: string;
  readonly label: string;
  readonly display: string;
  readonly value: number;
};

export type FlowLink = {
  readonly from: string;
  readonly to: string;
  readonly value: number;
  readonly display: string;
  /** Where the ribbon leads. */
  readonly href?: string | undefined;
};

type PlacedNode = FlowNode & { readonly stage: number; readonly top: number; readonly height: number };
type PlacedLink = FlowLink & {
  readonly stage: number;
  readonly fromY: number;
  readonly toY: number;
  readonly thickness: number;
};
export type FlowLayout = {
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly PlacedLink[];
  readonly height: number;
};

/** Tall enough for two lines of text, whatever the value. */
const NODE_HEIGHT_MIN = 58;
const GAP = 14;
const FULL_HEIGHT = 220;
const THICKNESS_MIN = 2;

/**
 * Places stages as columns. Every ribbon is as thick as its share of the whole flow, never thinner than a hair;
 * a box is at least as tall as its words and as the ribbons that enter or leave it.
 */
export function layFlow(stages: readonly (readonly FlowNode[])[], links: readonly FlowLink[]): FlowLayout {
  const whole = Math.max(...stages.map((stage) => stage.reduce((sum, node) => sum + node.value, 0)), 1);
  const thick = (value: number) => Math.max(THICKNESS_MIN, (value / whole) * FULL_HEIGHT);
  const heightOf = (node: FlowNode) => {
    const sides = [
      links.filter((link) => link.to === node.id),
      links.filter((link) => link.from === node.id),
    ];
    return Math.max(
      NODE_HEIGHT_MIN,
      ...sides.map((side) => 8 + side.reduce((sum, link) => sum + thick(link.value), 0)),
    );
  };
  const columnHeight = (stage: readonly FlowNode[]) =>
    stage.reduce((sum, node) => sum + heightOf(node) + GAP, -GAP);
  const height = Math.max(...stages.map(columnHeight), NODE_HEIGHT_MIN);

  const nodes = stages.flatMap((stage, at) => {
    let top = (height - columnHeight(stage)) / 2;
    return stage.map((node): PlacedNode => {
      const placed = { ...node, stage: at, top, height: heightOf(node) };
      top += placed.height + GAP;
      return placed;
    });
  });

  const used = new Map<string, number>();
  const seat = (side: "in" | "out", node: PlacedNode, thickness: number): number => {
    const own = links.filter((link) => (side === "in" ? link.to : link.from) === node.id);
    const room = own.reduce((sum, link) => sum + thick(link.value), 0);
    const key = `${side}${node.id}`;
    const before = used.get(key) ?? 0;
    used.set(key, before + thickness);
    return node.top + (node.height - room) / 2 + before + thickness / 2;
  };
  const placedLinks = links.flatMap((link): PlacedLink[] => {
    const from = nodes.find((node) => node.id === link.from);
    const to = nodes.find((node) => node.id === link.to);
    if (!from || !to) return [];
    const thickness = thick(link.value);
    return [
      {
        ...link,
        stage: from.stage,
        fromY: seat("out", from, thickness),
        toY: seat("in", to, thickness),
        thickness,
      },
    ];
  });
  return { nodes, links: placedLinks, height };
}
