import { issuePeriodPapers } from "#app/modules/accountability/issue-period-papers.server.ts";
import { periodKinds } from "#app/modules/accountability/period-papers.ts";
import type { Kitchen, World } from "./world.ts";

/** What a kitchen answers with for one of its budgets. */
export async function reportsOf(
  town: World,
  kitchen: Kitchen,
  budgetId: string,
): Promise<Record<string, string>> {
  const { documentIds } = await issuePeriodPapers(town.callOf(kitchen.finance), { budgetId });
  return { recapId: documentIds[periodKinds.indexOf("REKAP")] ?? "" };
}
