import type { Transaction } from "#db/client.server.ts";
import { supplyTexts } from "../catalogue/supply-reads.server.ts";
import { taxClassesOf, vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import type { CellTask } from "./answer-cell.ts";
import type { Cell, CellScope } from "./cell.ts";
import { demandArea, demandTexts } from "./demand-reads.server.ts";
import { readDemand } from "./demand-row.ts";
import { type CellBuyers, cellLimits } from "./limit-reads.server.ts";

/**
 * Everything about a cell as of the transaction's snapshot: its open lines, and the lots that could reach one of them.
 * No lots are read where nothing is asked for.
 */
export async function readCell(tx: Transaction, cell: Cell, scope: CellScope, at: Date): Promise<CellTask> {
  const demand = await demandArea(tx, cell, { scope, at });
  if (demand === null) return { cell, lines: [], lots: [] };
  const lines = await gathered(demandTexts(tx, cell, { scope, at }));
  const classes = await taxClassesOf([cell.commodityCode], tx);
  return {
    cell,
    lines,
    lots: await gathered(supplyTexts(tx, { ...cell, at, area: demand.area })),
    limits: await cellLimits(tx, cell, buyersOf(lines)),
    tax: {
      taxClass: classes.get(cell.commodityCode) ?? "exempt",
      rule: await vatRuleOn(cell.deliveryDay, tx),
    },
  };
}

function buyersOf(lines: readonly string[]): CellBuyers {
  return new Map(lines.map(readDemand).map(({ buyerId, cityCode }) => [buyerId, cityCode]));
}

async function gathered(pages: AsyncGenerator<string[]>): Promise<string[]> {
  const texts: string[] = [];
  for await (const page of pages) for (const text of page) texts.push(text);
  return texts;
}
