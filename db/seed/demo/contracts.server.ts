import { addDays } from "#app/kernel/calendar.ts";
import { draftContract } from "#app/modules/contracts/draft-contract.server.ts";
import type { PriceRule } from "#app/modules/contracts/price-rule.ts";
import { recordContractPaper } from "#app/modules/contracts/record-contract-paper.server.ts";
import { signContract } from "#app/modules/contracts/sign-contract.server.ts";
import type { Stage } from "./stage.server.ts";
import { FARM_SURVEY, MARKET_SURVEY } from "./survey.server.ts";

const HUB = "B4";
const TONNE = 1_000_000n;

type Goods = {
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly packUnit: string;
  readonly basePerPack: string;
  readonly tonnes: bigint;
  readonly priceRule: PriceRule;
  readonly reviewLockDays?: number;
};

type Terms = {
  readonly number: string;
  readonly buyerKey: string;
  readonly goods: readonly Goods[];
  readonly freightPaidBy: "buyer" | "seller";
  readonly freightRupiahPerTonne: string;
  readonly paymentTermDays: number;
  readonly advanceBasisPoints?: number;
  readonly levyBasisPoints?: number;
  readonly levyLegalBasis?: string;
  readonly serviceFeeBasisPoints?: number;
  readonly isSigned: boolean;
};

const EGG_CRATE = { commodityCode: "TLR", gradeCode: "M", packUnit: "peti", basePerPack: "15000" } as const;

/** The contracts with buyers in other regions, with the usual clauses beside what is their own. */
const contracts: readonly Terms[] = [
  {
    number: "KAD-01",
    buyerKey: "B5",
    goods: [
      {
        ...EGG_CRATE,
        tonnes: 40n,
        priceRule: {
          kind: "reference_plus",
          source: FARM_SURVEY,
          marginRupiah: "1300",
          belowCeilingRupiah: "850",
        },
      },
    ],
    freightPaidBy: "buyer",
    freightRupiahPerTonne: "850000",
    paymentTermDays: 7,
    serviceFeeBasisPoints: 50,
    isSigned: true,
  },
  {
    number: "KAD-02",
    buyerKey: "B6",
    goods: [
      {
        ...EGG_CRATE,
        tonnes: 25n,
        priceRule: { kind: "reference_share", source: MARKET_SURVEY, basisPoints: 9_800 },
      },
    ],
    freightPaidBy: "seller",
    freightRupiahPerTonne: "160000",
    paymentTermDays: 14,
    isSigned: true,
  },
  {
    number: "KAD-03",
    buyerKey: "B7",
    // One container: 667 crates of eggs and five tonnes of shallots; a price holds for a week.
    goods: [
      {
        ...EGG_CRATE,
        tonnes: 15n,
        priceRule: {
          kind: "reference_plus",
          source: FARM_SURVEY,
          marginRupiah: "1500",
          belowCeilingRupiah: null,
        },
        reviewLockDays: 7,
      },
      {
        commodityCode: "BMR",
        gradeCode: "A",
        packUnit: "karung",
        basePerPack: "25000",
        tonnes: 5n,
        priceRule: { kind: "reference_share", source: MARKET_SURVEY, basisPoints: 9_500 },
        reviewLockDays: 7,
      },
    ],
    freightPaidBy: "buyer",
    freightRupiahPerTonne: "700000",
    paymentTermDays: 14,
    advanceBasisPoints: 3_000,
    levyBasisPoints: 25,
    levyLegalBasis: "Isi sesuai Perda (Demo)",
    serviceFeeBasisPoints: 50,
    isSigned: true,
  },
  {
    number: "KAD-04",
    buyerKey: "B8",
    goods: [
      {
        commodityCode: "BRS",
        gradeCode: "P",
        packUnit: "karung 50 kg",
        basePerPack: "50000",
        tonnes: 18n,
        priceRule: { kind: "ceiling_less", lessRupiah: "400" },
      },
    ],
    freightPaidBy: "buyer",
    freightRupiahPerTonne: "820000",
    paymentTermDays: 14,
    isSigned: false,
  },
  {
    number: "KAD-05",
    buyerKey: "B9",
    goods: [
      {
        commodityCode: "TLR",
        gradeCode: "B",
        packUnit: "peti",
        basePerPack: "10000",
        tonnes: 3n,
        priceRule: { kind: "reference_share", source: MARKET_SURVEY, gradeCode: "M", basisPoints: 7_000 },
      },
    ],
    freightPaidBy: "buyer",
    freightRupiahPerTonne: "0",
    paymentTermDays: 0,
    isSigned: true,
  },
];

const USUAL = {
  claimWindowHours: 24,
  breakageAllowanceBasisPoints: 200,
  shrinkAllowanceBasisPoints: 50,
} as const;

/** Drafts the contracts and signs all but one; answers their ids by number once they are drawn up. */
export function planContracts(stage: Stage): ReadonlyMap<string, string> {
  const drawn = new Map<string, string>();
  for (const { buyerKey, goods, isSigned, ...terms } of contracts) {
    const at = isSigned ? stage.on(-40, "09:00") : stage.hoursAgo(22);
    stage.agenda.plan(at, async () => {
      const buyer = stage.party(buyerKey);
      const { contractId } = await draftContract(stage.as(HUB, ["hub_contracts"], at), {
        ...USUAL,
        ...terms,
        buyerId: buyer.organisationId,
        lines: goods.map(({ tonnes, ...line }) => ({
          ...line,
          toleranceBasisPoints: 1_000,
          volumeMinBasePerMonth: "0",
          volumeMaxBasePerMonth: (tonnes * TONNE).toString(),
        })),
        destinationRegionCode: buyer.regionCode,
        destinationAddress: `Gudang ${buyer.name}`,
        startsOn: addDays(stage.today, isSigned ? -39 : 14),
        endsOn: addDays(stage.today, 300),
      });
      drawn.set(terms.number, contractId);
      await recordPapers(stage, at, contractId, { number: terms.number, buyer: buyer.name, isSigned });
      if (isSigned) await signContract(stage.as(HUB, ["hub_head"], at), { contractId });
    });
  }
  return drawn;
}

/** The ladder of papers; what is not signed yet lacks the signature of the buyer. */
async function recordPapers(
  stage: Stage,
  at: Date,
  contractId: string,
  {
    number,
    buyer,
    isSigned,
  }: { readonly number: string; readonly buyer: string; readonly isSigned: boolean },
): Promise<void> {
  const staff = stage.as(HUB, ["hub_contracts"], at);
  const datedOn = addDays(stage.today, isSigned ? -44 : -2);
  await recordContractPaper(staff, {
    contractId,
    rung: "mou",
    number: `119/MoU/${number}/2026`,
    datedOn: addDays(datedOn, -60),
    hubSignatory: "Wali Kota Blitar (Demo)",
    buyerSignatory: `Kepala daerah ${buyer}`,
  });
  await recordContractPaper(staff, {
    contractId,
    rung: "b2b",
    number: `511/${number}/BTC/2026`,
    datedOn,
    hubSignatory: "Kepala UPT Blitar Trade Center (Demo)",
    ...(isSigned ? { buyerSignatory: `Direktur ${buyer}` } : {}),
  });
}
