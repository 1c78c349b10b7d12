import loadHighs, { type Highs } from "highs";
import type { Limits } from "#app/modules/matching/limits/limits.ts";
import type { Transport } from "#app/modules/matching/simplex/transport.ts";

/** The best plan that keeps every limit: what goes unfilled at its price, then goods and handling together. */
export type ReferencePlan = { readonly unfilled: bigint; readonly paid: bigint };

/**
 * The best plan within limits of a small transport, by a general solver for mixed integer programs that knows nothing of
 * ours: first the least unfilled, then the least to pay for it, both without any tolerance.
 */
export async function referencePlan(): Promise<(transport: Transport, limits: Limits) => ReferencePlan> {
  const highs = await loadHighs();
  return (transport, limits) => {
    const program = new Program(transport, limits);
    const unfilled = least(highs, program.text(program.unfilled, []));
    const keep = `keep: ${program.unfilled.join(" + ")} <= ${unfilled}`;
    const paid = least(highs, program.text(program.paid, [keep]));
    return { unfilled: BigInt(unfilled), paid: BigInt(paid) };
  };
}

function least(highs: Highs, text: string): number {
  const solved = highs.solve(text, { mip_rel_gap: 0, mip_abs_gap: 0, output_flag: false });
  if (solved.Status !== "Optimal") throw new Error(`the reference solver ended with ${solved.Status}`);
  return Math.round(solved.ObjectiveValue);
}

/** The program as text: x is bought, y says that something is, s that a supplier serves a line, z counts those beyond. */
class Program {
  readonly unfilled: string[] = [];
  readonly paid: string[] = [];
  private readonly rules: string[] = [];
  private readonly whole: string[] = [];
  private readonly either: string[] = [];

  constructor(
    private readonly transport: Transport,
    private readonly limits: Limits,
  ) {
    const bought = new Map<number, string[]>();
    const grouped = new Map<number, string[]>();
    for (let line = 0; line < transport.lineCount; line++) this.addLine(line, bought, grouped);
    for (const [offer, list] of bought)
      this.rules.push(`${list.join(" + ")} <= ${transport.capacity[offer]}`);
    for (const [group, list] of grouped)
      this.rules.push(`${list.join(" + ")} <= ${limits.shares?.room[group] ?? 0}`);
  }

  text(objective: readonly string[], more: readonly string[]): string {
    return [
      ...["Minimize", `least: ${objective.join(" + ") || "0"}`, "Subject To", ...this.rules, ...more],
      ...["General", this.whole.join(" "), "Binary", this.either.join(" "), "End"],
    ].join("\n");
  }

  private addLine(line: number, bought: Map<number, string[]>, grouped: Map<number, string[]>): void {
    const { lineCount, columns, demand, capacity, unfilledCost } = this.transport;
    const { leastPart, supplierOf, shares } = this.limits;
    const parts: string[] = [];
    const suppliers = new Set<number>();
    for (let arc = columns.start[line] as number; arc < (columns.start[line + 1] as number); arc += 2) {
      const offer = (columns.arcs[arc] as number) - lineCount;
      const [x, y] = [`x${line}_${offer}`, `y${line}_${offer}`];
      const supplier = supplierOf[offer] as number;
      parts.push(x);
      suppliers.add(supplier);
      add(bought, offer, x);
      const group = shares?.groupOf(line, offer) ?? -1;
      if (group !== -1) add(grouped, group, x);
      this.paid.push(`${columns.arcs[arc + 1]} ${x}`);
      const most = Math.min(demand[line] as number, capacity[offer] as number);
      this.rules.push(`${x} - ${most} ${y} <= 0`, `${x} - ${leastPart[offer]} ${y} >= 0`);
      this.rules.push(`${y} - s${line}_${supplier} <= 0`);
      this.whole.push(x);
      this.either.push(y);
    }
    for (const supplier of suppliers) this.either.push(`s${line}_${supplier}`);
    this.rules.push(`${[...parts, `u${line}`].join(" + ")} = ${demand[line]}`);
    this.unfilled.push(`${unfilledCost[line]} u${line}`);
    this.limitSuppliers(line, [...suppliers]);
  }

  private limitSuppliers(line: number, suppliers: readonly number[]): void {
    const most = this.limits.suppliersMax[line] as number;
    const fee = this.limits.extraFee[line] as number;
    if (most === 0) return;
    const served = suppliers.map((supplier) => `s${line}_${supplier}`).join(" + ");
    if (fee === Number.POSITIVE_INFINITY) this.rules.push(`${served} <= ${most}`);
    else {
      this.rules.push(`${served} - z${line} <= ${most}`);
      this.paid.push(`${fee} z${line}`);
    }
  }
}

function add(lists: Map<number, string[]>, key: number, entry: string): void {
  lists.set(key, [...(lists.get(key) ?? []), entry]);
}
