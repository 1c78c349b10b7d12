import type { ReactNode } from "react";

type Gap = "tight" | "normal" | "loose";

const GAPS: Record<Gap, string> = { tight: "gap-2", normal: "gap-4", loose: "gap-8" };

/** Things under each other. */
export function Stack({
  gap = "normal",
  children,
}: {
  readonly gap?: Gap | undefined;
  readonly children: ReactNode;
}) {
  return <div className={`flex flex-col ${GAPS[gap]}`}>{children}</div>;
}

/** Things beside each other that wrap when there is no room: buttons, badges. */
export function Cluster({
  gap = "tight",
  justify = "start",
  children,
}: {
  readonly gap?: Gap | undefined;
  readonly justify?: "start" | "between" | "end" | undefined;
  readonly children: ReactNode;
}) {
  const sides = { start: "justify-start", between: "justify-between", end: "justify-end" };
  return <div className={`flex flex-wrap items-center ${GAPS[gap]} ${sides[justify]}`}>{children}</div>;
}

/**
 * Equal tiles: one column on a phone, two on a tablet, `columns` on a desk. Four stand in pairs on a phone, but for one whose figure needs
 * more: it has its own row, so that no figure leaves its tile.
 */
export function Tiles({
  columns = 3,
  children,
}: {
  readonly columns?: 2 | 3 | 4 | undefined;
  readonly children: ReactNode;
}) {
  const wide = { 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3", 4: "lg:grid-cols-4" };
  const narrow = columns === 4 ? "flex flex-wrap *:min-w-min *:flex-[1_1_calc(50%-0.5rem)] lg:grid" : "grid";
  return <div className={`${narrow} gap-3 sm:gap-4 ${wide[columns]}`}>{children}</div>;
}
