import { quantity } from "#app/i18n/format.ts";
import { Invalid, RuleBroken } from "#app/kernel/errors.ts";
import { divideHalfUp, type Rupiah } from "#app/kernel/money.ts";
import type { Pack } from "#app/kernel/quantity.ts";
import type { AppealCause } from "./appeal-lifecycle.ts";
import type { Disposition } from "./shipment-lifecycle.ts";

/**
 * An appeal takes up what a weighing at the door took off: what was loaded and not weighed, and what was refused. Granted goods
 * are accepted after all and paid for, unless the driver took them home: those are the seller's again, so only the
 * judgement on them is lifted. Pure.
 */
export type WeighedAtDoor = Pack & {
  readonly id: string;
  readonly description: string;
  readonly loadedBase: bigint;
  readonly deliveredBase: bigint | null;
  readonly rejectedBase: bigint | null;
  readonly disposition: Disposition | null;
};

/** A part of a line that can be appealed against, and the most of it. */
export type AppealPart = Pack & {
  readonly shipmentLineId: string;
  readonly description: string;
  readonly cause: AppealCause;
  readonly mostBase: bigint;
  /** Whether what is granted of it is paid: it stayed with the buyer, or ended at its door. */
  readonly isOwed: boolean;
};

/** Refused goods that are the seller's again. */
const TAKEN_HOME: ReadonlySet<Disposition> = new Set(["returned", "replaced_today"]);

/** Everything of a receipt that can be appealed against, line by line; nothing where all was accepted. */
export function appealable(lines: readonly WeighedAtDoor[]): AppealPart[] {
  return lines.flatMap((line): AppealPart[] => {
    const { id: shipmentLineId, description, unit, basePerUnit, disposition } = line;
    const part = { shipmentLineId, description, unit, basePerUnit };
    const shortBase = line.deliveredBase === null ? 0n : line.loadedBase - line.deliveredBase;
    const refusedBase = line.rejectedBase ?? 0n;
    const isOwed = disposition === null || !TAKEN_HOME.has(disposition);
    return [
      ...(shortBase > 0n ? [{ ...part, cause: "short" as const, mostBase: shortBase, isOwed: true }] : []),
      ...(refusedBase > 0n ? [{ ...part, cause: "refused" as const, mostBase: refusedBase, isOwed }] : []),
    ];
  });
}

type Asked = {
  readonly shipmentLineId: string;
  readonly cause: AppealCause;
  readonly askedBase: bigint;
};

/** What is asked, each with the part that it is of. Refuses what was neither refused nor short, and more than was. */
export function askedParts<Line extends Asked>(
  asked: readonly Line[],
  parts: readonly AppealPart[],
): (Line & Pick<AppealPart, "isOwed">)[] {
  return asked.map((line, at) => {
    const part = parts.find(
      ({ shipmentLineId, cause }) => shipmentLineId === line.shipmentLineId && cause === line.cause,
    );
    if (!part) throw new RuleBroken("shipments.appealNothing");
    if (line.askedBase > part.mostBase)
      throw new Invalid({
        [`lines[${at}].askedBase`]: ["shipments.appealTooMuch"],
      });
    return { ...line, isOwed: part.isOwed };
  });
}

/** Every asked line with what is granted of it. Refuses a line left out or named twice, and more than was asked. */
export function grantedParts<Line extends { readonly id: string; readonly askedBase: bigint }>(
  lines: readonly Line[],
  decided: readonly { readonly appealLineId: string; readonly grantedBase: bigint }[],
): (Line & { readonly grantedBase: bigint })[] {
  const byId = new Map(decided.map((one, at) => [one.appealLineId, { ...one, at }]));
  if (byId.size !== decided.length || decided.length !== lines.length)
    throw new RuleBroken("shipments.linesDiffer");
  return lines.map((line) => {
    const found = byId.get(line.id);
    if (!found) throw new RuleBroken("shipments.linesDiffer");
    if (found.grantedBase > line.askedBase)
      throw new Invalid({ [`lines[${found.at}].grantedBase`]: ["shipments.appealTooMuch"] });
    return { ...line, grantedBase: found.grantedBase };
  });
}

/** What of a line was written off in its seller's books when it was weighed, and what that had cost. */
export type WrittenOff = {
  readonly shipmentLineId: string;
  readonly kind: "lost" | "short";
  readonly base: bigint;
  readonly costRupiah: Rupiah;
};

/**
 * What the granted parts had cost that were written off: each takes its share of what was written off of its line, in their
 * order, as the difference of two shares rounded half up. So whatever the parts, all of it granted gives all of it back, to the
 * rupiah, and nothing gives more. What was destroyed at the door was written off as lost, all else that the buyer kept as
 * short. What went home gives nothing back, and neither do goods that had no cost.
 */
export function costsOfGranted<
  Part extends {
    readonly shipmentLineId: string;
    readonly cause: AppealCause;
    readonly disposition: Disposition | null;
    readonly isOwed: boolean;
    readonly grantedBase: bigint;
  },
>(parts: readonly Part[], writtenOff: readonly WrittenOff[]): (Part & { readonly costRupiah: Rupiah })[] {
  const given = new Map<WrittenOff, bigint>();
  return parts.map((part) => {
    const kind = part.cause === "refused" && part.disposition === "destroyed" ? "lost" : "short";
    const gone = writtenOff.find((one) => one.shipmentLineId === part.shipmentLineId && one.kind === kind);
    if (!part.isOwed || gone === undefined || gone.base === 0n) return { ...part, costRupiah: 0n };
    const shareOf = (base: bigint) => divideHalfUp(gone.costRupiah * base, gone.base);
    const before = given.get(gone) ?? 0n;
    const sum = before + part.grantedBase;
    // The scale at the door may have said more than was loaded: no more was written off than left.
    const after = sum < gone.base ? sum : gone.base;
    given.set(gone, after);
    return { ...part, costRupiah: shareOf(after) - shareOf(before) };
  });
}

const HOUR_MS = 3_600_000;

/** The end of a time of so many hours that begins at `from`. */
export function hoursAfter(from: Date, hours: number): Date {
  return new Date(from.getTime() + hours * HOUR_MS);
}

/** Several lines of goods on one: "Telur 5 kg, Bayam 2 ikat". */
export function goodsWords(
  lines: readonly (Pack & { readonly description: string; readonly base: bigint })[],
): string {
  return lines
    .map((line) => `${line.description} ${quantity(line.base, line.unit, line.basePerUnit)}`)
    .join(", ");
}
