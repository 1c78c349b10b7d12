import { planAgreements } from "./agreements.server.ts";
import { planConsignments } from "./consignments.server.ts";
import { planFundings } from "./fundings.server.ts";
import { planHarvests } from "./harvests.server.ts";
import { planBudgets } from "./kitchen-days.server.ts";
import { planRoutine } from "./kitchen-routine.server.ts";
import { planManySuppliers } from "./many-suppliers.server.ts";
import { planObjection } from "./objections.server.ts";
import { planPast, planPayments } from "./past.server.ts";
import { planComing, planSuspension, planToday, planTomorrow } from "./present.server.ts";
import type { Stage } from "./stage.server.ts";
import { planTrading } from "./trading.server.ts";
import { planTreasury } from "./treasury.server.ts";
import { planWeighedAgain } from "./weighed-again.server.ts";

/** Everything that the kitchens, traders and their sellers did, do and are about to do. */
export function planKitchens(stage: Stage): void {
  const budgetOf = planBudgets(stage);
  planFundings(stage, budgetOf);
  planPast(stage, budgetOf);
  planConsignments(stage, budgetOf);
  planPayments(stage);
  planTrading(stage, budgetOf);
  planAgreements(stage, budgetOf);
  planSuspension(stage, budgetOf);
  planToday(stage, budgetOf);
  planTomorrow(stage, budgetOf);
  planComing(stage, budgetOf);
  planManySuppliers(stage, budgetOf);
  planRoutine(stage);
  planHarvests(stage);
  planWeighedAgain(stage, budgetOf);
  planTreasury(stage, budgetOf);
  planObjection(stage);
}
