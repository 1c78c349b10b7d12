import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { ArticlesRow } from "#app/modules/cooperative/member-reads.server.ts";
import { type ShuPart, shuParts } from "#app/modules/cooperative/shu.ts";

/** To begin with: what koperasi of this kind usually write, to be checked against their own articles. */
const CUSTOMARY: Readonly<Record<ShuPart, string>> = {
  reserve: "25",
  usage: "30",
  capital: "10",
  officers: "5",
  education: "5",
  social: "5",
  development: "0",
  village: "20",
};

/** The form of the articles as it stands before somebody types: what holds, or what is customary. */
export function articlesValues(articles: ArticlesRow | null, today: BusinessDay): Record<string, string> {
  if (articles === null)
    return {
      validFrom: `${today.slice(0, 4)}-01-01`,
      principalRupiah: "100000",
      mandatoryRupiah: "20000",
      ...CUSTOMARY,
    };
  return {
    validFrom: today,
    source: articles.source,
    principalRupiah: articles.principalRupiah.toString(),
    mandatoryRupiah: articles.mandatoryRupiah.toString(),
    ...Object.fromEntries(
      shuParts.map((part) => [part, (articles[`${part}BasisPoints`] / 100).toString().replace(".", ",")]),
    ),
  };
}
