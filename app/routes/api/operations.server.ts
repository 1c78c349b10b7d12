import { agreementOperations } from "./agreements.server.ts";
import { bankOperations } from "./bank.server.ts";
import { disputeOperations } from "./disputes.server.ts";
import { fileOperations } from "./files.server.ts";
import { hubOperations } from "./hub.server.ts";
import { invoiceDeedOperations } from "./invoice-deeds.server.ts";
import { ledgerOperations } from "./ledger.server.ts";
import { menuOperations } from "./menus.server.ts";
import { moneyOperations } from "./money.server.ts";
import type { Operation } from "./operation.server.ts";
import { orderOperations } from "./orders.server.ts";
import { ratingOperations } from "./ratings.server.ts";
import { receivableOperations } from "./receivables.server.ts";
import { rideOperations } from "./rides.server.ts";
import { ruleOperations } from "./rules.server.ts";
import { sellingOperations } from "./selling.server.ts";
import { shipmentOperations } from "./shipments.server.ts";
import { tripOperations } from "./trips.server.ts";

/** Everything that a program can do. */
export const operations: readonly Operation[] = [
  ...menuOperations,
  ...orderOperations,
  ...sellingOperations,
  ...shipmentOperations,
  ...moneyOperations,
  ...invoiceDeedOperations,
  ...bankOperations,
  ...receivableOperations,
  ...agreementOperations,
  ...ledgerOperations,
  ...hubOperations,
  ...tripOperations,
  ...rideOperations,
  ...disputeOperations,
  ...ratingOperations,
  ...ruleOperations,
  ...fileOperations,
];
