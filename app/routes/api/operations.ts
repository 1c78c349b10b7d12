import { fileOperations } from "./files.ts";
import { hubOperations } from "./hub.ts";
import { moneyOperations } from "./money.ts";
import type { Operation } from "./operation.ts";
import { orderOperations } from "./orders.ts";
import { sellingOperations } from "./selling.ts";
import { shipmentOperations } from "./shipments.ts";

/** Everything that a program can do. */
export const operations: readonly Operation[] = [
  ...orderOperations,
  ...sellingOperations,
  ...shipmentOperations,
  ...moneyOperations,
  ...hubOperations,
  ...fileOperations,
];
