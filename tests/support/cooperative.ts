import { enrolCooperativeMember } from "#app/modules/cooperative/keep-member.server.ts";
import { recordSavings } from "#app/modules/cooperative/record-savings.server.ts";
import { setArticles } from "#app/modules/cooperative/set-articles.server.ts";
import type { Koperasi, World } from "./world.ts";

/** Articles as koperasi usually have them: principal 100.000, mandatory 20.000 a month, and the eight parts of SHU. */
export const usualArticles = {
  validFrom: "2026-01-01",
  source: "AD/ART pasal 45",
  principalRupiah: "100000",
  mandatoryRupiah: "20000",
  reserve: "25",
  usage: "30",
  capital: "15",
  officers: "5",
  education: "2,5",
  social: "2,5",
  development: "0",
  village: "20",
};

export async function articlesOf(
  town: World,
  koperasi: Koperasi,
  wish: Partial<typeof usualArticles> = {},
): Promise<string> {
  const { articlesId } = await setArticles(town.callOf(koperasi.chair), { ...usualArticles, ...wish });
  return articlesId;
}

export async function memberIn(
  town: World,
  koperasi: Koperasi,
  wish: Partial<Parameters<typeof enrolCooperativeMember>[1]> = {},
): Promise<string> {
  const { memberId } = await enrolCooperativeMember(town.callOf(koperasi.secretary), {
    fullName: "Siti Aminah",
    joinedOn: town.today,
    ...wish,
  });
  return memberId;
}

/** A deposit of this member's; answers its id. */
export async function deposited(
  town: World,
  koperasi: Koperasi,
  memberId: string,
  wish: { readonly kind?: "principal" | "mandatory"; readonly amount?: string; readonly onDay?: string } = {},
): Promise<string> {
  const { savingsIds } = await recordSavings(town.callOf(koperasi.treasurer), {
    onDay: wish.onDay ?? town.today,
    deposits: [{ memberId, kind: wish.kind ?? "principal", amountRupiah: wish.amount ?? "100000" }],
  });
  return savingsIds[0] ?? "";
}
