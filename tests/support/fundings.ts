import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { confirmFunding } from "#app/modules/payments/check-funding.server.ts";
import { reportFunding } from "#app/modules/payments/report-funding.server.ts";
import type { Member } from "./rows.ts";
import type { Kitchen, World } from "./world.ts";

/** A bank statement of this person's; each mark is another file. */
export async function statementOf(town: World, member: Member, mark: string): Promise<string> {
  const bytes = new Uint8Array(Buffer.from(`%PDF-1.7 rekening koran ${mark}`));
  const { fileId } = await uploadFile(town.callOf(member), {
    purpose: "funding_proof",
    fileName: "rekening-koran.pdf",
    bytes,
  });
  return fileId;
}

/** Money that the maker of the foundation says came for a budget, by default half a billion today. */
export async function reportedFunding(
  town: World,
  kitchen: Kitchen,
  budgetId: string,
  wish: {
    readonly by?: Member;
    readonly amountRupiah?: string;
    readonly receivedOn?: string;
    readonly reference?: string;
  } = {},
): Promise<string> {
  const { by = kitchen.foundation.maker, reference = `SP2D-${budgetId.slice(-8)}` } = wish;
  const { fundingId } = await reportFunding(town.callOf(by), {
    budgetId,
    amountRupiah: wish.amountRupiah ?? "500000000",
    receivedOn: wish.receivedOn ?? town.today,
    source: "sp2d",
    reference,
    proofId: await statementOf(town, by, `${reference} ${wish.amountRupiah} ${wish.receivedOn}`),
  });
  return fundingId;
}

/** The same, confirmed by the kitchen's head. */
export async function fundingOf(town: World, kitchen: Kitchen, budgetId: string): Promise<string> {
  const fundingId = await reportedFunding(town, kitchen, budgetId);
  await confirmFunding(town.callOf(kitchen.head), { fundingId });
  return fundingId;
}
