import { dayOf } from "#app/kernel/calendar.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { confirmFunding } from "#app/modules/payments/check-funding.server.ts";
import type { FundingSource } from "#app/modules/payments/funding.ts";
import { reportFunding } from "#app/modules/payments/report-funding.server.ts";
import { type Budgets, PERIODS } from "./kitchen-days.server.ts";
import { dayBudgetOf, kitchenKeys } from "./organisations.ts";
import { demoPaper } from "./pictures.ts";
import { type Stage, ZONE } from "./stage.server.ts";

type Money = {
  readonly kitchenKey: string;
  readonly amountRupiah: bigint;
  readonly source: FundingSource;
  readonly reference: string;
};

/** The maker of the kitchen's foundation writes down what the bank shows. */
async function report(stage: Stage, money: Money, budgetId: string, at: Date): Promise<string> {
  const kitchen = stage.party(money.kitchenKey);
  const call = stage.as(kitchen.foundationKey ?? "", ["foundation_maker"], at);
  const { fileId } = await uploadFile(call, {
    purpose: "funding_proof",
    fileName: "rekening-koran-demo.pdf",
    bytes: demoPaper("Rekening Koran", [kitchen.name, `Rp ${money.amountRupiah}`, money.reference]),
  });
  const { fundingId } = await reportFunding(call, {
    budgetId,
    amountRupiah: money.amountRupiah.toString(),
    receivedOn: dayOf(at, ZONE),
    source: money.source,
    reference: money.reference,
    proofId: fileId,
  });
  return fundingId;
}

/** Each period of each kitchen is paid for in advance; at S08 a filling up waits for the head's eyes. */
export function planFundings(stage: Stage, budgetOf: Budgets): void {
  for (const [at, period] of PERIODS.entries())
    for (const kitchenKey of kitchenKeys) {
      const moment = stage.on(period.from, "08:20");
      stage.agenda.plan(moment, async () => {
        const fundingId = await report(
          stage,
          {
            kitchenKey,
            amountRupiah: dayBudgetOf(kitchenKey) * period.operatingDays,
            source: at === 0 ? "sp2d" : "top_up",
            reference: `${at === 0 ? "SP2D" : "VA"}-DEMO-${kitchenKey}-${at + 1}`,
          },
          budgetOf(kitchenKey, period.from),
          moment,
        );
        await confirmFunding(stage.as(kitchenKey, ["kitchen_head"], moment), { fundingId });
      });
    }
  const moment = stage.hoursAgo(4);
  stage.agenda.plan(moment, async () => {
    const amountRupiah = dayBudgetOf("S08") * 4n;
    const money = { kitchenKey: "S08", amountRupiah, source: "top_up", reference: "VA-DEMO-S08-3" } as const;
    await report(stage, money, budgetOf("S08", 0), moment);
  });
}
