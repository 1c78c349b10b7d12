import type { BusinessDay } from "#app/kernel/calendar.ts";
import { isCrowd } from "#app/kernel/crowd.ts";

/** What is known of one commodity in one week around a seller, with how many stand behind each figure; base units. */
export type GatheredWeek = {
  readonly week: BusinessDay;
  /** What kitchens in reach need: by their menus, or by their orders where these ask for more. */
  readonly neededBase: bigint;
  readonly kitchens: number;
  /** Of that, what nobody has promised. */
  readonly openBase: bigint;
  readonly kitchensOpen: number;
  /** Kitchens to which a part was promised. */
  readonly kitchensPromised: number;
  /** Unsold and good in that week, and harvests asked for or promised for it: the seller's own, and of others in reach. */
  readonly ownBase: bigint;
  readonly othersBase: bigint;
  readonly otherSellers: number;
};

/** The same as anybody may see it: null where a figure would be told of fewer than three. */
export type RadarWeek = {
  readonly week: BusinessDay;
  readonly neededBase: bigint | null;
  readonly openBase: bigint | null;
  readonly ownBase: bigint;
  readonly othersBase: bigint | null;
  /** Unsold goods are far more than what is needed. */
  readonly isGlut: boolean;
};

/**
 * A week as its seller sees it. A figure of fewer than three kitchens, or of fewer than three other sellers, is left out; and so is a part
 * from which the rest of the whole could be reckoned that is of fewer than three. A glut is told by what is shown alone: unsold goods, the
 * seller's own among them, of at least `glutPercent` of what is needed.
 */
export function radarWeek(gathered: GatheredWeek, glutPercent: number): RadarWeek {
  const { week, ownBase } = gathered;
  const neededBase = isCrowd(gathered.kitchens) ? gathered.neededBase : null;
  const isOpenTold =
    neededBase !== null && isCrowd(gathered.kitchensOpen) && isCrowd(gathered.kitchensPromised);
  const othersBase = isCrowd(gathered.otherSellers) ? gathered.othersBase : null;
  const unsold = ownBase + (othersBase ?? 0n);
  return {
    week,
    neededBase,
    openBase: isOpenTold ? gathered.openBase : null,
    ownBase,
    othersBase,
    isGlut:
      neededBase !== null &&
      neededBase > 0n &&
      ownBase > 0n &&
      unsold * 100n >= neededBase * BigInt(glutPercent),
  };
}

/** Whether a week says anything to its seller: somebody needs the goods, or it has some itself. */
export function isTelling({ neededBase, ownBase }: RadarWeek): boolean {
  return neededBase !== 0n || ownBase > 0n;
}

/** One surveyed price where goods are grown, per `basePerUnit` base units. */
export type FarmPrice = {
  readonly onDay: BusinessDay;
  readonly priceRupiah: bigint;
  readonly basePerUnit: bigint;
};

/**
 * Whether farms were paid less than the legal floor on each of the last `days` surveyed days. A day of several surveys counts by its best
 * price: nobody is alarmed by one low figure beside a fair one. Fewer days than that prove nothing.
 */
export function isBelowFloor(
  prices: readonly FarmPrice[],
  floor: { readonly priceRupiah: bigint; readonly basePerUnit: bigint },
  days: number,
): boolean {
  const fair = new Map<BusinessDay, boolean>();
  for (const { onDay, priceRupiah, basePerUnit } of prices) {
    const isFair = priceRupiah * floor.basePerUnit >= floor.priceRupiah * basePerUnit;
    fair.set(onDay, isFair || (fair.get(onDay) ?? false));
  }
  const last = [...fair].sort(([a], [b]) => (a < b ? 1 : -1)).slice(0, days);
  return last.length >= days && days > 0 && last.every(([, isFair]) => !isFair);
}

/** What a seller is warned of: far too much of its goods in a week, or farms that are paid less than the law says. Rupiah as digits. */
export type RadarAlarm =
  | {
      readonly kind: "glut";
      readonly commodityCode: string;
      readonly goods: string;
      readonly week: BusinessDay;
    }
  | {
      readonly kind: "floor";
      readonly commodityCode: string;
      readonly goods: string;
      readonly paid: string;
      readonly floor: string;
    };

type Watched = {
  readonly commodityCode: string;
  readonly name: string;
  readonly isOwn: boolean;
  readonly weeks: readonly Pick<RadarWeek, "week" | "isGlut">[];
  readonly belowFloor: {
    readonly floor: { readonly priceRupiah: bigint };
    readonly paid: readonly { readonly priceRupiah: bigint }[];
  } | null;
};

/** The warnings of a radar: of each commodity of the seller's own its first week of glut, and its floor where it is broken. */
export function alarmsOf(goods: readonly Watched[]): RadarAlarm[] {
  return goods.flatMap(({ commodityCode, name, isOwn, weeks, belowFloor }): RadarAlarm[] => {
    const glut = isOwn ? weeks.find((week) => week.isGlut) : undefined;
    const [paid] = belowFloor?.paid ?? [];
    const about = { commodityCode, goods: name };
    return [
      ...(glut ? [{ ...about, kind: "glut" as const, week: glut.week }] : []),
      ...(belowFloor && paid
        ? [
            {
              ...about,
              kind: "floor" as const,
              paid: paid.priceRupiah.toString(),
              floor: belowFloor.floor.priceRupiah.toString(),
            },
          ]
        : []),
    ];
  });
}
