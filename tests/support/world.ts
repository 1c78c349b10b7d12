import { addDays, type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { openListing } from "#app/modules/catalogue/open-listing.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import type { TestDatabase } from "./database.ts";
import {
  callOf,
  insertOrganisation,
  type Member,
  type Organisation,
  type OrganisationWish,
  systemCall,
} from "./rows.ts";

const KITCHEN = {
  head: "kitchen_head",
  finance: "kitchen_finance",
  nutrition: "kitchen_nutrition",
  field: "kitchen_field",
} as const;
const FOUNDATION = { maker: "foundation_maker" } as const;
const KOPERASI = {
  chair: "koperasi_chair",
  business: "koperasi_business",
  secretary: "koperasi_secretary",
  treasurer: "koperasi_treasurer",
  warehouse: "koperasi_warehouse",
  overseer: "koperasi_overseer",
} as const;
const HUB = {
  head: "hub_head",
  contracts: "hub_contracts",
  logistics: "hub_logistics",
  cashier: "hub_cashier",
} as const;
const BUMD = { sales: "bumd_sales", warehouse: "bumd_warehouse", finance: "bumd_finance" } as const;
const AGENCY = { officer: "agency_officer", viewer: "agency_viewer" } as const;
const OPERATOR = { admin: "operator_admin" } as const;

export type Koperasi = Organisation<keyof typeof KOPERASI>;
export type Kitchen = Organisation<keyof typeof KITCHEN> & {
  readonly foundation: Organisation<keyof typeof FOUNDATION>;
};
export type Hub = Organisation<keyof typeof HUB>;
export type Bumd = Organisation<keyof typeof BUMD>;
export type Agency = Organisation<keyof typeof AGENCY>;
export type Operator = Organisation<keyof typeof OPERATOR>;

type Wish = Partial<Pick<OrganisationWish, "regionCode" | "state" | "isVatRegistered" | "paymentTermDays">>;

export type ListingWish = Partial<Parameters<typeof openListing>[1]>;
export type LotWish = {
  readonly quantityBase?: bigint;
  readonly availableFrom?: BusinessDay;
  readonly expiresOn?: BusinessDay;
};

/** Kelurahan of Kota Blitar that no demo koperasi uses, in turn; one koperasi stands in each. */
const VILLAGES = [
  "35.72.01.1001",
  "35.72.01.1002",
  "35.72.01.1005",
  "35.72.01.1006",
  "35.72.01.1007",
  "35.72.02.1001",
  "35.72.02.1002",
  "35.72.02.1003",
  "35.72.02.1004",
  "35.72.02.1005",
  "35.72.02.1007",
  "35.72.03.1001",
  "35.72.03.1003",
  "35.72.03.1005",
  "35.72.03.1006",
  "35.72.03.1007",
  "35.72.01.1003",
  "35.72.01.1004",
  "35.72.02.1006",
  "35.72.03.1002",
  "35.72.03.1004",
] as const;

/** Monday, 6 July 2026, 08.00 WIB: long before the cut-off for Thursday. */
export const WORLD_STARTS = new Date("2026-07-06T01:00:00Z");

/**
 * People and organisations of a small town, and shortcuts to what they do. Goods, orders and promises are made through
 * commands, so that nothing here is a state that the house would refuse.
 */
export function world(database: TestDatabase, at: Date = WORLD_STARTS) {
  let now = at;
  let village = 0;

  async function organisation<Names extends string>(
    kind: OrganisationWish["kind"],
    roles: Readonly<Record<Names, Role>>,
    wish: Wish & { readonly foundationId?: string } = {},
  ): Promise<Organisation<Names>> {
    const regionCode = wish.regionCode ?? VILLAGES[village++ % VILLAGES.length] ?? VILLAGES[0];
    const names = Object.keys(roles) as Names[];
    const { id, shortName, members } = await insertOrganisation(
      database,
      { ...wish, kind, regionCode, roles: names.map((name) => roles[name]) },
      now,
    );
    const named = Object.fromEntries(names.map((name) => [name, members.get(roles[name])]));
    return {
      id,
      kind,
      regionCode,
      cityCode: regionCode.slice(0, 5),
      shortName,
      ...named,
    } as Organisation<Names>;
  }

  const made = {
    database,
    /** The moment of every call made here. */
    get at(): Date {
      return now;
    },
    get today(): BusinessDay {
      return dayOf(now, "Asia/Jakarta");
    },
    /** A day that today's orders still reach: three days on. */
    get deliveryDay(): BusinessDay {
      return addDays(dayOf(now, "Asia/Jakarta"), 3);
    },
    advance(milliseconds: number): void {
      now = new Date(now.getTime() + milliseconds);
    },
    goTo(moment: Date): void {
      now = moment;
    },
    callOf: (member: Member, key: string | null = null): Call => callOf(member, now, key),
    systemCall: (name = "test", key: string | null = null): Call => systemCall(name, now, key),

    koperasi: (wish: Wish = {}): Promise<Koperasi> => organisation("koperasi", KOPERASI, wish),
    hub: (wish: Wish = {}): Promise<Hub> => organisation("trade_center", HUB, wish),
    bumd: (wish: Wish = {}): Promise<Bumd> => organisation("bumd", BUMD, wish),
    agency: (wish: Wish = {}): Promise<Agency> => organisation("agency", AGENCY, wish),
    operator: (wish: Wish = {}): Promise<Operator> => organisation("operator", OPERATOR, wish),
    /** A kitchen with its four people and the foundation behind it. */
    async kitchen(wish: Wish = {}): Promise<Kitchen> {
      const foundation = await organisation("foundation", FOUNDATION, wish);
      const kitchen = await organisation("kitchen", KITCHEN, { ...wish, foundationId: foundation.id });
      return { ...kitchen, foundation };
    },

    /** An open listing of chicken eggs by the kilo, unless wished otherwise. */
    async listing(seller: Koperasi | Bumd, wish: ListingWish = {}): Promise<string> {
      const keeper = "business" in seller ? seller.business : seller.sales;
      const { listingId } = await openListing(callOf(keeper, now), {
        commodityCode: "TLR",
        gradeCode: "M",
        title: "Telur ayam ras M",
        unit: "kg",
        basePerUnit: "1000",
        priceRupiah: "27200",
        costRupiah: "26000",
        minOrderBase: "1000",
        capacityBasePerDay: "2000000",
        leadTimeHours: 12,
        radiusMetres: 100_000,
        priceValidUntil: addDays(dayOf(now, "Asia/Jakarta"), 7),
        ...wish,
      });
      return listingId;
    },
    /** A lot of 500 kg that keeps from today for a week, unless wished otherwise. */
    async lot(seller: Koperasi | Bumd, listingId: string, wish: LotWish = {}): Promise<string> {
      const today = dayOf(now, "Asia/Jakarta");
      const keeper = "business" in seller ? seller.business : seller.sales;
      const { lotId } = await registerLot(callOf(keeper, now), {
        listingId,
        originRegionCode: seller.regionCode,
        harvestedOn: today,
        availableFrom: wish.availableFrom ?? today,
        expiresOn: wish.expiresOn ?? addDays(today, 7),
        quantityBase: (wish.quantityBase ?? 500_000n).toString(),
      });
      return lotId;
    },
    /** A listing with one lot. */
    async goods(seller: Koperasi | Bumd, wish: ListingWish = {}, lotWish: LotWish = {}): Promise<Goods> {
      const listingId = await made.listing(seller, wish);
      return { listingId, lotId: await made.lot(seller, listingId, lotWish) };
    },
  };
  return made;
}

export type Goods = { readonly listingId: string; readonly lotId: string };
export type World = ReturnType<typeof world>;
