import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";

/**
 * The file with which a bank is asked to make many transfers at once. Layouts are templates after what the banks publish for their
 * corporate channels; a bank changes them without telling us, so whoever uploads one checks it there first.
 */
export const bankLayouts = ["generic", "mandiri", "bri"] as const;
export type BankLayout = (typeof bankLayouts)[number];

/** One transfer: where it goes, how much, and the reference by which its outcome is recognised. */
export type BankTransfer = {
  readonly reference: string;
  readonly bank: string;
  readonly account: string;
  readonly holder: string;
  readonly amountRupiah: Rupiah;
  readonly remark: string;
};

export type BankFile = {
  /** The account that pays. */
  readonly from: string;
  readonly on: BusinessDay;
  /** What BI-FAST carries at most; more goes by RTGS. */
  readonly instantMaxRupiah: Rupiah;
  readonly transfers: readonly BankTransfer[];
};

const REMARK_MAX = 40;
const REFERENCE_LENGTH = 12;

/** Under which name a payout goes to the bank and comes back: the end of its id, which differs from one to the next. */
export function bankReference(payoutId: string): string {
  return payoutId.slice(-REFERENCE_LENGTH).toUpperCase();
}

/** "••••7890": enough to recognise one's own, and of no use to anybody else. */
export function maskedAccount(account: string): string {
  return `••••${account.slice(-4)}`;
}

/** The whole file as text, line by line. No cell holds a separator, a quote or the beginning of a formula. */
export function bankFileText(layout: BankLayout, file: BankFile): string {
  const rows = layouts[layout](file);
  return `${rows.map((row) => row.map(plainCell).join(",")).join("\r\n")}\r\n`;
}

/**
 * Banks read these files by position and in the letters of a teleprinter: what could move a column, be run by a spreadsheet, or is no
 * such letter, is left out of a cell.
 */
function plainCell(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\x20-\x7e]+/g, " ")
    .replaceAll(/[",;\r\n\t]/g, " ")
    .replace(/^[=+\-@\s]+/, "")
    .trim();
}

/**
 * How Mandiri's corporate channel is told the way of a transfer: within the bank, BI-FAST to an account number, RTGS. Names and places of the
 * columns are those of its "Payroll Multi Service File Structure", of which a copy stands in public (scribd.com/document/738679438): IBU
 * in-house, LBU clearing, RBU RTGS, INU abroad, OBU online, BAU BI-FAST by account, BPU BI-FAST by proxy. It takes the receiver of an RTGS
 * without an address to be in Jakarta. *Verify* with the bank before the first file: whether RBU is taken without the receiving bank's code,
 * which is empty here because a payee states a bank by its name; whoever uploads chooses it there.
 */
const mandiriServices = { withinBank: "IBU", instant: "BAU", gross: "RBU" };

const layouts: Readonly<Record<BankLayout, (file: BankFile) => string[][]>> = {
  generic: ({ transfers }) => [
    ["referensi", "bank", "rekening", "nama", "jumlah", "berita"],
    ...transfers.map((one) => [
      one.reference,
      one.bank,
      one.account,
      one.holder,
      one.amountRupiah.toString(),
      one.remark.slice(0, REMARK_MAX),
    ]),
  ],
  // A head with day, paying account, count and sum; then account, name, three lines of address, currency, amount, remark,
  // reference, service, code of the bank and its name.
  mandiri: ({ from, on, instantMaxRupiah, transfers }) => [
    ["P", on.replaceAll("-", ""), from, transfers.length.toString(), totalOf(transfers)],
    ...transfers.map((one) => [
      one.account,
      one.holder.slice(0, 40),
      "",
      "",
      "",
      "IDR",
      one.amountRupiah.toString(),
      one.remark.slice(0, REMARK_MAX),
      one.reference,
      mandiriServices[wayOf(one, instantMaxRupiah)],
      "",
      one.bank,
    ]),
  ],
  // Numbered lines, and the count and the sum below them.
  bri: ({ transfers }) => [
    ["NO", "NAMA", "ACCOUNT", "AMOUNT", "BANK", "REMARK", "REFERENCE"],
    ...transfers.map((one, at) => [
      (at + 1).toString(),
      one.holder.slice(0, 40),
      one.account,
      one.amountRupiah.toString(),
      one.bank,
      one.remark.slice(0, REMARK_MAX),
      one.reference,
    ]),
    ["COUNT", "", "", transfers.length.toString(), "", "", ""],
    ["TOTAL", "", "", totalOf(transfers), "", "", ""],
  ],
};

/** By which way Mandiri carries a transfer: within itself, else BI-FAST as far as that carries. */
function wayOf({ bank, amountRupiah }: BankTransfer, instantMaxRupiah: Rupiah): keyof typeof mandiriServices {
  if (isWithinMandiri(bank)) return "withinBank";
  return amountRupiah <= instantMaxRupiah ? "instant" : "gross";
}

/** Mandiri itself; its daughters are other banks. */
function isWithinMandiri(bank: string): boolean {
  return /mandiri/i.test(bank) && !/taspen|mantap|syariah/i.test(bank);
}

function totalOf(transfers: readonly BankTransfer[]): string {
  return sumOf(transfers.map((one) => one.amountRupiah)).toString();
}
