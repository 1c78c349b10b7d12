import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { paperName } from "../../identity/ui/names.tsx";
import type { SoonWanted, WantedPaper } from "../needed-papers.ts";
import type { HiddenBecause } from "../why-hidden.ts";

/** Which paper goods lack, and where it is handed in. */
export function wantedWords({ paper, expiredOn }: WantedPaper): string {
  return expiredOn === null
    ? m.catalogue_paper_missing({ paper: paperName(paper) })
    : m.catalogue_paper_over({ paper: paperName(paper), day: date(expiredOn) });
}

/** The same of goods that buyers see until a rule begins. */
export function soonWords({ paper, day }: SoonWanted): string {
  return m.catalogue_paper_soon({ paper: paperName(paper), day: date(day) });
}

/** What hides a listing, and what its seller can do about it. */
export function hiddenWords(because: HiddenBecause): string {
  switch (because.kind) {
    case "withdrawn":
      return m.catalogue_hidden_withdrawn();
    case "suspended":
      return m.catalogue_hidden_suspended();
    case "price_over":
      return m.catalogue_hidden_price({ day: date(because.day) });
    case "licence_over":
      return m.catalogue_hidden_licence({ day: date(because.day) });
    case "paper_wanted":
      return wantedWords({ paper: because.paper, expiredOn: because.day });
    case "no_stock":
      return m.catalogue_hidden_stock();
  }
}
