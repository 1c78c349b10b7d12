import { z } from "zod";
import type { PaperBlock, PaperSignature } from "#app/kernel/paper.ts";
import { FormalDay, formalText, type MomentFacts, PartyFacts, SignatoryFacts } from "../facts.ts";
import { formalDay, formalTime, formalWeekday } from "../formal.ts";
import { notesBlock, signatureOf } from "../paper.ts";

/** What every minutes paper (berita acara) of the house is made of, whatever it is about. */

/** The codes of a list of words, as a schema asks for them. */
export function keysOf<Code extends string>(words: Readonly<Record<Code, string>>): [Code, ...Code[]] {
  return Object.keys(words) as [Code, ...Code[]];
}

/** What the minutes of a handover and those of a refusal both name: the two sides at the door, and their papers. */
export const doorFacts = {
  sender: PartyFacts,
  /** The address where the goods changed hands. */
  handoverAddress: formalText(400),
  orderNumber: formalText(80).nullable(),
  deliveryNoteNumber: formalText(80).nullable(),
  note: formalText(1000).nullable(),
  handedOverBy: SignatoryFacts,
  receivedBy: SignatoryFacts,
  witnessedBy: SignatoryFacts.nullable(),
};

/** "Pada hari Jumat, 27 Maret 2026, pukul 14.35 WIB, …": how minutes begin. */
export function minutesOpening(at: MomentFacts, what: string): PaperBlock {
  return {
    kind: "paragraph",
    text: `Pada hari ${formalWeekday(at.day)}, ${formalDay(at.day)}, pukul ${formalTime(at.time, at.timeZone)}, ${what}`,
  };
}

/** Both sides at the door sign, with their witness between them where there was one. */
export function doorSignatures(
  facts: {
    readonly handedOverBy: SignatoryFacts;
    readonly receivedBy: SignatoryFacts;
    readonly witnessedBy: SignatoryFacts | null;
  },
  receiver: string,
): PaperSignature[] {
  return [
    signatureOf("Yang menyerahkan", facts.handedOverBy),
    ...(facts.witnessedBy === null ? [] : [signatureOf("Mengetahui", facts.witnessedBy)]),
    signatureOf(receiver, facts.receivedBy),
  ];
}

/** What was said or done on the way, oldest first, each with the words that went with it. */
export function saidFacts<Deed extends string>(deeds: Readonly<Record<Deed, string>>) {
  return z
    .array(z.object({ on: FormalDay, deed: z.enum(keysOf(deeds)), words: formalText(1000).nullable() }))
    .min(1)
    .max(10);
}

export function saidBlock<Deed extends string>(
  title: string,
  deeds: Readonly<Record<Deed, string>>,
  said: readonly { readonly on: string; readonly deed: Deed; readonly words: string | null }[],
): PaperBlock | null {
  return notesBlock(
    title,
    said.map(
      ({ on, deed, words }) => `${formalDay(on)}: ${deeds[deed]}${words === null ? "" : `. "${words}"`}`,
    ),
  );
}
