import { z } from "zod";
import type { PaperParty } from "#app/kernel/paper.ts";
import { formalText } from "../facts.ts";

/**
 * Whoever grew or made the goods, as a paper names them: most have no account, no letterhead and no legal number, so a paper says
 * their name and village and nothing that they were not asked for.
 */
export const MakerFacts = z.object({
  name: formalText(200),
  /** "Produsen", or what an organisation is called on papers. */
  kindLabel: formalText(120),
  regionName: formalText(200).nullable(),
});
export type MakerFacts = z.output<typeof MakerFacts>;

export function makerOf(caption: string, maker: MakerFacts): PaperParty {
  return {
    caption,
    name: maker.name,
    lines: [maker.kindLabel, ...(maker.regionName === null ? [] : [maker.regionName])],
    particulars: [],
  };
}
