import type { Permission } from "../identity/permission-names.ts";
import { rolesHolding } from "../identity/permissions.ts";
import type { Role } from "../identity/roles.ts";
import type { DocumentKind } from "./series.ts";

/**
 * What whoever reads a paper must be allowed to see elsewhere, any of these: a paper that claims or settles money is for
 * those who may see money, and the warehouse, which weighs, is not shown sums by way of the paper either.
 */
const readingOf: Readonly<Record<DocumentKind, readonly Permission[]>> = {
  SP: ["orders.read", "commitments.read"],
  KP: ["orders.read", "commitments.read"],
  SJ: ["shipments.read"],
  BAST: ["shipments.read"],
  BAP: ["shipments.read"],
  BAK: ["invoices.read"],
  BAB: ["shipments.read"],
  INV: ["invoices.read"],
  KW: ["payments.read"],
  JATAH: ["allotments.read"],
  TIMBANG: ["trips.read", "shipments.read"],
  SPK: ["trips.read"],
  STMT: ["invoices.read"],
  SKRD: ["invoices.read"],
  RET: ["invoices.read"],
  NK: ["invoices.read"],
  ND: ["invoices.read"],
  BTT: ["invoices.read"],
  // Whoever agrees on it with a producer writes it, and is not always the treasurer.
  NB: ["payouts.read", "producers.keep"],
  RPP: ["payouts.read", "producers.keep"],
  TITIP: ["payouts.read"],
  NPK: ["payouts.read"],
  KAD: ["contracts.read"],
  STS: ["payouts.read"],
  RAB: ["books.read"],
  BKU: ["books.read"],
  BPB: ["books.read"],
  BANK: ["books.read"],
  REKAP: ["books.read"],
  DPS: ["books.read"],
  BPK: ["books.read"],
  RAT: ["cooperative.read"],
  LAP: ["board.read"],
  LK: ["books.read"],
};

/** Whether somebody with these roles in an organisation may read papers of this kind that are that organisation's to read. */
export function mayReadPaper(kind: DocumentKind, roles: readonly Role[]): boolean {
  return readingOf[kind].some((permission) => {
    const holders = rolesHolding(permission);
    return roles.some((role) => holders.includes(role));
  });
}
