import { callSettlements } from "#app/modules/consignment/call-settlements.server.ts";
import { settlementDue } from "#app/modules/consignment/consignment.events.ts";
import { SettleConsignment } from "#app/modules/consignment/consignment.schema.ts";
import { settleConsignment } from "#app/modules/consignment/settle-consignment.server.ts";
import { on } from "../reaction.ts";
import { every } from "../schedule.ts";

/** Every night, charge what was lost in custody and call up the accounts whose period is over. */
export const callUpSettlements = every(
  "call-up-settlements",
  { cron: "20 1 * * *", queue: "invoicing" },
  async (call) => {
    // A round of its own for each set: the key is the night's, and would answer what the first one said.
    while (!(await callSettlements({ ...call, key: null }, {})).isAllCharged);
  },
);

/** When an account is called up, settle its period: each a job of its own. */
export const settleDueConsignment = on(
  settlementDue,
  { queue: "invoicing", name: "settle-due-consignment" },
  (call, account) => settleConsignment(call, SettleConsignment.parse(account)),
);
