import type { DemoListing } from "./goods.ts";
import { demoParties, portionsOf } from "./organisations.ts";

/** Goods that a kitchen wants: product, trading units, and why it pays above the legal ceiling if it does. */
export type WantedLine = {
  readonly productKey: string;
  readonly units: number;
  readonly overrideReason?: string;
  /** Dearer than nobody asks about: it takes evidence. */
  readonly isDear?: true;
  readonly ceilingRupiah?: bigint;
};

/** What the kitchens of a city ask for: product and trading units for 3,000 portions. */
export type Menu = readonly (readonly [productKey: string, units: number])[];
export type City = {
  readonly code: string;
  readonly kitchens: readonly string[];
  /** The week before last, last week, and from now on. */
  readonly menus: readonly [Menu, Menu, Menu];
};

const PORTIONS = 3_000;

/** The five cities of the demo with their menus. */
export const cities: readonly City[] = [
  {
    code: "35.72",
    kitchens: ["S01", "S02", "S03"],
    menus: [
      [
        ["BRS-P", 200],
        ["TLR-M", 190],
      ],
      [
        ["TLR-M", 190],
        ["TMP-P", 240],
      ],
      [
        ["BRS-P", 200],
        ["TLR-M", 190],
        ["MYK-L", 20],
      ],
    ],
  },
  {
    code: "35.71",
    kitchens: ["S04", "S05", "S06"],
    menus: [
      [
        ["BRS-P", 200],
        ["AYM-K", 100],
      ],
      [
        ["TMP-P", 240],
        ["KKG-K", 40],
      ],
      [
        ["BRS-P", 200],
        ["GLA-K", 30],
      ],
    ],
  },
  {
    code: "35.73",
    kitchens: ["S07", "S08", "S09"],
    menus: [
      [
        ["BRS-M", 200],
        ["WRT-K", 60],
      ],
      [
        ["TMP-P", 300],
        ["SWI-K", 95],
      ],
      [
        ["BRS-M", 200],
        ["TLR-M", 190],
        ["WRT-K", 60],
      ],
    ],
  },
  {
    code: "35.76",
    kitchens: ["S10", "S11"],
    menus: [
      [
        ["BRS-P", 200],
        ["TLR-M", 190],
      ],
      [
        ["AYM-K", 100],
        ["SMK-K", 120],
      ],
      [
        ["BRS-P", 200],
        ["TLR-M", 190],
      ],
    ],
  },
  {
    code: "35.74",
    kitchens: ["S12", "S14"],
    menus: [
      [
        ["BRS-P", 200],
        ["TLR-M", 150],
      ],
      [
        ["BDG-K", 150],
        ["BMR-K", 8],
      ],
      [
        ["BRS-P", 200],
        ["BMR-K", 8],
      ],
    ],
  },
];

/** A menu at the scale of a kitchen. */
export function linesFor(kitchenKey: string, menu: Menu): WantedLine[] {
  const portions = portionsOf(kitchenKey);
  return menu.map(([productKey, units]) => ({
    productKey,
    units: Math.max(1, Math.round((units * portions) / PORTIONS)),
  }));
}

/** Goods that the kitchens of the seller's own city have been asking for. */
export function wasAsked({ sellerKey, productKey }: DemoListing): boolean {
  const seller = demoParties.find((party) => party.key === sellerKey);
  const city = cities.find(({ code }) => seller?.regionCode.startsWith(code));
  return city?.menus.some((menu) => menu.some(([asked]) => asked === productKey)) ?? false;
}
